"""A sheet of A4 for the notice board that leads people to a published report."""

from __future__ import annotations

from dataclasses import dataclass

from django.template.loader import render_to_string

from paper import qr
from paper.sheet import pango
from paper.sheet.linebreaks import BREAK, Column

_QR = "คิวอาร์โค้ดไปยัง{} {}"
_ROOM = 34  # letters in a line of the sheet's large type


@dataclass(frozen=True)
class Poster:
    """Where a document of an agency and year is read, and what it is `called` in sentences; `is_trial` puts the
    demonstration's mark on the sheet.
    """

    agency: str
    called: str
    title: str
    year: int
    address: str
    code: str
    is_trial: bool

    @property
    def shown_address(self) -> str:
        """Without what browsers add by themselves."""
        return self.address.partition("://")[2]


def write(poster: Poster) -> bytes:
    """The sheet as a PDF whose text can be read and found; same poster, same bytes."""
    from paper import archive, typeset  # noqa: PLC0415 - loaded where one is drawn

    column = Column(_ROOM, (poster.agency,), pango.line_breaks)
    drawn = qr.svg(poster.address, title=_QR.format(poster.called, poster.address))
    html = render_to_string("reports/paper/poster.html", {"poster": poster, "column": column, "qr": drawn})
    title = f"{poster.title} {poster.agency}"
    return archive.complete(typeset.render(html.replace(BREAK, "\u200b"), title=title))
