"""How far the plans of many agencies are, in two queries: their measures counted, and where their documents are."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Count, Q, QuerySet

from measures.models import Action, Measure, Outcome, Plan, State
from reports.models import Edition
from reports.models.report import Kind
from reports.review import badge
from workflow.badge import Status

NO_REPORT = Status("idle", "circle", "ยังไม่จัดทำ")
_EDITIONS = "reports__editions"
_ROUNDS = f"{_EDITIONS}__rounds"


@dataclass
class PlanSeen:
    """A plan, by kind of document the state of its latest edition and the code of what is published, and its measures:
    how many there are, how many have an action and an outcome, how many are taken."""

    pk: int
    report_due_on: date | None
    is_from_paper: bool
    states: dict[Kind, str] = field(default_factory=dict)
    codes: dict[Kind, str] = field(default_factory=dict)
    measures: int = 0
    complete: int = 0
    taken: int = 0

    def badge(self, kind: Kind) -> Status:
        """How far a document is, in words."""
        state = self.states.get(kind)
        return badge.of_state(state, is_from_paper=self.is_from_paper) if state else NO_REPORT


def plans_seen(plans: QuerySet[Plan]) -> dict[int, PlanSeen]:
    """The plans by agency; of several the last year's."""
    found = _with_documents(plans)
    by_key = {plan.pk: plan for plan in found.values()}
    for key, measures, complete, taken in _measure_counts(by_key):
        plan = by_key[key]
        plan.measures, plan.complete, plan.taken = measures, complete, taken
    return found


def _with_documents(plans: QuerySet[Plan]) -> dict[int, PlanSeen]:
    """One join instead of a query for each table: of a plan come as many rows as its documents have rounds."""
    rows = plans.order_by("year", f"{_EDITIONS}__number").values_list(
        *("agency", "pk", "report_due_on", "is_from_paper", "reports__kind", f"{_EDITIONS}__state"),
        *(f"{_ROUNDS}__code", f"{_ROUNDS}__publication__pk"),
    )
    found: dict[int, PlanSeen] = {}
    for agency, key, due_on, on_paper, kind, state, code, publication in rows:
        plan = found.get(agency)
        if plan is None or plan.pk != key:
            plan = found[agency] = PlanSeen(key, due_on, on_paper)
        if state:
            plan.states[Kind(kind)] = state
        if publication and state == Edition.State.PUBLISHED:
            plan.codes[Kind(kind)] = code
    return found


def _measure_counts(plans: Collection[int]) -> QuerySet[Measure, tuple[int, int, int, int]]:
    """What is looked for among actions and outcomes names the plans: else PostgreSQL reads all of a small country."""
    begun, helped = (
        Q(pk__in=model.objects.kept().filter(measure__plan__in=plans).values("measure")) for model in (Action, Outcome)
    )
    counted = Measure.objects.kept().filter(plan__in=plans).order_by().values("plan")
    return counted.annotate(
        number=Count("pk"), complete=Count("pk", filter=begun & helped), taken=Count("pk", filter=Q(state=State.TAKEN))
    ).values_list("plan", "number", "complete", "taken")
