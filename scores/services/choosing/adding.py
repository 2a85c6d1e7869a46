"""Chosen measures go into the plan, and what its people wrote into the agency's library: all of it or nothing."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime

from django.db import transaction

from accounts.models import User
from measures.models import Measure, Officer, Plan
from measures.services import measure as measures
from measures.services import plan as plans
from measures.services.measure import Wanted
from measures.services.planning import assignment
from measures.services.recommended import library
from measures.services.recommended.library import Kept
from scores.services.matching import NOTHING, Unmoved, by_item


class Overtaken(Exception):
    """Somebody added measures for these items since the page was drawn; nothing was written."""

    def __init__(self, codes: Sequence[str]) -> None:
        super().__init__(", ".join(codes))
        self.codes = codes


@transaction.atomic
def add(
    *,
    plan: Plan,
    wanted: Collection[Wanted],
    kept: Iterable[Kept],
    officers: Sequence[Officer],
    by: User,
    now: datetime,
    unmoved: Unmoved = NOTHING,
) -> list[Measure]:
    """Writes the measures with who answers for them, and keeps what is to be kept; sent twice, it changes nothing.

    Raises Refused without the right, Overtaken.
    """
    plans.lock(plan.pk)
    answered = by_item(Measure.objects.kept().filter(plan=plan), unmoved)
    overtaken = [each.code for each in wanted if each.code in answered and measures.the_same(plan, each) is None]
    if overtaken:
        raise Overtaken(overtaken)
    made = assignment.add_many(plan=plan, wanted=wanted, officers=officers, by=by, now=now)
    library.keep(agency=plan.agency, wanted=kept, by=by, now=now)
    return made
