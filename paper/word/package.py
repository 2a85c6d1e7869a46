"""What python-docx has no words for: complex script, repeated heads, page numbers, facts beside the words."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime
from io import BytesIO

from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Length
from docx.styles.style import ParagraphStyle
from docx.table import _Row
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from document import ReportDocument
from document.embedded import FACTS, NAMESPACE, words_digest, wrapped
from document.grids import docx as docx_grid
from paper.word import fonts

_NEVER_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_NEWEST = "15"
_LONG_AGO = (1980, 1, 1, 0, 0, 0)  # the same bytes whenever they are written


def empty(word: Document) -> None:
    """Takes the template's own paragraph away, and its author and day."""
    for paragraph in list(word.paragraphs):
        paragraph._element.getparent().remove(paragraph._element)
    properties = word.core_properties
    properties.created = properties.modified = datetime(2000, 1, 1, tzinfo=UTC)
    properties.last_modified_by, properties.revision = "", 1
    for each in word.settings.element.iter(qn("w:compatSetting")):
        if each.get(qn("w:name")) == "compatibilityMode":
            each.set(qn("w:val"), _NEWEST)  # else Word shows the file as one of an older version


def complex_script(run: Run, *, bold: bool, size: Length | None) -> None:
    """Says weight and size for Thai too: Word takes those of complex script for it."""
    properties = run._element.get_or_add_rPr()
    if bold:
        properties.append(OxmlElement("w:bCs"))
    if size is not None:
        run.font.size = size
        element = OxmlElement("w:szCs")
        element.set(qn("w:val"), str(int(size.pt * 2)))
        properties.append(element)


def style_size(style: ParagraphStyle, size: Length) -> None:
    """The size of a style's letters, Thai ones too."""
    style.font.size = size
    element = OxmlElement("w:szCs")
    element.set(qn("w:val"), str(int(size.pt * 2)))
    style.element.get_or_add_rPr().append(element)


def repeat_on_each_page(row: _Row) -> None:
    """The row stands at the top of each page on which its table goes on."""
    properties = row._tr.get_or_add_trPr()
    for name in ("w:cantSplit", "w:tblHeader"):
        properties.append(OxmlElement(name))


def page_numbers(paragraph: Paragraph) -> None:
    """`หน้า 1 จาก 3`, counted by whatever program shows the file."""
    for words, field in (("หน้า ", "PAGE"), (" จาก ", "NUMPAGES")):
        paragraph.add_run(words)
        element = OxmlElement("w:fldSimple")
        element.set(qn("w:instr"), field)
        element.append(Run(OxmlElement("w:r"), paragraph)._element)
        Run(element[0], paragraph).text = "1"  # until the program has counted
        paragraph._element.append(element)
    paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT


def writable(text: str) -> str:
    """The text without what no XML holds."""
    return _NEVER_IN_XML.sub("", text)


def with_facts(document: ReportDocument, write: Callable[[], bytes]) -> bytes:
    """The file with the document's facts in a part of its own, and the digest of its words beside them.

    The part is one that python-docx's template has, as every Word file may: Office calls it custom XML.
    """
    plain = write()
    facts = wrapped(document, words_digest(docx_grid.read(plain)))
    part = f'<?xml version="1.0" encoding="UTF-8"?>\n<report xmlns="{NAMESPACE}">{facts}</report>'
    changed = {FACTS: lambda _: part.encode(), fonts.LIST: lambda _: fonts.font_list(), fonts.THEME: fonts.in_theme}
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(plain)) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            data = changed.get(name, bytes)(source.read(name))
            target.writestr(zipfile.ZipInfo(name, _LONG_AGO), data, zipfile.ZIP_DEFLATED)
    return out.getvalue()
