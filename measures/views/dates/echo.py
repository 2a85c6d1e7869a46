"""How typed dates are read: the fragments that stand under date fields."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from functools import partial

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_POST

from accounts.access import signed_in
from ita.limits import LONGEST_TEXT
from measures.forms.days.dates import echo_of, far_year, of_due_date
from measures.forms.progress import ActionForm
from measures.models import Plan
from measures.models.plan import DEADLINES, OF_REPORT

LONGEST = 200
DAYS = ("due_on", "reported_on", "speaks_for", *DEADLINES)
LATER = ("reported_on", *OF_REPORT)
_ROW = re.compile(r"actions-([0-9]{1,3})")


@require_POST
@signed_in
def of_action(request: HttpRequest) -> HttpResponse:
    """How the dates of one action are read, beside its words and the plan's year."""
    row = _ROW.fullmatch(request.POST.get("row", ""))
    prefix = f"actions-{row[1]}" if row else "actions-0"
    typed = {name: request.POST.get(f"{prefix}-{name}", "") for name in ("text", "start", "end", "ongoing", "settled")}
    typed = {name: value[: LONGEST_TEXT if name == "text" else LONGEST] for name, value in typed.items()}
    form = ActionForm(initial=typed, prefix=prefix, plan_year=_year(request.POST.get("year", "")))
    return render(request, "measures/dates/_row_echo.html", {"prefix": prefix, "echo": form.echo})


@require_GET
@signed_in
def of_day(request: HttpRequest) -> HttpResponse:
    """How one day is read: what a measure or a part of the year is due on, that of a report or of evidence."""
    name = next((name for name in DAYS if name in request.GET), DAYS[0])
    year, assessed = _year(request.GET.get("year", "")), _year(request.GET.get("assessed", ""))
    doubt: Callable[[date], str] = partial(far_year, year=year)
    if year and assessed:
        doubt = of_due_date(Plan(year=year, assessed_year=assessed))
    echo = echo_of(request.GET.get(name, "")[:LONGEST], doubt, year=year, later=name in LATER)
    return render(request, "measures/dates/_echo.html", {"name": name, "echo": echo})


def _year(typed: str) -> int | None:
    """A year of the Buddhist era that the page asks with; None for anything else."""
    year = int(typed) if len(typed) == 4 and typed.isascii() and typed.isdecimal() else 0
    return year if 2550 <= year <= 2700 else None
