"""A draft as it is read now: what the file shows, what was understood, what a person corrected, and the doubts."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from accounts.models import Agency
from document import Measure, Problem, ReportDocument, ReportError
from document.correcting import corrected, doubts_after, head_words, measure_words
from document.correcting.doubts import number_of, part_of
from document.doubts import Doubt, measure_keys
from document.grid import Grid
from document.kinds.layouts import LAYOUTS, RESULT
from document.readers.reading import Reading, finish
from document.understanding.report import Understood, understood
from document.understanding.tables.columns import Columns
from document.understanding.tables.rows import MeasureRow
from document.values import schema_of
from ita.catalogue import Catalogue
from measures.services import catalogue
from reports.importing import choices, source
from reports.importing.source import Source
from reports.models import ImportDraft

HEAD = "head"
Words = dict[str, str]
# The part of a measure that a doubt of the whole document is about, by its kind.
_PARTS = {"code": "code", "code-unlisted": "code", "reference": "steps", "officer-twice": "officers"}
_HEAD_PARTS = {
    "years": "assessed_year",
    "years-read": "measures_year",
    "year-spaced": "measures_year",
    "reported-on": "reported_on",
    "reported-on-differs": "reported_on",
    "reporter": "reporter_name",
    "missing": "problems",
    "combined": "problems",
    "telephone": "cover",
}


@dataclass(frozen=True, slots=True)
class SeenMeasure:
    """One measure: by its key (table, row, part of its cell), as read and as corrected, with its rows in the file."""

    key: str
    number: int
    row: MeasureRow | None
    read: Measure
    measure: Measure
    changed: frozenset[str]


@dataclass(frozen=True, slots=True)
class SeenDoubt:
    """A doubt with what it is about: a measure's key, or nothing, and the part; `mark` names it while it stands."""

    doubt: Doubt
    mark: str
    key: str = ""
    part: str = ""


@dataclass
class Sight:
    """What a draft shows; `document` is None where nothing could be understood yet, and `refusal` says why."""

    draft: ImportDraft
    grid: Grid | None
    proof: str = ""
    refusal: tuple[Problem, ...] = ()
    read: ReportDocument | None = None
    document: ReportDocument | None = None
    columns: Mapping[int, Columns] = field(default_factory=dict)
    measures: list[SeenMeasure] = field(default_factory=list)
    doubts: list[SeenDoubt] = field(default_factory=list)
    settled: int = 0

    @property
    def of_what(self) -> str:
        """What the document is called, where it is another than the year's report; else nothing."""
        kind = self.document.kind if self.document else RESULT.kind
        return LAYOUTS[kind].called if kind in LAYOUTS and kind != RESULT.kind else ""

    @property
    def orphans(self) -> list[tuple[str, Words]]:
        """Corrections of measures that the file, as it is read now, doesn't show any more."""
        known = {each.key for each in self.measures}
        return [(key, words) for key, words in self.draft.corrections.items() if key not in {HEAD, *known} and words]

    def read_words(self, key: str) -> Words:
        """What was read, by part, before any correction; empty for a measure that isn't there."""
        if key == HEAD:
            return head_words(self.read) if self.read else {}
        return measure_words(self.by_key[key].read) if key in self.by_key else {}

    def words(self, key: str) -> Words:
        """What stands now, by part."""
        return {**self.read_words(key), **self.draft.corrections.get(key, {})}

    @cached_property
    def by_key(self) -> dict[str, SeenMeasure]:
        """The measures by their keys."""
        return {each.key: each for each in self.measures}


def look(draft: ImportDraft) -> Sight:
    """The draft as it is read with its choices and corrections."""
    known = catalogue.known(draft.agency)
    return look_at(draft, source.from_data(draft.source), known)


