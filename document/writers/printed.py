"""A report's words as its form prints them, a text a paragraph: whatever is written with that table takes them here."""

from __future__ import annotations

from collections.abc import Iterable

from document.evidence import EvidenceItem
from document.kinds import scored
from document.kinds.layouts import RESULT, Layout, ListOf, layout_of, words_of
from document.values import DETAIL_LABELS, Action, MarkedText, Measure, Officer, ReportDocument

Cells = tuple[list[str], list[str], list[str], list[str]]


def rows(document: ReportDocument) -> list[Cells]:
    """The cells of each measure, with its evidence under its steps."""
    layout = layout_of(document)
    return [cells(each, document.evidence_of(number), layout) for number, each in enumerate(document.measures, start=1)]


def cells(measure: Measure, evidence: Iterable[EvidenceItem] = (), layout: Layout = RESULT) -> Cells:
    """The paragraphs of a measure's four cells; what the form has no column for stands under its label."""
    second, third = ([f"{mark} {words}".strip() for mark, words in words_of(measure, part)] for part in layout.between)
    details = [each.printed for each in layout.details(measure)]
    return (
        [measure.heading, *map(item, measure.steps), *details, *proofs(evidence)],
        second,
        third,
        [officer(each) for each in measure.officers],
    )


def blocks(document: ReportDocument, lists: Iterable[ListOf]) -> list[tuple[str, list[str]]]:
    """(heading, lines) of the lists that stand before or after the table."""
    return [(f"{each.heading} :", [item(one) for one in each.items(document)]) for each in lists]


def item(each: MarkedText | Action) -> str:
    """An item with its mark, an action with the dates that its words don't hold."""
    words = each.printed if isinstance(each, Action) else each.text
    return f"{each.marker} {words}".strip()


def officer(each: Officer) -> str:
    """Name, post and unit, a line each, where the words are these three and nothing else."""
    parts = [part for part in (each.name, each.position, each.unit) if part]
    return "\n".join(parts) if each.is_plain else each.printed


def proofs(evidence: Iterable[EvidenceItem]) -> list[str]:
    """What proves a measure, each behind the same label."""
    return [f"{DETAIL_LABELS['evidence']} : {each.printed}" for each in evidence]


def annex(document: ReportDocument) -> list[str]:
    """The scores before and after, with their heading; nothing where the document tells none."""
    return [scored.HEADING, *found] if (found := scored.lines(document)) else []


def cover(document: ReportDocument) -> list[str]:
    """The head of the memo that covers the report."""
    return [f"{each.shown_label} {each.text}" for each in document.cover]


def closing(document: ReportDocument) -> list[str]:
    """The lines that close it: who reports and when, and who approves."""
    reporter, approver = document.reporter, document.approver
    parts = [f"ผู้รายงาน : {reporter.name} {reporter.position}", f"กองงาน : {reporter.unit}"]
    found = [" ".join(" ".join([*parts, f"ว/ด/ป {document.reported_on_as_written}"]).split())]
    if approver:
        found.append(f"ผู้อนุมัติ : {approver.name} ตำแหน่ง : {approver.printed_post}")
    return found
