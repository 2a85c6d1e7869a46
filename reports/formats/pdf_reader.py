"""Our own PDF, signed or not: the report is read from the data inside it, and what its signatures prove is said."""

from dataclasses import replace
from datetime import UTC, datetime

from django.db import DatabaseError

from document.doubts import Doubt
from document.errors import refuse
from document.readers import json
from document.readers.encoding import LIMIT, PLACE, real_kind
from document.readers.reading import Reading
from ita.catalogue import Catalogue
from pades.examination import sandbox
from pades.examination.found import Examination, Problem, Result
from paper import archive
from reports.formats import sandboxed
from reports.formats.registry import LARGEST
from reports.verification import certificates_known

_HOLDS = "ลายมือชื่อดิจิทัลของผู้เสนอและผู้อนุมัติถูกต้อง ไฟล์ไม่ถูกแก้ไขหลังลงนาม"
_UNSIGNED = "ไฟล์นี้ไม่มีลายมือชื่อดิจิทัล"
_ABOUT_WHO = {Problem.UNKNOWN, Problem.STRANGER, Problem.CLOCK}
_AGAINST = {
    Result.ALTERED: "ไฟล์นี้ถูกแก้ไขหลังลงนาม เนื้อหาอาจไม่ใช่ที่ลงนามไว้",
    Result.UNKNOWN_SIGNER: "มีลายมือชื่อดิจิทัล แต่ยืนยันผู้ลงนามไม่ได้",
    Result.UNREADABLE: "ตรวจลายมือชื่อดิจิทัลของไฟล์นี้ไม่ได้",
}


def read(data: bytes, *, agency: str = "", catalogue: Catalogue | None = None, year: int = 0) -> Reading:
    """Read the report that lies in a PDF of this or another portal; `agency` replaces the document's own. Another
    maker's PDF is read by its words.

    A signature that does not hold is a warning, never a refusal.
    """
    report = report_in(data)
    if report is None:
        return sandboxed.reader_of("pdf")(data, agency=agency, catalogue=catalogue, year=year)
    found = json.read(report, agency=agency, catalogue=catalogue)
    examination = _examined(data)
    if examination.result in _AGAINST:
        reason = _unknown(examination) or _AGAINST[examination.result]
        return replace(found, warnings=(Doubt("signature", "ลายมือชื่อ", reason), *found.warnings))
    return replace(found, proof=_UNSIGNED if examination.result is Result.NOT_SIGNED else _HOLDS)


def _examined(data: bytes) -> Examination:
    """What cannot be examined now, or without the record of who signs for whom, counts as what can never be."""
    try:
        return certificates_known.examine(data, now=datetime.now(UTC))
    except (DatabaseError, sandbox.Busy):
        return Examination(Result.UNREADABLE)


def _unknown(examination: Examination) -> str:
    """Of a file that is as it was signed, by people whom this portal cannot know: another portal's, for one."""
    found = {problem for each in examination.signatures for problem in each.problems}
    if examination.result is not Result.UNKNOWN_SIGNER or examination.problems or not found <= _ABOUT_WHO:
        return ""
    by = " และ ".join(
        dict.fromkeys(f"{each.signer} (ออกโดย {each.issuer})" for each in examination.signatures if not each.is_stamp)
    )
    return f"ไฟล์ไม่ถูกแก้ไขหลังลงนาม แต่ระบบนี้ไม่รู้จักใบรับรองที่ลงนาม คือ {by} จึงยืนยันไม่ได้ว่าเป็นของหน่วยงานที่ไฟล์ระบุ"


def report_in(data: bytes) -> bytes | None:
    """The report's data in a PDF that a portal made; None in another maker's. ReportError for what is no PDF."""
    if len(data) > LARGEST:
        raise refuse(PLACE, f"ใหญ่เกินไป รับได้ไม่เกิน {LARGEST // 1024 // 1024} MB")
    try:
        report = archive.attached(data, archive.REPORT, limit=LIMIT)
    except archive.Unreadable as error:
        if error.encrypted:
            raise refuse(PLACE, "เป็น PDF ที่ตั้งรหัสผ่านไว้ จึงเปิดอ่านไม่ได้ โปรดบันทึกใหม่โดยไม่ตั้งรหัสผ่าน") from error
        raise refuse(PLACE, _unread(data)) from error
    return report


def _unread(data: bytes) -> str:
    """What bytes are that can't be opened as a PDF, and what to do."""
    if not data.strip():
        return "ว่างเปล่า ไม่มีข้อมูลอยู่เลย โปรดตรวจว่าเลือกไฟล์ถูกและบันทึกครบ"
    kind = "" if data.startswith(b"%PDF") else real_kind(data)
    if kind:
        return f"เป็น{kind} ไม่ใช่แฟ้ม PDF โปรดเลือกไฟล์ใหม่"
    return "ไม่ใช่แฟ้ม PDF หรือแฟ้มเสียหาย โปรดเปิดด้วยโปรแกรมเดิมแล้วบันทึกใหม่"
