"""A stored measure gets the words of a document; the words that it had are kept as former ones."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from accounts.models import User
from audit.facts import JSON
from document import Measure as PrintedMeasure
from measures.models import Action, Measure, Outcome, Revision
from measures.services import officers as duties
from measures.services import plan as plans
from measures.services.doubts.printed import printed
from reports.compiling import stored_measures as writing
from reports.compiling.stored_measures import People, as_held
from reports.compiling.taking.comparing import Compared


def replace_words(row: Compared, people: People, *, with_progress: bool, by: User | None, now: datetime) -> None:
    """Writes every part in which the document differs. Raises ValueError without a person: former words have one."""
    measure = row.stored
    if measure is None or by is None:
        raise ValueError("nobody's words are replaced by nobody")
    wanted, before = as_held(row.read), printed(measure)
    fields = [*_changed(before, wanted)]
    _write(measure, row.read, before, fields, people, by, now)
    progress = _write_progress(measure, row.read, now) if with_progress else {}
    _record(measure, fields, progress, by)


def _changed(before: PrintedMeasure, wanted: PrintedMeasure) -> Iterator[str]:
    own = ("code", "code_as_written", "more_codes", "tool")
    if any(getattr(before, name) != getattr(wanted, name) for name in own):
        yield "code"
    if (before.heading, before.question) != (wanted.heading, wanted.question):
        yield "question"
    if (before.steps, before.references) != (wanted.steps, wanted.references):
        yield "steps"
    if before.details != wanted.details:
        yield "details"
    if [each.printed for each in before.officers] != [each.printed for each in wanted.officers]:
        yield "officers"


def _write(
    measure: Measure,
    read: PrintedMeasure,
    before: PrintedMeasure,
    fields: Sequence[str],
    people: People,
    by: User,
    now: datetime,
) -> None:
    kept = Revision.Kind
    if "code" in fields or "question" in fields:
        _keep(measure, kept.MEASURE, measure.pk, before.heading, by, now)
        writing.fill(measure, read)
        measure.save()
    if "steps" in fields:
        _keep_rows(measure, kept.STEP, _gone(measure.steps.all(), [each.text for each in read.steps]), by, now)
        measure.steps.all().delete()
        measure.references.all().delete()
        writing.write_steps(measure, read)
        writing.write_references(measure, read)
    if "details" in fields:
        rows = zip(measure.details.all(), before.details, strict=True)
        gone = [(row.pk, value.printed) for row, value in rows if value not in read.details]
        _keep_rows(measure, kept.DETAIL, gone, by, now)
        measure.details.all().delete()
        writing.write_details(measure, read)
    if "officers" in fields:
        duties.keep_lines(measure, by, now)
        measure.duties.all().delete()
        writing.write_officers(measure, read, people)


def _gone(rows: Any, texts: Sequence[str]) -> list[tuple[int, str]]:  # noqa: ANN401 - steps
    """The rows, by key, whose words no text has any more."""
    return [(row.pk, row.text) for row in rows if row.text not in texts]


def _keep_rows(measure: Measure, kind: Revision.Kind, rows: Sequence[tuple[int, str]], by: User, now: datetime) -> None:
    for key, text in rows:
        _keep(measure, kind, key, text, by, now)


def _keep(measure: Measure, kind: Revision.Kind, row: int, text: str, by: User, now: datetime) -> None:
    Revision.objects.create(measure=measure, kind=kind, row=row, text=text, by=by, at=now)


def _write_progress(measure: Measure, read: PrintedMeasure, now: datetime) -> dict[str, list[int]]:
    """Rows that say the same stay, others are removed, which can be taken back; returns the keys by what was done."""
    actions = [writing.action_facts(each) for each in read.actions]
    outcomes = [{"marker": each.marker, "text": each.text} for each in read.outcomes]
    done = _settle(measure, Action, actions, now), _settle(measure, Outcome, outcomes, now)
    names = ("actions", "outcomes")
    return {f"{name}_{what}": keys for name, found in zip(names, done, strict=True) for what, keys in found.items()}


def _settle(
    measure: Measure, model: type[Action] | type[Outcome], wanted: Sequence[dict[str, Any]], now: datetime
) -> dict[str, list[int]]:
    left = list(model.objects.kept().filter(measure=measure))
    added = []
    for position, facts in enumerate(wanted):
        same = next((row for row in left if all(getattr(row, name) == facts[name] for name in facts)), None)
        if same is None:
            added.append(model.objects.create(measure=measure, position=position, **facts).pk)
            continue
        left.remove(same)
        model.objects.filter(pk=same.pk).update(position=position)
    model.objects.filter(pk__in=[row.pk for row in left]).update(removed_at=now)
    return {"added": added, "removed": [row.pk for row in left]}


def _record(measure: Measure, fields: Sequence[str], progress: dict[str, list[int]], by: User) -> None:
    agency = measure.plan.agency_id
    own: list[JSON] = [name for name in fields if name != "officers"]
    if own:
        plans.record("measure.changed", by=by.pk, agency=agency, measure=measure, fields=own)
    if "officers" in fields:
        keys = duties.current(measure)
        plans.record("officers.assigned", by=by.pk, agency=agency, measure=measure, officers=keys)
    if any(progress.values()):
        plans.record("progress.saved", by=by.pk, agency=agency, measure=measure, **progress)
