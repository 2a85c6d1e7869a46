"""Dates inside a sentence, with where they stand."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from thai.dates.patterns import AND, COUNTED, END_ONLY, FULL, JOIN, LEAD, LISTED, LISTED_DAY, NUMBERING, PARTIAL, TAIL
from thai.dates.reading import check_weekday, day_of, make_day, read_month, read_year
from thai.dates.showing import format_date
from thai.dates.view import View

# No lead, first half of a range or list of days is longer: it bounds how far back is looked.
_BACK = 120


@dataclass(frozen=True)
class FoundDate:
    """A day (end == start), a range, or an open start (end is None) in a text.

    `text[at[0]:at[1]] == as_written`, lead words such as ระหว่างวันที่ included. Where words have the shape of a date
    that no calendar has, `problem` says so in Thai and start and end are None.
    """

    start: date | None
    end: date | None
    open_ended: bool
    as_written: str
    at: tuple[int, int]
    problem: str


def find_dates(text: str) -> list[FoundDate]:
    """Every date of a text that has day, month and year, as day, range or open start, in the order of the text.

    `1–29 กันยายน 2566` and `1 มิถุนายน – 29 กันยายน 2566` take what they lack from their end; `วันที่ 5, 12 และ
    19 มิถุนายน 2566` is three days. A number after a numbering word (ข้อ, ครั้งที่, เลขที่) is no day.
    """
    view = View(text)
    points = [point for match in FULL.finditer(view.text) if (point := _Point.of(match)).is_plausible(view)]
    found: list[FoundDate] = []
    done, index = 0, 0
    while index < len(points):
        point, following = points[index], points[index + 1 : index + 2]
        back = max(done, point.start - _BACK)
        before = view.text[back : point.start]
        if partial := _partial(before):
            spans = [_half_range(view, back, partial, point)]
        elif listed := LISTED.search(before):
            spans = _days(view, back, back + listed.start(), point)
        elif following and _are_joined(view, before, point, following[0]):
            spans = [_range(view, back, point, following[0])]
            index += 1
        elif END_ONLY.search(before):
            spans = []
        else:
            spans = [_single(view, back, point)]
        found += spans
        index += 1
        done = points[index - 1].end
    return found


@dataclass(frozen=True)
class _Point:
    """One full date as matched, in places of the view."""

    start: int
    end: int
    day: str
    month: str
    year: str
    era: str
    weekday: str

    @classmethod
    def of(cls, match: re.Match[str]) -> "_Point":
        parts = match.groupdict(default="")
        day, month, year = (
            parts[name] or parts[f"{name}_slash"] or parts[f"{name}_sep"] or parts[f"{name}_iso"]
            for name in ("day", "month", "year")
        )
        return cls(match.start(), match.end(), day, month, year, parts["era"], parts["weekday"])

    def is_plausible(self, view: View) -> bool:
        """No number that a numbering word introduces; of bare numbers only those that a calendar could have."""
        if NUMBERING.search(view.text[max(0, self.start - _BACK) : self.start]):
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

    def read(self) -> date:
        day = make_day(self.day, self.month, self.year, self.era)
        check_weekday(day, self.weekday)
        return day


def _partial(before: str) -> re.Match[str] | None:
    """The first half of a range right before a full date that says its year, or month and year, for both."""
    partial = PARTIAL.search(before)
    if not partial or NUMBERING.search(before[: partial.start()]):
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
    def read() -> tuple[date, date]:
        last = point.read()
        first_month = partial["month"] or partial["month_slash"]
        month = read_month(first_month) if first_month else last.month
        # 25 ธันวาคม – 5 มกราคม 2567 began in the year before.
        year = read_year(point.year, point.era) - (month > last.month)
        first = day_of(int(partial["day"]), month, year)
        check_weekday(first, partial["weekday"] or "")
        return first, last

    return _found(view, _with_lead(view, back, back + partial.start())[0], point.end, read)


def _range(view: View, back: int, first: _Point, last: _Point) -> FoundDate:
    return _found(view, _with_lead(view, back, first.start)[0], last.end, lambda: (first.read(), last.read()))


def _single(view: View, back: int, point: _Point) -> FoundDate:
    start, lead = _with_lead(view, back, point.start)
    tail = TAIL.match(view.text, point.end)
    end = tail.end() if tail else point.end
    return _found(view, start, end, lambda: (point.read(),) * 2, open_ended=bool(tail) or lead == "ตั้งแต่")


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
    return [*earlier, _found(view, point.start, point.end, lambda: (point.read(),) * 2)]


def _with_lead(view: View, back: int, start: int) -> tuple[int, str]:
    """Where a date begins with its lead word, and that word."""
    lead = LEAD.search(view.text[back:start])
    return (back + lead.start(), lead[1]) if lead else (start, "")


def _found(
    view: View, start: int, end: int, read: Callable[[], tuple[date, date]], *, open_ended: bool = False
) -> FoundDate:
    at = view.place(start, end)
    as_written = view.written[at[0] : at[1]]
    try:
        first, last = read()
        if first > last:
            raise ValueError(f"วันเริ่มต้น {format_date(first)} อยู่หลังวันสิ้นสุด {format_date(last)} โปรดสลับหรือแก้วันใดวันหนึ่ง")
    except ValueError as error:
        return FoundDate(None, None, open_ended, as_written, at, str(error))
    return FoundDate(first, None if open_ended else last, open_ended, as_written, at, "")
