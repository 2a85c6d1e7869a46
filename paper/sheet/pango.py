"""Where a line may end, asked of Pango itself: as WeasyPrint asks it, which need not be loaded for that."""

from __future__ import annotations

import ctypes
from functools import cache

_THAI = b"th"
# Marks of direction count as no letters (WeasyPrint takes them for the same).
_MARKS = dict.fromkeys(map(ord, "\u202a\u202b\u202c\u202d\u202e"), "\u200b")


class _Attributes(ctypes.Structure):
    """PangoLogAttr: what Pango says of the place before a character."""

    _fields_ = [("is_line_break", ctypes.c_uint, 1), ("others", ctypes.c_uint, 31)]


@cache
def _pango() -> ctypes.CDLL:
    library = ctypes.CDLL("libpango-1.0.so.0")
    library.pango_language_from_string.restype = ctypes.c_void_p
    library.pango_get_log_attrs.restype = None
    library.pango_get_log_attrs.argtypes = [
        *(ctypes.c_char_p, ctypes.c_int, ctypes.c_int, ctypes.c_void_p),
        *(ctypes.POINTER(_Attributes), ctypes.c_int),
    ]
    return library


def line_breaks(text: str) -> set[int]:
    """The places, counted in characters, before which Pango lets a line of Thai end, its beginning and end left out."""
    pango, data = _pango(), text.translate(_MARKS).encode().replace(b"\0", b"")
    found = (_Attributes * (len(text) + 1))()
    pango.pango_get_log_attrs(data, len(data), -1, pango.pango_language_from_string(_THAI), found, len(found))
    return {place for place in range(1, len(text)) if found[place].is_line_break}
