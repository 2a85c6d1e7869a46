"""Values of cells as they are seen: numbers by their format, real dates as Thai text in the Buddhist era."""

from __future__ import annotations

import math
import re
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal

from document.grids.workbook.found import Odd
from thai.dates import format_date
from thai.dates.names import MONTHS
from thai.fiscal import BUDDHIST_ERA

# Formats that a file names by number alone; 59 to 81 are those of the Thai Excel (ECMA-376, 18.8.30).
BUILT_IN = (
    {1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 37: "#,##0", 38: "#,##0", 39: "#,##0.00"}
    | {40: "#,##0.00", 59: "0", 60: "0.00", 61: "#,##0", 62: "#,##0.00", 67: "0%", 68: "0.00%"}
    | dict.fromkeys((14, 15, 16, 27, 28, 29, 30, 31, 36, 50, 51, 52, 53, 54, 57, 58, 71, 72, 73, 81), "d/m/yyyy")
    | dict.fromkeys((17, 55, 56, 74), "mmm-yy")
    | dict.fromkeys((18, 19, 20, 21, 32, 33, 34, 35, 45, 46, 47, 75, 76, 78, 79, 80), "h:mm")
    | dict.fromkeys((22, 77), "d/m/yyyy h:mm")
)
# ว ด ป ช น ท are the Thai Excel's d m y h m s; b and e are years of the Buddhist and other eras.
_DAY, _MONTH, _YEAR, _CLOCK = "dว", "mดน", "yปbe", "hsชท"
_LITERAL = re.compile(r'"([^"]*)"|\\(.)|_.|\*.|\[[^\]]*\]')
_ELAPSED = re.compile(r"\[(h+|m+|s+)\]", re.IGNORECASE)  # hours beyond a day
_NUMBER = re.compile(
    r"(?P<before>[^#0?.,%]*)(?P<digits>[#0?,]+)(\.(?P<decimals>[0#?]+))?(?P<percent>\s*%)?(?P<after>[^#0?.,%]*)"
)
_TOO_LONG = Decimal(10) ** 20
_LAST_DAY = 2_958_465  # 31 December 9999 as Excel counts


def date_parts(code: str) -> str:
    """Which of d, m, y and h a format shows; empty for a format of numbers or text."""
    bare = _LITERAL.sub("", code.partition(";")[0]).lower()
    if "general" in bare or "#" in bare or "0" in bare.replace("ss.0", ""):
        return ""
    day, year, clock = (any(sign in bare for sign in signs) for signs in (_DAY, _YEAR, _CLOCK))
    # An m beside hours is a minute.
    month = any(sign in bare for sign in _MONTH) and (day or year or not clock)
    return "".join(part for part, shown in zip("dmyh", (day, month, year, clock), strict=True) if shown)


def number(value: float, code: str = "") -> str:
    """A number as its format shows it; whole numbers without ".0" where the format says nothing that is known here."""
    if not math.isfinite(value):
        return ""
    plain = _LITERAL.sub(lambda found: found[1] or found[2] or "", code.partition(";")[0])
    shape = _NUMBER.fullmatch(plain)
    if not shape:
        return _general(value)
    amount = Decimal(repr(float(value))) * (100 if shape["percent"] else 1)
    if abs(amount) >= _TOO_LONG:
        return _general(value)
    decimals = shape["decimals"] or ""
    rounded = abs(amount).quantize(Decimal(1).scaleb(-len(decimals)), ROUND_HALF_UP)
    whole, _, rest = f"{rounded:f}".partition(".")
    whole = f"{int(whole):,}" if "," in shape["digits"].rstrip(",") else whole.zfill(shape["digits"].count("0"))
    sign = "-" if amount < 0 and rounded else ""
    shown = f"{sign}{whole}{_needed(rest, decimals)}{'%' if shape['percent'] else ''}"
    return f"{shape['before']}{shown}{shape['after']}".strip()


def _general(value: float) -> str:
    return str(int(value)) if value == int(value) and abs(value) < 1e15 else f"{value:.15g}"


def _needed(rest: str, decimals: str) -> str:
    """The decimals with their point, without the zeros that the format shows only where they count."""
    for sign in reversed(decimals):
        if sign == "0" or not rest.endswith("0"):
            break
        rest = rest[:-1]
    return f".{rest}" if rest else ""


def moment(serial: float, *, from_1904: bool = False) -> datetime | None:
    """The moment that a number of days means; None for one that means none."""
    if not 0 <= serial <= _LAST_DAY:
        return None
    start = datetime(1904, 1, 1) if from_1904 else datetime(1899, 12, 30)
    if not from_1904 and 1 <= serial < 60:
        serial += 1  # Excel has a 29 February 1900
    try:
        return start + timedelta(seconds=round(serial * 86_400))
    except OverflowError:
        return None


def date(value: datetime, parts: str = "dmy") -> tuple[str, Odd | None]:
    """A date as Thai text, and what is odd about its year."""
    clock = f"{value:%H.%M} น." if "h" in parts else ""
    if parts == "h":
        return clock, None
    odd = None
    if value.year >= 2400:
        odd, year = Odd.BUDDHIST, value.year
    else:
        odd, year = Odd.SHORT_YEAR if 1957 <= value.year <= 1999 else None, value.year + BUDDHIST_ERA
    day = f"{value.day} {MONTHS[value.month - 1]} {year}" if odd is Odd.BUDDHIST else format_date(value)
    if "d" not in parts:
        # A month alone is a cell of its first day.
        day = day.partition(" ")[2] if "m" in parts else str(year)
    return f"{day} เวลา {clock}" if clock and (value.hour or value.minute) else day, odd


def of_serial(value: float, code: str, *, from_1904: bool = False) -> tuple[str, Odd | None]:
    """A number as its format shows it, a date too, and what is odd about it."""
    if _ELAPSED.search(code) and math.isfinite(value):
        minutes = round(value * 24 * 60)
        return f"{minutes // 60}:{minutes % 60:02}", None
    parts = date_parts(code)
    when = moment(value, from_1904=from_1904) if parts else None
    if when is None or (parts != "h" and value < 1):
        return number(value, "" if parts else code), None
    return date(when, parts)
