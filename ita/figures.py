"""Scores as people and programs write them: Thai digits, a decimal comma, a percent sign."""

from __future__ import annotations

import re
from decimal import Decimal

from ita.rules import rounded
from thai.digits import to_arabic
from thai.text import clean

_WHOLE = r"[0-9]{1,6}|[0-9]{1,3}(?:,[0-9]{3}){1,5}"
_FIGURE = re.compile(rf"(?P<sign>[-\u2212\u2013]?)(?P<whole>{_WHOLE})(?:[.](?P<part>[0-9]{{1,18}}))?")
_COMMA = re.compile(r"[0-9]{1,3},[0-9]{1,2}")
_AROUND = re.compile(r"(?:คะแนน|ร้อยละ|เปอร์เซ็นต์|[%\s])+")
_UNREADABLE = "“{}” ไม่ใช่คะแนน โปรดพิมพ์ตัวเลข 0 ถึง 100 เช่น 84.25"


def read_score(text: str) -> tuple[Decimal, bool]:
    """The score to two places, and whether it was rounded.

    Raises ValueError, in Thai, for what is no number and for one outside 0 to 100.
    """
    parts = [part for part in _AROUND.split(to_arabic(clean(text))) if part]
    typed = parts[0] if len(parts) == 1 else ""  # "8 5" is two numbers, or one that nobody can tell
    if _COMMA.fullmatch(typed):
        typed = typed.replace(",", ".")
    found = _FIGURE.fullmatch(typed)
    if not found:
        shown = " ".join(clean(text).split())
        raise ValueError(_UNREADABLE.format(shown if len(shown) <= 40 else f"{shown[:40]}…"))
    number = Decimal(f"{found['whole'].replace(',', '')}.{found['part'] or 0}")
    if (found["sign"] and number) or number > 100:
        raise ValueError(f"คะแนน {typed} อยู่นอกช่วง 0 ถึง 100 โปรดตรวจตัวเลข")
    score = rounded(number)
    return score, score != number
