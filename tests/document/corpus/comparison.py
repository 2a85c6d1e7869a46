"""A reading beside the one that a person makes, field by field: how many are right, and which aren't."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import zip_longest

from document.values import ActionDate, MarkedText, Measure, ReportDocument
from tests.document.corpus.expected import Report, Row
from thai.fiscal import BUDDHIST_ERA

NOTHING = Row("", "")


@dataclass(slots=True)
class Tally:
    """Fields counted by name; `wrong` says where, what a person reads, and what was read."""

    right: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    whole: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    wrong: list[tuple[str, str, object, object]] = field(default_factory=list)

    def one(self, name: str, where: str, expected: object, found: object, *, always: bool = False) -> None:
        """Counts a field; one that is empty on both sides says nothing, unless that is itself a reading."""
        if not (expected or found or always):
            return
        self.whole[name] += 1
        if expected == found:
            self.right[name] += 1
        else:
            self.wrong.append((where, name, expected, found))

    def each(self, name: str, where: str, expected: Sequence[object], found: Sequence[object]) -> None:
        """Counts the items of a list one by one: what is missing is wrong, and so is what is too many."""
        for at, (one, other) in enumerate(zip_longest(expected, found), start=1):
            self.one(name, f"{where} {at}", one, other)

    def add(self, other: Tally) -> None:
        """Counts another document's fields too."""
        for name, number in other.whole.items():
            self.whole[name] += number
            self.right[name] += other.right[name]
        self.wrong += other.wrong

    def share(self, name: str) -> float:
        """The share that is right, from 0 to 1."""
        return self.right[name] / self.whole[name]


def compare(name: str, expected: Report, found: ReportDocument) -> Tally:
    """All fields of a document."""
    tally = Tally()
    tally.one("kind", name, expected.kind, found.kind)
    tally.one("agency", name, expected.agency, found.agency, always=True)
    tally.one("title", name, expected.title, _line(found.title))
    tally.one("years", name, expected.years, (found.assessed_year, found.measures_year))
    for at, (row, measure) in enumerate(zip_longest(expected.rows, found.measures), start=1):
        _measure(tally, f"{name}, measure {at}", row or NOTHING, measure)
    tally.each("problems", name, expected.problems, _marked(found.problems))
    tally.each("suggestions", name, expected.suggestions, _marked(found.suggestions))
    reporter = found.reporter
    tally.one("reporter", name, expected.reporter, (reporter.name, reporter.position, reporter.unit), always=True)
    day = found.reported_on
    tally.one("day", name, expected.day, f"{day.day}/{day.month}/{day.year + BUDDHIST_ERA}" if day else "")
    approver = (found.approver.name, found.approver.printed_post) if found.approver else ("", "")
    tally.one("approver", name, expected.approver, approver, always=True)
    tally.each("cover", name, expected.cover, [(each.kind, _line(each.text)) for each in found.cover])
    return tally


def _measure(tally: Tally, where: str, row: Row, found: Measure | None) -> None:
    measure = found or Measure("", "", "", "", "")
    tally.one("measures", where, row is not NOTHING, found is not None, always=True)
    tally.one("code", where, (row.code, row.more), (measure.code, " ".join(measure.more_codes)), always=True)
    tally.one("question", where, row.question, _line(measure.question))
    tally.each("steps", where, row.steps, _marked(measure.steps))
    tally.one("references", where, row.refs, " ".join(each.code for each in measure.references))
    actions = [MarkedText(each.marker, each.text) for each in measure.actions]
    tally.each("actions", where, row.actions, _marked(actions))
    dates = row.dates or ("",) * len(row.actions)
    days = [";".join(_day(each) for each in action.dates) for action in measure.actions]
    tally.each("dates", where, dates, days)
    tally.each("outcomes", where, row.outcomes, _marked(measure.outcomes))
    people = [(each.name, each.position, each.unit) for each in measure.officers]
    for number, part in enumerate(("officer's name", "officer's post", "officer's unit")):
        tally.each(part, where, [each[number] for each in row.who], [each[number] for each in people])
    tally.each("details", where, sorted(row.details), sorted((each.kind, _line(each.text)) for each in measure.details))


def _day(date: ActionDate) -> str:
    first, last = (f"{day.day}/{day.month}/{day.year + BUDDHIST_ERA}" if day else "" for day in (date.start, date.end))
    return f"{first}-" if date.open_ended else first if last in ("", first) else f"{first}-{last}"


def _marked(items: Iterable[MarkedText]) -> list[str]:
    return [_line(f"{each.marker} {each.text}") for each in items]


def _line(text: str) -> str:
    return " ".join(text.split())
