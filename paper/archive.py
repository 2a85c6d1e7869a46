"""What makes the PDF of a report one for the archive and for everyone: marks, structure, and its own data inside."""

from __future__ import annotations

import io
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal

import pikepdf
from pikepdf import Array, Name, String

REPORT = "report.json"
PROVENANCE = "provenance.json"
_PDFUA = "http://www.aiim.org/pdfua/ns/id/"
# PDF/A lets XMP hold what it doesn't know only together with a description: PDF/UA's mark is such.
_EXTENSION = f"""<rdf:Description rdf:about="" xmlns:pdfuaid="{_PDFUA}"><pdfuaid:part>1</pdfuaid:part></rdf:Description>
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:namespaceURI>{_PDFUA}</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>PDF/UA version identifier</pdfaProperty:description>
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>
"""


class Unreadable(ValueError):
    """The bytes are no PDF that can be opened; `encrypted` where a password would."""

    def __init__(self, *, encrypted: bool = False) -> None:
        super().__init__("the PDF is encrypted" if encrypted else "not a readable PDF")
        self.encrypted = encrypted


@dataclass(frozen=True)
class Attachment:
    """A JSON file to lie inside the PDF; `relation` is what it is to the pages (PDF's AFRelationship)."""

    name: str
    description: str
    data: bytes
    relation: Literal["Data", "Supplement"]


def complete(pdf: bytes, attachments: Sequence[Attachment] = (), *, made_at: datetime | None = None) -> bytes:
    """The same pages as PDF/A-3a and PDF/UA-1 with files inside; same arguments, same bytes.

    Takes what paper.typeset renders; `made_at` dates the document and its files.
    """
    with pikepdf.open(io.BytesIO(pdf)) as document:
        _mark(document, made_at)
        for attachment in attachments:
            _attach(document, attachment, made_at)
        saved = io.BytesIO()
        document.save(saved, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return saved.getvalue()


def attached(pdf: bytes, name: str, *, limit: int) -> bytes | None:
    """The file of that name inside a PDF, nothing where there is none or it has more than `limit` bytes.

    Raises Unreadable for what is no PDF. What a stranger packed is never unpacked beyond the limit.
    """
    if b"%PDF-" not in pdf[:1024]:  # else half of any file would be searched for objects
        raise Unreadable
    try:
        with pikepdf.open(io.BytesIO(pdf), suppress_warnings=True) as document:
            found = document.attachments.get(name)
            return None if found is None else _unpacked(found.obj.EF.F, limit)
    except pikepdf.PasswordError as error:
        raise Unreadable(encrypted=True) from error
    except (pikepdf.PdfError, ValueError, TypeError, KeyError, AttributeError, RuntimeError, zlib.error) as error:
        raise Unreadable from error


def _unpacked(stream: pikepdf.Object, limit: int) -> bytes | None:
    raw = stream.read_raw_bytes()
    packing = stream.get("/Filter")
    if isinstance(packing, Array) and len(packing) == 1:
        packing = packing[0]
    if packing == Name.FlateDecode and "/DecodeParms" not in stream:
        raw = zlib.decompressobj().decompress(raw, limit + 1)
    elif packing is not None:
        return None
    return raw if len(raw) <= limit else None


def _mark(document: pikepdf.Pdf, made_at: datetime | None) -> None:
    """PDF/UA's mark beside PDF/A's, in the one RDF of the metadata: readers take no notice of a second."""
    added = _EXTENSION
    if made_at is not None:
        moment = made_at.astimezone(UTC).isoformat(timespec="seconds")
        added += f"""<rdf:Description rdf:about="" xmlns:xmp="http://ns.adobe.com/xap/1.0/">
<xmp:CreateDate>{moment}</xmp:CreateDate></rdf:Description>
"""
        document.docinfo["/CreationDate"] = String(_pdf_date(made_at))
    head, end, tail = document.Root.Metadata.read_bytes().partition(b"</rdf:RDF>")
    if not end:
        raise ValueError("the PDF has no metadata to add to")
    document.Root.Metadata.write(head + added.encode() + end + tail)


def _attach(document: pikepdf.Pdf, attachment: Attachment, made_at: datetime | None) -> None:
    date = _pdf_date(made_at) if made_at else ""
    spec = pikepdf.AttachedFileSpec(
        document,
        attachment.data,
        description=attachment.description,
        filename=attachment.name,
        mime_type="application/json",
        creation_date=date,
        mod_date=date,
    )
    spec.relationship = Name("/" + attachment.relation)
    document.attachments[attachment.name] = spec  # which names it in the catalog's /AF too


def _pdf_date(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("D:%Y%m%d%H%M%S+00'00'")
