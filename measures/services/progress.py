"""Saving what was done and what came of it: many rows in one go, never over someone else's words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import TypeAlias

from django.db import transaction

from accounts.models import User
from measures.models import Action, Measure, Outcome, Revision
from measures.services import plan as plans
from measures.services.numbering import renumbered
from measures.services.permission import require_editable, require_progress
from measures.services.rows import Conflict, Content, Row, Settled, merged_order, settle

Stored: TypeAlias = Action | Outcome


def content_of(row: Stored) -> Content:
    """What a stored row says."""
    if isinstance(row, Action):
        return Content(row.text, row.start_on, row.end_on, row.open_ended)
    return Content(row.text)


@transaction.atomic
def save(
    *,
    measure: Measure,
    actions: Sequence[Row],
    outcomes: Sequence[Row],
    by: User,
    now: datetime,
) -> bool:
    """Writes all rows or none, and keeps the words that it replaces.

    Rows that were not sent stay as they are. Returns whether anything changed. Raises Conflict where someone saved
    first and differently, Refused for a person who does not answer for the measure, Locked by its state,
    Action.DoesNotExist or Outcome.DoesNotExist for a row of another one.
    """
    require_progress(by, measure)
    plan = plans.lock(measure.plan_id)
    require_editable(measure)
    done = _List(measure, Action, "actions", actions, default="1.")
    results = _List(measure, Outcome, "outcomes", outcomes, default="-")
    clashes = [*done.clashes, *results.clashes]
    if clashes:
        raise Conflict(clashes)
    changed = {**done.write(by, now), **results.write(by, now)}
    if not any(changed.values()):
        return False
    plans.touch(plan)
    plans.record("progress.saved", by=by.pk, agency=plan.agency_id, measure=measure, **changed)
    return True


@transaction.atomic
def keep_unchosen(
    *, measure: Measure, actions: Sequence[Row], outcomes: Sequence[Row], by: User, now: datetime
) -> None:
    """Keeps what a person gave up in a choice between two saves, once each, beside the rows that it was meant for.

    Raises Refused for a person who does not answer for the measure.
    """
    require_progress(by, measure)
    plan = plans.lock(measure.plan_id)
    of_measure = set(measure.actions.values_list("pk", flat=True)), set(measure.outcomes.values_list("pk", flat=True))
    rows = [(Revision.Kind.ACTION, row) for row in actions if row.pk in of_measure[0]]
    rows += [(Revision.Kind.OUTCOME, row) for row in outcomes if row.pk in of_measure[1]]
    kept = []
    for kind, row in rows:
        facts = {"kind": kind, "row": row.pk, "text": row.content.text, "dates": row.content.span}
        if not measure.revisions.filter(**facts).exists():
            measure.revisions.create(**facts, by=by, at=now)
            kept.append(row.pk)
    if kept:
        plans.record("progress.set_aside", by=by.pk, agency=plan.agency_id, measure=measure, rows=kept)


@transaction.atomic
def restore(*, row: Stored, by: User) -> None:
    """Brings a removed row back, behind the others. Raises Refused without the right, Locked by the measure's state."""
    require_progress(by, row.measure)
    plan = plans.lock(row.measure.plan_id)
    require_editable(row.measure)
    model: type[Action] | type[Outcome] = type(row)
    others: list[Stored] = list(model.objects.kept().filter(measure=row.measure).exclude(pk=row.pk))
    row.removed_at = None
    row.save(update_fields=["removed_at"])
    _number([*others, row], default="1." if model is Action else "-")
    plans.touch(plan)
    kind = str(Revision.Kind.ACTION if model is Action else Revision.Kind.OUTCOME)
    plans.record("progress.restored", by=by.pk, agency=plan.agency_id, measure=row.measure, kind=kind, row=row.pk)


