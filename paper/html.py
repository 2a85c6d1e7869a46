"""A document as one HTML page: what the PDF is made of, and the preview's sheet out of the same file."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from document import Measure, ReportDocument
from document.kinds.layouts import layout_of
from paper import qr
from paper.annex.content import annex_of
from paper.annex.scores import WIDTHS as SCORES
from paper.annex.scores import scores_of
from paper.paper import Paper
from paper.sheet import columns as columns_of
from paper.sheet import dates, linebreaks, panel, pango
from paper.sheet.linebreaks import Column
from paper.sheet.measuring import letters
from thai.templatetags.thai import digits

# A row of more characters than this may break over pages: kept whole it would leave half a page empty.
_LONGEST_WHOLE_ROW = 500
_CODE = "คิวอาร์โค้ดไปยังหน้าตรวจสอบ{}ฉบับนี้ {}"
_ZERO_WIDTH_SPACE = "\u200b"
_ACROSS = {"landscape": 80, "portrait": 52}  # letters in a line of running text
_BESIDE = {"landscape": 24, "portrait": 24}  # letters in a line under a picture that has another beside it
_CLOSING = {"landscape": 7, "portrait": 20}  # lines


def write(document: ReportDocument, paper: Paper) -> str:
    """The whole page, with its style sheet named."""
    title = _CODE.format(layout_of(document).called, paper.check_url)
    code = qr.svg(paper.check_url, title=title) if paper.portal and paper.code else ""
    context = {**sheet_context(document, paper), "level": 1, "qr": code}
    html = _numbered(_bound_dates(render_to_string("reports/paper/report.html", context), context), paper)
    return html.replace(linebreaks.BREAK, _ZERO_WIDTH_SPACE)


def sheet(document: ReportDocument, paper: Paper) -> SafeString:
    """The sheet alone, for a page that shows it in a frame of its own."""
    context = {**sheet_context(document, paper), "level": 3}
    html = render_to_string("reports/paper/_sheet.html", context)
    return mark_safe(_numbered(_bound_dates(html, context), paper))  # noqa: S308 - rendered with escaping; only digits were changed


def sheet_context(document: ReportDocument, paper: Paper) -> dict[str, object]:
    """What the sheet's template takes: of each column its width in per cent, and how its words are bound."""
    widths = columns_of.of_document(document, paper.orientation)
    names, room = _names(document), columns_of.sheet(paper.orientation).room
    layout, columns = layout_of(document), [Column(room(width), names, pango.line_breaks) for width in widths]
    return {
        "report": document,
        "layout": layout,
        "before": [(each.heading, items) for each in layout.before if (items := each.items(document))],
        "after": [(each.heading, each.items(document)) for each in layout.after],
        "between": list(zip(layout.between, columns[1:3], strict=True)),
        "paper": paper,
        "rows": [(measure, _is_short(measure)) for measure in document.measures],
        "widths": widths,
        "columns": columns,
        "across": Column(_ACROSS[paper.orientation], names, pango.line_breaks),
        "in_panel": Column(panel.IN_FRAME[paper.orientation], names, pango.line_breaks),
        "is_closing_short": _is_closing_short(document, paper),
        "signers": panel.signers(document, paper),
        "sentence": panel.sentence(paper),
        "frame_lines": panel.frame_lines(document, paper),
        "scores": scores_of(document),
        "in_scores": Column(columns_of.sheet(paper.orientation).room(SCORES[0]), names, pango.line_breaks),
        "score_widths": SCORES,
        "annex": annex_of(document, paper),
        "beside": Column(_BESIDE[paper.orientation], names, pango.line_breaks),
        "has_second_person": panel.is_second_person(document, paper),
    }


def _names(document: ReportDocument) -> tuple[str, ...]:
    """Names within which no line breaks: the agency's, and of any other body at least the words for its kind."""
    return (document.agency, *linebreaks.KINDS)


def _is_short(measure: Measure) -> bool:
    texts = [*(item.text for item in (*measure.steps, *measure.outcomes)), *(each.text for each in measure.actions)]
    texts += [each.printed for each in measure.details]
    return sum(map(len, (measure.heading, *texts))) <= _LONGEST_WHOLE_ROW


def _is_closing_short(document: ReportDocument, paper: Paper) -> bool:
    """Whether the lists after the table surely fit on a page with the panel: more than that may break anywhere."""
    texts = [item.text for each in layout_of(document).after for item in each.items(document)]
    lines = sum(1 + letters(text) // _ACROSS[paper.orientation] for text in texts)
    return lines <= _CLOSING[paper.orientation]


def _bound_dates(html: str, context: Mapping[str, Any]) -> str:
    return dates.bound(html, across=context["across"].room, rooms=[each.room for each in context["columns"]])


def _numbered(html: str, paper: Paper) -> str:
    return html if paper.digits == "as_written" else str(digits(mark_safe(html), paper.digits))  # noqa: S308 - as above
