"""How much room words take on paper, counted in letters: good enough to choose widths and heights before the layout."""

import unicodedata


def letters(text: str) -> int:
    """The letters that stand side by side: marks above and below take no room of their own."""
    return sum(unicodedata.category(character) != "Mn" for character in text)
