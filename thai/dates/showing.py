"""Dates and times as officers read them."""

from datetime import date, datetime
from typing import Literal
from zoneinfo import ZoneInfo

from thai.dates.names import MONTHS, SHORT_MONTHS, WEEKDAYS
from thai.digits import to_thai
from thai.fiscal import BUDDHIST_ERA

BANGKOK = ZoneInfo("Asia/Bangkok")

DateStyle = Literal["full", "short", "weekday"]
Digits = Literal["arabic", "thai"]


def local_day(moment: date) -> date:
    """The day in Bangkok of a moment; a day is itself."""
    if isinstance(moment, datetime):
        return moment.astimezone(BANGKOK).date() if moment.tzinfo else moment.date()
    return moment


def format_date(day: date, *, style: DateStyle = "full", digits: Digits = "arabic") -> str:
    """`29 กันยายน 2566`, `29 ก.ย. 66` or `วันศุกร์ที่ 29 กันยายน พ.ศ. 2566`; a datetime shows its day in Bangkok."""
    day = local_day(day)
    return _with(digits, _weekday(day, style) + f"{day.day} {_month_and_year(day, style)}")


def format_span(
    start: date,
    end: date | None,
    *,
    open_ended: bool = False,
    style: DateStyle = "full",
    digits: Digits = "arabic",
) -> str:
    """A day, a range or an open start; without an end a span that is not open is its first day."""
    if open_ended:
        lead = "ตั้งแต่" if style == "weekday" else "ตั้งแต่วันที่ "
        return f"{lead}{format_date(start, style=style, digits=digits)} เป็นต้นมา"
    if end is None or end == start:
        return format_date(start, style=style, digits=digits)
    if style != "weekday" and (start.year, start.month) == (end.year, end.month):
        return _with(digits, f"{start.day}–{end.day} {_month_and_year(start, style)}")
    return f"{format_date(start, style=style, digits=digits)} – {format_date(end, style=style, digits=digits)}"


def phrase(start: date, end: date | None, open_ended: bool) -> str:
    """What is printed after an officer's words that hold no date; find_dates reads it back."""
    span = format_span(start, end, open_ended=open_ended)
    if open_ended:
        return span
    return f"เมื่อวันที่ {span}" if end in (None, start) else f"ระหว่างวันที่ {span}"


def format_time(moment: datetime, digits: Digits = "arabic") -> str:
    """`13.45 น.` in Bangkok, of an aware moment; ValueError for a naive one, whose zone nobody knows."""
    if moment.tzinfo is None:
        raise ValueError("a moment needs a time zone")
    return _with(digits, f"{moment.astimezone(BANGKOK):%H.%M} น.")


def format_moment(moment: datetime, digits: Digits = "arabic") -> str:
    """`25 ก.ย. 66 เวลา 16.10 น.` in Bangkok, of an aware moment."""
    return f"{format_date(moment, style='short', digits=digits)} เวลา {format_time(moment, digits)}"


def _weekday(day: date, style: DateStyle) -> str:
    return f"วัน{WEEKDAYS[day.weekday()]}ที่ " if style == "weekday" else ""


def _month_and_year(day: date, style: DateStyle) -> str:
    year = day.year + BUDDHIST_ERA
    if style == "short":
        return f"{SHORT_MONTHS[day.month - 1]} {year % 100:02d}"
    return f"{MONTHS[day.month - 1]} {'พ.ศ. ' if style == 'weekday' else ''}{year}"


def _with(digits: Digits, text: str) -> str:
    return to_thai(text) if digits == "thai" else text
