"""A last look at a PDF before it is kept for good: whether every glyph on its pages reads back as a character.

Of all that PDF/A-3a asks for, this depends on what people typed; the rest is the same in every file, and veraPDF holds
it in the tests. What breaks here would break in an archive years later, when nobody can mend it.
"""

from __future__ import annotations

import io
import re
import struct
import unicodedata
from collections.abc import Iterable, Iterator

import pikepdf
from fontTools.ttLib import TTFont
from pikepdf import Dictionary, Name

from paper.press.faults import Fault, Kind, NotForArchive

_SHOWS = ("Tj", "TJ", "'", '"')
_DEEPEST = 8  # forms within forms; ours have one
# PDF/A names these: they stand for no character.
_NO_CHARACTERS = frozenset("\0\ufeff\ufffe")
_LINE = re.compile(rb"<([0-9A-Fa-f]{4})>\s*<([0-9A-Fa-f]*)>")


def require(pdf: bytes) -> None:
    """Returns for a file whose text an archive accepts. Raises NotForArchive for any other."""
    if faults := examine(pdf):
        raise NotForArchive(faults)


def examine(pdf: bytes) -> list[Fault]:
    """What is wrong with the text of a PDF of ours, the first of each kind and font on each page."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        faults: dict[Fault, None] = {}
        known: dict[tuple[int, int], _Font] = {}
        for number, page in enumerate(document.pages, start=1):
            for font, codes in _shown(page.obj, page.Resources).values():
                if font.objgen not in known:
                    known[font.objgen] = _Font(font)
                faults |= dict.fromkeys(Fault(kind, number, detail) for kind, detail in known[font.objgen].wrong(codes))
    return list(faults)


class _Font:
    """A font of the file, and what its codes stand for."""

    def __init__(self, font: pikepdf.Object) -> None:
        self.name = str(font.get("/BaseFont", "")).removeprefix("/")
        # Two-byte codes that are the numbers of TrueType glyphs, as paper.textlayer leaves all fonts.
        self.is_ours = font.get("/Subtype") == Name.Type0 and font.get("/Encoding") == Name("/Identity-H")
        descriptor = font.DescendantFonts[0].get("/FontDescriptor", Dictionary()) if self.is_ours else Dictionary()
        program = descriptor.get("/FontFile2")
        self.glyphs = 0 if program is None else int(TTFont(io.BytesIO(program.read_bytes()))["maxp"].numGlyphs)
        self.texts = _texts(font.ToUnicode.read_bytes()) if "/ToUnicode" in font else {}

    def wrong(self, codes: set[int]) -> Iterator[tuple[Kind, str]]:
        """Each kind at most once, with what it is about."""
        if not self.is_ours:
            yield Kind.FOREIGN, self.name
            return
        if not self.glyphs:
            yield Kind.NOT_EMBEDDED, self.name
        elif missing := [code for code in sorted(codes) if not 0 < code < self.glyphs]:
            yield Kind.NO_GLYPH, " ".join(self.texts.get(code, "") for code in missing).strip()
        texts = [self.texts.get(code, "") for code in codes]
        if any(not text or _NO_CHARACTERS.intersection(text) for text in texts):
            yield Kind.NO_CHARACTER, self.name
        if private := sorted({char for text in texts for char in text if unicodedata.category(char) == "Co"}):
            yield Kind.PRIVATE_USE, " ".join(f"U+{ord(char):04X}" for char in private)


def _texts(cmap: bytes) -> dict[int, str]:
    lines = _LINE.findall(cmap.partition(b"endcodespacerange")[2])
    return {int(code, 16): bytes.fromhex(text.decode()).decode("utf-16-be", "replace") for code, text in lines}


def _shown(
    stream: pikepdf.Object, resources: pikepdf.Object, depth: int = 0
) -> dict[tuple[int, int], tuple[pikepdf.Object, set[int]]]:
    """The codes that a page or a form shows, by the number of their font; forms within it included."""
    found: dict[tuple[int, int], tuple[pikepdf.Object, set[int]]] = {}
    fonts = resources.get("/Font", Dictionary())
    font: pikepdf.Object | None = None
    saved: list[pikepdf.Object | None] = []
    for instruction in pikepdf.parse_content_stream(stream):
        operator = str(instruction.operator)
        if operator == "Tf":
            font = fonts.get(str(instruction.operands[0]))
        elif operator == "q":
            saved.append(font)
        elif operator == "Q" and saved:
            font = saved.pop()
        elif operator in _SHOWS and font is not None:
            found.setdefault(font.objgen, (font, set()))[1].update(_codes(instruction.operands))
        elif operator == "Do" and depth < _DEEPEST:
            for key, (inner, codes) in _in_form(instruction.operands[0], resources, depth).items():
                found.setdefault(key, (inner, set()))[1].update(codes)
    return found


def _in_form(
    name: pikepdf.Object, resources: pikepdf.Object, depth: int
) -> dict[tuple[int, int], tuple[pikepdf.Object, set[int]]]:
    form = resources.get("/XObject", Dictionary()).get(str(name))
    if form is None or form.get("/Subtype") != Name.Form:
        return {}
    return _shown(form, form.get("/Resources", resources), depth + 1)


def _codes(operands: Iterable[pikepdf.Object]) -> Iterator[int]:
    for operand in operands:
        for item in operand if isinstance(operand, pikepdf.Array) else [operand]:
            if isinstance(item, pikepdf.String):
                raw = bytes(item)
                yield from (code for (code,) in struct.iter_unpack(">H", raw[: len(raw) // 2 * 2]))
