"""Thai and Arabic digits, and the setting that prints all of one kind without spoiling codes."""

import re
from typing import Literal

DigitStyle = Literal["as_written", "thai", "arabic"]

_THAI_DIGIT = re.compile("[๐-๙]")
_TO_ARABIC = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")
_TO_THAI = str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")

# Words as wholes, the longest kind first. Every alternative eats what it looks at or is bounded, so that the work
# stays proportional to the text.
_WORD = re.compile(
    r"""
      (?:https?://|www\.)\S+                                        # an address, its Thai part included
    | (?<![A-Za-z0-9.-])(?:[A-Za-z0-9-]{1,63}\.){1,8}[A-Za-z]{2,20}/\S*       # one typed without its scheme
    | (?<![0-9A-Fa-f])(?:[0-9A-Fa-f]{4}\ ){3,}[0-9A-Fa-f]{4}(?![0-9A-Za-z])   # a digest in groups of four
    | (?<![0-9A-Fa-f])(?:[0-9A-Fa-f]{8}\ ){3,}[0-9A-Fa-f]{8}(?![0-9A-Za-z])   # or of eight
    | (?<![A-Za-z])[IEOieo]\ (?:[0-9]{1,3}|[๐-๙]{1,3})(?![0-9๐-๙])           # a code typed with a space: E 13
    | [0-9๐-๙A-Za-z._%+\-\u2010-\u2015/:@\#&=?~]+                            # a word without Thai letters
    """,
    re.VERBOSE,
)
_LATIN = re.compile("[A-Za-z]")
_DOTTED = re.compile(r"[0-9]{1,3}(?:\.[0-9]{1,3}){3}(?::[0-9]{1,5})?")  # an internet address
# A code whose letter O is a Thai zero: ๐18. (๐8.30 and ๐8/2566 are numbers.)
_THAI_O = re.compile("((?<![0-9๐-๙])๐[0-9]{1,2}(?![0-9๐-๙]|[.:/][0-9๐-๙]))")


def to_arabic(text: str) -> str:
    """Every Thai digit as its Arabic one; nothing else changes."""
    return text.translate(_TO_ARABIC) if _THAI_DIGIT.search(text) else text


def to_thai(text: str) -> str:
    """Every Arabic digit as its Thai one; nothing else changes."""
    return text.translate(_TO_THAI)


def set_digits(text: str, style: DigitStyle) -> str:
    """Print all numbers with one kind of digit (an agency's setting), codes, addresses and digests left alone.

    A code is known by a Latin letter in the same word (E13, o13, 2A-9F), by ๐ in front of Arabic digits (๐18, where
    the zero stands for the letter O), or as groups of hexadecimal digits.
    """
    if style == "as_written":
        return text
    table = _TO_THAI if style == "thai" else _TO_ARABIC

    def word(match: re.Match[str]) -> str:
        found = match[0]
        if _LATIN.search(found) or _DOTTED.fullmatch(found):
            return found
        return "".join(part if index % 2 else part.translate(table) for index, part in enumerate(_THAI_O.split(found)))

    return _WORD.sub(word, text)
