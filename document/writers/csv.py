"""A document as a table for spreadsheets: one row a measure, lists a line an item."""

from __future__ import annotations

from collections.abc import Iterable

from document import MarkedText, Measure, ReportDocument
from document.kinds.layouts import IN_A_LIST, Layout, layout_of, words_of
from document.values import DETAIL_LABELS
from document.writers.spreadsheet import csv_row


def write(document: ReportDocument) -> bytes:
    """UTF-8 with a byte order mark, by which spreadsheets know it."""
    layout = layout_of(document)
    head = (*IN_A_LIST, *layout.short, "ผู้รับผิดชอบ")
    rows = [_row(number, document, measure, layout) for number, measure in enumerate(document.measures, start=1)]
    return ("\ufeff" + "".join(map(csv_row, [head, *rows]))).encode()


def _row(number: int, document: ReportDocument, measure: Measure, layout: Layout) -> tuple[str, ...]:
    details = (each.printed for each in layout.details(measure))
    evidence = [f"{DETAIL_LABELS['evidence']} : {each.printed}" for each in document.evidence_of(number)]
    pairs = (each for each in document.scores if each.measure == number)
    scores = [f"{DETAIL_LABELS['note']} : {each.printed(document)}" for each in pairs]
    return (
        str(number),
        document.agency,
        str(document.measures_year),
        str(document.assessed_year),
        " ".join((measure.code, *measure.more_codes)).strip(),
        measure.question,
        _lines([measure.heading, *map(_item, measure.steps), *details, *evidence, *scores]),
        *(_lines(f"{mark} {words}".strip() for mark, words in words_of(measure, part)) for part in layout.between),
        _lines(officer.printed for officer in measure.officers),
    )


def _item(item: MarkedText) -> str:
    return f"{item.marker} {item.text}".strip()


def _lines(items: Iterable[str]) -> str:
    return "\n".join(each for each in items if each)
