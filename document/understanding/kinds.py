"""Which of a year's documents a file holds, by the heads of its table, and how its kind is read otherwise."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from document.grid import Paragraph
from document.kinds.analysis import Analysis
from document.kinds.layouts import ANALYSIS, LAYOUTS, RESULT, Layout, ListOf, Part
from document.understanding.items import items
from document.understanding.tables.measures import lines_of
from document.values import DETAIL_LABELS, Detail, MarkedText, Measure

WITH_ANALYSIS = tuple(each for each in LAYOUTS.values() if any(listed.of_analysis for listed in each.before))


def list_headed(line: str) -> ListOf | None:
    """The list of an analysis of which a line is the heading: it ends with a colon, as our writers have it."""
    words = " ".join(line.split())
    return next((each for each in ANALYSIS if words in (f"{each.heading} :", f"{each.heading}:")), None)


def cut_lists(before: Sequence[Paragraph]) -> tuple[list[Paragraph], dict[str, list[Paragraph]]]:
    """What stands before a plan's table without the lists of its analysis, and these by their names."""
    rest: list[Paragraph] = []
    found: dict[str, list[Paragraph]] = {}
    here = rest
    for paragraph in before:
        head = list_headed(paragraph.words)
        if head is None:
            here.append(paragraph)
        else:
            here = found.setdefault(head.name, [])
    return rest, found


def analysis_of(lists: Mapping[str, Sequence[Paragraph]]) -> Analysis:
    """The analysis of a plan out of its lists."""
    return Analysis(**{name: items(lines_of(paragraphs)) for name, paragraphs in lists.items()})


def in_columns_of(layout: Layout, measure: Measure) -> Measure:
    """The measure of a table of this layout: what has a column of its own stands without the column's head, and what
    stands under its own label behind the steps is no step. A result report is read as ever.
    """
    if layout is RESULT:
        return measure
    parts = dict(zip(layout.between, zip(layout.columns[1:3], layout.short, strict=True), strict=True))
    standing = [each for each in measure.details if each.label in parts.get(Part.STANDING, ()) and each.kind == "note"]
    details = [_bare(each, parts) for each in measure.details if each not in standing]
    steps = list(measure.steps)
    labelled: list[Detail] = []
    while steps and (found := _labelled(steps[-1])):
        labelled.insert(0, found)
        steps.pop()
    standing_words = " ".join(each.text for each in standing)
    return replace(measure, steps=tuple(steps), details=(*details, *labelled), standing=standing_words)


def _labelled(step: MarkedText) -> Detail | None:
    """What a line under the steps says under the usual label of its kind, as our writers have it."""
    label, colon, text = step.text.partition(" : ")
    kind = next((kind for kind, usual in DETAIL_LABELS.items() if usual == label), None)
    return Detail(kind, "", text) if kind and colon and text and not step.marker else None


def _bare(detail: Detail, parts: Mapping[Part, tuple[str, str]]) -> Detail:
    heads = next((heads for part, heads in parts.items() if part.value == detail.kind), ())
    return replace(detail, label="") if detail.label in heads else detail
