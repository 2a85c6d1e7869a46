"""What of a measure a person should look at, before anybody compiles a report: found, let stand, or changed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from django.db import transaction
from django.db.models import Q

from accounts.models import User
from accounts.permissions import Permission
from audit.chain import in_a_transaction
from document.doubts import Change, Doubt, Recode, Redate, Rename, Reword, Reyear, measure_key, of_measure, place_of
from ita.catalogue import Catalogue
from ita.codes import tool_of
from ita.references import renamed
from measures.models import Action, Measure, Plan
from measures.reopening_holds import why_held
from measures.services import catalogue, progress
from measures.services import measure as measures
from measures.services import plan as plans
from measures.services.doubts import moved, settled
from measures.services.doubts.printed import printed
from measures.services.permission import Locked
from measures.services.rows import Content, Row

# Those that stand on the pages of a measure; what is wrong with characters is said there by measures.characters.
_HERE = frozenset({"code", "code-unlisted", "reference", "date-reversed", "date-outside", "date-differs"})


def open_of(measure: Measure, lists: Catalogue | None = None) -> list[Doubt]:
    """The doubts about a measure that nobody let stand, in the report's order; wants it fetched in full.

    `lists` are those of its plan's years, where they were read already.
    """
    plan = measure.plan
    key, by_other = key_of(measure), moved.lists_of(plan, [measure])
    lists = lists or catalogue.of_plan(plan, getattr(measure, "lists_loaded", None))
    here = _with_moved(measure, key, _found(measure, key, lists), by_other)
    return _but(settled.of(plan) if here else set(), here)


def open_of_each(plan: Plan, measures: Sequence[Measure]) -> list[list[Doubt]]:
    """The same of several measures of a plan, in their order; of those from each_in_full() in two queries at most."""
    known = catalogue.of_plan(plan, getattr(measures[0], "lists_loaded", None)) if measures else Catalogue(())
    let_be, lists, found = settled.of(plan), moved.lists_of(plan, measures), []
    for each in measures:
        key = key_of(each)
        found.append(_but(let_be, _with_moved(each, key, _found(each, key, known), lists)))
    return found


def moved_of_plan(plan: Plan, keys: Sequence[int]) -> list[tuple[Measure, list[Doubt]]]:
    """Of these measures of a plan, with numbers by another year's list, those whose numbers moved and aren't settled.

    By code; as many queries for any number of them, and none for none.
    """
    if not keys:
        return []
    measures = list(Measure.objects.kept().filter(plan=plan, pk__in=keys).by_code().prefetch_related("references"))
    lists, let_be, counted = moved.lists_of(plan, measures), settled.of(plan), _keys(plan)
    found = []
    for measure in measures:
        measure.plan = plan
        doubts = _but(let_be, [*moved.doubts(measure, counted[measure.pk], lists)] if lists else [])
        if doubts:
            found.append((measure, doubts))
    return found


def let_stand_in(plan: Plan, measures: Sequence[Measure]) -> frozenset[int]:
    """The keys of those of a plan's measures whose own number moved, and which a person let stand as it is.

    As many queries for any number of them, and none where no number was written by another year's list.
    """
    lists = moved.lists_of_own(plan, measures)
    if lists is None:
        return frozenset()
    let_be, counted, found = settled.of(plan), _keys(plan), set[int]()
    for measure in measures:
        measure.plan = plan
        about = list(moved.of_own(measure, counted[measure.pk], lists)) if measure.pk in counted else []
        if about and not _but(let_be, about):
            found.add(measure.pk)
    return frozenset(found)


def moved_in_order(plan: Plan, measures: Sequence[Measure]) -> tuple[Doubt, ...]:
    """What moved of a plan's measures, all of them in the report's order: settled or not, as its documents say it.

    Wants them fetched in full; one query at the most, and none where no number was written by another year's list.
    """
    for measure in measures:
        measure.plan = plan
    lists = moved.lists_of(plan, measures)
    if lists is None:
        return ()
    seen, found = Counter[str](), list[Doubt]()
    for number, measure in enumerate(measures, start=1):
        seen[measure.code] += 1
        place = place_of(printed(measure), number)
        key = measure_key(measure.code, seen[measure.code])
        found += [replace(each, place=f"{place} {each.place}") for each in moved.doubts(measure, key, lists)]
    return tuple(found)


def moved_of_document(plan: Plan) -> tuple[Doubt, ...]:
    """The same of all measures of a plan as they are stored; one query where none has such a number."""
    by_other = Q(code_of_year__isnull=False) | Q(references__code_of_year__isnull=False)
    rows = Measure.objects.kept().filter(plan=plan)
    return moved_in_order(plan, list(rows.in_full())) if rows.filter(by_other).exists() else ()


def _keys(plan: Plan) -> dict[int, str]:
    """What names each measure of a plan in the keys of its doubts, by its primary key."""
    keys, seen = {}, Counter[str]()
    for pk, code in Measure.objects.kept().filter(plan=plan).order_by("position", "pk").values_list("pk", "code"):
        seen[code] += 1
        keys[pk] = measure_key(code, seen[code])
    return keys


def _with_moved(measure: Measure, key: str, found: list[Doubt], lists: Catalogue | None) -> list[Doubt]:
    return moved.without_twice(found, [*moved.doubts(measure, key, lists)]) if lists else found


def _found(measure: Measure, key: str, known: Catalogue) -> list[Doubt]:
    plan = measure.plan
    years = {"assessed_year": plan.assessed_year, "measures_year": plan.year}
    return [each for each in of_measure(printed(measure), key=key, catalogue=known, **years) if each.kind in _HERE]


def _but(let_be: set[tuple[str, str]], found: list[Doubt]) -> list[Doubt]:
    return [doubt for doubt in found if (doubt.key, doubt.message[:1000]) not in let_be]


def key_of(measure: Measure) -> str:
    """What names a measure in the keys of its doubts, as document.doubts.measure_keys has it: E13, then E13#2."""
    if hasattr(measure, "earlier") and not in_a_transaction():  # a page read it just now
        return measure_key(measure.code, measure.earlier + 1)
    same = Measure.objects.kept().filter(plan=measure.plan_id, code=measure.code)
    before = Q(position__lt=measure.position) | Q(position=measure.position, pk__lt=measure.pk)
    return measure_key(measure.code, same.filter(before).count() + 1)


