"""What the approver should know beside the report itself, as it stood when the round was submitted."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypedDict

from document.doubts import Doubt
from measures import acceptance
from measures.models import Measure, Plan
from reports.compiling.completeness import SHOULD, Check


class Line(TypedDict):
    """A place in the report and what is to be said of it, both Thai."""

    place: str
    words: str


class Notes(TypedDict):
    """`unchecked`: measures that no second person looked at; `doubts`: what nobody settled; `should`: what was left."""

    unchecked: list[Line]
    doubts: list[Line]
    should: list[Line]


def notes_of(plan: Plan, checks: Sequence[Check], doubts: Sequence[Doubt]) -> Notes:
    """The notes as they are kept with a round."""
    left = [check for check in checks if check.level == SHOULD and not check.url.endswith("#doubts")]
    measures = list(Measure.objects.kept().filter(plan=plan))
    takings = acceptance.of(measures)
    return Notes(
        unchecked=[
            Line(place=measure.item, words=f"{takings[measure.pk].kind.label} ({takings[measure.pk].by})")
            for measure in measures
            if measure.pk in takings and not takings[measure.pk].is_checked
        ],
        doubts=[Line(place=doubt.place, words=doubt.message) for doubt in doubts],
        should=[Line(place=check.title, words=check.detail) for check in left],
    )
