"""PDF files as they are kept: unchanged, and refused where they hold a program or start one; how many pages they have,
and whether their words can be read and copied.

Runs in the sandbox alone (evidence.intake.inside).
"""

from __future__ import annotations

import contextlib
import io
import re
from dataclasses import dataclass

import pikepdf
import pypdfium2

from evidence.intake.kinds import EvidenceError
from evidence.intake.programs import is_program

_READ = 8  # pages whose words are looked at
_LONGEST = 20_000  # characters that are handed on
# An action that runs a script or starts a program, as qpdf writes it, however the file does.
_RUNS = re.compile(rb"/S /(JavaScript|Launch)\b|^/(JavaScript|Launch)$")


@dataclass(frozen=True)
class PdfFacts:
    """`text` is what the first pages say, as a reader copies it; empty for a scan."""

    pages: int
    text: str


def facts(data: bytes) -> PdfFacts:
    """What a PDF holds. Raises EvidenceError for one that opens by a password alone, or not at all."""
    try:
        with pikepdf.open(io.BytesIO(data)) as opened:
            pages = len(opened.pages)
            _require_no_program(opened)
    except EvidenceError:
        raise
    except pikepdf.PasswordError as error:
        raise EvidenceError("PDF นี้ตั้งรหัสผ่านไว้ ผู้อ่านจะเปิดไม่ได้ โปรดบันทึกใหม่โดยไม่ตั้งรหัสผ่าน") from error
    except (pikepdf.PdfError, ValueError, RecursionError) as error:
        raise EvidenceError("PDF นี้เสียหายหรือถูกตัด เปิดไม่ได้ โปรดบันทึกหรือดาวน์โหลดใหม่") from error
    if not pages:
        raise EvidenceError("PDF นี้ไม่มีหน้าใดเลย โปรดบันทึกใหม่")
    return PdfFacts(pages, _text(data)[:_LONGEST])


def _require_no_program(opened: pikepdf.Pdf) -> None:
    if any(_RUNS.search(each.unparse(resolved=True)) for each in opened.objects):
        raise EvidenceError("PDF นี้มีคำสั่งที่ทำงานเองได้ (สคริปต์) จึงไม่รับ โปรดสั่งพิมพ์เป็น PDF ใหม่ แล้วแนบไฟล์ที่ได้")
    for name, each in opened.attachments.items():
        if is_program(name, each.get_file().read_bytes()):
            raise EvidenceError("PDF นี้มีโปรแกรมแนบอยู่ข้างใน จึงไม่รับ โปรดสั่งพิมพ์เป็น PDF ใหม่ แล้วแนบไฟล์ที่ได้")


def _text(data: bytes) -> str:
    """What the first pages say; what PDFium can't read says nothing."""
    found: list[str] = []
    with contextlib.suppress(pypdfium2.PdfiumError):
        document = pypdfium2.PdfDocument(data)
        for number in range(min(len(document), _READ)):
            found.append(str(document[number].get_textpage().get_text_range()))
    return "\n".join(found).replace("\0", "")  # which no column takes
