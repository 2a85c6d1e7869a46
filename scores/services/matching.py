"""Measures and the items that they are of, and items of one year that are those of another: said or told why not."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from accounts.models import Agency
from document.doubts.wording import same_question
from measures.models import Indicator, Measure
from scores.services import outline as outlines
from scores.services.outline import Outline
from scores.services.pairs import pairs


def codes_of(measure: Measure) -> list[str]:
    """The codes of a measure by the list of its plan's assessed year; none where they were written by another list
    and may have moved, and none of a measure without a code."""
    if not measure.code or measure.code_of_year is not None:
        return []
    return list(dict.fromkeys([measure.code, *measure.more_codes]))


def by_item(measures: Iterable[Measure]) -> dict[str, list[Measure]]:
    """The measures by the codes of their items."""
    found: dict[str, list[Measure]] = {}
    for measure in measures:
        for code in codes_of(measure):
            found.setdefault(code, []).append(measure)
    return found


def meant_instead(measure: Measure, before: Outline, after: Outline) -> list[Indicator]:
    """The items of both years whose words a measure has, where these are not those of its own item before.

    Of an item without words it is asked whether the one of its number afterwards has them.
    """
    own = before.by_code.get(measure.code)
    items = [item for year in (before, after) for item in year.items if item.text]
    same = [item for item in items if same_question(measure.question, item.text)]
    is_own = own in same if own is not None and own.text else any(item.code == measure.code for item in same)
    return [] if is_own else same


def between(agency: Agency, now: Outline, before: Outline) -> list[Outline]:
    """The outlines of the years that lie between two; none, and no query, for years that follow each other."""
    return [outlines.of_year(agency, year) for year in range(before.year + 1, now.year)]


def matched(agency: Agency, now: Outline, before: Outline) -> Mapping[str, str]:
    """Which places of one year are which of another, whatever lies between; a year is its own."""
    if now.year == before.year:
        return {code: code for code in now.by_code}
    return pairs(now, before, between(agency, now, before)) if before.year < now.year else {}
