"""Adding, changing and removing measures."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db import transaction

from accounts import changed
from accounts.access import require
from accounts.models import User
from accounts.permissions import Permission
from audit.facts import JSON
from document import Detail
from document.doubts.wording import same_question
from ita import references
from measures.models import Detail as DetailModel
from measures.models import Measure, Plan, Reference, Revision, Step
from measures.services import plan as plans
from measures.services.catalogue import items_of, nearest
from measures.services.lists.holding import hold
from measures.services.numbering import renumbered
from measures.services.permission import require_editable
from thai.dates import format_date


class Changed(changed.Changed):
    """Someone else changed the measure while the form was open: `theirs` is as it is now. Nothing was written."""

    theirs: Measure


@dataclass(frozen=True)
class Wanted:
    """A measure as a form says it; `base` is the digest of what the form was drawn from."""

    code: str
    code_as_written: str
    tool: str
    question: str
    due_on: date | None
    steps: tuple[str, ...]
    base: str = ""
    details: tuple[Detail, ...] | None = None  # None where the form has no place for them: they stay

    @property
    def digest(self) -> str:
        """Names what is wanted, as `digest` names what is stored."""
        return _digest(self.code_as_written, self.question, self.due_on, self.steps, self.details or ())


def digest(measure: Measure) -> str:
    """Names what the form of a measure shows."""
    steps = [step.text for step in measure.steps.all()]
    return _digest(measure.code_as_written, measure.question, measure.due_on, steps, details_of(measure))


def details_of(measure: Measure) -> tuple[Detail, ...]:
    """The words beside the steps, as values."""
    return tuple(Detail(each.kind, each.label, each.text) for each in measure.details.all())  # type: ignore[arg-type]  # a choice


def wanted_of(measure: Measure) -> Wanted:
    """A measure as a form drawn from it now would say it."""
    steps = tuple(step.text for step in measure.steps.all())
    facts = (measure.code, measure.code_as_written, measure.tool, measure.question, measure.due_on, steps)
    return Wanted(*facts, base=digest(measure), details=details_of(measure))


def _digest(code: str, question: str, due_on: date | None, steps: Sequence[str], details: Sequence[Detail]) -> str:
    facts: list[object] = [code, question, str(due_on), list(steps)]
    if details:  # a form that was drawn before there were any is still known
        facts.append([[each.kind, each.label, each.text] for each in details])
    return changed.digest(facts)


@transaction.atomic
def save(*, plan: Plan, measure: Measure | None, wanted: Wanted, by: User, now: datetime) -> Measure:
    """Writes a new or changed measure with its steps and the references in them, and keeps the words that it replaces.

    A form sent twice changes nothing. Raises Changed if another saved since the form was drawn, Refused without the
    right, Locked by its state.
    """
    require(by, Permission.MEASURE_EDIT, on=plan.agency)
    locked = plans.lock(plan.pk)
    is_new = measure is None
    if measure is None:
        measure = the_same(plan, wanted) or Measure(plan=plan, position=plan.measures.count())
    else:
        measure = Measure.objects.select_related("plan__agency").get(pk=measure.pk)
        require_editable(measure)
    if wanted.details is None:
        wanted = replace(wanted, details=() if measure.pk is None else details_of(measure))
    if measure.pk is not None and digest(measure) != wanted.base:
        if digest(measure) != wanted.digest:
            raise Changed(measure)
        return measure
    fields: list[JSON] = [] if is_new else [*_parts_changed(measure, wanted)]
    if not is_new:
        _keep_words(measure, wanted, by, now)
    if not is_new and (measure.code_as_written, measure.question) != (wanted.code_as_written, wanted.question):
        measure.heading_as_written = ""
    if is_new or measure.code != wanted.code:
        measure.code_of_year = _other_list(plan, wanted)
    measure.code, measure.code_as_written, measure.tool = wanted.code, wanted.code_as_written, wanted.tool
    measure.question, measure.due_on = wanted.question, wanted.due_on
    measure.more_codes = [code for code in measure.more_codes if code != wanted.code]
    items = items_of(plan.agency, plan.assessed_year).filter(code=wanted.code)
    measure.indicator = hold(items.first()) if wanted.code else None
    measure.full_clean()
    measure.save()
    _write_steps(measure, wanted.steps, plan)
    _write_details(measure, wanted.details or ())
    plans.touch(locked)
    told: dict[str, JSON] = {"fields": fields} if fields else {}
    plans.record(
        "measure.added" if is_new else "measure.changed", by=by.pk, agency=plan.agency_id, measure=measure, **told
    )
    return measure


def _other_list(plan: Plan, wanted: Wanted) -> int | None:
    """The year whose list the code was picked from, where the assessed year's own of the tool is not known yet."""
    if not wanted.code:
        return None
    known = set(items_of(plan.agency, tool=wanted.tool).order_by().values_list("year", flat=True))
    if not known or plan.assessed_year in known:
        return None
    year = nearest(known, plan.assessed_year)
    item = items_of(plan.agency, year, tool=wanted.tool).filter(code=wanted.code).first()
    if item is None or year > plan.assessed_year:
        return None
    return year if not item.text or same_question(item.text, wanted.question) else None


def _parts_changed(measure: Measure, wanted: Wanted) -> Iterator[str]:
    """The names of the parts in which what is wanted differs from what is stored."""
    if measure.code_as_written != wanted.code_as_written:
        yield "code"
    if measure.question != wanted.question:
        yield "question"
    if measure.due_on != wanted.due_on:
        yield "due_on"
    if tuple(step.text for step in measure.steps.all()) != wanted.steps:
        yield "steps"
    if details_of(measure) != wanted.details:
        yield "details"


