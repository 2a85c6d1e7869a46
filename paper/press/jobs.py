"""What the press makes of a document; each function is called in a process of its own."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from document import ReportDocument
from paper import emblem as emblems
from paper import html, pictures, preflight, report_pdf, typeset
from paper import poster as posters
from paper.paper import Paper
from paper.poster import Poster
from paper.press.faults import Fault, Unfit
from paper.provenance import Provenance


def pages(document: ReportDocument, paper: Paper) -> list[bytes]:
    """The pages as pictures, without what makes the PDF one for an archive."""
    drawn = typeset.render(html.write(document, paper), title=document.title, photographs=paper.photographs)
    return pictures.pages(drawn)


def count(document: ReportDocument, paper: Paper) -> int:
    """The number of pages."""
    laid_out = typeset.layout(html.write(document, paper), title=document.title, photographs=paper.photographs)
    return len(laid_out.pages)


def pdf(document: ReportDocument, paper: Paper) -> bytes:
    """The PDF of a draft."""
    return report_pdf.write(document, paper)


def to_be_signed(
    document: ReportDocument, paper: Paper, provenance: Provenance
) -> tuple[bytes, list[Fault], list[bytes]]:
    """The PDF with the fields for its signatures, what an archive would not take of it, and its pages as pictures."""
    from pades import fields  # noqa: PLC0415 - pyHanko takes 20 MB, and most of what is made is never signed

    body = fields.add_fields(report_pdf.write(document, paper, provenance=provenance))
    faults = preflight.examine(body)
    return body, faults, [] if faults else pictures.pages(body)


def poster(sheet: Poster) -> bytes:
    """The sheet for a notice board."""
    return posters.write(sheet)


def emblem(data: bytes) -> bytes | str:
    """The PNG of a picture that somebody sent, or in Thai why it can't be an emblem."""
    try:
        return emblems.read(data)
    except Unfit as unfit:
        return str(unfit)


JOBS: dict[str, Callable[..., Any]] = {
    each.__name__: each for each in (pages, count, pdf, to_be_signed, poster, emblem)
}
