"""The names of Word's XML and how its elements are asked; strict files have been brought to these by `package`."""

from __future__ import annotations

from itertools import islice
from typing import TypeAlias

from lxml import etree

Element: TypeAlias = etree._Element
_OPEN = "http://schemas.openxmlformats.org/"
_MICROSOFT = "http://schemas.microsoft.com/office/"
W = f"{{{_OPEN}wordprocessingml/2006/main}}"
R = f"{{{_OPEN}officeDocument/2006/relationships}}"
A = f"{{{_OPEN}drawingml/2006/main}}"
WP = f"{{{_OPEN}drawingml/2006/wordprocessingDrawing}}"
PIC = f"{{{_OPEN}drawingml/2006/picture}}"
DIAGRAM = f"{{{_OPEN}drawingml/2006/diagram}}"
CHART = f"{{{_OPEN}drawingml/2006/chart}}"
M = f"{{{_OPEN}officeDocument/2006/math}}"
MC = f"{{{_OPEN}markup-compatibility/2006}}"
V = "{urn:schemas-microsoft-com:vml}"
_UNDERSTOOD = (_OPEN, _MICROSOFT, "urn:schemas-microsoft-com:")
_OFF = {"0", "false", "off", "none"}
_SHOWN = {W + "t", W + "sym", A + "blip", V + "imagedata", V + "textpath", M + "t"}
_LOOKED_AT = 200  # elements of a branch; one that has more shows something


def value(element: Element | None, name: str = "val") -> str:
    """An attribute of Word's own namespace; "" where it or the element is missing."""
    return "" if element is None else element.get(W + name, "")


def child(element: Element | None, *names: str) -> Element | None:
    """The first child of Word's namespace by that name, its child by the next name, and so on."""
    for name in names:
        if element is None:
            return None
        element = element.find(W + name)
    return element


def setting(element: Element | None, *names: str) -> bool | None:
    """Whether a switch is on or off; None where nothing is said of it."""
    found = child(element, *names)
    return None if found is None else value(found).lower() not in _OFF


def number(text: str) -> int | None:
    """A whole number as Word writes it, however large; None for what is none."""
    try:
        return int(text) if len(text) <= 20 else None
    except ValueError:
        return None


def has(element: Element, *names: str) -> bool:
    """Whether an element of one of these full names lies anywhere within."""
    return next(element.iter(*names), None) is not None


def branch(alternate: Element) -> Element | None:
    """The one branch of mc:AlternateContent that Word of today shows: a choice of known kind that shows something."""
    fallback = alternate.find(MC + "Fallback")
    for choice in alternate.iterchildren(MC + "Choice"):
        wanted = [choice.nsmap.get(prefix) or "" for prefix in choice.get("Requires", "").split()]
        if all(each.startswith(_UNDERSTOOD) for each in wanted) and (fallback is None or _shows(choice)):
            return choice
    return fallback


def _shows(choice: Element) -> bool:
    first = list(islice(choice.iter(), _LOOKED_AT))
    return len(first) == _LOOKED_AT or any(each.tag in _SHOWN for each in first)
