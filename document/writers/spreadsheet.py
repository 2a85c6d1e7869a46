"""Rows of CSV for spreadsheets, in which no cell is a formula: every CSV file of the portal is written by `csv_row`.

Excel, LibreOffice and Google Sheets compute a cell that begins with one of a few signs, also where spaces or signs
that nobody sees stand before it, some also where the sign is of full width. See docs/decisions/0019-cells-are-text.md.
"""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Iterable

# By which a cell of a formula begins, other forms of the same sign aside: = + - @; | and % begin a DDE link or a macro
# of older programs.
SIGNS = ("=", "+", "-", "@", "|", "%", "\N{MINUS SIGN}")
QUOTES = "\"'`\N{ACUTE ACCENT}"
# White space of any kind, controls, signs without width such as the byte order mark; opening and closing quotes.
_UNSEEN = ("Zs", "Zl", "Zp", "Cc", "Cf", "Pi", "Pf")
# These three alone already change how some programs read a cell.
_BREAKS = ("\t", "\r", "\n")
_NEGATIVE = re.compile(r"-\d[\d,]*(\.\d+)?%?", re.ASCII)


def csv_row(cells: Iterable[str]) -> str:
    """One line of a CSV file; every cell stands in quotes, so that a semicolon or tab in it begins no other cell."""
    out = io.StringIO()
    csv.writer(out, quoting=csv.QUOTE_ALL).writerow([as_text(cell) for cell in cells])
    return out.getvalue()


def as_text(cell: str) -> str:
    """The cell, with an apostrophe before it where a spreadsheet would take it for a formula: that makes it text.

    A negative number stays a number.
    """
    return f"'{cell}" if _begins_a_formula(cell) and not _NEGATIVE.fullmatch(cell) else cell


def _begins_a_formula(cell: str) -> bool:
    begins = next((place for place, sign in enumerate(cell) if not _is_unseen(sign)), len(cell))
    if any(sign in _BREAKS for sign in cell[:begins]):
        return True
    # The full-width and the small form of a sign are the sign.
    return unicodedata.normalize("NFKC", cell[begins : begins + 1]).startswith(SIGNS)


def _is_unseen(sign: str) -> bool:
    return sign in QUOTES or unicodedata.category(sign) in _UNSEEN
