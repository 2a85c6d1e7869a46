"""The list of measures: whose they are, how far each is, what a coordinator takes of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_GET

import clock
from accounts.permissions import Permission
from document.writers.tables import FORMATS
from measures import status
from measures.access import PlanRequest, in_plan
from measures.filters import Group, MeasureFilter
from measures.models import EDITABLE, Measure, MeasureOfficer, Plan
from measures.moves import TRANSITIONS
from measures.services.permission import sent_by

PER_PAGE = 50
_FOLDED = ("q", "tool", "unit", "officer")  # what pills don't say: these may be folded away where none is in use
_FILTERS = (*_FOLDED, "state", "mine")


@require_GET
@in_plan(Permission.MEASURE_VIEW)
def index(request: PlanRequest, plan: Plan) -> HttpResponse:
    """The list, filtered by the query string; HTMX takes the table alone."""
    today = clock.today()
    found = MeasureFilter(request.GET, plan, today, request.user)
    counts, removed = _counts(plan, today)
    filtered = any(request.GET.get(name) for name in _FILTERS)
    pages = Paginator(found.qs, PER_PAGE)
    if not filtered:
        pages.count = counts[""]  # a cached property: the database is not asked again
    page = pages.get_page(request.GET.get("page"))
    checks = request.user.can(Permission.MEASURE_CHECK, on=plan.agency)
    officers = _officers(list(page.object_list))
    waiting = [measure for measure in page.object_list if measure.state in TRANSITIONS["take"].sources]
    own = sent_by(request.user, waiting) if checks and waiting else set()  # what oneself sent is read one by one
    may_take = checks and len(waiting) > len(own)
    context = {
        "plan": plan,
        "filter": found,
        "filtered": filtered,
        "searched": any(request.GET.get(name) for name in _FOLDED),
        "page": page,
        "rows": [
            {
                **_row(measure, today, request, checks=checks),
                "is_own": measure.pk in own,
                "officers": officers.get(measure.pk, ()),
            }
            for measure in page.object_list
        ],
        "pills": _pills(plan, request, counts),
        "progress": _progress(plan) if checks and request.GET.get("state") == Group.WAITING and not page else None,
        "may_add": request.user.can(Permission.MEASURE_EDIT, on=plan.agency),
        "may_take": may_take,
        "picks_all": request.GET.get("pick") == "all",
        "pick_all": _with(request, pick="all"),
        "files": FORMATS,
        "removed": Measure.objects.filter(pk__in=removed).order_by("-removed_at")[:20] if removed else [],
    }
    # On the way back through the filters HTMX asks for a page of its own to put in place of this one.
    of_page = request.headers.get("HX-Request") and not request.headers.get("HX-History-Restore-Request")
    response = render(request, "measures/measure/_found.html" if of_page else "measures/measure/list.html", context)
    patch_vary_headers(response, ["HX-Request", "HX-History-Restore-Request"])
    return response


def _with(request: PlanRequest, **changed: str) -> str:
    """The query string of the page with some of its values changed."""
    query = request.GET.copy()
    for name, value in changed.items():
        query[name] = value
    return query.urlencode()


def _officers(measures: Sequence[Measure]) -> dict[int, list[tuple[str, str]]]:
    """Name and unit of each officer by the measures' keys: words alone, for a page of rows would make many objects."""
    found: dict[int, list[tuple[str, str]]] = {}
    duties = MeasureOfficer.objects.filter(measure__in=[measure.pk for measure in measures])
    for key, name, unit in duties.values_list("measure_id", "officer__name", "officer__unit__short_name"):
        found.setdefault(key, []).append((name, unit or ""))
    return found


def _row(measure: Measure, today: date, request: PlanRequest, *, checks: bool) -> dict[str, object]:
    """What waits for the reader leads to where it is checked, all else to the measure."""
    actions, outcomes = measure.action_count, measure.outcome_count  # type: ignore[attr-defined]  # set by counted
    may_be_taken = measure.state in TRANSITIONS["take"].sources
    is_work = checks and may_be_taken and request.GET.get("state") == Group.WAITING
    place = [request.plan.agency.slug, request.plan.year, measure.pk]
    return {
        "measure": measure,
        "url": reverse("measures:check" if is_work else "measures:measure", args=place),
        "status": status.FROM_PAPER if request.plan.is_from_paper else status.of(measure, actions),
        "late": status.late(measure, today),
        "may_be_taken": may_be_taken,
        "actions": actions,
        "outcomes": outcomes,
        "guessed": bool(measure.code) and measure.code != measure.code_as_written.upper(),
    }


def _counts(plan: Plan, today: date) -> tuple[dict[str, int], list[int]]:
    """How many of the whole plan are in each group, under "" all; and the keys of those that were removed."""
    rows: QuerySet[Any] = Measure.objects.filter(plan=plan).order_by().counted()
    counts: dict[str, int] = {"": 0, **dict.fromkeys(Group, 0)}
    removed = []
    for key, due_on, actions, state, removed_at in rows.values_list(
        "pk", "due_on", "action_count", "state", "removed_at"
    ):
        if removed_at is not None:
            removed.append(key)
            continue
        counts[""] += 1
        counts[Group.of(state, actions)] += 1
        counts[Group.LATE] += bool(due_on and due_on < today and state in EDITABLE)
    return counts, removed


def _pills(plan: Plan, request: PlanRequest, counts: Mapping[str, int]) -> list[tuple[str, str, int, bool]]:
    """(query, label, count, whether it is shown now): counts of the whole plan by state, and of one's own measures."""
    now, is_mine = request.GET.get("state", ""), bool(request.GET.get("mine"))
    labels: dict[str, str] = {"": "ทั้งหมด", **{str(group): str(group.label) for group in Group}}
    pills = [
        (f"?state={key}" if key else "", str(labels[key]), count, key == now and not is_mine)
        for key, count in counts.items()
        if key in ("", now) or (count and not plan.is_from_paper)
    ]
    mine, in_own_name = Measure.objects.kept().filter(plan=plan).count_of(request.user)
    label = (
        "ของฉัน" if mine == in_own_name else "ของฉันและสำนัก/กอง"
    )  # a unit's officer answers for all that is the unit's
    return [pills[0], ("?mine=1", label, mine, is_mine), *pills[1:]] if mine or is_mine else pills


def _progress(plan: Plan) -> tuple[int, int]:
    """(taken, all) of the plan, where nothing waits any more."""
    measures = Measure.objects.kept().filter(plan=plan)
    return measures.taken().count(), measures.count()
