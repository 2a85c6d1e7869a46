"""A document as the PDF that people sign: laid out, its text layer put right, its own data inside."""

from __future__ import annotations

from document import ReportDocument, canonical
from document.kinds.layouts import layout_of
from paper import archive, html, typeset
from paper.archive import Attachment
from paper.paper import Paper
from paper.provenance import Provenance


def write(document: ReportDocument, paper: Paper, *, provenance: Provenance | None = None) -> bytes:
    """The same arguments give the same bytes; only what a submission freezes has a provenance."""
    title = f"{document.title} {document.agency}"
    drawn = typeset.render(html.write(document, paper), title=title, photographs=paper.photographs)
    called = layout_of(document).called
    inside = [Attachment(archive.REPORT, f"ข้อมูลของ{called}ฉบับนี้ (JSON)", canonical(document), "Data")]
    if provenance is not None:
        inside.append(Attachment(archive.PROVENANCE, "ที่มาของไฟล์นี้ (JSON)", provenance.data(), "Supplement"))
    made_at = provenance.made_at if provenance else None
    return archive.complete(drawn, inside, made_at=made_at)
