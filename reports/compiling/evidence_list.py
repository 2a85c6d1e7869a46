"""The evidence of a plan in the report's order: what is published with it, and what only the agency keeps."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from document import EvidenceItem
from evidence.models import Evidence
from files import store
from measures.models import Measure, Plan
from reports.models.attached import Attached


def of_plan(plan: Plan, measures: Sequence[Measure]) -> tuple[Attached, ...]:
    """The evidence of these measures, which were fetched in full, in their order; one query."""
    numbers = {measure.pk: number for number, measure in enumerate(measures, start=1)}
    actions = {
        action.pk: number
        for measure in measures
        for number, action in enumerate(measure.kept_actions, start=1)  # type: ignore[attr-defined]  # set by in_full
    }
    rows = Evidence.objects.of_year(plan).filter(erased_at=None).defer("text")
    found = [row for row in rows if row.measure_id in numbers]  # not of a measure that a colleague adds just now
    found.sort(key=lambda row: (numbers[row.measure_id], row.position, row.pk))
    return tuple(_attached(row, numbers[row.measure_id], actions.get(row.action_id or 0, 0)) for row in found)


def _attached(row: Evidence, measure: int, action: int) -> Attached:
    item = EvidenceItem(
        measure=measure,
        action=action,
        kind=row.kind,  # type: ignore[arg-type]  # a choice
        caption=row.caption,
        speaks_for=row.speaks_for,
        item=row.item,
        name=row.name,
        media_type=row.media_type,
        size=row.size,
        digest=row.digest,
        address=row.address,
    )
    return Attached(item, row.is_public, row.thumbnail, row.sent_digest)


def public(found: Iterable[Attached]) -> tuple[EvidenceItem, ...]:
    """Those that a document holds."""
    return tuple(each.item for each in found if each.is_public)


def lost(found: Iterable[Attached]) -> list[Attached]:
    """Those whose files the store doesn't have any more. Raises Away."""
    listed = list(found)
    missing = store.missing(digest for each in listed for digest in each.digests)
    return [each for each in listed if not missing.isdisjoint(each.digests)]
