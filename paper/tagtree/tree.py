"""The joined elements written back: kids, parents, names, and which element each number on a page belongs to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from paper.tagtree.fragments import Content, Element, Kid
from paper.tagtree.mark import MARK

# WeasyPrint counts in CSS pixels from the top, PDF in points from the foot.
POINTS = 0.75


def new_numbers(top: Element, pages: int) -> list[dict[int, int]]:
    """For each page the numbers of the content that the structure holds -> new ones without gaps, in the same order."""
    kept: list[list[int]] = [[] for _ in range(pages)]
    for content in _contents(top):
        kept[content.page].append(content.number)
    return [{old: new for new, old in enumerate(sorted(numbers))} for numbers in kept]


def _contents(element: Element) -> Iterator[Content]:
    for kid in element.kids:
        if isinstance(kid, Content):
            yield kid
        elif isinstance(kid, Element):
            yield from _contents(kid)


class Writing:
    """Writes elements and remembers them by number and by name.

    `numbers` are those that new_numbers gives, `heads` the names of head cells that others took the place of.
    """

    def __init__(
        self, pages: Sequence[pikepdf.Object], numbers: Sequence[Mapping[int, int]], heads: Mapping[bytes, bytes]
    ) -> None:
        self._pages, self._numbers, self._heads = pages, numbers, heads
        self._by_number: list[list[pikepdf.Object | None]] = [[None] * len(kept) for kept in numbers]
        self._by_annotation: dict[int, pikepdf.Object] = {}
        self._by_name: dict[bytes, pikepdf.Object] = {}

    def write(self, element: Element, parent: pikepdf.Object) -> None:
        """Write the element and all below it under a parent that is written."""
        source = element.source
        page = next((kid.page for kid in element.kids if isinstance(kid, Content)), None)
        source.P = parent
        source.K = Array([self._kid(kid, source, page) for kid in element.kids])
        if page is not None:
            source.Pg = self._pages[page]
        elif "/Pg" in source:
            del source.Pg  # it stands on all the pages that its kids stand on
        if MARK in source:
            del source[MARK]
        self._complete(element)
        for kid in element.kids:
            if isinstance(kid, Element):
                self.write(kid, source)

    def _kid(self, kid: Kid, source: pikepdf.Object, page: int | None) -> pikepdf.Object | int:
        if isinstance(kid, Element):
            return kid.source
        if isinstance(kid, pikepdf.Object):
            self._by_annotation[int(kid.Obj.StructParent)] = source
            return kid
        number = self._numbers[kid.page][kid.number]
        self._by_number[kid.page][number] = source
        if kid.page == page:
            return number
        return Dictionary(Type=Name.MCR, Pg=self._pages[kid.page], MCID=number)

    def _complete(self, element: Element) -> None:
        """What WeasyPrint leaves out, or says of fragments: scopes and names of head cells, where figures stand."""
        source = element.source
        if element.kind == "/TH":
            source.A.Scope = Name.Column  # the form has no headings of rows
        elif element.kind == "/TD" and "/Headers" in source.A:
            source.A.Headers = Array([String(self._heads[bytes(name)]) for name in source.A.Headers])
        elif element.kind == "/Figure":
            source.A.BBox = _box(source)
        if "/ID" in source:
            self._by_name[bytes(source.ID)] = source

    def parents(self) -> Array:
        """The pairs of the ParentTree: of each page its elements by number, then those of annotations."""
        pages = (part for page, elements in enumerate(self._by_number) for part in (page, Array(elements)))
        annotations = (part for number in sorted(self._by_annotation) for part in (number, self._by_annotation[number]))
        return Array([*pages, *annotations])

    def names(self) -> Array:
        """The pairs of the IDTree, in order; empty where nothing has a name."""
        return Array([part for name in sorted(self._by_name) for part in (String(name), self._by_name[name])])


def _box(figure: pikepdf.Object) -> Array:
    left, top, right, foot = (float(number) * POINTS for number in figure.A.BBox)
    height = float(figure.Pg.MediaBox[3])
    return Array([round(number, 2) for number in (left, height - foot, right, height - top)])
