"""Dates inside a sentence, with where they stand."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import partial

from thai.dates.names import is_short, names_a_month
from thai.dates.patterns import (
    AND,
    COUNTED,
    END_ONLY,
    FULL,
    JOIN,
    LEAD,
    LISTED,
    LISTED_DAY,
    LISTED_MONTH,
    NUMBERING,
    OFFICE_BEFORE,
    PARTIAL,
    PARTIAL_MONTH,
    SHORT_MONTH_LEAD,
    TAIL,
)
from thai.dates.quarters import QUARTER, quarter_range
from thai.dates.reading import check_weekday, day_of, days_in, make_day, read_month, read_year
from thai.dates.showing import format_date
from thai.dates.view import View
from thai.fiscal import BUDDHIST_ERA

# No lead, first half of a range or list of days is longer: it bounds how far back is looked.
_BACK = 120


@dataclass(frozen=True)
class FoundDate:
    """A day (end == start), a range, or an open start (end is None) in a text.

    `text[at[0]:at[1]] == as_written`, lead words such as ระหว่างวันที่ included. Where words have the shape of a date
    that no calendar has, `problem` says so in Thai and start and end are None. `of_months` tells that the words name
    months where a day could stand: a day within them doesn't contradict them.
    """

    start: date | None
    end: date | None
    open_ended: bool
    as_written: str
    at: tuple[int, int]
    problem: str
    of_months: bool = False


def find_dates(text: str) -> list[FoundDate]:
    """Every date of a text that has month and year, as day, range or open start, in the order of the text.

    `1–29 กันยายน 2566` and `1 มิถุนายน – 29 กันยายน 2566` take what they lack from their end; `วันที่ 5, 12 และ
    19 มิถุนายน 2566` is three days. A month without a day is all its days: `ต.ค.64 - มี.ค.65` is 1 ตุลาคม 2564 to 31
    มีนาคม 2565. A number after a numbering word (ข้อ, ครั้งที่, เลขที่) is no day, nor is one right after a month's name.
    """
    view = View(text)
    points = [point for match in FULL.finditer(view.text) if (point := _Point.of(match)).is_plausible(view)]
    found: list[FoundDate] = []
    done, index = 0, 0
    while index < len(points):
        point, following = points[index], points[index + 1 : index + 2]
        back = max(done, point.start - _BACK)
        before = view.text[back : point.start]
        if half := _partial(before, point):
            spans = [_half_range(view, back, half, point)]
        elif not point.is_month and (listed := LISTED.search(before)):
            spans = _days(view, back, back + listed.start(), point)
        elif following and _are_joined(view, before, point, following[0]):
            spans = [_range(view, back, point, following[0])]
            index += 1
        elif END_ONLY.search(before) or (point.is_month and not point.stands_alone(before)):
            spans = []
        else:
            spans = [_single(view, back, point)]
        found += spans
        index += 1
        done = points[index - 1].end
    return _with_quarters(view, found)


def _with_quarters(view: View, found: list[FoundDate]) -> list[FoundDate]:
    """The dates with the quarters between them."""
    quarters = [
        _found(view, *match.span(), partial(quarter_range, int(match["quarter"]), int(match["year"])), of_months=True)
        for match in QUARTER.finditer(view.text)
    ]
    apart = [each for each in quarters if all(each.at[1] <= one.at[0] or one.at[1] <= each.at[0] for one in found)]
    return sorted([*found, *apart], key=lambda each: each.at) if apart else found


@dataclass(frozen=True)
class _Point:
    """One full date, or a month with its year (`day` is empty then), as matched, in places of the view."""

    start: int
    end: int
    day: str
    month: str
    year: str
    era: str
    weekday: str
    is_tight: bool  # no dash with a space beside it stands between month and year

    @classmethod
    def of(cls, match: re.Match[str]) -> "_Point":
        parts = match.groupdict(default="")
        month_alone = parts["month_alone"]
        day, month, year = (
            parts[name] or parts[f"{name}_slash"] or parts[f"{name}_sep"] or parts[f"{name}_iso"]
            for name in ("day", "month", "year")
        )
        year = "".join((year or parts["year_alone"]).split())
        return cls(
            *match.span(),
            day,
            month or month_alone,
            year,
            parts["era"] or parts["era_alone"],
            parts["weekday"],
            not parts["dash_alone"] or len(parts["gap_alone"]) == 1,
        )

    @property
    def is_month(self) -> bool:
        """Whether no day stands before the month: the month is all its days."""
        return not self.day

    def is_plausible(self, view: View) -> bool:
        """No number that a numbering word introduces; of bare numbers only those that a calendar could have."""
        if self.is_month:
            return self._is_plausible_month(view)
        is_named = view.text.startswith("วัน", self.start)
        if not is_named and NUMBERING.search(view.text[max(0, self.start - _BACK) : self.start]):
            return False
        if self.month.isdecimal():
            in_calendar = 1 <= int(self.month) <= 12 and 1 <= int(self.day) <= 31
            return in_calendar or view.text.startswith("วัน", self.start)
        if len(self.year) == 4 and (
            1900 <= int(self.year) < 2800 or self.era or view.text.startswith("วัน", self.start)
        ):
            return True
        if len(self.year) == 4 and int(self.year) < 1000:
            return True  # 29 กันยายน 0000: the shape of a date that no calendar has
        is_count = "." not in self.month and COUNTED.match(view.text, self.end)
        return (len(self.year) == 2 or int(self.year) >= 2800) and not is_count

    def _is_plausible_month(self, view: View) -> bool:
        """Right or not recognised: no name of something else, no count, no year that can't be read."""
        if not (self.month and self.is_tight and self._has_year()):
            return False
        before = "" if view.text.startswith(("วัน", "เดือน"), self.start) else view.text[: self.start][-_BACK:]
        is_count = len(self.year) == 2 and COUNTED.match(view.text, self.end)
        return _is_months_name(self.month, before) and not is_count

    def _has_year(self) -> bool:
        try:
            return read_year(self.year, self.era) < 2800 - BUDDHIST_ERA
        except ValueError:
            return False

    def stands_alone(self, before: str) -> bool:
        """Whether a month that begins or ends no range is one: two digits after it may count something, or be a day."""
        if LISTED_MONTH.search(before):
            return False
        return len(self.year) == 4 or bool(self.era) or (is_short(self.month) and int(self.year) > 31)

    def first(self) -> date:
        return day_of(1, read_month(self.month), read_year(self.year, self.era)) if self.is_month else self._read()

    def last(self) -> date:
        if not self.is_month:
            return self._read()
        first = self.first()
        return first.replace(day=days_in(first.month, first.year))

    def _read(self) -> date:
        day = make_day(self.day, self.month, self.year, self.era)
        check_weekday(day, self.weekday)
        return day


