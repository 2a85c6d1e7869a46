"""How typed dates are read: the fragments that stand under date fields."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.views.decorators.http import require_GET

from accounts.access import signed_in
from measures.forms.dates import echo_of, far_year, of_due_date
from measures.forms.progress import ActionForm
from measures.models import Plan
from measures.models.plan import DEADLINES

LONGEST = 200
DAYS = ("due_on", "reported_on", *DEADLINES)


@require_GET
@signed_in
def of_action(request: HttpRequest) -> HttpResponse:
    """How the dates of one action are read, beside the plan's year."""
    prefix = request.GET.get("row", "")
    data = QueryDict(mutable=True)
    data[f"{prefix}-text"] = "-"
    for field in ("start", "end", "ongoing"):
        if request.GET.get(f"{prefix}-{field}"):
            data[f"{prefix}-{field}"] = request.GET[f"{prefix}-{field}"][:LONGEST]
    form = ActionForm(data, prefix=prefix[:40])
    form.plan_year = _year(request, "year")
    return render(request, "measures/dates/_echo.html", {"name": form.prefix, "echo": form.echo})


@require_GET
@signed_in
def of_day(request: HttpRequest) -> HttpResponse:
    """How the day that a measure or a part of the year is due on, or that of a report, is read."""
    name = next((name for name in DAYS if name in request.GET), DAYS[0])
    year, assessed = _year(request, "year"), _year(request, "assessed")
    doubt: Callable[[date], str] = partial(far_year, year=year)
    if year and assessed:
        doubt = of_due_date(Plan(year=year, assessed_year=assessed))
    echo = echo_of(request.GET.get(name, "")[:LONGEST], doubt)
    return render(request, "measures/dates/_echo.html", {"name": name, "echo": echo})


def _year(request: HttpRequest, name: str) -> int | None:
    """A year of the Buddhist era that the page asks with; None for anything else."""
    typed = request.GET.get(name, "")
    year = int(typed) if len(typed) == 4 and typed.isascii() and typed.isdecimal() else 0
    return year if 2550 <= year <= 2700 else None
