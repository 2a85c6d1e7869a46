"""The fragments of all pages put together: one element for each of the document, in its order."""

from __future__ import annotations

from typing import Any, NamedTuple

from paper.tagtree.fragments import Fragment

# Repeated whole on each page that a table goes on over, never cut.
_REPEATED = ("/THead", "/TFoot")


class Text(NamedTuple):
    """A marked-content sequence: what a page draws under a number (MCID)."""

    page: int
    number: int


class Annotation(NamedTuple):
    """A link on a page, as pydyf's object."""

    page: int
    annotation: Any


class Element:
    """An element with all that its fragments hold, in order: elements, texts, and annotations."""

    __slots__ = ("_known", "heads", "kids", "kind", "name", "said")

    def __init__(self, kind: str) -> None:
        self.kind = kind
        self.kids: list[Any] = []
        self.said: dict[str, Any] | None = None
        self.heads: tuple[str, ...] = ()
        """Of a cell, the names of its head cells."""
        self.name = ""
        """Of a head cell, its own."""
        self._known: dict[str, Element] | None = None

    def earlier(self, key: str) -> Element | None:
        """The kid that earlier fragments of the same element are in."""
        return self._known.get(key) if self._known else None

    def add(self, kid: Element, key: str) -> None:
        """Add a kid, to be found again by its key where it has one."""
        self.kids.append(kid)
        if key:
            self._known = self._known or {}
            self._known[key] = kid


class Tree:
    """The elements of a document; its pages are added one after the other."""

    def __init__(self) -> None:
        self.top = Element("/Document")
        self._names: dict[str, str] = {}

    def add(self, page: int, fragments: list[Any]) -> dict[int, int]:
        """Add what stands on a page.

        Gives the old number of each text that somebody is read -> its new one, without gaps, in the same order.
        """
        places: list[tuple[list[Any], int]] = []
        self._join(fragments, self.top, places)
        numbers = {old: new for new, old in enumerate(sorted(kids[at] for kids, at in places if _is_text(kids[at])))}
        for kids, at in places:
            kids[at] = Text(page, numbers[kids[at]]) if _is_text(kids[at]) else Annotation(page, kids[at])
        return numbers

    def _join(self, fragments: list[Any], into: Element, places: list[tuple[list[Any], int]]) -> None:
        """Add fragments to an element; `places` is where texts stand with their old numbers, and annotations."""
        for each in fragments:
            if isinstance(each, Fragment):
                self._fold(each, into, places)
            else:
                places.append((into.kids, len(into.kids)))
                into.kids.append(each)

    def _fold(self, fragment: Fragment, into: Element, places: list[tuple[list[Any], int]]) -> None:
        """Add a fragment, or its kids to what there is of its element."""
        element = into.earlier(fragment.key)
        if element is None:
            element = Element(fragment.kind)
            element.said = fragment.said
            if fragment.is_named:
                element.name = self._names.setdefault(fragment.key, f"head-{len(self._names):06}")
            into.add(element, fragment.key)
        elif fragment.kind in _REPEATED:
            return
        self._join(fragment.kids, element, places)
        if fragment.heads and not element.heads:
            element.heads = tuple(self._names[key] for key in fragment.heads)


def _is_text(kid: Any) -> bool:  # noqa: ANN401 - the number of a text, or an annotation of pydyf
    return isinstance(kid, int)
