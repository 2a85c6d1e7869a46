"""Doubts about dates: outside the fiscal year, ending before they begin, or other than the words say."""

from collections.abc import Iterator
from datetime import date

from document.doubts.doubt import Doubt
from document.values import Action, ActionDate, Measure, ReportDocument
from thai.dates import FoundDate, find_dates, format_date, format_span, parse_date
from thai.fiscal import fiscal_range


def date_doubts(document: ReportDocument, measure: Measure, key: str, place: str) -> Iterator[Doubt]:
    """At most one doubt of each kind a date."""
    first, last = fiscal_range(document.measures_year)
    for number, action in enumerate(measure.actions, start=1):
        where = f"{place} การดำเนินการที่ {number}"
        written = _written(action)
        for ordinal, each in enumerate(action.dates, start=1):
            end = f"{key}:{number}:{ordinal}"
            span = format_span(each.start, each.end, open_ended=each.open_ended)
            if each.end is not None and each.end < each.start:
                yield Doubt(f"date-reversed:{end}", where, f"วันสิ้นสุดอยู่ก่อนวันเริ่ม: {span}")
            if not (first <= each.start <= last and first <= (each.end or each.start) <= last):
                year = f"{format_date(first)} – {format_date(last)}"
                yield Doubt(
                    f"date-outside:{end}", where, f"วันที่ {span} อยู่นอกปีงบประมาณ {document.measures_year} ({year})"
                )
            if written and not any(_agrees(each, found) for found in written):
                yield Doubt(f"date-differs:{end}", where, f"วันที่ {span} ไม่ตรงกับวันที่ในข้อความ")


def report_date_doubts(document: ReportDocument) -> Iterator[Doubt]:
    """A report is made in the year of its measures or soon after; a cut-off year (๒๕ for ๒๕๖๖) shows here."""
    day, place = document.reported_on, "วันที่รายงาน"
    if day is None:
        return
    first, last = fiscal_range(document.measures_year)
    if not first <= day <= last.replace(year=last.year + 2):
        message = f"{format_date(day)} ห่างจากปีงบประมาณ {document.measures_year} ของมาตรการ"
        yield Doubt("reported-on", place, message)
    if (written := _parsed(document.reported_on_as_written)) and written != day:
        message = f"เขียนว่า {document.reported_on_as_written} แต่บันทึกเป็น {format_date(day)}"
        yield Doubt("reported-on-differs", place, message)


def _written(action: Action) -> list[FoundDate]:
    return [found for found in find_dates(action.text) if not found.problem]


def _agrees(each: ActionDate, found: FoundDate) -> bool:
    """Whether a date is that of the words, or lies within the months that they name."""
    if (each.start, each.end) == (found.start, found.end):
        return True
    if not found.of_months or found.start is None or each.end is None:
        return False
    return found.start <= each.start and (found.end is None or each.end <= found.end)


def _parsed(text: str) -> date | None:
    try:
        return parse_date(text)
    except ValueError:
        return None