@transaction.atomic
def let_stand(*, measure: Measure, doubts: Sequence[Doubt], by: User, now: datetime) -> None:
    """A person looked, and wants the words as they are.

    Raises Refused for who may neither enter progress of the measure nor edit the report, Locked once it is submitted.
    """
    plans.lock(measure.plan_id)
    if why := why_held(measure.plan):
        raise Locked(Permission.REPORT_EDIT, measure.agency, why)
    settled.keep(plan=measure.plan, doubts=doubts, by=by, now=now, measure=measure)


@transaction.atomic
def accept(*, measure: Measure, doubts: Sequence[Doubt], label: str, by: User, now: datetime) -> bool:
    """Makes the change that each of the doubts proposes under a label; returns whether any did.

    Wants the measure fetched in full. Raises what the saving of such words raises: Refused, Locked, Conflict, Changed.
    """
    changes = [each.change for doubt in doubts for each in doubt.proposals if each.label == label]
    actions: list[Action] = measure.kept_actions  # type: ignore[attr-defined]  # set by in_full
    rows = [_row(actions[each.number - 1], each) for each in changes if isinstance(each, Redate | Reword)]
    if rows:
        progress.save(measure=measure, actions=rows, outcomes=[], by=by, now=now)
    if years := _years(measure, changes):
        measures.date_references(measure=measure, years=years, by=by)
    wanted = _wanted(measure, changes)
    if wanted.digest != wanted.base:
        measures.save(plan=measure.plan, measure=measure, wanted=wanted, by=by, now=now)
    return bool(changes)


def _row(action: Action, change: Redate | Reword) -> Row:
    """The action with the other date or the other words."""
    content = progress.content_of(action)
    base = content.digest
    if isinstance(change, Reword):
        return Row(action.pk, replace(content, text=change.text), base)
    end = None if change.open_ended else change.end or change.start
    return Row(action.pk, Content(content.text, change.start, end, change.open_ended), base)


def _years(measure: Measure, changes: Sequence[Change]) -> Mapping[int, int]:
    references = list(measure.references.all())
    return {references[each.number - 1].pk: each.year for each in changes if isinstance(each, Reyear)}


def _wanted(measure: Measure, changes: Sequence[Change]) -> measures.Wanted:
    """The measure's own words with the other code and the other references."""
    code, written = measure.code, measure.code_as_written
    steps = tuple(step.text for step in measure.steps.all())
    for each in changes:
        if isinstance(each, Rename):
            steps = renamed(steps, each.number, each.as_written)
        elif isinstance(each, Recode):
            code = written = each.code
    return measures.Wanted(
        code=code,
        code_as_written=written,
        tool=tool_of(code) if code else measure.tool,
        question=measure.question,
        due_on=measure.due_on,
        steps=steps,
        base=measures.digest(measure),
        details=measures.details_of(measure),
    )
