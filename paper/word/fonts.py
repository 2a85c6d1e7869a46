"""The typeface of a Word file: the one of Thai official letters, and what stands in for it where it isn't.

Word takes the first of the other names that it has, or else what looks alike, by the list of fonts. LibreOffice and
Google Docs look at the name alone: they draw Thai in a Thai font that they have.
"""

from __future__ import annotations

import re
from typing import Any

from docx.document import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Length

FONT = "TH SarabunPSK"
LIST, THEME = "word/fontTable.xml", "word/theme/theme1.xml"  # parts of the file
_OTHERS = "TH Sarabun PSK,TH Sarabun New,Sarabun,TH Niramit AS,Cordia New"
_THAI = "DE"  # as Windows numbers character sets
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_IN_THEME = re.compile(rb'(<a:(?:latin|cs) typeface=|<a:font script="Thai" typeface=)"[^"]*"')


def set_fonts(word: Document, size: Length) -> None:
    """Every style in the one typeface: Thai is a complex script to Word, with a font and a size of its own."""
    normal = word.styles["Normal"]
    normal.font.name, normal.font.size = FONT, size
    properties = normal.element.get_or_add_rPr()
    fonts = properties.get_or_add_rFonts()
    _name(fonts)
    _child(properties, "w:szCs", str(int(size.pt * 2)))
    _child(properties, "w:lang", "en-US").set(qn("w:bidi"), "th-TH")
    for each in word.styles.element.findall(f"{qn('w:docDefaults')}//{qn('w:rFonts')}"):
        each.attrib.clear()  # of the template, by its theme
        _name(each)
    for each in word.settings.element.findall(qn("w:themeFontLang")):
        each.attrib.clear()
        each.set(qn("w:val"), "en-US")
        each.set(qn("w:bidi"), "th-TH")
    normal.paragraph_format.space_after = normal.paragraph_format.space_before = Length(0)
    normal.paragraph_format.line_spacing = 1.0


def font_list() -> bytes:
    """The part that tells Word which fonts the file names, and what it may take in their place."""
    return (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<w:fonts xmlns:w="{_W}"><w:font w:name="{FONT}">'
        f'<w:altName w:val="{_OTHERS}"/><w:charset w:val="{_THAI}"/><w:family w:val="swiss"/>'
        '<w:pitch w:val="variable"/></w:font></w:fonts>'
    ).encode()


def in_theme(theme: bytes) -> bytes:
    """The template's theme with the one typeface, for styles that somebody takes later."""
    return _IN_THEME.sub(rb'\1"' + FONT.encode() + b'"', theme)


def _name(fonts: Any) -> None:  # noqa: ANN401 - an element of lxml
    for script in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
        fonts.set(qn(script), FONT)


def _child(parent: Any, name: str, value: str) -> Any:  # noqa: ANN401 - elements of lxml
    element = OxmlElement(name)
    element.set(qn("w:val"), value)
    parent.append(element)
    return element
