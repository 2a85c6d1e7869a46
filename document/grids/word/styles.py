"""What a file's styles say: headings, lists and hidden words, each through the styles that it is based on."""

from __future__ import annotations

import re
from dataclasses import dataclass

from document.grids.word.names import Element, W, child, number, setting, value

_HEADING = re.compile(r"heading ?([1-9])", re.IGNORECASE)
_PLACEHOLDER = "placeholder text"
_LONGEST_CHAIN = 30


@dataclass(frozen=True, slots=True)
class Style:
    """One style, with what it says itself; None where it leaves that to the style it is based on."""

    key: str
    name: str
    based_on: str
    list_number: int | None = None
    list_level: int | None = None
    outline: int | None = None
    hidden: bool | None = None


class Styles:
    """All styles of a file; one that isn't there says nothing."""

    def __init__(self, root: Element | None) -> None:
        self._styles: dict[str, Style] = {}
        self._chains: dict[str, tuple[Style, ...]] = {}
        self._default = ""
        for element in () if root is None else root.iterchildren(W + "style"):
            style = _style(element)
            self._styles.setdefault(style.key, style)
            if value(element, "type") == "paragraph" and value(element, "default") in {"1", "true", "on"}:
                self._default = style.key

    def of(self, paragraph: Element) -> str:
        """The key of a paragraph's style."""
        return value(child(paragraph, "pPr", "pStyle")) or self._default

    def chain(self, key: str) -> tuple[Style, ...]:
        """A style and those that it is based on, the nearest first, each once."""
        if key not in self._chains:
            found: dict[str, Style] = {}
            following = key
            while following in self._styles and following not in found and len(found) < _LONGEST_CHAIN:
                found[following] = self._styles[following]
                following = found[following].based_on
            self._chains[key] = tuple(found.values())
        return self._chains[key]

    def heading(self, paragraph: Element) -> int:
        """The outline level of a heading, from 1; 0 for other words."""
        said = number(value(child(paragraph, "pPr", "outlineLvl")))
        if said is not None:
            return _from_one(said)
        key = self.of(paragraph)
        for style in self.chain(key):
            if style.outline is not None:
                return _from_one(style.outline)
            if level := _heading_named(style.name):
                return level
        return _heading_named(key) if key not in self._styles else 0

    def hidden(self, key: str) -> bool:
        """Whether a style hides its words."""
        return next((style.hidden for style in self.chain(key) if style.hidden is not None), False)

    def is_placeholder(self, key: str) -> bool:
        """Whether a style is that of the words which ask for others."""
        return any(style.name.lower() == _PLACEHOLDER for style in self.chain(key))


def _style(element: Element) -> Style:
    listed = child(element, "pPr", "numPr")
    return Style(
        key=value(element, "styleId"),
        name=value(child(element, "name")),
        based_on=value(child(element, "basedOn")),
        list_number=number(value(child(listed, "numId"))),
        list_level=number(value(child(listed, "ilvl"))),
        outline=number(value(child(element, "pPr", "outlineLvl"))),
        hidden=setting(element, "rPr", "vanish"),
    )


def _from_one(level: int) -> int:
    return level + 1 if 0 <= level < 9 else 0


def _heading_named(name: str) -> int:
    if name.lower() == "title":
        return 1
    found = _HEADING.fullmatch(name)
    return int(found[1]) if found else 0
