"""One date as people type it."""

import re
from calendar import monthrange
from datetime import date

from thai.dates.names import (
    BUDDHIST_ERA,
    COMMON_ERA,
    ERA,
    MONTH,
    MONTHS,
    SHORT_MONTHS,
    SHORT_WEEKDAY,
    WEEKDAY,
    WEEKDAYS,
    is_short,
    month_number,
    weekday_number,
)
from thai.dates.patterns import FULL, PARTIAL
from thai.fiscal import BUDDHIST_ERA as YEARS_AHEAD
from thai.text import readable

DATE_FORMS = "พิมพ์เช่น 29 กันยายน 2566 หรือ 29/9/66"
UNREADABLE = f"อ่านวันที่นี้ไม่ได้ {DATE_FORMS}"
_LONGEST = 120

GAP = r"\s{0,4}[-.,/]?\s{0,4}"
YEAR_WORD = rf"(?:ปี)?\s?(?P<era>{ERA})?"
_LEAD = re.compile(
    rf"(?:เมื่อ|ใน|ณ)?\ ?(?:(?:วัน\ ?)?(?P<weekday>{WEEKDAY})\ ?(?:ที่)?|(?P<short>{SHORT_WEEKDAY})|วันที่|วัน|ที่)?[\ ,]{{0,2}}"
)
_NAMED = re.compile(
    rf"(?P<day>[0-9]{{1,2}}){GAP}(?:เดือน\ ?)?(?P<month>{MONTH}){GAP}{YEAR_WORD}{GAP}(?P<year>[0-9]+)", re.IGNORECASE
)
_WITHOUT_YEAR = re.compile(rf"(?P<day>[0-9]{{1,2}}){GAP}(?:เดือน\ ?)?(?P<month>{MONTH}){GAP}{YEAR_WORD}", re.IGNORECASE)
_NUMERIC = re.compile(
    rf"(?P<day>[0-9]{{1,2}})\ ?(?P<sep>[-./\ ])\ ?(?P<month>[0-9]{{1,2}})\ ?(?P=sep)\ ?{YEAR_WORD}\ ?(?P<year>[0-9]+)",
    re.IGNORECASE,
)
_ISO = re.compile(
    r"(?P<era>)(?P<year>[0-9]{4})\ ?(?P<sep>[-./\ ])\ ?(?P<month>[0-9]{1,2})\ ?(?P=sep)\ ?(?P<day>[0-9]{1,2})"
)
# Eight digits: a year begins with 19 or more, which is no month, so at most one of the two is possible.
_SOLID_ISO = re.compile(r"(?P<era>)(?P<year>[0-9]{4})(?P<month>0[1-9]|1[0-2])(?P<day>[0-9]{2})")
_SOLID = re.compile(r"(?P<era>)(?P<day>[0-9]{2})(?P<month>[0-9]{2})(?P<year>[0-9]{4})")
_SOLID_SHORT = re.compile(r"(?P<era>)(?P<day>[0-9]{2})(?P<month>0[1-9]|1[0-2])(?P<year>[0-9]{2})")
_FILLING = re.compile(r"\.{2,}|…")  # the dotted lines of a form
_DASHES = re.compile("[\u2010-\u2015\u2212]")


def parse_date(text: str) -> date:
    """One day, in any form of thai.md and the common ones beside them; ValueError in Thai, naming the cure.

    A year of 2400 and over is Buddhist era, 1900 to 2399 Common Era, two digits Buddhist era (66 is 2566); พ.ศ. or
    ค.ศ. decides for two digits and must agree with four. A weekday must be that of the day.
    """
    typed = tidy(text)
    lead = _LEAD.match(typed)
    rest = typed[lead.end() :] if lead else typed
    for form in (_NAMED, _ISO, _NUMERIC, _SOLID_ISO, _SOLID, _SOLID_SHORT):
        if match := form.fullmatch(rest):
            day = make_day(match["day"], match["month"], match["year"], match["era"] or "")
            if lead:
                check_weekday(day, lead["weekday"] or lead["short"] or "")
            return day
    if match := _WITHOUT_YEAR.fullmatch(rest):
        month = match["month"]
        month = SHORT_MONTHS[month_number(month) - 1] if is_short(month) else month  # its last dot may be stripped
        raise ValueError(f"ยังไม่มีปี โปรดใส่ปีด้วย เช่น {match['day']} {month} 2566")
    if (one := FULL.search(typed)) and (FULL.search(typed, one.end()) or PARTIAL.search(typed[: one.start()])):
        raise ValueError("ช่องนี้ใส่ได้วันเดียว โปรดใส่เพียงวันเดียว เช่น 29 กันยายน 2566")
    raise ValueError(UNREADABLE)


