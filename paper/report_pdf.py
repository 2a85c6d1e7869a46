"""A document as the PDF that people sign: laid out, its text layer put right, its own data inside."""

from __future__ import annotations

from reports import archive, pdf, textlayer
from reports.archive import Attachment
from reports.document import ReportDocument, canonical
from reports.paper import Paper
from reports.provenance import Provenance
from reports.writers import html


def write(document: ReportDocument, paper: Paper, *, provenance: Provenance | None = None) -> bytes:
    """The same arguments give the same bytes; only what a submission freezes has a provenance."""
    drawn = pdf.render(html.write(document, paper), title=f"{document.title} {document.agency}")
    inside = [Attachment(archive.REPORT, "ข้อมูลของรายงานฉบับนี้ (JSON)", canonical(document), "Data")]
    if provenance is not None:
        inside.append(Attachment(archive.PROVENANCE, "ที่มาของไฟล์นี้ (JSON)", provenance.data(), "Supplement"))
    made_at = provenance.made_at if provenance else None
    return archive.complete(textlayer.correct(drawn), inside, made_at=made_at)
