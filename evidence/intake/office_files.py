"""Files of office programs as they are kept: unchanged, and refused where they hold a program, a password or a bomb."""

from __future__ import annotations

from zipfile import ZipFile

from document.errors import ReportError
from document.grids.bounds import container
from evidence.intake.kinds import EvidenceError, Kind

# Where office programs keep programs: refused whatever they do.
_PROGRAMS = ("vbaproject.bin", "vbadata.xml", "activex/", "basic/", "scripts/", "macrosheets/")


def check(data: bytes, kind: Kind) -> None:
    """Raises EvidenceError for a file that can't be opened, or that holds a program."""
    try:
        with container(data, kind.words) as opened:
            names = [name.lower() for name in opened.namelist()]
            encrypted = kind in (Kind.ODT, Kind.ODS) and b"encryption-data" in _manifest(opened)
    except ReportError as error:
        raise EvidenceError(f"ไฟล์{error.problems[0].message}") from error
    if encrypted:
        raise EvidenceError("ไฟล์นี้ตั้งรหัสผ่านไว้ ผู้อ่านจะเปิดไม่ได้ โปรดบันทึกใหม่โดยไม่ตั้งรหัสผ่าน")
    if any(part in name for name in names for part in _PROGRAMS):
        raise EvidenceError("ไฟล์นี้มีแมโคร (คำสั่งที่ทำงานเองได้) จึงไม่รับ โปรดบันทึกเป็นชนิดที่ไม่มีแมโคร หรือ PDF")


def _manifest(opened: ZipFile) -> bytes:
    name = "META-INF/manifest.xml"
    return opened.read(name) if name in opened.namelist() and opened.getinfo(name).file_size < 1024 * 1024 else b""
