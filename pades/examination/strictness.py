"""What may follow a signature in a file, and what a reader of pyHanko's does not ask of one: more than a viewer would.

pyHanko lets later revisions change /Info, XMP, form fields and some more of the catalogue, as viewers do when they
save. Our own signing changes none of it (see revision.py), so nobody may.
"""

from __future__ import annotations

import re

from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import (
    CatalogModificationRule,
    DSSCompareRule,
    FormUpdatingRule,
    ModificationLevel,
    ObjectStreamRule,
    SigFieldCreationRule,
    SigFieldModificationRule,
    StandardDiffPolicy,
    XrefStreamRule,
)
from pyhanko.sign.validation import EmbeddedPdfSignature

_NOTHING: frozenset[str] = frozenset()
STRICT = StandardDiffPolicy(
    global_rules=[
        CatalogModificationRule(ignored_keys=frozenset({"/AcroForm", "/DSS"})),
        XrefStreamRule().as_qualified(ModificationLevel.LTA_UPDATES),
        ObjectStreamRule().as_qualified(ModificationLevel.LTA_UPDATES),
        DSSCompareRule().as_qualified(ModificationLevel.LTA_UPDATES),
    ],
    form_rule=FormUpdatingRule(
        field_rules=[
            SigFieldCreationRule(),
            SigFieldModificationRule(
                allow_in_place_appearance_stream_changes=False,
                always_modifiable=_NOTHING,
                value_update_keys={"/V"},
            ),
        ],
        ignored_acroform_keys=frozenset({"/Fields"}),
    ),
    ignore_orphaned_objects=False,
    ignore_identical_objects=False,
)
_END = re.compile(rb"%%EOF(\r\n|\r|\n)?\Z")
_HEX = re.compile(rb"<([0-9A-F]*)>")  # as pyHanko writes it: a letter's case is a bit like any other
_OBJECT = re.compile(rb"\s*(\d+) (\d+) obj\b")
# The end of a revision: a table with its trailer, or a table that is an object and has been read as one.
_TABLE = re.compile(
    rb"xref\s(?:\d+ \d+\s+|\d{10} \d{5} [nf]\s+)+trailer\s*<<(?:[^<>]|<[0-9a-fA-F]*>)*>>\s*"
    rb"startxref\s+\d+\s+%%EOF[\r\n]*"
)
_TABLE_OBJECT = re.compile(rb"\s*\d+ \d+ obj\b[^%]*endobj\s+startxref\s+\d+\s+%%EOF[\r\n]*")
_STREAM = re.compile(rb"stream\r?\n.*?endstream", re.DOTALL)
# What a viewer acts on, or draws, has no place in the invisible field of a document's time stamp.
_STAMP_KEYS = {"/FT", "/T", "/TU", "/V", "/Type", "/Subtype", "/F", "/P", "/Rect"}


def ends_at_eof(pdf: bytes) -> bool:
    """Whether nothing follows the last %%EOF but the end of its line."""
    return _END.search(pdf[-16:]) is not None


def fills_its_gap(pdf: bytes, signature: EmbeddedPdfSignature) -> bool:
    """Whether the bytes that a signature leaves out are its value alone, written in one way, padded with noughts."""
    numbers = [int(number) for number in signature.byte_range]
    if len(numbers) != 4:
        return False
    start, length, resumed, rest = numbers
    if start != 0 or not 0 < length < resumed or resumed + rest > len(pdf) or rest < 1:
        return False
    gap = _HEX.fullmatch(pdf[length:resumed])
    if gap is None or len(gap[1]) % 2 or bytes.fromhex(gap[1].decode()) != signature.pkcs7_content:
        return False
    return not signature.pkcs7_content[_length_of_der(signature.pkcs7_content) :].strip(b"\0")


def signed_end(signature: EmbeddedPdfSignature) -> int:
    """Where the bytes that a signature speaks for end."""
    return int(signature.byte_range[2]) + int(signature.byte_range[3])


def holds_only_its_objects(pdf: bytes, reader: PdfFileReader, after: int) -> bool:
    """Whether all that follows the byte `after` are objects that the file's own tables list, and those tables.

    What no table lists nobody's viewer should show; one that repairs files might.
    """
    begin = after
    for revision in range(reader.total_revisions):
        start = reader.xrefs.get_xref_container_info(revision).start_location
        if start < after:
            continue
        end = pdf.find(b"%%EOF", start) + len(b"%%EOF")
        while pdf[end : end + 1] in (b"\r", b"\n"):
            end += 1
        if not _lists_all(pdf, reader, revision, begin, start) or not _is_table(pdf[start:end]):
            return False
        begin = end
    return begin == len(pdf)


def _is_table(end: bytes) -> bool:
    return bool(_TABLE.fullmatch(end) or _TABLE_OBJECT.fullmatch(_STREAM.sub(b"", end)))


def _lists_all(pdf: bytes, reader: PdfFileReader, revision: int, begin: int, end: int) -> bool:
    """Whether objects stand back to back between two bytes: each listed, each once, nothing between."""
    table = reader.xrefs.get_xref_data(revision)
    places = {place: (number, generation) for number, (generation, place) in table.standard_xrefs.items()}
    starts = sorted(place for place in places if place < end)
    if not starts or pdf[begin : starts[0]].strip():
        return False
    return all(
        _is_one_object(pdf[start:stop], places[start]) for start, stop in zip(starts, [*starts[1:], end], strict=True)
    )


def _is_one_object(body: bytes, named: tuple[int, int]) -> bool:
    head = _OBJECT.match(body)
    bare = _STREAM.sub(b"", body.rstrip())
    numbered = head is not None and (int(head[1]), int(head[2])) == named
    return numbered and bare.count(b"endobj") == 1 and bare.endswith(b"endobj")


def keeps_its_trailer(reader: PdfFileReader, since: int) -> bool:
    """Whether the last trailer names what the revision `since` named, nothing else and nothing more."""
    then = reader.trailer.flatten(since)
    now = reader.trailer.flatten(reader.total_revisions - 1)
    return _named(then) == _named(now) and not reader.encrypted


def _named(trailer: dict[str, object]) -> dict[str, object]:
    raw = getattr(trailer, "raw_get")  # noqa: B009 - pyHanko's dictionary follows references else
    technical = {"/Size", "/Prev", "/ID", "/XRefStm", "/Type", "/W", "/Index", "/Length", "/Filter", "/DecodeParms"}
    return {str(key): raw(key) for key in trailer if key not in technical}


def is_bare_stamp(field: dict[str, object]) -> bool:
    """Whether a document time stamp's field has nothing that a viewer shows or runs."""
    return set(field) <= _STAMP_KEYS


def _length_of_der(value: bytes) -> int:
    """How many bytes the first DER value takes, its head included."""
    if len(value) < 2 or value[1] == 0x80:
        return 0
    if value[1] < 0x80:
        return 2 + value[1]
    digits = value[1] & 0x7F
    return 2 + digits + int.from_bytes(value[2 : 2 + digits])


def all_fields(reader: PdfFileReader) -> list[str]:
    """The names of the form's fields, of any kind, as they stand at its root."""
    if "/AcroForm" not in reader.root or "/Fields" not in reader.root["/AcroForm"]:
        return []
    fields = (each.get_object() for each in reader.root["/AcroForm"]["/Fields"])
    return [str(field["/T"]) if "/T" in field else "" for field in fields]
