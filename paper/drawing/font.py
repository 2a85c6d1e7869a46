"""A font as WeasyPrint puts it into the PDF, with a glyph for each cluster that was drawn in it."""

from __future__ import annotations

from collections.abc import Mapping

from weasyprint.pdf import fonts

from paper.textlayer.typeface import Typeface


class Font(fonts.Font):  # type: ignore[misc]  # WeasyPrint has no types
    """WeasyPrint's, which maps each glyph to the text of the first cluster that it met it in.

    `typeface` puts that right; None for outlines that are not TrueType's, or none, which keep WeasyPrint's mapping.
    """

    file_content: bytes
    widths: dict[int, float]
    to_unicode: dict[int, str]
    missing: dict[int, int]

    def __init__(self, *arguments: object) -> None:
        super().__init__(*arguments)
        self.typeface: Typeface | None = None
        if "glyf" in self.tables and not (self.bitmap or self.png or self.svg or self.colr):
            self.typeface = Typeface(self.file_content, self.glyph_count, widths=self.widths, mapped=self.to_unicode)

    def clean(self, to_unicode: Mapping[int, str], hinting: bool) -> None:
        """Cut the font down to what was drawn, as WeasyPrint does, and add the clusters; called once all is drawn."""
        if self.typeface is None:
            super().clean(to_unicode, hinting)
            return
        # With its last glyph kept all numbers are, so that those behind it are free.
        super().clean({**to_unicode, self.glyph_count - 1: ""}, hinting)
        self.file_content = self.typeface.with_composites(self.file_content)
        self.to_unicode, self.widths = self.typeface.texts(), self.typeface.widths()
        self.missing = {}  # what no font had is drawn by a cluster of .notdef
