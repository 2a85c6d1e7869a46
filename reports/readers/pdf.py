"""Our own PDF, signed or not: the report is read from the data inside it, and what its signatures prove is said."""

from dataclasses import replace
from datetime import UTC, datetime

from measures.catalogue import Catalogue
from reports import archive
from reports.document.errors import refuse
from reports.doubts import Doubt
from reports.pades import bounded, keys
from reports.pades.errors import NoKey
from reports.pades.examination import Result
from reports.pades.trust import Roots

from . import LARGEST, json
from .encoding import LIMIT, PLACE, real_kind
from .reading import Reading

_HOLDS = "ลายมือชื่อดิจิทัลของผู้รายงานและผู้อนุมัติถูกต้อง ไฟล์ไม่ถูกแก้ไขหลังลงนาม"
_UNSIGNED = "ไฟล์นี้ไม่มีลายมือชื่อดิจิทัล"
_AGAINST = {
    Result.ALTERED: "ไฟล์นี้ถูกแก้ไขหลังลงนาม เนื้อหาอาจไม่ใช่ที่ลงนามไว้",
    Result.UNKNOWN_SIGNER: "มีลายมือชื่อดิจิทัล แต่ยืนยันผู้ลงนามไม่ได้",
    Result.UNREADABLE: "ตรวจลายมือชื่อดิจิทัลของไฟล์นี้ไม่ได้",
}


def read(data: bytes, *, agency: str = "", catalogue: Catalogue | None = None) -> Reading:
    """Read the report that lies in a PDF of this or another portal; `agency` replaces the document's own.

    A signature that does not hold is a warning, never a refusal. ReportError for a PDF without a report inside.
    """
    found = json.read(_report_in(data), agency=agency, catalogue=catalogue)
    result = _examined(data)
    if result in _AGAINST:
        return replace(found, warnings=(Doubt("signature", "ลายมือชื่อ", _AGAINST[result]), *found.warnings))
    return replace(found, proof=_UNSIGNED if result is Result.NOT_SIGNED else _HOLDS)


def _examined(data: bytes) -> Result:
    """What cannot be examined now counts as what can never be."""
    try:
        roots = Roots(tuple(each.dump() for each in keys.roots()), datetime.now(UTC))
        return bounded.examine(data, roots=roots).result
    except (NoKey, bounded.Busy):
        return Result.UNREADABLE


def _report_in(data: bytes) -> bytes:
    if len(data) > LARGEST:
        raise refuse(PLACE, f"ใหญ่เกินไป รับได้ไม่เกิน {LARGEST // 1024 // 1024} MB")
    try:
        report = archive.attached(data, archive.REPORT, limit=LIMIT)
    except archive.Unreadable as error:
        if error.encrypted:
            raise refuse(PLACE, "เป็น PDF ที่ตั้งรหัสผ่านไว้ จึงเปิดอ่านไม่ได้") from error
        kind = "" if data.startswith(b"%PDF") else real_kind(data)
        raise refuse(PLACE, f"เป็น{kind} ไม่ใช่แฟ้ม PDF" if kind else "ไม่ใช่แฟ้ม PDF หรือแฟ้มเสียหาย") from error
    if report is None:
        raise refuse(PLACE, "เป็น PDF ที่ไม่มีข้อมูลรายงานอยู่ข้างใน อ่านได้เฉพาะ PDF ที่ระบบนี้จัดทำ")
    return report