def tidy(text: str) -> str:
    """What stands in a date field, in one line of Arabic digits; ValueError in Thai for nothing or too much."""
    typed = " ".join(_FILLING.sub(" ", _DASHES.sub("-", readable(text))).split()).strip(" .,")
    if not typed:
        raise ValueError(f"โปรดใส่วันที่ {DATE_FORMS}")
    if len(typed) > _LONGEST:
        raise ValueError(UNREADABLE)
    return typed


def make_day(day: str, month: str, year: str, era: str = "") -> date:
    """A date of its parts as written; ValueError in Thai when there is no such day."""
    if len(year) == 2 and not era and month[0].isascii() and month[0].isalpha():
        raise ValueError(f"ปี {year} หลังชื่อเดือนภาษาอังกฤษเป็นได้ทั้ง พ.ศ. และ ค.ศ. โปรดใส่ปีสี่หลัก เช่น 2566")
    return day_of(int(day), read_month(month), read_year(year, era))


def day_of(day: int, month: int, year_ce: int) -> date:
    """A date of its numbers; ValueError in Thai when there is no such day."""
    if not 1 <= month <= 12:
        raise ValueError(f"ไม่มีเดือนที่ {month} เดือนมีตั้งแต่ 1 ถึง 12 ใส่วันก่อนแล้วจึงใส่เดือน เช่น 29/9/2566")
    last = days_in(month, year_ce)
    if not 1 <= day <= last:
        of_year = f"ปี พ.ศ. {year_ce + YEARS_AHEAD} " if month == 2 else ""
        raise ValueError(f"{of_year}เดือน{MONTHS[month - 1]}มี {last} วัน ไม่มีวันที่ {day}")
    return date(year_ce, month, day)


def days_in(month: int, year_ce: int) -> int:
    """The number of days of a month of a Common Era year."""
    return monthrange(year_ce, month)[1]


def read_month(written: str) -> int:
    """The number of a month written by name (as MONTH matches) or number, whatever number that is."""
    return int(written) if written.isdecimal() else month_number(written)


def read_year(digits: str, era: str = "") -> int:
    """The Common Era year of what stands at a date's end."""
    common = bool(re.fullmatch(COMMON_ERA, era, re.IGNORECASE))
    buddhist = bool(re.fullmatch(BUDDHIST_ERA, era, re.IGNORECASE))
    if len(digits) == 2:
        return int(digits) + (2000 if common else 2500 - YEARS_AHEAD)
    if len(digits) != 4 or int(digits) < 1900:
        raise ValueError(f"อ่านปี {digits[:8]} ไม่ได้ ใส่ปีสี่หลัก เช่น 2566 หรือสองหลัก เช่น 66")
    year = int(digits)
    if year >= 2400 and common:
        raise ValueError(f"ปี {year} เป็นปี พ.ศ. แต่เขียนว่า ค.ศ. โปรดแก้เป็น พ.ศ. {year} หรือ ค.ศ. {year - YEARS_AHEAD}")
    if year < 2400 and buddhist:
        raise ValueError(f"ปี {year} เป็นปี ค.ศ. แต่เขียนว่า พ.ศ. โปรดแก้เป็น ค.ศ. {year} หรือ พ.ศ. {year + YEARS_AHEAD}")
    return year - YEARS_AHEAD if year >= 2400 else year


def check_weekday(day: date, written: str) -> None:
    """ValueError in Thai when a weekday is written that isn't the day's."""
    if written and weekday_number(written) != day.weekday():
        raise ValueError(
            f"วันที่ {day.day} {MONTHS[day.month - 1]} {day.year + YEARS_AHEAD} เป็นวัน{WEEKDAYS[day.weekday()]} "
            f"ไม่ใช่วัน{WEEKDAYS[weekday_number(written)]}"
        )
