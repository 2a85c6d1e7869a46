"""What changed of a measure since it was last sent back or opened again: what a second look has to read."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Subquery

from audit.models import AuditEvent
from measures.models import Action, Decision, Measure, Outcome, Revision
from measures.services.decision import digest_in_full
from thai.difference import merged

_ASKING = (Decision.Move.RETURN, Decision.Move.REOPEN)
_OTHERS = {"measure.changed": "ข้อความหรือสิ่งที่ต้องทำของมาตรการ", "officers.assigned": "ผู้รับผิดชอบ"}


@dataclass(frozen=True)
class Change:
    """One thing that is new, other or gone; pieces are (kept, added or removed, words)."""

    place: str
    pieces: Sequence[tuple[str, str]]


@dataclass(frozen=True)
class SinceReturn:
    """The decision that asked for more, what changed since, and the names of other parts that somebody saved."""

    asked: Decision
    changes: tuple[Change, ...]
    others: tuple[str, ...]
    is_unchanged: bool


def since_return(measure: Measure, decisions: Sequence[Decision]) -> SinceReturn | None:
    """What changed since the last return or reopening; None where there was none.

    Wants the measure fetched in full, and the decisions about it, the latest last. Three queries.
    """
    asked = next((each for each in reversed(decisions) if each.move in _ASKING), None)
    if asked is None:
        return None
    events = list(_events_after(measure, asked))
    facts = [(event.action, json.loads(event.data)) for event in events]
    changes: list[Change] = []
    former = _former(measure, asked)
    for kind, name, label in (
        (Revision.Kind.ACTION, "actions", "การดำเนินการ"),
        (Revision.Kind.OUTCOME, "outcomes", "ผลลัพธ์"),
    ):
        touched = {way: _keys(facts, f"{name}_{way}") for way in ("added", "changed", "removed")}
        touched["added"] |= {
            data["row"] for action, data in facts if action == "progress.restored" and data["kind"] == kind
        }
        found = [*getattr(measure, f"kept_{name}"), *getattr(measure, f"removed_{name}")]
        rows: list[Action | Outcome] = sorted(found, key=lambda row: (row.position, row.pk))
        changes += _changes(rows, touched, former[kind], label)
    others = dict.fromkeys(_OTHERS[action] for action, _ in facts if action in _OTHERS)
    return SinceReturn(asked, tuple(changes), tuple(others), digest_in_full(measure) == asked.digest)


def last_asked(measures: Iterable[Measure]) -> dict[int, Decision]:
    """The decision that last returned or reopened each, by the measure's key; one query."""
    decisions = (
        Decision.objects.filter(measure__in=list(measures), move__in=_ASKING).select_related("by").order_by("pk")
    )
    return {decision.measure_id: decision for decision in decisions}


def _events_after(measure: Measure, asked: Decision) -> Iterable[AuditEvent]:
    events = AuditEvent.objects.filter(subject=measure.subject).order_by("seq")
    begun = events.filter(action=f"measure.{asked.move}").order_by("-seq").values("seq")
    return events.filter(seq__gt=Subquery(begun[:1]))


def _keys(facts: Sequence[tuple[str, dict[str, list[int]]]], name: str) -> set[int]:
    return {key for _, data in facts for key in data.get(name, [])}


def _former(measure: Measure, asked: Decision) -> dict[str, dict[int, str]]:
    """What each row of a kind said then: the first of its words that were replaced since."""
    former: dict[str, dict[int, str]] = {kind: {} for kind in Revision.Kind}
    for kind, row, text in (
        measure.revisions.filter(at__gte=asked.at).order_by("-at", "-pk").values_list("kind", "row", "text")
    ):
        former[kind][row] = text
    return former


def _changes(
    rows: Sequence[Action | Outcome], touched: dict[str, set[int]], former: dict[int, str], label: str
) -> list[Change]:
    found = []
    kept = [row for row in rows if row.removed_at is None]
    for number, row in enumerate(kept, start=1):
        if row.pk in touched["added"]:
            found.append(Change(f"{label}ที่ {number} เพิ่มใหม่", [("added", row.text)]))
        elif row.pk in touched["changed"]:
            before = former.get(row.pk, row.text)
            said = "" if before != row.text else " แก้วันที่"
            found.append(Change(f"{label}ที่ {number}{said}", merged(before, row.text)))
    gone = [row for row in rows if row.removed_at is not None and row.pk in touched["removed"] - touched["added"]]
    return found + [Change(f"{label}ที่นำออก", [("removed", row.text)]) for row in gone]
