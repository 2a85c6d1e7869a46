"""What stands around the measures as the texts of its fields, and the whole report with all that was corrected."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from document.canonical import to_data
from document.checking import from_json
from document.correcting.lines import as_lines, kept_or_read, read_items, shown, shown_detail
from document.correcting.measures import corrected_measure, read_detail
from document.kinds.layouts import ANALYSIS, PROBLEMS, SUGGESTIONS, layout_of
from document.values import NEWEST_SCHEMA, Approver, ReportDocument, schema_of
from thai.dates import format_date, parse_date

_BEFORE = ("title", "assessed_year", "measures_year", "opening")
_BEHIND = (
    "reporter_name",
    "reporter_position",
    "reporter_unit",
    "reported_on",
    "approver_name",
    "approver_post",
    "cover",
)
LISTS = (*ANALYSIS, PROBLEMS, SUGGESTIONS)


def head_parts(document: ReportDocument) -> tuple[str, ...]:
    """The parts around the measures: of the lists those that its kind has, and those that hold something."""
    layout = layout_of(document)
    lists = (each.name for each in LISTS if each in (*layout.before, *layout.after) or each.items(document))
    return (*_BEFORE, *lists, *_BEHIND)


def head_words(document: ReportDocument) -> dict[str, str]:
    """The texts of the fields around the measures, by part."""
    day, approver = document.reported_on, document.approver
    words = {
        "title": document.title,
        "assessed_year": str(document.assessed_year),
        "measures_year": str(document.measures_year),
        "opening": document.opening,
        "reporter_name": document.reporter.name,
        "reporter_position": document.reporter.position,
        "reporter_unit": document.reporter.unit,
        "reported_on": document.reported_on_as_written or (format_date(day) if day else ""),
        "approver_name": approver.name if approver else "",
        "approver_post": approver.post if approver else "",
        "cover": as_lines(map(shown_detail, document.cover)),
        **{each.name: as_lines(map(shown, each.items(document))) for each in LISTS},
    }
    return {part: words[part] for part in head_parts(document)}


def corrected(
    document: ReportDocument, head: Mapping[str, str], measures: Mapping[int, Mapping[str, str]]
) -> ReportDocument:
    """The document with the texts that a person corrected: those of the head, and of measures by their number from 1.

    Raises ValueError, in Thai, for a code, year or day that can't be read; ReportError for what no report may hold.
    """
    was = head_words(document)
    changed = {part: text for part, text in head.items() if was.get(part) != text}
    made = _around(document, changed)
    year = made.measures_year
    found = tuple(
        corrected_measure(measure, measures.get(number, {}), year)
        for number, measure in enumerate(document.measures, start=1)
    )
    if year != document.measures_year:  # whose lists the references are of
        found = tuple(
            replace(
                each,
                references=tuple(
                    replace(ref, year=year) if ref.year == document.measures_year else ref for ref in each.references
                ),
            )
            for each in found
        )
    schema = schema_of(found, made.cover, made.agency, made.evidence, made.analysis, made.scores)
    made = replace(made, schema=schema, measures=found)
    return from_json(to_data(made))


def _around(document: ReportDocument, changed: Mapping[str, str]) -> ReportDocument:
    made = replace(
        document,
        schema=NEWEST_SCHEMA,
        title=changed.get("title", document.title),
        opening=changed.get("opening", document.opening),
        assessed_year=int(changed.get("assessed_year", document.assessed_year)),
        measures_year=int(changed.get("measures_year", document.measures_year)),
    )
    lists = {
        each.name: kept_or_read(changed[each.name], each.items(document), shown, read_items)
        for each in LISTS
        if each.name in changed
    }
    made = replace(
        made,
        problems=lists.pop(PROBLEMS.name, made.problems),
        suggestions=lists.pop(SUGGESTIONS.name, made.suggestions),
        analysis=replace(made.analysis, **lists),
    )
    if "cover" in changed:
        made = replace(made, cover=kept_or_read(changed["cover"], document.cover, shown_detail, read_detail))
    if "reported_on" in changed:
        written = changed["reported_on"].strip()
        made = replace(made, reported_on=parse_date(written) if written else None, reported_on_as_written=written)
    return _with_people(made, changed)


def _with_people(document: ReportDocument, changed: Mapping[str, str]) -> ReportDocument:
    reporter, approver = document.reporter, document.approver
    reporter = replace(
        reporter,
        name=changed.get("reporter_name", reporter.name),
        position=changed.get("reporter_position", reporter.position),
        unit=changed.get("reporter_unit", reporter.unit),
    )
    if {"approver_name", "approver_post"} & set(changed):
        known = approver or Approver("", "")
        name, post = changed.get("approver_name", known.name), changed.get("approver_post", known.post)
        approver = replace(known, name=name, post=post) if name or post else None
    return replace(document, reporter=reporter, approver=approver)
