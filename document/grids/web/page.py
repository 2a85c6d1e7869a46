"""Walks through a page and gathers its paragraphs, tables and pictures in the order of reading."""

from __future__ import annotations

import re
from dataclasses import replace

from lxml import etree

from document.errors import refuse
from document.grid import Block, Kind, Note, Paragraph, Place
from document.grids import bounds
from document.grids.sheet_rows import written
from document.grids.web import elements, pictures
from document.grids.web.lists import Lists, word_marker
from document.grids.web.tables import OpenCell, OpenTable

DEEPEST = 250  # elements in each other: the parser leaves out what lies deeper
_WHITE = re.compile("[ \t\r\n\f]+")
_GROUPS = ("thead", "tbody", "tfoot")


class Page:
    """The blocks and notes of a page, filled by `walk`."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self.notes: dict[str, Note] = {}
        self.outside = 0  # pictures that lie elsewhere
        self._paragraphs = self._lines = self._cells = self._tables_made = 0
        self._words: list[str] = []
        self._marker, self._levels, self._heading = "", [0], 0
        self._kinds: list[Kind] = [Kind.BODY]
        self._tables: list[tuple[OpenTable, OpenCell | None]] = []
        self._lists: list[Lists] = [Lists()]
        self._preformatted = 0
        self._figcaptions: set[etree._Element] = set()

    def walk(self, root: etree._Element) -> None:
        """Reads everything that is seen beneath the root."""
        skipped, depth = None, 0
        walker = etree.iterwalk(root, events=("start", "end"))
        for event, element in walker:
            if event == "start":
                depth += 1
                if depth > DEEPEST:
                    raise refuse(bounds.PLACE, "เป็นหน้าเว็บที่ซ้อนกันลึกผิดปกติ โปรดเปิดด้วยโปรแกรมเดิมแล้วบันทึกเป็น .docx")
                if self._skips(element):
                    skipped = element
                    walker.skip_subtree()
                else:
                    self._begin(element)
                    self._text(element.text)
                continue
            depth -= 1
            if element is skipped:
                skipped = None
            else:
                self._end(element)
            self._text(element.tail)
        self._flush()

    def _skips(self, element: etree._Element) -> bool:
        """Whether nothing beneath the element is read; a list's drawn marker is remembered."""
        if element.attrib and elements.is_marker(element):
            self._marker = word_marker(written("".join(element.itertext())))
            return True
        if element.tag == "del" and "".join(element.itertext()).strip():
            self.notes["changes"] = Note("changes", "มีการแก้ไขที่ติดตามไว้ อ่านเสมือนยอมรับทั้งหมดแล้ว")
        return element in self._figcaptions or elements.is_hidden(element)

    def _text(self, text: str | None) -> None:
        if text:
            self._words.append(text if self._preformatted else _WHITE.sub(" ", text))

    def _begin(self, element: etree._Element) -> None:
        tag = elements.name(element)
        if tag in elements.BLOCKS:
            self._flush()
        if level := elements.heading(tag):
            self._heading = level
        if element.attrib:
            self._begin_styled(element)
        if tag in ("table", *_GROUPS, "tr", "td", "th"):
            self._begin_table(tag, element)
        elif tag in ("ol", "ul", "menu", "dir"):
            self._lists[-1].begin(element)
        elif tag == "li":
            self._marker, level = self._lists[-1].item(element)
            self._levels.append(level)
        elif tag == "pre":
            self._preformatted += 1
        elif tag in ("br", "img", "input"):
            self._single(tag, element)

    def _begin_styled(self, element: etree._Element) -> None:
        if kind := elements.kind(element):
            self._kinds.append(kind)
        if (listed := elements.list_level(element)) is not None:
            self._levels.append(listed)

    def _begin_table(self, tag: str, element: etree._Element) -> None:
        if tag == "table":
            if len(self._tables) >= bounds.DEEPEST_TABLE:
                raise refuse(bounds.PLACE, f"มีตารางซ้อนกันเกิน {bounds.DEEPEST_TABLE} ชั้น โปรดคัดเฉพาะตารางรายงานลงไฟล์ใหม่")
            self._tables.append((OpenTable(), None))
        elif self._tables:
            table, _ = self._tables[-1]
            if tag in _GROUPS:
                table.begin_group()
            elif tag == "tr":
                table.begin_row()
            else:
                self._begin_cell(table, element)

    def _begin_cell(self, table: OpenTable, element: etree._Element) -> None:
        self._cells += 1
        if self._cells > bounds.MOST_CELLS:
            raise bounds.too_much("ช่อง", bounds.MOST_CELLS)
        self._tables[-1] = table, table.begin_cell(element)
        self._lists.append(Lists())
        self._levels.append(0)
        self._marker = ""

    def _single(self, tag: str, element: etree._Element) -> None:
        """An element that holds nothing."""
        if tag == "br":
            self._words.append("\n")
        elif tag == "img":
            self._picture(element)
        elif element.get("type", "text").lower() in ("checkbox", "radio"):
            self._words.append("☑" if "checked" in element.attrib else "☐")
        elif element.get("type", "text").lower() in ("text", "number", "date", "email", "tel"):
            self._words.append(element.get("value") or "")

    def _picture(self, element: etree._Element) -> None:
        found = pictures.picture(element)
        if found is None:
            self.outside += 1
            return
        figure = next((each for each in element.iterancestors() if elements.name(each) == "figure"), None)
        self._figcaptions |= set() if figure is None else set(figure.iter("figcaption"))
        if cell := self._cell():
            cell.pictures.append(found)
        else:
            self._flush()
            self._put(found)

    def _end(self, element: etree._Element) -> None:
        tag = elements.name(element)
        if tag in elements.BLOCKS:
            self._flush()
        if elements.heading(tag):
            self._heading = 0
        if element.attrib:
            self._end_styled(element)
        if tag in ("ol", "ul", "menu", "dir"):
            self._lists[-1].end()
        elif tag == "li":
            self._levels.pop()
            self._marker = ""
        elif tag == "pre":
            self._preformatted -= 1
        elif tag in ("td", "th") and self._tables:
            self._tables[-1] = self._tables[-1][0], None
            self._lists.pop()
            self._levels.pop()
        elif tag == "table":
            self._end_table()

    def _end_styled(self, element: etree._Element) -> None:
        if elements.kind(element):
            self._kinds.pop()
        if elements.list_level(element) is not None:
            self._levels.pop()
            self._marker = ""

    def _end_table(self) -> None:
        table, _ = self._tables.pop()
        if cell := self._cell():
            cell.paragraphs += [Paragraph(line) for line in table.lines()]
            cell.pictures += table.pictures()
            return
        place = Place(table=self._tables_made + 1)
        made, found = table.laid_out(place)
        if any(each.text for row in made.rows for each in row):
            self._tables_made += 1
            self._put(made)
        for each in found:
            self._put(each)

    def _cell(self) -> OpenCell | None:
        """The cell whose words come in."""
        return next((cell for _, cell in reversed(self._tables) if cell), None)

    def _flush(self) -> None:
        """The words that came in are a paragraph."""
        if not self._words:
            return
        text = written(re.sub(" {2,}", " ", "".join(self._words)))
        self._words.clear()
        if not text:
            return
        self._paragraphs += 1
        if self._paragraphs > bounds.MOST_PARAGRAPHS + bounds.MOST_CELLS:
            raise bounds.too_much("ย่อหน้า", bounds.MOST_PARAGRAPHS)
        made = Paragraph(text, Place(), self._marker, self._levels[-1], self._heading, self._kinds[-1])
        self._marker = ""
        if cell := self._cell():
            cell.paragraphs.append(made)
        else:
            self._put(made)

    def _put(self, block: Block) -> None:
        if isinstance(block, Paragraph):
            self._lines += 1
            block = replace(block, place=Place(paragraph=self._lines))
        self.blocks.append(block)
