"""The tags of one page, as WeasyPrint makes them, in plain values: one process can send them to another."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from weasyprint.pdf import pydyf, tags

from paper.tagtree.mark import NUMBER, PASSING

_KEY = "Key"
# What an element says of itself, by names of PDF, beside its kind, its parent, its page and its kids.
_SAID = ("A", "Alt")
_CELLS = ("/TH", "/TD")
Box = Any  # WeasyPrint's, which has no types


class Fragment(NamedTuple):
    """What one page has of an element: `kids` are fragments, numbers of text (MCID), and annotations (of pydyf).

    `key` is the same in all fragments of one element, empty for boxes that are none's. Of a head cell `is_named` is
    true, of other cells `heads` are the keys of their head cells.
    """

    kind: str
    key: str
    kids: list[Any]
    said: dict[str, Any] | None = None
    heads: tuple[str, ...] = ()
    is_named: bool = False


def of_page(box: Box, texts: dict[Box, Any]) -> list[Any]:
    """The tags of a page, or of a part of it; `texts` are what WeasyPrint's stream knows of the text that was drawn.

    What carries no meaning is left out: boxes of no element, lines, and boxes that WeasyPrint puts into one and tags
    like it. So is what repeats what was said.
    """
    scratch = _Scratch()
    top = pydyf.Dictionary({"S": "/Document", "K": pydyf.Array()})
    annotations: list[tuple[bytes, pydyf.Object]] = []
    for element in tags._build_box_tree(box, top, scratch, 0, {}, annotations, texts):
        top["K"].append(element.reference)
    page = _Page(scratch.objects, [annotation for _, annotation in annotations])
    into = Fragment("", "", [])
    page.read(top, into)
    return into.kids


class _Scratch:
    """Takes objects as pydyf's document does; nobody writes it."""

    page_references = (b"",)

    def __init__(self) -> None:
        self.objects: list[Any] = []

    def add_object(self, added: Any) -> None:  # noqa: ANN401 - an object of pydyf, which has no types
        added.number = len(self.objects)
        self.objects.append(added)


class _Page:
    def __init__(self, objects: list[Any], annotations: list[pydyf.Object]) -> None:
        self._objects = objects
        self._annotations = {each.reference: each for each in annotations}
        named = (each for each in objects if "ID" in each)
        self._keys = {each["ID"].string: each[_KEY] for each in named}

    def read(self, source: Any, into: Fragment) -> None:  # noqa: ANN401 - as above
        """Add the kids of an element of WeasyPrint's to a fragment."""
        for kid in source["K"]:
            if isinstance(kid, int):
                into.kids.append(kid)
                continue
            element = self._objects[int(kid.split()[0])]
            if element["Type"] == "/OBJR":
                into.kids.append(self._annotations[element["Obj"]])
            else:
                self._fold(element, into)

    def _fold(self, source: Any, into: Fragment) -> None:  # noqa: ANN401 - as above
        kind, key = source["S"], source.get(_KEY, "")
        if key.startswith(PASSING):
            return  # its text gets no number then, and so becomes an artifact
        if kind == "/NonStruct" or (kind == "/Span" and not key) or (key and key == into.key):
            self.read(source, into)
            return
        said = {name: source[name] for name in _SAID if name in source}
        heads: tuple[str, ...] = ()
        if kind in _CELLS:
            said["A"] = {name: value for name, value in source["A"].items() if name != "Headers"}
            heads = tuple(self._keys[name.string] for name in source["A"].get("Headers", ()))
        fragment = Fragment(kind, key, [], said or None, heads, "ID" in source)
        into.kids.append(fragment)
        self.read(source, fragment)


def _keyed(box: Box, parent: pydyf.Dictionary, *rest: object) -> Iterator[pydyf.Dictionary]:
    """The elements of the structure that WeasyPrint makes of a box, with the key of what the box shows."""
    for element in _unkeyed(box, parent, *rest):
        if box.element is not None:
            element.setdefault(_KEY, f"{box.element.get(NUMBER)} {box.element_tag} {element['S']}")
        yield element


# WeasyPrint calls it for each box below a box by this name, and offers no other place to see which box is tagged.
_unkeyed, tags._build_box_tree = tags._build_box_tree, _keyed
