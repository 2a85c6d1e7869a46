"""What was written, as far as a reader of the PDF should get it back."""

import unicodedata


def visible(text: str) -> str:
    """Without the characters that only steer the layout, such as a zero-width space that allows a break."""
    return text if text.isascii() else "".join(char for char in text if unicodedata.category(char) != "Cf")
