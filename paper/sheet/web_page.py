"""The report's form as one web page (.html): nothing lies beside it, and its facts lie in it beside the words."""

from __future__ import annotations

from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import mark_safe

from document import ReportDocument
from document.embedded import words_digest, wrapped
from document.grids import html as grid_of
from document.kinds.layouts import layout_of
from document.writers import printed
from paper.paper import Paper
from paper.sheet import columns as columns_of
from paper.word.package import writable
from thai.digits import set_digits


def write(document: ReportDocument, paper: Paper) -> str:
    """The whole page, the same for the same document and paper."""
    context = _context(document, paper)
    words = words_digest(grid_of.read(render_to_string("reports/paper/web_page.html", context).encode()))
    facts = mark_safe(wrapped(document, words))  # noqa: S308 - JSON without `<`, `>` and `&`
    return render_to_string("reports/paper/web_page.html", {**context, "facts": facts})


def _context(document: ReportDocument, paper: Paper) -> dict[str, Any]:
    """What the template takes: texts in the agency's digits, and each column's width in per cent."""

    def shown(texts: list[str]) -> list[str]:
        return [writable(set_digits(each, paper.digits)) for each in texts if each]

    layout, heads = layout_of(document), shown([*document.columns])
    widths = columns_of.of_document(document, paper.orientation)
    return {
        "report": document,
        "paper": paper,
        "title": shown(document.title.split("\n")),
        "cover": shown(printed.cover(document)),
        "opening": shown(document.opening.split("\n")),
        "columns": list(zip(heads, widths, strict=True)),
        "rows": [list(zip(heads, map(shown, row), strict=True)) for row in printed.rows(document)],
        "before": [(head, shown(items)) for head, items in printed.blocks(document, layout.before) if items],
        "after": [(head, shown(items)) for head, items in printed.blocks(document, layout.after)],
        "closing": shown(printed.closing(document)),
        "annex": shown(printed.annex(document)),
    }
