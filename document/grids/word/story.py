"""A story of a Word file (its body, a cell, a text box, a header) as blocks of a grid, in the order of reading."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from document.grid import Block, Kind, Paragraph, Place
from document.grids.bounds import DEEPEST_TABLE
from document.grids.word import inline, tables
from document.grids.word.floats import Box, Diagram, Drawn, Float, Image, Remark, diagram, picture
from document.grids.word.names import MC, Element, M, W, branch, child, has, setting, value
from document.grids.word.package import too_deep
from document.grids.word.reading import Reading

_LEFT_OUT = {W + "sdtPr", W + "sdtEndPr", W + "customXmlPr", W + "tcPr", W + "sectPr"}


@dataclass(frozen=True, slots=True)
class Where:
    """Which story it is: the part whose relations it uses, its kind, and for all but the body its one place.

    `depth` counts the tables around it; within one, and in headers, a table's words are paragraphs.
    """

    part: str
    kind: Kind = Kind.BODY
    place: Place | None = None
    depth: int = 0

    @property
    def flat(self) -> bool:
        """Whether a table's words become paragraphs here."""
        return self.depth > 0 or self.kind in {Kind.HEAD, Kind.FOOT}


@dataclass(slots=True)
class _Waiting:
    """A paragraph without an end, whose words begin the next one; `owner` is who says what it looks like."""

    content: inline.Content
    element: Element
    owner: Element | None


