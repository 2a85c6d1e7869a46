"""The typeface of a Word file: the one of Thai official letters."""

from __future__ import annotations

from typing import Any

from docx.document import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Length

FONT = "TH SarabunPSK"


def set_fonts(word: Document, size: Length) -> None:
    """Every style in the one typeface: Thai is a complex script to Word, with a font and a size of its own."""
    normal = word.styles["Normal"]
    normal.font.name, normal.font.size = FONT, size
    properties = normal.element.get_or_add_rPr()
    fonts = properties.get_or_add_rFonts()
    for script in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
        fonts.set(qn(script), FONT)
    _child(properties, "w:szCs", str(int(size.pt * 2)))
    _child(properties, "w:lang", "en-US").set(qn("w:bidi"), "th-TH")
    normal.paragraph_format.space_after = normal.paragraph_format.space_before = Length(0)
    normal.paragraph_format.line_spacing = 1.0


def _child(parent: Any, name: str, value: str) -> Any:  # noqa: ANN401 - elements of lxml
    element = OxmlElement(name)
    element.set(qn("w:val"), value)
    parent.append(element)
    return element
