"""One font of a PDF: what its codes stand for, and new glyphs made out of several that belong together."""

import io
from collections.abc import Sequence
from dataclasses import dataclass

from fontTools.ttLib import TTFont

from paper.textlayer import sfnt
from paper.textlayer.characters import characters
from paper.textlayer.clusters import Drawn

LAST_CODE = 0xFFFF

Cluster = tuple[tuple[sfnt.Part, ...], str, int]  # its parts, what it stands for, its width in font units


@dataclass(frozen=True)
class Kept:
    """What was drawn in a font by another process; clusters in the order of their codes."""

    widths: dict[int, float]
    mapped: dict[int, str]
    clusters: list[Cluster]


class Typeface:
    """A TrueType font with two-byte codes that are glyph numbers, as WeasyPrint uses them.

    `program` is the whole font. `widths` (in thousandths) and `mapped` (characters) have each code before it is drawn;
    codes from `count` on stand for characters that no font has.
    """

    def __init__(self, program: bytes, count: int, *, widths: dict[int, float], mapped: dict[int, str]) -> None:
        whole = TTFont(io.BytesIO(program), lazy=True)
        self._per_thousand = float(whole["head"].unitsPerEm) / 1000
        self._known = characters(whole)
        self._count, self._widths, self._mapped = count, widths, mapped
        self._composites: dict[Cluster, int] = {}
        self.mark = ""
        """Stands before the code of a cluster where its number is not the last one, in another process."""

    def drawn(self, code: int, x: float, rise: float) -> Drawn:
        """One glyph at its place on a line, in thousandths of the font size."""
        return Drawn(code, self.text_of(code), x, rise, self._widths[code])

    def code_for(self, group: Sequence[Drawn], text: str) -> tuple[str, float]:
        """The code, hexadecimal, that draws the whole group and reads back as `text`, and its width in thousandths.

        Raises ValueError where the font has no room for one more.
        """
        first = group[0]
        if len(group) == 1 and not first.rise and first.text == text and first.code < self._count:
            return f"{first.code:04x}", first.advance
        parts = tuple(self._part(glyph, first.x) for glyph in group)
        width = self._units(max(glyph.x + glyph.advance for glyph in group) - first.x)
        return f"{self.mark}{self._code_of((parts, text, width)):04x}", width / self._per_thousand

    def kept(self) -> Kept:
        """What was drawn so far, for the process that writes the font."""
        mapped = {code: text for code, text in self._mapped.items() if code < self._count}
        return Kept(dict(self._widths), mapped, list(self._composites))

    def take(self, kept: Kept) -> dict[bytes, bytes]:
        """Count in what was drawn elsewhere; gives for each code of a cluster there the one here. Raises ValueError."""
        for code, width in kept.widths.items():
            self._widths.setdefault(code, width)
        for code, text in kept.mapped.items():
            self._mapped.setdefault(code, text)
        return {
            b"%04x" % code: b"%04x" % self._code_of(cluster) for code, cluster in enumerate(kept.clusters, self._count)
        }

    def _code_of(self, cluster: Cluster) -> int:
        code = self._composites.get(cluster)
        if code is None:
            code = self._composites[cluster] = self._count + len(self._composites)
            if code > LAST_CODE:
                raise ValueError("the font has no room for so many different clusters")
        return code

    def texts(self) -> dict[int, str]:
        """What the codes that may stand in the PDF stand for."""
        used = {code: self.text_of(code) for code in self._mapped if code < self._count}
        return dict(sorted(used.items())) | {code: text for (_, text, _), code in self._composites.items()}

    def widths(self) -> dict[int, float]:
        """The widths of the same codes, in thousandths; of .notdef too where it is drawn."""
        used = {code: width for code, width in self._widths.items() if code < self._count}
        return used | {code: width / self._per_thousand for (_, _, width), code in self._composites.items()}

    def with_composites(self, subset: bytes) -> bytes:
        """A subset of the font that kept its numbers, with the new glyphs behind its last."""
        if not self._composites:
            return subset
        return sfnt.with_composites(subset, [sfnt.Composite(parts, width) for parts, _, width in self._composites])

    def text_of(self, code: int) -> str:
        """What a code stands for by itself."""
        return self._known.get(code) or self._mapped[code]

    def _part(self, glyph: Drawn, origin: float) -> sfnt.Part:
        number = glyph.code if glyph.code < self._count else 0
        return number, self._units(glyph.x - origin), self._units(glyph.rise)

    def _units(self, thousandths: float) -> int:
        return round(thousandths * self._per_thousand)
