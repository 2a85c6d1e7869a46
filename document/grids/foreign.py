"""What a file is that is no Word file of today, and the sentences that say so and what to do."""

from __future__ import annotations

from document.errors import ReportError, refuse
from document.grids.bounds import PLACE, locked
from document.readers.encoding import real_kind, text_kind

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SAVE = "แล้วเลือก แฟ้ม > บันทึกเป็น > ชนิด “เอกสาร Word (.docx)” จากนั้นส่งไฟล์ใหม่"
_STREAMS = (
    ("WordDocument", "ไฟล์ Word รุ่นเก่า (.doc)"),
    ("Workbook", "ไฟล์ Excel รุ่นเก่า (.xls)"),
    ("PowerPoint Document", "ไฟล์ PowerPoint รุ่นเก่า (.ppt)"),
)
# By a name that such a container holds, in lower case.
_IN_ZIP = (
    ("xl/workbook.xml", "ไฟล์ Excel (.xlsx)"),
    ("xl/workbook.bin", "ไฟล์ Excel (.xlsb)"),
    ("ppt/presentation.xml", "ไฟล์ PowerPoint (.pptx)"),
    ("index/document.iwa", "ไฟล์ Pages (.pages)"),
    ("content.xml", "ไฟล์ LibreOffice (.odt, .ods)"),
    ("meta-inf/container.xml", "หนังสืออิเล็กทรอนิกส์ (.epub)"),
    ("meta-inf/manifest.mf", "โปรแกรม Java (.jar)"),
)


def of_foreign(data: bytes) -> ReportError | None:
    """Why bytes are no container of a Word file; None where they may be one."""
    if data.startswith(b"PK"):
        return None
    if not data.strip():
        return refuse(PLACE, "ว่างเปล่า ไม่มีข้อมูลอยู่เลย โปรดตรวจว่าเลือกไฟล์ถูกและบันทึกครบ")
    if data.startswith(OLE[:4]):
        return locked("ไฟล์ Word ") if is_locked_ole(data) else older(kind_of_ole(data))
    kind = real_kind(data) or text_kind(data[:400].decode("utf-8", "replace")) or "ข้อมูลที่ไม่รู้จัก"
    return older(kind) if data.startswith(b"{\\rtf") else not_word(kind)


def older(kind: str) -> ReportError:
    """A file that Word opens and can save as it should be."""
    return refuse(PLACE, f"เป็น{kind} โปรดเปิดด้วย Word {_SAVE}")


def not_word(kind: str) -> ReportError:
    """A file that is something else than its name says."""
    return refuse(PLACE, f"เป็น{kind} ไม่ใช่ไฟล์ Word (.docx) โปรดเลือกไฟล์ใหม่")


def kind_of_ole(data: bytes) -> str:
    """Which older program's file it is."""
    return next((kind for name, kind in _STREAMS if name.encode("utf-16-le") in data), "ไฟล์ Office รุ่นเก่า")


def is_locked_ole(data: bytes) -> bool:
    """Whether an older container, or an encrypted newer one, opens by a password alone."""
    first = data[512:524]
    return "EncryptedPackage".encode("utf-16-le") in data or (first[:2] == b"\xec\xa5" and bool(first[11] & 1))


def kind_of_container(names: set[str], data: bytes) -> ReportError:
    """Why a container without a Word document in it is refused; `names` are those of its parts in lower case."""
    for name, kind in _IN_ZIP:
        if name in names:
            return older(kind) if kind.startswith(("ไฟล์ LibreOffice", "ไฟล์ Pages")) else not_word(kind)
    kind = real_kind(data) or "แฟ้มบีบอัด ZIP"
    if any(name.startswith("word/") for name in names) or "Word" in kind:
        return refuse(PLACE, "เป็นไฟล์ Word ที่ไม่มีเนื้อหาเอกสารอยู่ข้างใน โปรดเปิดด้วย Word แล้วบันทึกใหม่")
    return not_word(kind)
