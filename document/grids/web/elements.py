"""What an element of a page is: seen or hidden, a block or a part of a line, a heading, a header of the page."""

from __future__ import annotations

import re

from lxml import etree

from document.grid import Kind

# Not <head> itself, in which the parser leaves elements that it does not know, with all words in them.
UNSEEN = frozenset((
    "style", "base", "script", "noscript", "template", "title", "meta", "link", "svg", "math", "iframe", "object",
    "embed", "audio", "video", "canvas", "select", "datalist", "textarea", "button", "map", "colgroup", "col", "del",
    "xml", "rp", "rt", "frameset", "applet",
))  # fmt: skip
BLOCKS = frozenset((
    "p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "li", "ul", "ol", "dl",
    "dt", "dd", "blockquote", "pre", "hr", "address", "article", "aside", "section", "nav", "main", "header",
    "footer", "figure", "figcaption", "form", "fieldset", "legend", "details", "summary", "center", "dir", "menu",
    "body", "html", "td", "th", "caption", "table", "tr", "thead", "tbody", "tfoot",
))  # fmt: skip
_AROUND_SIGNS = re.compile(r"\s*([:;])\s*")
_HIDDEN = re.compile(r"(^|;)(display:none|mso-hide:all|visibility:hidden)(;|!|$)")
_LEVEL = re.compile(r"mso-list:\S* ?level([1-9])")
_FOOT = ("mso-element:footer", "mso-element:footnote", "mso-element:endnote")
_COMMENTS = (
    "mso-element:comment-list",
    "mso-element:comment;",
    "mso-comment-continuation",
    "mso-special-character:comment",
)


def name(element: etree._Element) -> str:
    """The element's name in small letters, without a prefix of Office's own."""
    return element.tag.lower() if isinstance(element.tag, str) else ""


def style(element: etree._Element) -> str:
    """Its style as it stands on it, in one form."""
    looks = element.get("style")
    return _AROUND_SIGNS.sub(r"\1", looks.lower()).strip() if looks else ""


def is_hidden(element: etree._Element) -> bool:
    """Whether a reader sees nothing of the element."""
    tag = name(element)
    if not element.attrib:
        return tag in UNSEEN
    if tag in UNSEEN or "hidden" in element.attrib or (tag == "input" and element.get("type", "").lower() == "hidden"):
        return True
    looks = style(element)
    return bool(looks) and (bool(_HIDDEN.search(looks)) or any(mark in looks for mark in _COMMENTS))


def heading(tag: str) -> int:
    """The level of a heading by the name of its element, 0 for all else."""
    return int(tag[1]) if len(tag) == 2 and tag[0] == "h" and tag[1] in "123456" else 0


def kind(element: etree._Element) -> Kind | None:
    """Where on the page everything in the element stands; None where it stands where its surroundings do."""
    looks = style(element)
    title = element.get("title", "").lower() if name(element) == "div" else ""
    if "mso-element:header" in looks or title == "header":
        return Kind.HEAD
    if any(mark in looks for mark in _FOOT) or title == "footer":
        return Kind.FOOT
    return None


def is_marker(element: etree._Element) -> bool:
    """Whether Word drew the words of the element before a list's item."""
    return "mso-list:ignore" in style(element)


def list_level(element: etree._Element) -> int | None:
    """The level, from 0, of a paragraph that Word lists; None for another."""
    looks = style(element)
    found = _LEVEL.search(looks) if looks else None
    return int(found[1]) - 1 if found else None
