"""The numbers and dashes that Word draws before the items of lists and that stand nowhere in the words."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from document.grids.word import numerals, symbols
from document.grids.word.names import Element, W, child, number, setting, value
from document.grids.word.styles import Styles

_LEVEL = re.compile(r"%([1-9])")
_DEEPEST = 8
_LARGEST = 2**31 - 1
_MOST_LINKS = 5
_LONGEST = 100  # characters of what is drawn


@dataclass(frozen=True, slots=True)
class Level:
    """How one level of a list is numbered."""

    start: int = 1
    form: str = "decimal"
    sample: str = ""
    text: str = ""
    font: str = ""
    style: str = ""
    legal: bool = False
    restart: int | None = None  # 0: never; else only after that level, counted from 1, or one above it


@dataclass(slots=True)
class List:
    """A list as paragraphs name it; lists of one `origin` count on together, but where `starts` begins anew.

    A definition that looks like another (by a style) is an origin of its own.
    """

    key: int
    origin: int
    levels: dict[int, Level]
    starts: dict[int, int] = field(default_factory=dict)


class Numbering:
    """All lists of a file, and which of them a paragraph belongs to."""

    def __init__(self, root: Element | None, styles: Styles) -> None:
        self._styles = styles
        self._origins: dict[int, Element] = {}
        self._lists: dict[int, Element] = {}
        self._made: dict[int, List | None] = {}
        for element in () if root is None else root:
            if element.tag == W + "abstractNum":
                self._origins.setdefault(number(value(element, "abstractNumId")) or 0, element)
            elif element.tag == W + "num":
                self._lists.setdefault(number(value(element, "numId")) or 0, element)

    def of(self, paragraph: Element) -> tuple[List | None, int]:
        """The list that a paragraph is an item of, None for none, and its level from 0."""
        listed = child(paragraph, "pPr", "numPr")
        key, level = number(value(child(listed, "numId"))), number(value(child(listed, "ilvl")))
        chain = self._styles.chain(self._styles.of(paragraph))
        styled = next((style for style in chain if style.list_number is not None), None)
        if key is None and styled:
            key = styled.list_number
        found = self.list(key) if key else None
        if found is None:
            return None, 0
        if level is None and styled:
            names = [style.key for style in chain]
            linked = (at for name in names for at, each in found.levels.items() if each.style == name)
            level = next(linked, next((style.list_level for style in chain if style.list_level is not None), 0))
        return found, min(max(level or 0, 0), _DEEPEST)

    def list(self, key: int) -> List | None:
        """A list by its number; None where the file doesn't say what it looks like."""
        if key not in self._made:
            self._made[key] = self._make(key)
        return self._made[key]

    def _make(self, key: int) -> List | None:
        element = self._lists.get(key)
        if element is None:
            return None
        origin = number(value(child(element, "abstractNumId"))) or 0
        looks = self._behind(origin)
        if looks not in self._origins:
            return None
        made = List(key, origin, dict(_levels(self._origins[looks])))
        for override in element.iterchildren(W + "lvlOverride"):
            level = number(value(override, "ilvl")) or 0
            made.levels.update(_levels(override))
            if (start := number(value(child(override, "startOverride")))) is not None:
                made.starts[level] = start
        return made

    def _behind(self, origin: int) -> int:
        """The definition that another one, which is only a style's, stands for."""
        for _ in range(_MOST_LINKS):
            linked = value(child(self._origins.get(origin), "numStyleLink"))
            style = next(iter(self._styles.chain(linked)), None)
            element = self._lists.get(style.list_number or 0) if style else None
            if element is None:
                break
            origin = number(value(child(element, "abstractNumId"))) or 0
        return origin


class Counters:
    """How far each list has counted within one story."""

    def __init__(self) -> None:
        self._counted: dict[int, dict[int, int]] = {}
        self._met: set[tuple[int, int]] = set()
        self._begun: set[tuple[int, int]] = set()

    def marker(self, listed: List, level: int) -> str:
        """Counts one item and gives what Word draws before it."""
        said = listed.levels.get(level)
        if said is None:
            return ""
        counted = self._counted.setdefault(listed.origin, {})
        self._count_above(listed, level, counted)
        if level in listed.starts and (listed.key, level) not in self._begun:
            counted[level] = listed.starts[level]
        else:
            counted[level] = min(counted[level] + 1, _LARGEST) if level in counted else said.start
        self._begun.add((listed.key, level))
        for deeper in [each for each in counted if each > level and _restarts(listed, each, level)]:
            del counted[deeper]
        if said.form == "bullet":
            return symbols.bullet(said.text, said.font)
        return symbols.in_font(_filled(listed, level, counted), said.font).strip()[:_LONGEST]

    def _count_above(self, listed: List, level: int, counted: dict[int, int]) -> None:
        """An item whose upper levels haven't come yet counts as one of each of them."""
        for at in range(level, -1, -1):
            if (listed.origin, at) in self._met:
                break
            self._met.add((listed.origin, at))
            if at < level and at in listed.levels:
                counted[at] = listed.starts.get(at, listed.levels[at].start)


def _filled(listed: List, level: int, counted: dict[int, int]) -> str:
    said = listed.levels[level]

    def shown(found: re.Match[str]) -> str:
        at = int(found[1]) - 1
        other = listed.levels.get(at, Level())
        form = "decimal" if said.legal and at < level else other.form  # "legal" is said of the levels above alone
        return numerals.shown(counted.get(at, other.start), form, other.sample)

    return _LEVEL.sub(shown, said.text)


def _restarts(listed: List, deeper: int, level: int) -> bool:
    said = listed.levels.get(deeper, Level()).restart
    return said is None or level < said


def _levels(element: Element) -> list[tuple[int, Level]]:
    return [(number(value(each, "ilvl")) or 0, _level(each)) for each in element.iterchildren(W + "lvl")]


def _level(element: Element) -> Level:
    form = next(element.iter(W + "numFmt"), None)
    fonts = child(element, "rPr", "rFonts")
    start = number(value(child(element, "start")))
    return Level(
        start=1 if start is None else min(start, _LARGEST),
        form=value(form) or "decimal",
        sample=value(form, "format"),
        text=value(child(element, "lvlText"))[:200],
        font=value(fonts, "ascii") or value(fonts, "hAnsi"),
        style=value(child(element, "pStyle")),
        legal=bool(setting(element, "isLgl")),
        restart=number(value(child(element, "lvlRestart"))),
    )
