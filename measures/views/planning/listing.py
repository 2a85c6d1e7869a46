"""The list of measures: whose they are, how far each is, what a coordinator takes of it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Exists, OuterRef, Q, QuerySet, Value
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_GET

import clock
from accounts.models import User
from accounts.permissions import Permission
from document.writers.tables import FORMATS
from editing.lists.drawn_rows import drawn_rows
from measures.access import PlanRequest, in_plan
from measures.filters import Group, MeasureFilter
from measures.models import EDITABLE, Measure, Plan, Reference
from measures.moves import TRANSITIONS
from measures.services.doubts.of_measure import moved_of_plan
from measures.services.permission import sent_by
from measures.views.planning.list_filter import drawn_filter
from measures.views.planning.list_rows import rows_of

PER_PAGE = 50
_FOLDED = (
    "q",
    "tool",
    "unit",
    "officer",
    "lacks",
)  # what pills don't say: these may be folded away where none is in use
_FILTERS = (*_FOLDED, "state", "mine")


@require_GET
@in_plan(Permission.MEASURE_VIEW)
def index(request: PlanRequest, plan: Plan) -> HttpResponse:
    """The list, filtered by the query string; HTMX takes the table alone."""
    today = clock.today()
    found = MeasureFilter(request.GET, plan, today, request.user)
    here = request.user.roles(plan.agency)  # an overseer has none, and no measures
    counts, removed, by_other_lists, mine = _counts(plan, today, request.user if here else None)
    filtered = any(request.GET.get(name) for name in _FILTERS)
    pages = Paginator(found.qs, PER_PAGE)
    if not filtered:
        pages.count = counts[""]  # a cached property: the database is not asked again
    page = pages.get_page(request.GET.get("page"))
    checks = request.user.can(Permission.MEASURE_CHECK, on=plan.agency)
    measures = list(page.object_list)
    waiting = [measure for measure in measures if measure.state in TRANSITIONS["take"].sources]
    own = sent_by(request.user, waiting) if checks and waiting else set()  # what oneself sent is read one by one
    may_take = checks and len(waiting) > len(own)
    rows = rows_of(request, measures, today, checks=checks, own=own if may_take else None)
    context = {
        "plan": plan,
        "filter": found,
        "filtered": filtered,
        "searched": any(request.GET.get(name) for name in _FOLDED),
        "page": page,
        "rows": rows,
        "drawn": drawn_rows("measures/measure/_row.html", rows),
        "pills": _pills(plan, request, counts, mine),
        "progress": _progress(plan) if checks and request.GET.get("state") == Group.WAITING and not page else None,
        "may_add": request.user.can(Permission.MEASURE_EDIT, on=plan.agency),
        "may_take": may_take,
        "picks_all": request.GET.get("pick") == "all",
        "pick_all": _with(request, pick="all"),
        "files": FORMATS,
        "moved": moved_of_plan(plan, by_other_lists),
        "removed": Measure.objects.filter(pk__in=removed).order_by("-removed_at")[:20] if removed else [],
    }
    # On the way back through the filters HTMX asks for a page of its own to put in place of this one.
    of_page = request.headers.get("HX-Request") and not request.headers.get("HX-History-Restore-Request")
    if not of_page:
        context["narrowed_by"] = drawn_filter(found)
    response = render(request, "measures/measure/_found.html" if of_page else "measures/measure/list.html", context)
    patch_vary_headers(response, ["HX-Request", "HX-History-Restore-Request"])
    return response


def _with(request: PlanRequest, **changed: str) -> str:
    """The query string of the page with some of its values changed."""
    query = request.GET.copy()
    for name, value in changed.items():
        query[name] = value
    return query.urlencode()


def _counts(plan: Plan, today: date, user: User | None) -> tuple[dict[str, int], list[int], list[int], tuple[int, int]]:
    """How many of the whole plan are in each group, under "" all; the keys of those that were removed, and of those
    with numbers by another year's list; and how many the person answers for, or a unit of theirs, and how many of those
    in their own name. One query.
    """
    rows: QuerySet[Any] = Measure.objects.filter(plan=plan).order_by().begun()
    rows = rows.whose(user) if user else rows.annotate(is_mine=Value(False), is_own=Value(False))  # type: ignore[attr-defined]  # Measure's
    references = Reference.objects.filter(measure=OuterRef("pk"), code_of_year__isnull=False)
    rows = rows.annotate(by_other=Q(code_of_year__isnull=False) | Exists(references))
    counts: dict[str, int] = {"": 0, **dict.fromkeys(Group, 0)}
    removed, by_other_lists, mine, in_own_name = [], [], 0, 0
    for key, due_on, actions, state, removed_at, by_other, is_mine, is_own in rows.values_list(
        "pk", "due_on", "is_begun", "state", "removed_at", "by_other", "is_mine", "is_own"
    ):
        if removed_at is not None:
            removed.append(key)
            continue
        if by_other:
            by_other_lists.append(key)
        mine, in_own_name = mine + is_mine, in_own_name + is_own
        counts[""] += 1
        counts[Group.of(state, actions)] += 1
        counts[Group.LATE] += bool(due_on and due_on < today and state in EDITABLE)
    return counts, removed, by_other_lists, (mine, in_own_name)


def _pills(
    plan: Plan, request: PlanRequest, counts: Mapping[str, int], answered_for: tuple[int, int]
) -> list[tuple[str, str, int, bool]]:
    """(query, label, count, whether it is shown now): counts of the whole plan by state, and of one's own measures."""
    now, is_mine = request.GET.get("state", ""), bool(request.GET.get("mine"))
    labels: dict[str, str] = {"": "ทั้งหมด", **{str(group): str(group.label) for group in Group}}
    pills = [
        (f"?state={key}" if key else "", str(labels[key]), count, key == now and not is_mine)
        for key, count in counts.items()
        if key in ("", now) or (count and not plan.is_from_paper)
    ]
    mine, in_own_name = answered_for
    label = (
        "ของฉัน" if mine == in_own_name else "ของฉันและสำนัก/กอง"
    )  # a unit's officer answers for all that is the unit's
    return [pills[0], ("?mine=1", label, mine, is_mine), *pills[1:]] if mine or is_mine else pills


def _progress(plan: Plan) -> tuple[int, int]:
    """(taken, all) of the plan, where nothing waits any more."""
    measures = Measure.objects.kept().filter(plan=plan)
    return measures.taken().count(), measures.count()
