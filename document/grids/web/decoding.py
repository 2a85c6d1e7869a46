"""Bytes of a web page to text, whatever it declares and whatever it is."""

from __future__ import annotations

import codecs
import re

from document.grids import bounds
from document.readers.encoding import Decoded, decode, real_kind

_DECLARED = re.compile(rb"charset\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]+)", re.IGNORECASE)
_THAI = ("windows-874", "tis-620", "tis620", "iso-8859-11", "x-windows-874", "cp874", "dos-874", "ibm874")
# Pages in Western encodings write Thai as numbered characters: &#3585;
_CODECS = dict.fromkeys(_THAI, "cp874") | {"windows-1252": "cp1252", "iso-8859-1": "cp1252", "us-ascii": "cp1252"}
_FEW = 40  # high bytes: so few Thai letters may be UTF-8 by chance
_BEGINS = re.compile(
    rb"\s*(<\?xml[^>]*>\s*)?(<!--.*?-->\s*)*<(!doctype\s+html|html|head|body|meta|table|div|p|h[1-6])\b", re.I | re.S
)


def decoded(data: bytes) -> Decoded:
    """The text of a page; `guessed` names the encoding where the page declares another or none.

    ReportError for what is no text, or for an encoding that nobody writes Thai in.
    """
    if len(data) > bounds.LARGEST_FILE:
        raise bounds.too_large()
    if not real_kind(data) and not data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        declared = _DECLARED.search(data[:4096])
        codec = _CODECS.get(declared[1].decode("ascii").lower(), "") if declared else ""
        by_declaration = (codec and _high(data) <= _FEW) or not _is_utf8(data)
        text = _tried(data, codec) if by_declaration else data.decode("utf-8-sig")
        if text.strip() and "\x00" not in text:
            return Decoded(text)
    return decode(data)


def is_html(data: bytes) -> bool:
    """Whether the bytes begin as a page or a fragment of one does."""
    start = data[:4096]
    if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        start = start[: len(start) // 2 * 2].decode("utf-16", "ignore").encode()
    return bool(_BEGINS.match(start.removeprefix(codecs.BOM_UTF8)))


def _high(data: bytes) -> int:
    return len(data) - len(data.translate(None, bytes(range(0x80, 0x100))))


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _tried(data: bytes, codec: str) -> str:
    """The text by a declared encoding; empty where there is none or where it doesn't hold."""
    try:
        return data.decode(codec) if codec else ""
    except UnicodeDecodeError:
        return ""
