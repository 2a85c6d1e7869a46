"""The order in which the report prints the measures of a plan."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from django.db import transaction

from accounts.access import require
from accounts.models import User
from accounts.permissions import Permission
from audit import chain
from audit.facts import JSON
from measures.models import Measure, Plan
from measures.reopening_holds import why_held
from measures.services import plan as plans
from measures.services.permission import Locked

Way = Literal["up", "down"]


@transaction.atomic
def move(*, plan: Plan, measure: Measure, way: Way, by: User) -> None:
    """Moves a measure past its neighbour in the report; the first stays first, the last last.

    Raises Refused without the right, Locked while the report is with the approver or approved.
    """
    _lock(plan, by)
    order = _order(plan)
    at = order.index(measure.pk) if measure.pk in order else -1
    other = at - 1 if way == "up" else at + 1
    if at >= 0 and 0 <= other < len(order):
        order[at], order[other] = order[other], order[at]
        _write(plan, order, by, {"measure": measure.pk, "way": way})


@transaction.atomic
def arrange(*, plan: Plan, places: Mapping[int, int], by: User) -> bool:
    """Puts measures, by their keys, at places in the report counted from 1; returns whether anything moved.

    The others keep their order, and make room. Raises as `move`.
    """
    _lock(plan, by)
    order = _order(plan)
    now = {key: at for at, key in enumerate(order, start=1)}

    def wanted(key: int) -> tuple[int, int]:
        place = places.get(key, now[key])
        return place, (place > now[key]) - (place < now[key])  # upwards before whoever stands there, downwards behind

    arranged = sorted(order, key=wanted)
    if arranged == order:
        return False
    _write(plan, arranged, by, {"way": "places"})
    return True


@transaction.atomic
def sort_by_code(*, plan: Plan, by: User) -> None:
    """Puts the measures in the order of the instrument. Raises as `move`."""
    _lock(plan, by)
    order = list(Measure.objects.kept().filter(plan=plan).by_code().values_list("pk", flat=True))
    if order != _order(plan):
        _write(plan, order, by, {"way": "code"})


def _lock(plan: Plan, by: User) -> None:
    require(by, Permission.MEASURE_EDIT, on=plan.agency)
    plans.lock(plan.pk)
    if held := why_held(plan):
        raise Locked(Permission.MEASURE_EDIT, plan.agency, f"จัดลำดับใหม่ไม่ได้ {held}")


def _order(plan: Plan) -> list[int]:
    return list(Measure.objects.kept().filter(plan=plan).values_list("pk", flat=True))


def _write(plan: Plan, order: list[int], by: User, data: Mapping[str, JSON]) -> None:
    measures = {measure.pk: measure for measure in Measure.objects.filter(pk__in=order)}
    for position, key in enumerate(order):
        measures[key].position = position
    Measure.objects.bulk_update(measures.values(), ["position"])
    plans.touch(plans.lock(plan.pk))
    chain.record("plan.ordered", actor=by.pk, agency=plan.agency_id, subject=f"plan:{plan.pk}", data=data)
