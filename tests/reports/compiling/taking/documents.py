"""Documents of schema 2 as offices have them, for tests that take them in."""

from __future__ import annotations

from dataclasses import replace

from accounts.models import Agency
from document import Action, Detail, MarkedText, Measure, Officer, Reference, ReportDocument
from document.dating import dates_of
from document.readers import text
from tests.document import samples

SEED = text.read(samples.SEED).document
_DONE = "จัดอบรมเมื่อวันที่ 3 กรกฎาคม 2566"
CODED = Measure(
    code="E13",
    code_as_written="E13",
    tool="EIT",
    question="หน่วยงานมีระบบการให้บริการออนไลน์หรือไม่",
    heading="มาตรการข้อ E13 และ E14 หน่วยงานมีระบบการให้บริการออนไลน์หรือไม่ :",
    steps=(MarkedText("1.", "ปรับปรุงเว็บไซต์ (อ้างอิงจาก o13)"), MarkedText("2.", "แจ้งประชาชน")),
    references=(Reference("O13", "o13", 2566),),
    actions=(Action("1.", _DONE, dates_of(_DONE, None, None, False)), Action("2.", "เผยแพร่คู่มือ")),
    outcomes=(MarkedText("", "ประชาชนใช้บริการได้"),),
    officers=(Officer("นายมานะ ใจกล้า", "นายช่างโยธา", "กองช่าง", "นายมานะ ใจกล้า นายช่างโยธา กองช่าง"),),
    more_codes=("E14",),
    details=(Detail("period", "ระยะเวลา", "ไตรมาส 1 - 4"), Detail("budget", "", "ไม่ใช้งบประมาณ")),
)
UNCODED = Measure(
    code="",
    code_as_written="",
    tool="",
    question="ประกาศนโยบายไม่รับของขวัญ",
    heading="1. ประกาศนโยบายไม่รับของขวัญ",
    steps=(MarkedText("", "ประกาศนโยบายโดยผู้บริหาร"),),
    details=(Detail("target", "ตัวชี้วัดความสำเร็จ", "มีประกาศ\nอย่างน้อย 1 ฉบับ"),),
)
OF_A_TOOL = replace(UNCODED, tool="OIT", question="การเปิดเผยข้อมูลบนเว็บไซต์", heading="การเปิดเผยข้อมูลบนเว็บไซต์", details=())
COVER = (Detail("from", "ส่วนราชการ", "สำนักปลัด"), Detail("subject", "เรื่อง", "รายงานผล"))


def a_document(agency: Agency, *measures: Measure, year: int = 2566) -> ReportDocument:
    """A report of the agency's year, of three measures where none are given."""
    kept = measures or (CODED, UNCODED, OF_A_TOOL)
    years = {"assessed_year": year - 1, "measures_year": year}
    return replace(SEED, schema=2, agency=agency.name, measures=kept, cover=COVER, **years)  # type: ignore[arg-type]  # years