def look_at(draft: ImportDraft, found: Source, known: Catalogue) -> Sight:
    """The same of a source that is at hand."""
    sight = Sight(draft, found.grid, found.proof)
    try:
        reading, rows, sight.columns = _reading(draft, found, known)
    except ReportError as error:
        sight.refusal = error.problems
        return sight
    sight.read = reading.document
    keys = [f"{row.rows[0][0]}-{row.rows[0][1]}-{row.part}" for row in rows]
    keys = keys or [f"0-{number}-1" for number, _ in enumerate(reading.document.measures, start=1)]
    parts = {number: draft.corrections.get(key, {}) for number, key in enumerate(keys, start=1)}
    head = draft.corrections.get(HEAD, {})
    try:
        sight.document = corrected(reading.document, head, parts)
    except (ReportError, ValueError) as error:  # corrections were checked as they came: a re-read may unsettle them
        problems = error.problems if isinstance(error, ReportError) else (Problem("", str(error)),)
        sight.refusal, sight.document = problems, reading.document
    for number, key in enumerate(keys, start=1):
        row = rows[number - 1] if rows else None
        measure = reading.document.measures[number - 1], sight.document.measures[number - 1]
        sight.measures.append(SeenMeasure(key, number, row, *measure, frozenset(parts[number])))
    doubts = doubts_after(reading, sight.document, known, head, parts)
    _sort(sight, doubts)
    return sight


def problems_of(sight: Sight, words: Mapping[str, Words]) -> list[str]:
    """Why no report may hold some words, by key and part, in Thai; nothing where it may."""
    if sight.read is None:
        return []
    known = {
        each.key: {**sight.draft.corrections.get(each.key, {}), **words.get(each.key, {})} for each in sight.measures
    }
    head = {**sight.draft.corrections.get(HEAD, {}), **words.get(HEAD, {})}
    try:
        corrected(sight.read, head, {each.number: known[each.key] for each in sight.measures})
    except ReportError as error:
        return [str(each) for each in error.problems]
    except ValueError as error:
        return [str(error)]
    return []


def _reading(
    draft: ImportDraft, found: Source, known: Catalogue
) -> tuple[Reading, tuple[MeasureRow, ...], Mapping[int, Columns]]:
    agency = draft.agency
    if found.document is not None:
        reading = finish(_own(found.document, agency), found.doubts, catalogue=known)
        return reading, (), {}
    if found.grid is None:
        raise AssertionError(draft.pk)  # a source is one of the two
    year = draft.choices.get("year", 0)
    read: Understood = understood(found.grid, choices=choices.of(draft.choices), catalogue=known, year=year)
    return _of(agency, read.reading), read.rows, read.columns


def _of(agency: Agency, reading: Reading) -> Reading:
    """What words say is the agency's own, whoever they name: that they name another is asked."""
    document = reading.document
    doubts = [each for each in reading.warnings if each.key != "agency"]
    if document.agency and document.agency != agency.name:
        message = f"ไฟล์ระบุชื่อหน่วยงานว่า “{document.agency}” จะนำเข้าเป็นของ{agency.name}"
        doubts.insert(0, Doubt("agency", "หน่วยงาน", message, may_stand=False))
    return replace(reading, document=_own(document, agency), warnings=tuple(doubts))


def _own(document: ReportDocument, agency: Agency) -> ReportDocument:
    lowest = schema_of(
        document.measures, document.cover, agency.name, document.evidence, document.analysis, document.scores
    )
    return replace(document, agency=agency.name, schema=max(document.schema, lowest))


def _sort(sight: Sight, doubts: list[Doubt]) -> None:
    """Each doubt with its measure; those that a person let stand are only counted."""
    document = sight.document
    if document is None:
        raise AssertionError(sight.draft.pk)  # doubts are those of a document
    numbers = {key: number for number, key in enumerate(measure_keys(document), start=1)}
    settled, seen = set(sight.draft.choices.get("settled", ())), set()
    for doubt in doubts:
        number = number_of(doubt) or numbers.get(doubt.key.partition(":")[2].partition(":")[0], 0)
        key = sight.measures[number - 1].key if 0 < number <= len(sight.measures) and ":" in doubt.key else ""
        mark = _mark(doubt, key)
        if mark in seen:
            continue
        seen.add(mark)
        if mark in settled:
            sight.settled += 1
        else:
            sight.doubts.append(SeenDoubt(doubt, mark, key, _part(doubt, key)))


def _part(doubt: Doubt, key: str) -> str:
    if not key:
        return _HEAD_PARTS.get(doubt.kind, "")
    return part_of(doubt) or _PARTS.get(doubt.kind, "actions" if doubt.kind.startswith("date") else "")


def _mark(doubt: Doubt, key: str) -> str:
    """Names a doubt by its measure's place in the file, so that it stays let be whatever its number becomes."""
    rest = doubt.key.split(":")[2:] if key else doubt.key.split(":")[1:]
    return hashlib.sha256("|".join([doubt.kind, key, *rest, doubt.message]).encode()).hexdigest()[:16]
