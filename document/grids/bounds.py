"""The bounds within which files are read, and the refusals that every reader of bytes shares."""

from __future__ import annotations

import zipfile
from io import BytesIO

from document.errors import ReportError, refuse

PLACE = "ไฟล์"
MB = 1024 * 1024
LARGEST_FILE = 25 * MB
LARGEST_UNPACKED = 200 * MB  # of all parts of a container together
LARGEST_PART = 60 * MB
MOST_PARTS = 5_000
HIGHEST_RATIO = 200  # unpacked to packed: XML packs to a tenth or a twentieth
MOST_CELLS = 200_000
MOST_COLUMNS = 200
MOST_PARAGRAPHS = 50_000
MOST_PAGES = 500
DEEPEST_TABLE = 10


def container(data: bytes, what: str) -> zipfile.ZipFile:
    """The opened container (ZIP) of a file that is a `what` in Thai; ReportError for one that is damaged, locked by a
    password, or would unpack beyond the bounds. Names and sizes are looked at, nothing is unpacked yet.
    """
    if len(data) > LARGEST_FILE:
        raise too_large()
    try:
        opened = zipfile.ZipFile(BytesIO(data))
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise damaged(what) from error
    parts = opened.infolist()
    if any(part.flag_bits & 1 for part in parts):
        raise locked(what)
    total, packed = sum(part.file_size for part in parts), sum(part.compress_size for part in parts)
    if (
        len(parts) > MOST_PARTS
        or total > LARGEST_UNPACKED
        or any(part.file_size > LARGEST_PART for part in parts)
        or total > MB + HIGHEST_RATIO * packed
    ):
        raise refuse(PLACE, f"{before_thai(what)}นี้คลายออกแล้วใหญ่ผิดปกติ จึงไม่เปิด โปรดเปิดด้วยโปรแกรมเดิมแล้วบันทึกใหม่")
    return opened


def too_large() -> ReportError:
    """More bytes than any reader takes."""
    return refuse(PLACE, f"ใหญ่เกินไป รับได้ไม่เกิน {LARGEST_FILE // MB} MB โปรดลบภาพออกจากไฟล์แล้วบันทึกใหม่")


def damaged(what: str) -> ReportError:
    """A file that begins like a `what` and can't be read as one."""
    return refuse(PLACE, f"เป็น{before_thai(what)}ที่เสียหายหรือถูกตัด เปิดอ่านไม่ได้ โปรดเปิดด้วยโปรแกรมเดิมแล้วบันทึกใหม่")


def locked(what: str) -> ReportError:
    """A file that opens by a password alone."""
    return refuse(PLACE, f"เป็น{before_thai(what)}ที่ตั้งรหัสผ่านไว้ โปรดบันทึกใหม่โดยไม่ตั้งรหัสผ่าน")


def too_much(what: str, most: int) -> ReportError:
    """More cells, pages or paragraphs than a report has."""
    return refuse(PLACE, f"มี{what}เกิน {most:,} ไม่ใช่รายงานฉบับเดียว โปรดแบ่งไฟล์")


def before_thai(what: str) -> str:
    """A name as it stands before a Thai word: a space parts Latin letters from it."""
    what = what.rstrip()
    return f"{what} " if what[-1:].isascii() else what
