"""The annex of scores before and after: a row an item, under the measure that it belongs to."""

from __future__ import annotations

from dataclasses import dataclass

from document import Measure, ReportDocument, ScorePair
from document.kinds import scored

WIDTHS = (44, 19, 19, 18)  # of its columns, in per cent


@dataclass(frozen=True)
class ScoresAnnex:
    """`rows` are the pairs with their measures; `said` tells what they are not, `left_out` how many say nothing."""

    heading: str
    said: str
    rows: tuple[tuple[Measure, ScorePair], ...]
    left_out: str


def scores_of(document: ReportDocument) -> ScoresAnnex | None:
    """The annex of a report; None where it tells no scores."""
    if not document.scores:
        return None
    rows = tuple((document.measures[each.measure - 1], each) for each in document.scores)
    left_out = scored.left_out(document.scores, len(document.measures))
    return ScoresAnnex(scored.HEADING, scored.SAID, rows, left_out)
