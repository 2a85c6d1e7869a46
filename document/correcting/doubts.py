"""Which doubts stand once a person corrected something: those about the corrected parts are asked again."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from document.doubts import Doubt, find, place_of
from document.readers.reading import Reading
from document.understanding.tables.columns import Meaning
from document.values import ReportDocument
from ita.catalogue import Catalogue
from thai.dates import find_dates

# What a reader's doubt is about, by its kind or else by the column that it names.
_BY_KIND = {"no-code": "code", "code-unread": "code", "reference-unread": "steps"}
_BY_MEANING = {
    Meaning.MEASURE: "question",
    Meaning.ACTIONS: "actions",
    Meaning.OUTCOMES: "outcomes",
    Meaning.OFFICERS: "officers",
    Meaning.STEPS: "steps",
}
_OF_HEAD = {
    "years-read": ("assessed_year", "measures_year"),
    "year-spaced": ("assessed_year", "measures_year"),
    "reporter": ("reporter_name",),
    "combined": ("problems", "suggestions"),
    "missing": ("problems", "suggestions"),
}


def doubts_after(
    reading: Reading,
    document: ReportDocument,
    catalogue: Catalogue,
    head: Collection[str] = (),
    measures: Mapping[int, Collection[str]] | None = None,
) -> list[Doubt]:
    """The doubts about a corrected document; `head` and `measures`, by number from 1, name the parts that changed."""
    again = set(find(reading.document, catalogue))
    parts = measures or {}
    own = [
        doubt
        for doubt in reading.warnings
        if doubt not in again
        and part_of(doubt) not in parts.get(number_of(doubt), ())
        and not (set(_OF_HEAD.get(doubt.kind, ())) & set(head))
    ]
    return [*own, *_dates(document, parts), *find(document, catalogue)]


def number_of(doubt: Doubt) -> int:
    """Which measure, from 1, a reader's doubt is about; 0 where it is about none."""
    parts = doubt.key.split(":")
    return int(parts[1]) if len(parts) > 2 and parts[1].isdigit() else 0


def part_of(doubt: Doubt) -> str:
    """Which part of its measure a reader's doubt is about; empty where it names none."""
    meaning = [*doubt.key.split(":"), "", ""][2]
    return _BY_KIND.get(doubt.kind, "") or next((part for each, part in _BY_MEANING.items() if each == meaning), "")


def _dates(document: ReportDocument, parts: Mapping[int, Collection[str]]) -> Iterator[Doubt]:
    """Days that no calendar has, in the words that a person corrected."""
    for number, measure in enumerate(document.measures, start=1):
        if "actions" not in parts.get(number, ()):
            continue
        for at, action in enumerate(measure.actions, start=1):
            for found in find_dates(action.text):
                if found.problem:
                    key = f"date:{number}:{Meaning.ACTIONS}:{at}.{found.at[0]}"
                    place = f"{place_of(measure, number)} การดำเนินการที่ {at}"
                    yield Doubt(key, place, f"“{found.as_written}” {found.problem}")
