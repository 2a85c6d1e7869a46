"""What was written, as far as a reader of the PDF should get it back."""

import re
import unicodedata

# All but Thai and most of what is written in Latin letters, which are seen.
_OTHERS = re.compile(r"[^\x00-\xac\xae-\u02ff\u0e00-\u0e7f]")


def visible(text: str) -> str:
    """Without the characters that only steer the layout, such as a zero-width space that allows a break."""
    return _OTHERS.sub(lambda other: "" if unicodedata.category(other[0]) == "Cf" else other[0], text)
