"""Elements of the structure as read from the file, fragments of the same put together."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import pikepdf
from pikepdf import Name

from paper.tagtree.mark import MARK, PASSING

# Repeated whole on each page that a table goes on over, never cut.
_REPEATED = ("/THead", "/TFoot")
Key = tuple[bytes, str]


@dataclass(frozen=True, slots=True)
class Content:
    """A marked-content sequence: what a page draws under a number (MCID)."""

    page: int
    number: int


@dataclass(slots=True, eq=False)
class Element:
    """An element with all that its fragments hold, in order; `source` is the first of them."""

    source: pikepdf.Object
    kind: str
    key: Key | None
    kids: list[Kid] = field(default_factory=list)
    known: dict[Key, Element] = field(default_factory=dict)


Kid = Element | Content | pikepdf.Object  # the last: a reference to an annotation


class Fragments:
    """Reads a structure once; `pages` has the number of each page by its object."""

    def __init__(self, pages: Mapping[tuple[int, int], int]) -> None:
        self._pages = pages
        self._first: dict[Key, bytes] = {}
        self.heads: dict[bytes, bytes] = {}
        """The name of each head cell -> the name of the fragment of it that stays."""

    def joined(self, source: pikepdf.Object) -> Element:
        """The element with all below it."""
        element = Element(source, str(source.S), None)
        self._read(source, element)
        return element

    def _read(self, source: pikepdf.Object, into: Element) -> None:
        kids: Iterable[pikepdf.Object | int] = source.K
        for kid in kids:
            if isinstance(kid, int):
                into.kids.append(Content(self._pages[source.Pg.objgen], kid))
            elif kid.Type == Name.OBJR:
                into.kids.append(kid)
            else:
                self._fold(kid, into)

    def _fold(self, source: pikepdf.Object, into: Element) -> None:
        """Add an element, or its kids to what there is of it: an earlier fragment, or the element of a nameless box."""
        kind, key = _key(source)
        if key and key[0].startswith(PASSING.encode()):
            return  # its text has no new number then, and so becomes an artifact
        if _is_no_structure(kind, key, into):
            self._read(source, into)
            return
        if key and "/ID" in source:
            self._name(source, key)
        found = into.known.get(key) if key else None
        if found is None:
            found = Element(source, kind, key)
            into.kids.append(found)
            if key:
                into.known[key] = found
        elif kind in _REPEATED:
            found = Element(source, kind, key)  # is left out, and read for the names of its cells alone
        self._read(source, found)

    def _name(self, head: pikepdf.Object, key: Key) -> None:
        name = bytes(head.ID)
        self.heads[name] = self._first.setdefault(key, name)


def _key(source: pikepdf.Object) -> tuple[str, Key | None]:
    kind, mark = str(source.S), source.get(MARK)
    return kind, None if mark is None else (bytes(mark), kind)


def _is_no_structure(kind: str, key: Key | None, parent: Element) -> bool:
    """A box without meaning, a line of text, or a box that WeasyPrint puts into an element's and tags like it."""
    return kind == "/NonStruct" or (kind == "/Span" and key is None) or (key is not None and key == parent.key)
