"""What a date field can say beside a plain day: a range, an open start, a month, a quarter, a day without a year."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from thai.dates.finding import FoundDate, find_dates
from thai.dates.names import MONTH
from thai.dates.quarters import quarter_range
from thai.dates.reading import GAP, YEAR_WORD, day_of, days_in, parse_date, read_month, read_year, tidy
from thai.fiscal import BUDDHIST_ERA, fiscal_range

# What may stand around a date that find_dates found without being part of it.
_AROUND = re.compile(r"(?:เมื่อ|ใน|ณ|ช่วง|ตลอด|ทั้ง|ระหว่าง|ตั้งแต่|วันที่|วัน|เดือน|[\s.,()])*")
_MONTH = re.compile(
    rf"(?:ใน|ตลอด|ทั้ง)?\ ?(?:เดือน\ ?)?(?P<month>{MONTH})(?:{GAP}{YEAR_WORD}{GAP}(?P<year>[0-9]+))?", re.IGNORECASE
)
_QUARTER = re.compile(
    r"(?:ใน)?\ ?ไตรมาส\ ?(?:ที่)?\ ?(?P<quarter>[0-9])"
    rf"(?:{GAP}(?:ของ)?\ ?(?:ปี)?\ ?(?:งบประมาณ)?\ ?{YEAR_WORD}{GAP}(?P<year>[0-9]+))?",
    re.IGNORECASE,
)
_WHOLE_YEAR = re.compile(
    rf"(?:ใน|ตลอด|ทั้ง)?\ ?ปี\ ?งบประมาณ(?:{GAP}{YEAR_WORD}{GAP}(?P<year>[0-9]+))?|(?:ตลอด|ทั้ง)\ ?(?:ทั้ง)?\ ?ปี",
    re.IGNORECASE,
)
_CLOCK = r"[0-9]{1,2}[.:][0-9]{2}(?:(?:\ ?น\.?)?\ ?(?:-|ถึง)\ ?[0-9]{1,2}[.:][0-9]{2})?"
_HOURS = r"\ ?(?:น\.?|นาฬิกา)"
# A time behind a day, which no field keeps: after เวลา, or with its น.
_TIME = re.compile(rf"[\ ,]{{1,2}}(?:เวลา\ ?(?:ประมาณ\ ?)?{_CLOCK}(?:{_HOURS})?|{_CLOCK}{_HOURS})\Z")
_SEVERAL = re.compile(rf"[0-9]{{1,2}}(?:\ ?,\ ?[0-9]{{1,2}})*\ ?(?:,|และ|กับ)\ ?[0-9]{{1,2}}\ ?{MONTH}", re.IGNORECASE)
_ONE_DAY = "ช่องนี้ใส่ได้วันเดียว โปรดใส่เพียงวันเดียว เช่น 29 กันยายน 2566"
SEVERAL_DAYS = "ช่องนี้ใส่ได้วันเดียวหรือช่วงเดียว หากทำหลายวัน โปรดเพิ่มการดำเนินการอีกรายการ หรือพิมพ์ทุกวันไว้ในข้อความแล้วเว้นช่องนี้ว่าง"
_DAYS_AGO = {"วันนี้": 0, "เมื่อวานนี้": 1, "เมื่อวาน": 1, "วานนี้": 1, "วานซืน": 2, "เมื่อวานซืน": 2, "เมื่อวานซืนนี้": 2}
# Where the year is missing: right behind the last month, with no number after it.
_YEARLESS = re.compile(
    rf"(?:(?<![0-9/])[0-9]{{1,2}}/(?P<number>[0-9]{{1,2}})|{MONTH}(?P<era>{GAP}ปี|{GAP}(?:ปี\ ?)?(?:พ\.?\ ?ศ\.?))?)"
    r"(?=[^0-9]*\Z)",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Span:
    """A day (end == start), a range, or an open start (end is None), as a field said it.

    `assumed` says in Thai what was taken for granted, empty for nothing; `of_months` that whole months were meant.
    """

    start: date
    end: date | None
    open_ended: bool = False
    assumed: str = ""
    of_months: bool = False


def read_span(text: str, *, today: date | None = None, year: int | None = None) -> Span:
    """What a field says of when something was done; ValueError in Thai, naming the cure.

    `today` gives วันนี้ and เมื่อวานนี้ their day, `year` (a fiscal year of the Buddhist era) what lacks its year; without
    them such words can't be read.
    """
    typed = _TIME.sub("", tidy(text))
    if _SEVERAL.search(typed):
        raise ValueError(SEVERAL_DAYS)
    if (match := _WHOLE_YEAR.fullmatch(typed)) and (match["year"] or year):
        return _whole_year(read_year(match["year"], match["era"] or "") + BUDDHIST_ERA if match["year"] else year or 0)
    if today is not None and typed in _DAYS_AGO:
        day = today - timedelta(days=_DAYS_AGO[typed])
        return Span(day, day, assumed=typed)
    if match := _QUARTER.fullmatch(typed):
        return _quarter(int(match["quarter"]), match["year"], match["era"] or "", year)
    try:
        return _as_typed(typed)
    except ValueError as error:
        found = next(_within(typed, year), None) if year else None
        if found is None:
            raise
        if isinstance(found, ValueError):
            raise found from error
        return found


def read_day(text: str, *, today: date | None = None, year: int | None = None) -> date:
    """One day in any form; of a month or a quarter it is the last. ValueError in Thai, naming the cure."""
    if _SEVERAL.search(tidy(text)):
        raise ValueError(_ONE_DAY)
    span = read_span(text, today=today, year=year)
    if span.end is None or (span.start != span.end and not span.of_months):
        raise ValueError(_ONE_DAY)
    return span.end


def read_later_day(text: str, *, today: date | None = None, year: int | None = None) -> date:
    """The same of what comes after the work of a year: October to March without a year are of the next fiscal year."""
    day = read_day(text, today=today, year=year)
    if year is None or 4 <= day.month <= 9:
        return day
    return read_day(text, today=today, year=year + 1)


def _as_typed(typed: str) -> Span:
    """What is typed in full."""
    if (match := _MONTH.fullmatch(typed)) and match["year"]:
        return _month(match["month"], read_year(match["year"], match["era"] or ""))
    try:
        day = parse_date(typed)
    except ValueError:
        found = _the_only(typed)
        if found is None:
            raise
        if found.problem or found.start is None:
            raise ValueError(found.problem) from None
        return Span(found.start, found.end, found.open_ended, of_months=found.of_months)
    return Span(day, day)


def _the_only(typed: str) -> FoundDate | None:
    """The one date of the field, where there is nothing else in it."""
    found = find_dates(typed)
    if len(found) != 1:
        return None
    around = typed[: found[0].at[0]] + " " + typed[found[0].at[1] :]
    return found[0] if _AROUND.fullmatch(around) else None


def _within(typed: str, year: int) -> Iterator[Span | ValueError]:
    """What is typed without a year, in that of the fiscal year's two in which it lies; else why it can't be read."""
    places = list(_YEARLESS.finditer(typed))
    if not places:
        return
    place, (first, last) = places[-1], fiscal_range(year)
    failed = None
    for ending in (year, year - 1):
        written = f"{'/' if place['number'] else ' '}{ending}"
        try:
            span = _as_typed(f"{typed[: place.end()]}{written}{typed[place.end() :]}")
        except ValueError as error:
            failed = failed or error
            continue
        if first <= (span.end or span.start) <= last:
            yield replace(span, assumed="ใช้ปีของแผน")
    if failed:
        yield failed


def _month(name: str, year_ce: int) -> Span:
    month = read_month(name)
    return Span(day_of(1, month, year_ce), date(year_ce, month, days_in(month, year_ce)), of_months=True)


def _whole_year(year: int) -> Span:
    first, last = fiscal_range(year)
    return Span(first, last, assumed=f"ปีงบประมาณ {year}", of_months=True)


def _quarter(number: int, digits: str | None, era: str, year: int | None) -> Span:
    """A quarter of the fiscal year that is written, else of `year`."""
    if not 1 <= number <= 4:
        raise ValueError(f"ไม่มีไตรมาสที่ {number} ปีงบประมาณมี 4 ไตรมาส ไตรมาสที่ 1 เริ่มเดือนตุลาคม")
    if not digits and not year:
        raise ValueError(f"ยังไม่มีปี โปรดใส่ปีด้วย เช่น ไตรมาสที่ {number} ปี 2566")
    of_year = read_year(digits, era) + BUDDHIST_ERA if digits else year or 0
    begins, ends = quarter_range(number, of_year)
    return Span(begins, ends, assumed=f"ไตรมาสที่ {number} ปีงบประมาณ {of_year}", of_months=True)
