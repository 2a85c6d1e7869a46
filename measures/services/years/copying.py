"""Measures of another year, copied into a plan: what is to be done, by whom and by when, nothing of what was done."""

from __future__ import annotations

from collections.abc import Collection

from django.db import transaction

from accounts.access import require
from accounts.models import User
from accounts.permissions import Permission
from measures.models import Detail, Indicator, Measure, MeasureOfficer, Plan, Reference, Step
from measures.services import plan as plans
from measures.services.catalogue import items_of
from measures.services.lists.holding import held
from thai.fiscal import years_later


def sources(plan: Plan) -> list[Plan]:
    """The agency's other years that have measures, the nearest before this one first, then the later ones."""
    with_measures = Measure.objects.kept().filter(plan__agency=plan.agency_id).values("plan")
    found = Plan.objects.filter(pk__in=with_measures).exclude(pk=plan.pk).select_related("agency")
    return sorted(found, key=lambda other: (other.year > plan.year, -other.year))


def offered(plan: Plan, source: Plan) -> list[Measure]:
    """The measures of the other year that this one doesn't have, by code, with all that is copied of them."""
    there = set(Measure.objects.kept().filter(plan=plan).values_list("code", "question"))
    rows = Measure.objects.kept().filter(plan=source).by_code()
    rows = rows.prefetch_related("steps", "references", "details", "duties__officer__unit")
    return [measure for measure in rows if (measure.code, measure.question) not in there]


@transaction.atomic
def copy(*, plan: Plan, source: Plan, measures: Collection[int], by: User) -> list[Measure]:
    """Copies the measures of these keys and returns the new ones; one that the plan has already is passed over.

    Steps, references, officers still in office and the due date come along, years moved by as many as lie between the
    plans; actions, outcomes and decisions don't. Raises Refused without the right, ValueError for another agency's.
    """
    require(by, Permission.PLAN_EDIT, on=plan.agency)
    if source.agency_id != plan.agency_id:
        raise ValueError("a plan of another agency")
    locked = plans.lock(plan.pk)
    items = {item.code: item for item in items_of(plan.agency, plan.assessed_year)}
    position = plan.measures.count()
    there = held(items.values())
    items = {code: item for code, item in items.items() if item.pk in there}
    chosen = [measure for measure in offered(plan, source) if measure.pk in measures]
    chosen.sort(key=lambda measure: (measure.position, measure.pk))  # the report's order stays
    made = [_copy(measure, plan, source, items, position + n) for n, measure in enumerate(chosen)]
    for old, new in zip(chosen, made, strict=True):
        plans.record("measure.copied", by=by.pk, agency=plan.agency_id, measure=new, source=old.pk)
    if made:
        plans.touch(locked)
    return made


def _copy(old: Measure, plan: Plan, source: Plan, items: dict[str, Indicator], position: int) -> Measure:
    years = plan.year - source.year
    new = Measure.objects.create(
        plan=plan,
        position=position,
        indicator=items.get(old.code) if old.code else None,
        code_of_year=_by_list(old.code_of_year, source.assessed_year, plan.assessed_year) if old.code else None,
        due_on=years_later(old.due_on, years) if old.due_on else None,
        **{
            name: getattr(old, name)
            for name in ("code", "code_as_written", "more_codes", "tool", "question", "heading_as_written")
        },
    )
    for step in old.steps.all():
        Step.objects.create(measure=new, position=step.position, marker=step.marker, text=step.text)
    for each in old.details.all():
        Detail.objects.create(measure=new, position=each.position, kind=each.kind, label=each.label, text=each.text)
    for ref in old.references.all():
        facts = {name: getattr(ref, name) for name in ("position", "code", "as_written")}
        by = _by_list(ref.code_of_year, ref.year, ref.year + years)
        Reference.objects.create(measure=new, year=ref.year + years, code_of_year=by, **facts)
    for duty in old.duties.all():
        if duty.officer.is_active:
            facts = {"officer": duty.officer, "position": duty.position, "as_written": duty.as_written}
            MeasureOfficer.objects.create(measure=new, **facts)
    return new


def _by_list(known: int | None, was: int, is_now: int) -> int | None:
    """The year by whose list a copied number was written; none where it stands under the very list again."""
    year = known or was
    return None if year == is_now else year
