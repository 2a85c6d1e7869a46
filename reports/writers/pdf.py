"""A document as the PDF that people sign: laid out, written, and its text layer put right."""

from __future__ import annotations

from reports import pdf, textlayer
from reports.document import ReportDocument
from reports.paper import Paper
from reports.writers import html


def write(document: ReportDocument, paper: Paper) -> bytes:
    """The same document and paper give the same bytes."""
    return textlayer.correct(pdf.render(html.write(document, paper), title=f"{document.title} {document.agency}"))
