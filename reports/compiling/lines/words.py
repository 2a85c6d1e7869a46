"""What a document's own words still lack, by what is declared of its kind."""

from __future__ import annotations

from collections.abc import Callable

import clock
from accounts.who_can import ByRole, administrators
from document import ReportDocument
from evidence.checks.years import years_in
from measures.models import Plan
from reports.compiling.line import FINE, MUST, SHOULD, Check
from reports.compiling.lines.rows import compile_page
from reports.models.kinds import Kind
from thai.dates.showing import format_date

_TYPED = {1: "พิมพ์แล้ว", 2: "พิมพ์แล้วทั้งสองส่วน", 3: "พิมพ์แล้วทั้งสามส่วน"}


def own_words(plan: Plan, document: ReportDocument, people: Callable[[], ByRole]) -> list[Check]:
    """The opening, the lists, who reports and when, and in which post."""
    page = compile_page(plan, document)
    reporter = " ".join(filter(None, (document.reporter.name, document.reported_on_as_written)))
    return [
        _opening(document, page),
        _lists(document, page),
        Check(FINE, "ผู้รายงานและวันที่", reporter, f"{page}#id_reporter")
        if document.reporter.name and document.reported_on
        else Check(MUST, "ผู้รายงานและวันที่", "ยังระบุไม่ครบ", f"{page}#id_reporter", "ไประบุผู้รายงานและวันที่"),
        *_post_of_reporter(plan, document, people),
    ]


def _opening(document: ReportDocument, page: str) -> Check:
    """Whether it is there, and of the years that it names one is that of the measures."""
    title, place, year = "ข้อความนำและปีที่อ้างอิง", f"{page}#id_opening", document.measures_year
    if not document.opening:
        return Check(MUST, title, "ยังไม่มีข้อความนำ", place, "ไปพิมพ์ข้อความนำ")
    named = years_in(document.opening)
    if named and year not in named:
        found = " ".join(map(str, sorted(named)))
        return Check(SHOULD, title, f"ระบุปี {found} แต่ไม่ได้ระบุปี {year} ซึ่งเป็นปีของมาตรการ โปรดตรวจว่าถูกปี", place)
    return Check(FINE, title, f"ผลคะแนนปี {document.assessed_year} มาตรการปี {year}", place)


def _lists(document: ReportDocument, page: str) -> Check:
    """One line for all lists that its form asks for; it leads to the first that is empty."""
    declared = Kind(document.kind).declared
    lists = (*declared.layout.before, *declared.layout.after)
    empty = next((each.name for each in lists if not each.items(document)), "")
    if not empty:
        return Check(FINE, declared.lists_title, _TYPED[len(lists)], f"{page}#id_{lists[0].name}")
    unsaid = "ยังพิมพ์ไม่ครบ หากไม่มีให้พิมพ์ว่า ไม่มี"
    return Check(MUST, declared.lists_title, unsaid, f"{page}#id_{empty}", declared.lists_act)


def before_its_day(plan: Plan, document: ReportDocument) -> list[Check]:
    """A report of the first months that is submitted before they are over lacks what is done until then."""
    day = Kind(document.kind).declared.last_day(plan.year)
    if day is None or clock.today() > day:
        return []
    said = f"ยังไม่ครบรอบที่รายงาน ซึ่งถึงวันที่ {format_date(day)} การดำเนินการหลังวันที่เสนอจะไม่อยู่ใน{Kind(document.kind).called}นี้"
    return [Check(SHOULD, "รอบที่รายงาน", said, f"{compile_page(plan, document)}#id_opening")]


def day_to_come(plan: Plan, document: ReportDocument) -> list[Check]:
    """A report that is submitted today and dated later would bear a day that is older than its signatures."""
    day = document.reported_on
    if day is None or day <= clock.today():
        return []
    words = f"{format_date(day)} ยังมาไม่ถึง หากเสนอวันนี้ เอกสารจะลงวันที่หลังวันที่เสนอและลงนาม"
    return [Check(SHOULD, "วันที่รายงานอยู่หลังวันนี้", words, f"{compile_page(plan, document)}#id_reported_on")]


def _post_of_reporter(plan: Plan, document: ReportDocument, people: Callable[[], ByRole]) -> list[Check]:
    """A paper that is signed says in which post; an imported one may name the reporter alone."""
    reporter = document.reporter
    if not reporter.name or reporter.position:
        return []
    who = administrators(people())
    words = f"{reporter.name} ยังไม่มีตำแหน่ง เลือกผู้รายงานที่มีตำแหน่ง หรือเพิ่มในหน้าผู้รับผิดชอบ โดย{who}"
    url = f"{compile_page(plan, document)}#id_reporter"
    return [Check(MUST, "ตำแหน่งของผู้รายงาน", words, url, "ไปเลือกผู้รายงาน")]
