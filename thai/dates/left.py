"""How far a day is from today, in words: counted where counting helps, said once where it is long gone."""

from __future__ import annotations

from datetime import date

COUNTED = 90  # days; who is later than this knows by more than a number


def days_left(day: date, today: date) -> str:
    """`อีก 3 วัน`, `วันนี้`, `เกินกำหนดแล้ว 26 วัน`, and after ninety days `เกินกำหนดมานานแล้ว`."""
    left = (day - today).days
    if left == 0:
        return "วันนี้"
    if left > 0:
        return f"อีก {left:,} วัน"
    return f"เกินกำหนดแล้ว {-left} วัน" if -left <= COUNTED else "เกินกำหนดมานานแล้ว"