class Story:
    """Reads one story; its blocks gather in `blocks`."""

    def __init__(self, reading: Reading, where: Where) -> None:
        self.blocks: list[Block] = []
        self._reading = reading
        self._where = where
        self._waiting: _Waiting | None = None

    def read(self, element: Element) -> list[Block]:
        """All blocks of an element that holds paragraphs and tables."""
        self._walk(element)
        self._end()
        return self.blocks

    def _walk(self, element: Element) -> None:
        for each in element:
            handler = _HANDLERS.get(each.tag)
            if handler:
                handler(self, each)
            elif each.tag not in _LEFT_OUT:
                self._walk(each)

    def _place(self, page: int, number: int) -> Place:
        return replace(self._where.place or Place(paragraph=number), page=page)

    def _paragraph(self, element: Element) -> None:
        reading = self._reading
        reading.count_paragraph()
        reading.here = self._place(reading.pages.now, reading.paragraphs + 1)
        if setting(element, "pPr", "pageBreakBefore"):
            reading.pages.turn(drawn=False)
        content, owner = inline.read(element, reading), element
        gone, hidden = self._end_of(element, content)
        if self._waiting:
            content.begin_with(self._waiting.content)
            owner = element if self._waiting.owner is None else self._waiting.owner
            self._waiting = None
        if gone or hidden:
            first = owner if hidden and content.text.strip() else None
            self._waiting = _Waiting(content, element, first)
        else:
            self._emit(content, owner)
        self._section(element)

    def _end_of(self, element: Element, content: inline.Content) -> tuple[bool, bool]:
        """Whether the end of a paragraph is deleted, and whether it is hidden; a style that hides takes the words."""
        mark = child(element, "pPr", "rPr")
        gone = mark is not None and (mark.find(W + "del") is not None or mark.find(W + "moveFrom") is not None)
        if gone:
            self._reading.remark("revisions")
        hidden = setting(mark, "vanish")
        if hidden is None:
            hidden = self._reading.styles.hidden(self._reading.styles.of(element))
            if hidden and content.pieces:
                content.pieces.clear()
                self._reading.remark("hidden")
        return gone, hidden

    def _end(self) -> None:
        """Nothing follows that the last paragraph could join: it ends all the same."""
        if self._waiting:
            waiting, self._waiting = self._waiting, None
            if waiting.content.text.strip() or waiting.content.floats:
                self._emit(waiting.content, waiting.owner or waiting.element)

    def _emit(self, content: inline.Content, element: Element) -> None:
        reading, where = self._reading, self._where
        listed, level = reading.numbering.of(element)
        marker = reading.counters[self._counting()].marker(listed, level) if listed else ""
        text = content.text
        if text.strip() or marker:
            own = where.kind is Kind.BODY and where.place is None
            reading.paragraphs += own
            place = self._place(content.page, reading.paragraphs)
            heading = reading.styles.heading(element)
            self.blocks.append(Paragraph(text, place, marker, level if listed else 0, heading, where.kind))
        place = self._place(content.page, reading.paragraphs)
        for each in content.floats:
            self._float(each, place)

    def _counting(self) -> str:
        """Whose counters number a list: body, boxes, and notes count for themselves, headers and footers together."""
        if self._where.kind in {Kind.HEAD, Kind.FOOT} and self._where.place == Place():
            return Kind.HEAD
        return self._where.part if self._where.kind is Kind.FOOT else self._where.kind

    def _float(self, found: Float, place: Place) -> None:
        where = replace(self._where, place=place, kind=Kind.BOX if self._where.kind is Kind.BODY else self._where.kind)
        match found:
            case Box(element):
                self.blocks += Story(self._reading, where).read(element)
            case Image():
                made = picture(found, where.part, self._reading, place)
                if made:
                    self.blocks.append(made)
            case Drawn(words):
                self._drawn([words], where)
            case Diagram():
                self._drawn(diagram(found, where.part, self._reading), where)
            case Remark(key):
                self._reading.remark(key)

    def _drawn(self, lines: list[str], where: Where) -> None:
        for line in lines:
            self._reading.count_paragraph()
            if line.strip():
                self.blocks.append(Paragraph(line, where.place or Place(), kind=where.kind))

    def _section(self, element: Element) -> None:
        """After the last paragraph of a section the next one may begin on a new page."""
        reading = self._reading
        if child(element, "pPr", "sectPr") is None:
            return
        reading.section += 1
        following = reading.sections[reading.section] if reading.section < len(reading.sections) else None
        if value(child(following, "type")) not in {"continuous", "nextColumn"}:
            reading.pages.turn(drawn=False)

    def _table(self, element: Element) -> None:
        self._end()
        reading, where = self._reading, self._where
        if where.depth == DEEPEST_TABLE:
            raise too_deep()
        place = where.place or Place()
        if not where.flat:
            reading.tables += 1
            place = Place(page=reading.pages.now, table=reading.tables)

        def cell(each: Element, at: Place) -> list[Block]:
            inner = replace(where, place=where.place if where.flat else at, depth=where.depth + 1)
            return Story(reading, inner).read(each)

        table, pictures = tables.read(element, place, reading, cell)
        if not table.rows:
            reading.tables -= not where.flat
            return
        self.blocks += tables.flattened(table, place, where.kind) if where.flat else [table]
        self.blocks += pictures

    def _alternate(self, element: Element) -> None:
        if (chosen := branch(element)) is not None:
            self._walk(chosen)

    def _control(self, element: Element) -> None:
        if inline.is_placeholder(element, self._reading):
            self._reading.remark("placeholder")
        else:
            self._walk(element)

    def _inserted(self, _: Element) -> None:
        self._reading.remark("inserted")

    def _gone(self, element: Element) -> None:
        self._reading.remark("revisions")

    def _math(self, element: Element) -> None:
        if has(element, M + "t"):
            self._emit(inline.read(element, self._reading), element)


_HANDLERS: dict[str, Callable[[Story, Element], None]] = {
    W + "p": Story._paragraph,
    W + "tbl": Story._table,
    W + "sdt": Story._control,
    W + "altChunk": Story._inserted,
    W + "subDoc": Story._inserted,
    W + "del": Story._gone,
    W + "moveFrom": Story._gone,
    M + "oMathPara": Story._math,
    M + "oMath": Story._math,
    MC + "AlternateContent": Story._alternate,
}