class _List:
    """One list of a measure as stored, beside the rows that were sent for it."""

    def __init__(self, measure: Measure, model: type[Stored], name: str, sent: Sequence[Row], *, default: str) -> None:
        self.measure, self.model, self.name, self.default = measure, model, name, default
        self.kind = Revision.Kind.ACTION if model is Action else Revision.Kind.OUTCOME
        self.stored: dict[int, Stored] = {row.pk: row for row in model.objects.filter(measure=measure)}
        self.sent = sent = self._without_repeats(sent)
        self.settled: dict[int, Settled] = {}
        for row in sent:
            if row.pk is None:
                continue
            if row.pk not in self.stored:
                raise model.DoesNotExist(f"{name} {row.pk} is not of measure {measure.pk}")
            old = self.stored[row.pk]
            self.settled[row.pk] = settle(row, content_of(old), old.removed_at is not None)
        self.clashes = [clash for settled in self.settled.values() for clash in settled.clashes]

    def _without_repeats(self, sent: Sequence[Row]) -> list[Row]:
        """A form sent twice (a double click, the browser's way back) adds nothing twice.

        A new row that says all that a stored row says, which the form did not know, is that row.
        """
        known = {row.pk for row in sent}
        unknown: dict[Content, list[int]] = {}
        for pk, stored in self.stored.items():
            if pk not in known and stored.removed_at is None:
                unknown.setdefault(content_of(stored), []).append(pk)
        rows = []
        for row in sent:
            same = unknown.get(row.content) if row.pk is None and not row.removed else None
            rows.append(replace(row, pk=same.pop(0), base=row.content.digest) if same else row)
        return rows

    def write(self, by: User, now: datetime) -> dict[str, list[int]]:
        """Stores what was settled; returns the keys of the rows that were added, changed and removed."""
        before = [row.pk for row in self.stored.values() if row.removed_at is None]
        changed, removed = self._write_stored(by, now)
        added, order = [], []
        for row in self.sent:
            pk = row.pk
            if pk is None and not row.removed:
                pk = self._create(row.content).pk
                added.append(pk)
            if pk is not None and (pk in added or self.stored[pk].removed_at is None):
                order.append(pk)
        order = merged_order(list(dict.fromkeys(order)), [pk for pk in before if self.stored[pk].removed_at is None])
        moved = [pk for pk in order if pk in before] != [pk for pk in before if pk in order]
        if added or removed or moved or set(order) != set(before):
            rows = self.model.objects.in_bulk(order)
            _number([rows[pk] for pk in order], default=self.default)
        facts = {f"{self.name}_added": added, f"{self.name}_changed": changed, f"{self.name}_removed": removed}
        if moved:
            facts[f"{self.name}_order"] = order
        return facts

    def _write_stored(self, by: User, now: datetime) -> tuple[list[int], list[int]]:
        changed: list[int] = []
        removed: list[int] = []
        for pk, settled in self.settled.items():
            row = self.stored[pk]
            was_removed = row.removed_at is not None
            if settled == Settled(content_of(row), was_removed):
                continue
            if settled.content != content_of(row):
                _keep_words(self.measure, self.kind, pk, content_of(row), by, now)
                _fill(row, settled.content)
            if settled.removed != was_removed:
                row.removed_at = now if settled.removed else None
            row.save()
            (removed if settled.removed else changed).append(pk)
        return changed, removed

    def _create(self, content: Content) -> Stored:
        row = self.model(measure=self.measure, position=len(self.stored))
        _fill(row, content)
        row.full_clean()
        row.save()
        return row


def _keep_words(measure: Measure, kind: str, row: int, content: Content, by: User, now: datetime) -> None:
    Revision.objects.create(measure=measure, kind=kind, row=row, text=content.text, dates=content.span, by=by, at=now)


def _fill(row: Stored, content: Content) -> None:
    row.text = content.text
    if isinstance(row, Action):
        row.start_on, row.end_on, row.open_ended = content.start_on, content.end_on, content.open_ended


def _number(rows: Sequence[Stored], *, default: str) -> None:
    """Positions and printed markers, after rows came, went or moved."""
    markers = renumbered([row.marker for row in rows], default=default)
    for position, (row, marker) in enumerate(zip(rows, markers, strict=True)):
        row.position, row.marker = position, marker
        row.save(update_fields=["position", "marker"])
