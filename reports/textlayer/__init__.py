"""The text that a PDF gives back when it is searched, copied or read aloud, made equal to what was written."""

import io
from collections.abc import Iterator

import pikepdf

from reports.textlayer.content import rewritten
from reports.textlayer.typeface import Typeface


def correct(pdf: bytes) -> bytes:
    """The same pages with a right text layer, for a PDF as WeasyPrint writes it. Same bytes in, same bytes out.

    Each cluster (a consonant with its marks, SARA AM included) becomes one glyph of the embedded font that stands for
    exactly its characters: docs/decisions tells why. Raises ValueError for text operators that WeasyPrint never writes.
    """
    with pikepdf.open(io.BytesIO(pdf)) as document:
        fonts: dict[tuple[int, int], Typeface] = {}
        for stream, resources in _streams(document):
            typefaces = _typefaces(resources, fonts)
            data = rewritten(pikepdf.parse_content_stream(stream), typefaces)
            target = stream.Contents if isinstance(stream, pikepdf.Page) else stream
            target.write(data)
        for typeface in fonts.values():
            typeface.save()
        saved = io.BytesIO()
        document.save(saved, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return saved.getvalue()


def _streams(document: pikepdf.Pdf) -> Iterator[tuple[pikepdf.Page | pikepdf.Object, pikepdf.Object]]:
    """All that can hold text: the pages, and the forms that WeasyPrint makes for groups and drawings."""
    for page in document.pages:
        yield page, page.Resources
    for thing in document.objects:
        if isinstance(thing, pikepdf.Stream) and thing.get("/Subtype") == "/Form":
            yield thing, thing.get("/Resources", pikepdf.Dictionary())


def _typefaces(resources: pikepdf.Object, fonts: dict[tuple[int, int], Typeface]) -> dict[str, Typeface]:
    found: dict[str, Typeface] = {}
    for name, font in resources.get("/Font", pikepdf.Dictionary()).items():
        if not _is_ours(font):
            continue
        if font.objgen not in fonts:
            fonts[font.objgen] = Typeface(font)
        found[name] = fonts[font.objgen]
    return found


def _is_ours(font: pikepdf.Object) -> bool:
    """TrueType outlines with glyph numbers as codes; bitmaps and CFF outlines of a fall-back font stay as they are."""
    return font.Subtype == "/Type0" and "/FontFile2" in font.DescendantFonts[0].FontDescriptor
