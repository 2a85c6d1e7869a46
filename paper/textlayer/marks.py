"""Codes of glyphs that were made of several where nobody knew yet which numbers they would get."""

from __future__ import annotations

import re
from collections.abc import Mapping

# Nothing else in a page's operators looks like it: text is hexadecimal, names have letters and figures.
_MARKED = re.compile(rb"@[0-9a-f]{6}")


def of(font: int) -> str:
    """What stands before such a code of the font of that number."""
    return f"@{font:02x}"


def resolved(content: bytes, codes: Mapping[bytes, bytes]) -> bytes:
    """Operators with each marked code in place of which another stands."""
    return _MARKED.sub(lambda found: codes[found[0]], content)
