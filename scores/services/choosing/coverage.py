"""What a plan still lacks, counted: weak items without a measure, and measures without what a report needs."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from measures.filters import Lack, lacking
from measures.models import Measure
from measures.models.measure import MeasureQuerySet


@dataclass(frozen=True)
class Gap:
    """How many measures lack something, with the words and the value by which the list of measures shows them."""

    lack: Lack
    count: int


def with_lacks(measures: MeasureQuerySet, year: int) -> MeasureQuerySet:
    """The measures with whether each lacks what a report of the fiscal year needs."""
    return measures.annotate(**{_flag(lack): lacking(lack, year) for lack in Lack})


def gaps(measures: Iterable[Measure]) -> list[Gap]:
    """Each lack with how many of these measures have it; wants them with_lacks()."""
    rows = list(measures)
    return [Gap(lack, sum(bool(getattr(row, _flag(lack))) for row in rows)) for lack in Lack]


def _flag(lack: Lack) -> str:
    return f"lacks_{lack.value}"
