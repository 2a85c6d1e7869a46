"""The items from which a new measure is picked, and what a picked one fills in.

They are those of the assessed year; of a tool whose list of that year nobody knows yet, those of the last known year.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from ita.catalogue import TOOLS
from ita.codes import code_key
from measures.filters import holding
from measures.models import Indicator, Measure, MeasureOfficer, Plan, Recommended, Wording
from measures.services import catalogue, wording
from measures.services.catalogue import nearest
from measures.services.recommended import library


@dataclass(frozen=True)
class Item:
    """One item of a list of `year`; `is_used` where the plan has a measure on it already."""

    code: str
    tool: str
    text: str
    group: str
    is_used: bool
    year: int


def items_of(plan: Plan, typed: str = "") -> list[Item]:
    """The items that hold all the typed words in code, tool, text or group, in the order of the instrument."""
    rows = _offered(plan)
    own = dict(Wording.objects.filter(agency=plan.agency, indicator__in=rows).values_list("indicator", "text"))
    used = set(Measure.objects.kept().filter(plan=plan).values_list("code", flat=True))
    items = [
        Item(
            row.code,
            row.tool,
            own.get(row.pk, row.text),
            f"{row.group_no} {row.group_name}",
            row.code in used,
            row.year,
        )
        for row in rows
    ]
    texts = {each: f"{each.code} {each.tool} {each.text} {each.group}" for each in items}
    found, _ = holding(texts, typed)
    return sorted(found, key=lambda each: (TOOLS.index(each.tool), code_key(each.code)))


def lists_of(plan: Plan) -> dict[str, int]:
    """The year whose list is offered, by tool: the assessed year's, else the last known one's; one query."""
    known = catalogue.items_of(plan.agency).order_by().values_list("tool", "year").distinct()
    years: dict[str, list[int]] = {}
    for tool, year in known:
        years.setdefault(tool, []).append(year)
    return {tool: nearest(known_years, plan.assessed_year) for tool, known_years in years.items()}


def _offered(plan: Plan) -> QuerySet[Indicator]:
    found = Q(pk=None)
    for tool, year in lists_of(plan).items():
        found |= Q(tool=tool, year=year)
    return catalogue.items_of(plan.agency).filter(found)


def filled(plan: Plan, facts: Mapping[str, object], code: str) -> dict[str, object]:
    """The facts of a form once an item is picked: code and question, and day and officers where none are given yet.

    A question that somebody typed stays. The officers proposed are those of the agency's latest measure on the code.
    """
    item = _offered(plan).filter(code=code).first()
    if item is None:
        return dict(facts)
    typed = str(facts.get("question") or "").strip()
    known = wording.of(Measure(plan=plan, code=code, tool=item.tool, indicator=item))
    return {
        **facts,
        "code": code,
        "question": typed if typed and not _is_listed(plan, typed) else known.text,
        "due_on": facts.get("due_on") or plan.progress_due_on,
        "officers": facts.get("officers") or _officers_before(plan, code),
    }


def of_library(plan: Plan, facts: Mapping[str, object], key: int) -> tuple[dict[str, object], list[str]] | None:
    """The facts and the steps of a form for a measure of the library; None for one that isn't offered to the agency.

    The item is that of the plan's list, where it has one.
    """
    row = Recommended.objects.offered_to(plan.agency).filter(pk=key).first()
    if row is None:
        return None
    item = library.item_of(row, _offered(plan).filter(tool=row.tool))
    found = filled(plan, facts, item.code) if item else dict(facts)
    return {**found, "question": found.get("question") or row.question}, row.text.splitlines()


def _is_listed(plan: Plan, text: str) -> bool:
    """Whether a question is the wording of an item, so that another pick may take its place."""
    in_list = catalogue.items_of(plan.agency, plan.assessed_year, plan.year, *lists_of(plan).values()).filter(text=text)
    return in_list.exists() or Wording.objects.filter(agency=plan.agency, text=text).exists()


def _officers_before(plan: Plan, code: str) -> list[int]:
    before = Measure.objects.kept().filter(plan__agency=plan.agency, plan__year__lt=plan.year, code=code)
    last = before.order_by("-plan__year", "pk").first()
    duties = MeasureOfficer.objects.filter(measure=last, officer__is_active=True) if last else None
    return list(duties.values_list("officer", flat=True)) if duties is not None else []
