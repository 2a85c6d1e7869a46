"""Markers of the items of <ol> and <ul>, as browsers draw them."""

from __future__ import annotations

import re

from lxml import etree

from document.grids.web.elements import name, style
from thai.digits import to_thai

BULLET = "•"
_STYLE = re.compile(r"list-style(?:-type)?:([a-z-]+)")
_KIX = re.compile(r"\blst-\S+-([0-8])\b")  # the level of a list of Google Docs
_ROMAN: tuple[tuple[int, str], ...] = (
    (1000, "m"),
    (900, "cm"),
    (500, "d"),
    (400, "cd"),
    (100, "c"),
    (90, "xc"),
    (50, "l"),
    (40, "xl"),
    (10, "x"),
)
_ROMAN += ((9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
_TYPES = {"a": "lower-alpha", "A": "upper-alpha", "i": "lower-roman", "I": "upper-roman", "1": "decimal"}
# Word's and browsers' bullets in fonts of signs, and what they show.
_SIGNS = {"·": BULLET, "o": "o", "§": "▪", "Ø": "➢", "ü": "✓", "v": "❖", "q": "❑", "": BULLET}


class Lists:
    """The lists in which a reader of a page stands, the innermost last."""

    def __init__(self) -> None:
        self._open: list[tuple[etree._Element, int]] = []

    def begin(self, element: etree._Element) -> None:
        """A list begins."""
        self._open.append((element, _whole(element.get("start"), 1) - 1))

    def end(self) -> None:
        """The innermost list ends."""
        if self._open:
            self._open.pop()

    def item(self, element: etree._Element) -> tuple[str, int]:
        """The marker and the level of the item that begins."""
        if not self._open:
            return BULLET, 0
        inside, number = self._open[-1]
        number = _whole(element.get("value"), number + 1)
        self._open[-1] = inside, number
        found = _KIX.search(inside.get("class", ""))
        return _marker(inside, element, number), int(found[1]) if found else len(self._open) - 1


def _whole(text: str | None, otherwise: int) -> int:
    return int(text) if text and re.fullmatch(r"\s*-?[0-9]{1,6}\s*", text) else otherwise


def _marker(inside: etree._Element, item: etree._Element, number: int) -> str:
    drawn = _STYLE.search(style(item)) or _STYLE.search(style(inside))
    kind = item.get("type") or inside.get("type") or ""
    form = drawn[1] if drawn else _TYPES.get(kind, "decimal" if name(inside) == "ol" else "disc")
    if form == "none":
        return ""
    return f"{_numbered(number, form)}." if form not in ("disc", "circle", "square") else BULLET


def _numbered(number: int, form: str) -> str:
    if form == "thai":
        return to_thai(str(number))
    if form.endswith(("-alpha", "-latin")) and number > 0:
        found = ""
        while number:
            number, rest = divmod(number - 1, 26)
            found = chr(ord("a") + rest) + found
    elif form.endswith("-roman") and 0 < number < 4000:
        found = ""
        for value, sign in _ROMAN:
            found += sign * (number // value)
            number %= value
    else:
        return str(number)
    return found.upper() if form.startswith("upper") else found


def word_marker(text: str) -> str:
    """The marker of a list's item in the words that Word draws for it."""
    sign = text.strip()
    return _SIGNS.get(sign, sign)
