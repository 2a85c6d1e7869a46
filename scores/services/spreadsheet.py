"""A year's scores as a table for spreadsheets, and what a spreadsheet would change, before anything is stored."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from django.core import signing

from accounts.changed import digest
from accounts.models import Agency, User
from document.writers.tables import Table
from document.writers.workbook import Value
from ita.catalogue import TOOLS
from ita.codes import code_key
from scores.models import ScoreSheet
from scores.reading import book
from scores.reading.expected import TOTAL, Expected
from scores.reading.rows import Found, Mistake, understand
from scores.services.outline import Outline
from scores.services.sheet import facts_of

COLUMNS = (("เครื่องมือ", 11), ("ตัวชี้วัด", 34), ("รหัสข้อ", 9), ("ข้อคำถาม", 70), ("คะแนน", 11))
_SALT = "scores.import"
_KEPT_FOR = 24 * 60 * 60  # seconds for which what was shown can be confirmed


def table_of(outline: Outline, scores: Mapping[str, Decimal], total: Decimal | None) -> Table:
    """Every place of a year with what stands there: the same columns that are read."""
    rows: list[list[Value]] = [["รวม", "", "", "คะแนนรวมที่ประกาศ", total]]
    for tool in TOOLS:
        rows += _rows_of(outline, tool, scores)
    return Table(f"คะแนน {outline.year}", COLUMNS, rows)


def _rows_of(outline: Outline, tool: str, scores: Mapping[str, Decimal]) -> Iterator[list[Value]]:
    yield [tool, "", "", f"คะแนนรวม {tool}", scores.get(tool)]
    items = outline.items_of(tool)
    for group in outline.groups_of(tool):
        yield [tool, group.called, "", "", scores.get(group.key)]
        for item in items:
            if item.group_no == group.number:
                yield [tool, group.called, item.code, item.text, scores.get(item.code)]
    unlisted = [key for key in scores if key[0] == tool[0] and key not in TOOLS and key not in outline.by_code]
    for code in sorted(unlisted, key=code_key):
        yield [tool, "", code, "", scores[code]]


def expected_of(outline: Outline, sheet: ScoreSheet | None) -> Expected:
    """What a file may speak of, as plain values: what the year can have, and items that have a score already."""
    groups = {group.number: (group.name, group.tool) for group in outline.groups}
    scored = {score.code for score in sheet.scores.all()} if sheet else set[str]()
    return Expected(outline.year, outline.catalogue, groups, frozenset(scored))


@dataclass(frozen=True)
class Line:
    """One place of which a file says a score, what stands there now, and whether it would change."""

    key: str
    called: str
    before: str
    after: str

    @property
    def is_new(self) -> bool:
        return not self.before

    @property
    def is_changed(self) -> bool:
        return self.before not in ("", self.after)


@dataclass(frozen=True)
class Preview:
    """What a file would change; `signed` carries it to the confirmation, and is empty where nothing may be stored."""

    name: str
    lines: tuple[Line, ...] = ()
    mistakes: tuple[Mistake, ...] = ()
    notes: tuple[str, ...] = ()
    signed: str = field(default="", repr=False)

    @property
    def new(self) -> list[Line]:
        return [line for line in self.lines if line.is_new]

    @property
    def changed(self) -> list[Line]:
        return [line for line in self.lines if line.is_changed]

    @property
    def same(self) -> int:
        return len(self.lines) - len(self.new) - len(self.changed)


def read(outline: Outline, sheet: ScoreSheet | None, data: bytes, name: str) -> Found:
    """The scores of a file for a year, of which `sheet` is stored. ReportError for what can't be read at all."""
    return understand(book.read(data), expected_of(outline, sheet), name=name)


def preview(
    outline: Outline, agency: Agency, sheet: ScoreSheet | None, found: Found, *, name: str, by: User
) -> Preview:
    """What a file that was read would change of what is stored."""
    facts = {key: f"{row.score:.2f}" for key, row in found.rows.items()}
    stored = facts_of(sheet, facts)
    lines = tuple(Line(key, outline.called(key), stored[key], facts[key]) for key in sorted(facts, key=_order))
    signed = ""
    if facts and not found.mistakes:
        notes = found.notes[:50]
        signed = _sign(agency, outline.year, by, {"facts": facts, "base": digest(stored), "name": name, "notes": notes})
    return Preview(name, lines, tuple(found.mistakes), tuple(found.notes), signed)


def _order(key: str) -> tuple[int, int, int]:
    """The total, tools, groups, then items as the instrument runs."""
    if key == TOTAL:
        return 0, 0, 0
    if key in TOOLS:
        return 1, TOOLS.index(key), 0
    return (2, int(key), 0) if key.isdigit() else (3, *code_key(key)[:2])


@dataclass(frozen=True)
class Confirmed:
    """What was shown and is confirmed now."""

    facts: dict[str, str]
    base: str
    name: str
    notes: tuple[str, ...]


def _sign(agency: Agency, year: int, by: User, shown: Mapping[str, object]) -> str:
    return signing.dumps({"agency": agency.pk, "year": year, "by": by.pk, **shown}, salt=_SALT, compress=True)


def confirmed(signed: str, agency: Agency, year: int, by: User) -> Confirmed | None:
    """What this person was shown of this agency's year; None for anything else, and after a day."""
    try:
        shown = signing.loads(signed, salt=_SALT, max_age=_KEPT_FOR)
    except signing.BadSignature:
        return None
    if (shown["agency"], shown["year"], shown["by"]) != (agency.pk, year, by.pk):
        return None
    return Confirmed(shown["facts"], shown["base"], shown["name"], tuple(shown["notes"]))


def preview_again(outline: Outline, agency: Agency, sheet: ScoreSheet | None, shown: Confirmed, *, by: User) -> Preview:
    """The same file against what is stored now."""
    stored = facts_of(sheet, shown.facts)
    lines = tuple(Line(key, outline.called(key), stored[key], text) for key, text in shown.facts.items())
    again = {"facts": shown.facts, "base": digest(stored), "name": shown.name, "notes": list(shown.notes)}
    return Preview(shown.name, lines, (), shown.notes, _sign(agency, outline.year, by, again))
