"""What a page is that was fetched: the page itself, a door before it, or nothing."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from lxml import etree

from accounts.websites import is_shared
from evidence.opening.fetch import Page
from evidence.opening.seen import Opened, Seen

# Too many requests, or a server that is away for now (the last seven are a proxy's before it).
_BUSY = frozenset({408, 425, 429, 502, 503, 504, *range(520, 527)})
_DOORS = ("accounts.google.com", "login.microsoftonline.com", "login.live.com", "login.windows.net", "access.line.me")
_DOOR_PATH = re.compile(
    r"/(?:log-?in|sign-?in|user/login|wp-login|servicelogin|authorize|accessdenied)(?:[./;]|$)", re.IGNORECASE
)
_ASKS = re.compile(r"ขอสิทธิ์|ต้องมีสิทธิ์เข้าถึง|request access|you need access|you need permission", re.IGNORECASE)
_HTML = ("text/html", "application/xhtml+xml")
_LOOKS_LIKE_HTML = re.compile(rb"\s*(?:\xef\xbb\xbf)?\s*<(?:!doctype html|html|head|body)", re.IGNORECASE)
# A site may have a small form to sign in beside its pages; a page that is nothing else has few words.
_FEW_WORDS = 600
_LETTER = re.compile("[ก-ฮA-Za-z]")
_UNSEEN = frozenset({"script", "style", "noscript", "template", "title", "head"})
_SEEN_WITHOUT_WORDS = (
    *("script", "img", "iframe", "frame", "frameset", "embed", "object", "video", "audio", "canvas", "svg"),
    *('meta[translate(@http-equiv, "REFSH", "refsh")="refresh"]', "form"),
)


def look(page: Page) -> Opened:
    """What a stranger sees there."""
    return Opened(_seen(page), page.status, page.host)


def _seen(page: Page) -> Seen:
    if page.status in _BUSY:
        return Seen.BUSY
    if _is_door(page):
        return Seen.SIGN_IN
    if page.status not in (200, 204):
        return Seen.REFUSES
    if not page.is_whole:
        return Seen.OPENS
    if not page.body.strip():
        return Seen.EMPTY
    is_html = page.media_type in _HTML or (not page.media_type and _LOOKS_LIKE_HTML.match(page.body))
    return _seen_in(page) if is_html else Seen.OPENS


def _is_door(page: Page) -> bool:
    """Whether the answer or the address itself asks who one is."""
    if page.status == 401 or (page.status == 403 and is_shared(page.host)):
        return True
    moved_to_door = page.moves > 0 and _DOOR_PATH.search(urlsplit(page.url).path) is not None
    return page.host in _DOORS or moved_to_door


def _seen_in(page: Page) -> Seen:
    root = _root(page)
    if root is None:
        return Seen.EMPTY
    words = " ".join(_words(root))
    letters = len(_LETTER.findall(words))
    if letters < _FEW_WORDS and root.xpath('//input[translate(@type, "PASWORD", "pasword")="password"]'):
        return Seen.SIGN_IN
    if is_shared(page.host) and _ASKS.search(words):
        return Seen.SIGN_IN
    if not words.strip() and not any(root.xpath(f"//{name}") for name in _SEEN_WITHOUT_WORDS):
        return Seen.EMPTY
    return Seen.OPENS


def _root(page: Page) -> etree._Element | None:
    """The parsed page; None where nothing stands in it."""
    facts = {"no_network": True, "remove_comments": True, "remove_pis": True}
    try:
        parser = etree.HTMLParser(encoding=page.charset or None, **facts)
    except LookupError:  # a name that no encoding has
        parser = etree.HTMLParser(**facts)
    try:
        return etree.fromstring(page.body, parser)
    except etree.XMLSyntaxError:
        return None


def _words(root: etree._Element) -> list[str]:
    """The texts that are seen; the walk goes no deeper than the parser lets a page be."""
    found, waiting = [], [root]
    while waiting:
        each = waiting.pop()
        if each.tail:
            found.append(each.tail)
        if each.tag not in _UNSEEN:
            if each.text:
                found.append(each.text)
            waiting += each
    return found
