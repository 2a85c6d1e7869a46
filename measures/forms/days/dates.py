"""How a date field's words are read, and what is doubtful about their year: said at the field, refusing nothing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from crispy_forms.layout import Field
from crispy_forms.utils import TEMPLATE_PACK
from django import forms
from django.core.exceptions import ValidationError
from django.template import Context
from django.utils.safestring import SafeString

from editing.fields import ThaiDateField
from measures.models import Plan
from thai.dates import as_common_era, format_date, years_away
from thai.fiscal import BUDDHIST_ERA


@dataclass(frozen=True)
class Echo:
    """The reading in words, the doubt about it, and why there is no reading, each with its cure; empty for none."""

    words: str = ""
    doubt: str = ""
    wrong: str = ""


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


def echo_of(value: object, doubt: Callable[[date], str], *, year: int | None = None, later: bool = False) -> Echo:
    """The reading of a field for one day; `year` and `later` as ThaiDateField has them."""
    field = ThaiDateField(required=False)
    field.year, field.later = year, later
    try:
        day = field.clean(value)
    except ValidationError as error:
        return Echo(wrong=error.messages[0])
    if day is None:
        return Echo()
    sentence = doubt(day)
    return Echo(format_date(day, style="weekday"), f"ซึ่ง{sentence}" if sentence else "")


class DateWithEcho(Field):  # type: ignore[misc]  # the package carries no types
    """In a form's layout, a field for one day and below it how it is read.

    The form has a `plan` and says the reading by its property `echo`; a day that is `due` may lie in either year of it.
    """

    template = "measures/dates/_field.html"

    def __init__(self, name: str, *, echo: str, due: bool = False) -> None:
        super().__init__(name)
        self.echo, self.due = echo, due

    def render(
        self,
        form: forms.BaseForm,
        context: Context,
        template_pack: str = TEMPLATE_PACK,
        extra_context: dict[str, Any] | None = None,
        **kwargs: Any,  # noqa: ANN401 - crispy's own
    ) -> SafeString:
        echo = getattr(form, self.echo)
        if self.fields[0] in form.errors:
            echo = Echo()  # it stands at the field
        shown = {**(extra_context or {}), "echo": echo, "due": self.due}
        return SafeString(super().render(form, context, template_pack, extra_context=shown, **kwargs))
