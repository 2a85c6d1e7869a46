"""Doubts about dates: outside the fiscal year, ending before they begin, or other than the words say."""

from collections.abc import Iterator
from datetime import date

from document.doubts.doubt import Doubt, Proposal, Redate, Reword
from document.values import Action, ActionDate, Measure, ReportDocument
from thai.dates import (
    FoundDate,
    find_dates,
    format_date,
    format_span,
    in_fiscal_year,
    parse_date,
    with_other_years,
    years_away,
)
from thai.fiscal import fiscal_range


def date_doubts(document: ReportDocument, measure: Measure, key: str, place: str) -> Iterator[Doubt]:
    """At most one doubt of each kind a date."""
    for number, action in enumerate(measure.actions, start=1):
        yield from action_doubts(action, document.measures_year, number, key, f"{place} การดำเนินการที่ {number}")


def action_doubts(action: Action, year: int, number: int, key: str, place: str) -> Iterator[Doubt]:
    """The doubts about the dates of a measure's action; `number` counts its actions from 1."""
    first, last = fiscal_range(year)
    written = _written(action)
    for ordinal, each in enumerate(action.dates, start=1):
        end = f"{key}:{number}:{ordinal}"
        span = _span(each)
        if each.end is not None and each.end < each.start:
            yield Doubt(f"date-reversed:{end}", place, f"วันสิ้นสุดอยู่ก่อนวันเริ่ม: {span}")
        if not (first <= each.start <= last and first <= (each.end or each.start) <= last):
            yield _outside(f"date-outside:{end}", place, action, each, year, number)
        if written and not any(_agrees(each, found) for found in written):
            yield _differs(f"date-differs:{end}", place, each, written, number)


def _outside(key: str, place: str, action: Action, each: ActionDate, year: int, number: int) -> Doubt:
    """A year far off is said by how far, one near by the days between which the year lies."""
    first, last = fiscal_range(year)
    away = max(years_away(day, year) for day in (each.start, each.end or each.start))
    how = (
        f"ห่างจากปีงบประมาณ {year} ถึง {away} ปี"
        if away
        else f"อยู่นอกปีงบประมาณ {year} ({format_date(first)} – {format_date(last)})"
    )
    meant = in_fiscal_year(each.start, each.end, year)
    proposals: tuple[Proposal, ...] = ()
    asked = ""
    if meant:
        start, end = meant
        shown = format_span(start, end, open_ended=each.open_ended)
        asked = f" ท่านหมายถึง {shown} หรือไม่"
        label = f"แก้เป็น {shown}"
        if not each.as_written:
            proposals = (Proposal(label, Redate(number, start, end, each.open_ended)),)
        elif text := with_other_years(action.text, each.as_written, start, end):
            proposals = (Proposal(label, Reword(number, text)),)
    return Doubt(key, place, f"พิมพ์ว่า {_span(each)} ซึ่ง{how}{asked}", proposals=proposals)


def _differs(key: str, place: str, each: ActionDate, written: list[FoundDate], number: int) -> Doubt:
    """The words say another date than the field: theirs is proposed, if they say but one."""
    said = list(dict.fromkeys((found.start, found.end, found.open_ended) for found in written if found.start))
    names = " และ ".join(format_span(start, end, open_ended=is_open) for start, end, is_open in said)
    message = f"ในข้อความพิมพ์ว่า {names} แต่ช่องวันที่พิมพ์ว่า {_span(each)}"
    if len(said) != 1:
        return Doubt(key, place, message)
    [(start, end, open_ended)] = said
    change = Proposal(f"แก้ช่องวันที่เป็น {names}", Redate(number, start, end, open_ended))
    return Doubt(key, place, f"{message} ท่านหมายถึง {names} หรือไม่", proposals=(change,))


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


def _span(each: ActionDate) -> str:
    return format_span(each.start, each.end, open_ended=each.open_ended)


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
