"""How a date field's words are read, and what is doubtful about their year: said at the field, refusing nothing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError

from editing.fields import ThaiDateField
from measures.models import Plan
from thai.dates import as_common_era, format_date, years_away
from thai.fiscal import BUDDHIST_ERA


@dataclass(frozen=True)
class Echo:
    """The reading in words, and the doubt about it with its cure; either is empty where there is none."""

    words: str = ""
    doubt: str = ""

    def __str__(self) -> str:
        return f"{self.words} {self.doubt}".strip()


def far_year(day: date | None, year: int | None) -> str:
    """That a day lies years from the plan's fiscal year, with what to type instead; empty for a near one."""
    away = years_away(day, year) if day and year else 0
    if not (day and away):
        return ""
    sentence = f"ห่างจากปีของแผน ({year}) {away} ปี"
    if meant := as_common_era(day, year or 0):
        typed = f"{meant.day}/{meant.month}/{meant.year + BUDDHIST_ERA}"
        return f"{sentence} ถ้าหมายถึง ค.ศ. {meant.year} โปรดพิมพ์ {typed}"
    return f"{sentence} ถ้าไม่ใช่ปีนี้ โปรดพิมพ์ปี พ.ศ. สี่หลัก เช่น {year}"


def outside(day: date, plan: Plan) -> str:
    """That a due date lies outside of the plan's years; empty for one that doesn't."""
    return f"อยู่ห่างจากปีงบประมาณ {plan.year} ของมาตรการ โปรดตรวจว่าปีถูกต้อง" if plan.is_far(day) else ""


def of_due_date(plan: Plan) -> Callable[[date], str]:
    """What is doubtful about a day that something is due on in a plan."""
    return lambda day: far_year(day, plan.year) or outside(day, plan)


def echo_of(value: object, doubt: Callable[[date], str]) -> Echo:
    """The reading of a field for one day."""
    try:
        day = ThaiDateField(required=False).clean(value)
    except ValidationError:
        day = None
    if day is None:
        return Echo()
    sentence = doubt(day)
    return Echo(format_date(day, style="weekday"), f"ซึ่ง{sentence}" if sentence else "")