def _keep_words(measure: Measure, wanted: Wanted, by: User, now: datetime) -> None:
    """Its heading with the due date where one of its own words changes, and each step and detail whose words go."""
    kept = []
    own = measure.code_as_written, measure.question, measure.due_on
    if own != (wanted.code_as_written, wanted.question, wanted.due_on):
        due = f"ครบกำหนด {format_date(measure.due_on)}" if measure.due_on else ""
        kept.append((Revision.Kind.MEASURE, measure.pk, measure.heading, due))
    stay = list(wanted.steps)
    for step in measure.steps.all():
        if step.text in stay:
            stay.remove(step.text)
        else:
            kept.append((Revision.Kind.STEP, step.pk, step.text, ""))
    kept += [
        (Revision.Kind.DETAIL, row.pk, value.printed, "")
        for row, value in zip(measure.details.all(), details_of(measure), strict=True)
        if value not in (wanted.details or ())
    ]
    for kind, row, text, dates in kept:
        Revision.objects.create(measure=measure, kind=kind, row=row, text=text, dates=dates, by=by, at=now)


@transaction.atomic
def keep_unchosen(*, measure: Measure, words: Sequence[tuple[Revision.Kind, str]], by: User, now: datetime) -> None:
    """Keeps what a person gave up in a choice between two saves, once each. Raises Refused without the right."""
    require(by, Permission.MEASURE_EDIT, on=measure.plan.agency)
    plan = plans.lock(measure.plan_id)
    known = set(measure.revisions.values_list("kind", "text"))
    known |= {(Revision.Kind.STEP, step.text) for step in measure.steps.all()}
    known |= {(Revision.Kind.DETAIL, each.printed) for each in details_of(measure)}
    new = [(kind, text) for kind, text in dict.fromkeys(words) if (kind, text) not in known]
    for kind, text in new:
        row = measure.pk if kind == Revision.Kind.MEASURE else 0
        measure.revisions.create(kind=kind, row=row, text=text, by=by, at=now)
    if new:
        plans.record("measure.set_aside", by=by.pk, agency=plan.agency_id, measure=measure)


def the_same(plan: Plan, wanted: Wanted) -> Measure | None:
    """A kept measure of the plan that says all that is wanted of a new one."""
    alike = Measure.objects.kept().filter(plan=plan, code=wanted.code).prefetch_related("steps", "details")
    return next((measure for measure in alike if digest(measure) == wanted.digest), None)


def year_of_reference(plan: Plan, own: str, code: str) -> int:
    """Which year's list a reference means at first: one to the measure's own item (`own`) that of the assessed year."""
    return plan.assessed_year if code == own else plan.year


def _write_steps(measure: Measure, texts: tuple[str, ...], plan: Plan) -> None:
    stored = list(measure.steps.all())
    if [step.text for step in stored] == list(texts):
        return
    old = {step.text: step.marker for step in stored}
    known = {(ref.code, ref.as_written): (ref.year, ref.code_of_year) for ref in measure.references.all()}
    measure.steps.all().delete()
    measure.references.all().delete()
    markers = renumbered([old.get(text, "") for text in texts], default="1.", numbers_one=True)
    for position, (text, marker) in enumerate(zip(texts, markers, strict=True)):
        Step.objects.create(measure=measure, position=position, marker=marker, text=text)
    for position, (code, written) in enumerate(ref for text in texts for ref in references.find(text)):
        year, by = known.get((code, written)) or (year_of_reference(plan, measure.code, code), None)
        Reference.objects.create(
            measure=measure, position=position, code=code, as_written=written, year=year, code_of_year=by
        )


def _write_details(measure: Measure, details: Sequence[Detail]) -> None:
    if details_of(measure) == tuple(details):
        return
    measure.details.all().delete()
    for position, each in enumerate(details):
        row = DetailModel(measure=measure, position=position, kind=each.kind, label=each.label, text=each.text)
        row.full_clean()
        row.save()


@transaction.atomic
def remove(*, measure: Measure, by: User, now: datetime) -> None:
    """Takes a measure out of the plan; nothing of it is deleted. Raises Refused without the right, Locked."""
    _mark(measure, by, now, "measure.removed")


@transaction.atomic
def restore(*, measure: Measure, by: User) -> None:
    """Brings a removed measure back. Raises Refused without the right, Locked."""
    _mark(measure, by, None, "measure.restored")


def _mark(measure: Measure, by: User, at: datetime | None, action: str) -> None:
    require(by, Permission.MEASURE_EDIT, on=measure.plan.agency)
    plan = plans.lock(measure.plan_id)
    require_editable(measure)
    Measure.objects.filter(pk=measure.pk).update(removed_at=at)
    plans.touch(plan)
    plans.record(action, by=by.pk, agency=plan.agency_id, measure=measure)


@transaction.atomic
def date_references(*, measure: Measure, years: Mapping[int, int], by: User) -> None:
    """Says which year's list each reference means: years by the reference's key, others stay.

    Raises Refused without the right, Locked by its state, ValidationError for a year that cannot be.
    """
    require(by, Permission.MEASURE_EDIT, on=measure.plan.agency)
    plan = plans.lock(measure.plan_id)
    require_editable(measure)
    dated = []
    for reference in Reference.objects.filter(measure=measure, pk__in=years):
        if reference.year != years[reference.pk]:
            reference.year, reference.code_of_year = years[reference.pk], None
            reference.full_clean()
            reference.save(update_fields=["year", "code_of_year"])
            dated.append(reference.pk)
    if dated:
        plans.touch(plan)
        plans.record("reference.dated", by=by.pk, agency=plan.agency_id, measure=measure, references=dated)
