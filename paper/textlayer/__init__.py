"""The text that a PDF gives back when it is searched, copied or read aloud, made equal to what was written."""

import io
from collections.abc import Iterator

import pikepdf

from paper.textlayer import mappings, record
from paper.textlayer.content import rewritten
from paper.textlayer.typeface import Typeface


def correct(pdf: bytes) -> bytes:
    """The same pages with a right text layer, for a PDF as WeasyPrint writes it. Same bytes in, same bytes out.

    Each cluster (a consonant with its marks, SARA AM included) becomes one glyph of the embedded font that stands for
    exactly its characters: docs/decisions tells why. Raises ValueError for text operators that WeasyPrint
    never writes. A file corrected before stays as it is.
    """
    with pikepdf.open(io.BytesIO(pdf)) as document:
        fonts: dict[tuple[int, int], Typeface] = {}
        written = record.take(document)
        for i, page in enumerate(document.pages):
            typefaces = _typefaces(page.Resources, fonts)
            page.Contents.write(rewritten(pikepdf.parse_content_stream(page), typefaces, written[i] if written else ()))
        for form in _forms(document):
            typefaces = _typefaces(form.get("/Resources", pikepdf.Dictionary()), fonts)
            form.write(rewritten(pikepdf.parse_content_stream(form), typefaces))
        for typeface in fonts.values():
            typeface.save()
        saved = io.BytesIO()
        document.save(saved, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return saved.getvalue()


def _forms(document: pikepdf.Pdf) -> Iterator[pikepdf.Stream]:
    """What beside pages can hold text: the forms that WeasyPrint makes for groups and drawings."""
    for thing in document.objects:
        if isinstance(thing, pikepdf.Stream) and thing.get("/Subtype") == "/Form":
            yield thing


def _typefaces(resources: pikepdf.Object, fonts: dict[tuple[int, int], Typeface]) -> dict[str, Typeface]:
    found: dict[str, Typeface] = {}
    for name, font in resources.get("/Font", pikepdf.Dictionary()).items():
        if not _is_to_be_corrected(font):
            continue
        if font.objgen not in fonts:
            fonts[font.objgen] = Typeface(font)
        found[name] = fonts[font.objgen]
    return found


def _is_to_be_corrected(font: pikepdf.Object) -> bool:
    """TrueType outlines with glyph numbers as codes; bitmaps and CFF outlines of a fall-back font stay as they are."""
    if font.Subtype != "/Type0" or "/FontFile2" not in font.DescendantFonts[0].FontDescriptor:
        return False
    return not mappings.is_ours(font.ToUnicode.read_bytes())