def _is_months_name(name: str, before: str) -> bool:
    """Whether a name without a day before it is a month's, by itself and by the words that lead to it."""
    if not is_short(name):
        return names_a_month(name)
    is_office = read_month(name) == 2 and OFFICE_BEFORE.search(before)
    return not is_office and SHORT_MONTH_LEAD.search(before) is not None


def _partial(before: str, point: _Point) -> re.Match[str] | None:
    """The first half of a range right before a full date that says its year, or month and year, for both."""
    partial = PARTIAL.search(before)
    if not partial or NUMBERING.search(before[: partial.start()]) or (point.is_month and not partial["month"]):
        partial = PARTIAL_MONTH.search(before)
        if not partial or not _is_months_name(partial["month"], before[: partial.start("month")]):
            return None
    return partial if not partial["and"] or _is_between(before[: partial.start()]) else None


def _is_between(before: str) -> bool:
    lead = LEAD.search(before)
    return lead is not None and lead[1] == "ระหว่าง"


def _are_joined(view: View, before: str, point: _Point, following: _Point) -> bool:
    between = view.text[point.end : following.start]
    if len(between) > _BACK:
        return False
    return bool(JOIN.fullmatch(between) or (_is_between(before) and AND.fullmatch(between)))


def _half_range(view: View, back: int, partial: re.Match[str], point: _Point) -> FoundDate:
    parts = {"day": "", "month_slash": "", "weekday": "", **partial.groupdict(default="")}

    def read() -> tuple[date, date]:
        last = point.last()
        first_month = parts["month"] or parts["month_slash"]
        month = read_month(first_month) if first_month else last.month
        # 25 ธันวาคม – 5 มกราคม 2567 began in the year before.
        year = read_year(point.year, point.era) - (month > last.month)
        first = day_of(int(parts["day"] or 1), month, year)
        check_weekday(first, parts["weekday"])
        return first, last

    start, _ = _with_lead(view, back, back + partial.start())
    return _found(view, start, point.end, read, of_months=point.is_month or not parts["day"])


def _range(view: View, back: int, first: _Point, last: _Point) -> FoundDate:
    start, _ = _with_lead(view, back, first.start)
    of_months = first.is_month or last.is_month
    return _found(view, start, last.end, lambda: (first.first(), last.last()), of_months=of_months)


def _single(view: View, back: int, point: _Point) -> FoundDate:
    start, lead = _with_lead(view, back, point.start)
    tail = TAIL.match(view.text, point.end)
    end = tail.end() if tail else point.end
    open_ended = bool(tail) or lead == "ตั้งแต่"
    of_months = point.is_month
    return _found(view, start, end, lambda: (point.first(), point.last()), open_ended=open_ended, of_months=of_months)


def _days(view: View, back: int, start: int, point: _Point) -> list[FoundDate]:
    """The days of a list: each stands where its number stands, the first with the words before it."""

    def reader(*days: str) -> Callable[[], tuple[date, date]]:
        return lambda: (in_month(days[0]), in_month(days[1]))

    def in_month(day: str) -> date:
        return make_day(day, point.month, point.year, point.era)

    days = list(LISTED_DAY.finditer(view.text, start, point.start))
    begins = [_with_lead(view, back, start)[0], *(day.start() for day in days[1:])]
    earlier = [
        _found(view, begin, day.end(), reader(day["day"], day["last"] or day["day"]))
        for begin, day in zip(begins, days, strict=True)
    ]
    return [*earlier, _found(view, point.start, point.end, lambda: (point.first(), point.last()))]


def _with_lead(view: View, back: int, start: int) -> tuple[int, str]:
    """Where a date begins with its lead word, and that word."""
    lead = LEAD.search(view.text[back:start])
    return (back + lead.start(), lead[1]) if lead else (start, "")


def _found(
    view: View,
    start: int,
    end: int,
    read: Callable[[], tuple[date, date]],
    *,
    open_ended: bool = False,
    of_months: bool = False,
) -> FoundDate:
    at = view.place(start, end)
    as_written = view.written[at[0] : at[1]]
    try:
        first, last = read()
        if first > last:
            raise ValueError(f"วันเริ่มต้น {format_date(first)} อยู่หลังวันสิ้นสุด {format_date(last)} โปรดสลับหรือแก้วันใดวันหนึ่ง")
    except ValueError as error:
        return FoundDate(None, None, open_ended, as_written, at, str(error), of_months)
    return FoundDate(first, None if open_ended else last, open_ended, as_written, at, "", of_months)
