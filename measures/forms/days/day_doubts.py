"""What is doubtful about the deadlines of a year: their order is asked about before they are saved."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from itertools import pairwise

from measures.models.plan import DEADLINES
from thai.dates import format_date


def out_of_order(days: Mapping[str, date | None]) -> list[str]:
    """A sentence for each two in the wrong order."""
    told = [(words, day) for name, words in DEADLINES.items() if (day := days.get(name))]
    return [
        f"วัน{then} ({format_date(after)}) อยู่ก่อนวัน{first} ({format_date(before)})"
        for (first, before), (then, after) in pairwise(told)
        if after < before
    ]


def gone_by(days: Mapping[str, date | None], today: date) -> list[str]:
    """What is due on a day before today."""
    return [words for name, words in DEADLINES.items() if (day := days.get(name)) and day < today]
