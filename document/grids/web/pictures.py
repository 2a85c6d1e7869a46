"""Pictures that stand in a page itself; those that lie elsewhere are counted and never fetched."""

from __future__ import annotations

import binascii
import re
from base64 import b64decode
from urllib.parse import unquote_to_bytes

from lxml import etree

from document.grid import Picture
from document.grids.web.elements import name
from thai.text import clean

_DATA = re.compile(r"data:(image/(?:png|jpeg|jpg|gif|webp|bmp))((?:;[^,;]*)*?)(;base64)?,", re.IGNORECASE)


def picture(element: etree._Element) -> Picture | None:
    """The picture of an <img> that holds it; None for one that lies elsewhere or can't be read."""
    source = (element.get("src") or "").strip()
    found = _DATA.match(source)
    if not found:
        return None
    coded = source[found.end() :]
    try:
        data = b64decode(unquote_to_bytes(coded)) if found[3] else unquote_to_bytes(coded)
    except (binascii.Error, ValueError):
        return None
    media_type = found[1].lower().replace("/jpg", "/jpeg")
    return Picture(data, media_type, caption=caption(element)) if data else None


def caption(element: etree._Element) -> str:
    """The words of the figure in which an image stands, else those that stand for it."""
    figure = next((each for each in element.iterancestors() if name(each) == "figure"), None)
    words = "" if figure is None else " ".join("".join(each.itertext()) for each in figure.iter("figcaption"))
    return " ".join(clean(words or element.get("alt") or "").split())
