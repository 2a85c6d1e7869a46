"""Measures and the items that they are of, and items of one year that are those of another: said or told why not."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping
from types import MappingProxyType

from accounts.models import Agency
from document.doubts.wording import same_question
from measures.models import Indicator, Measure
from scores.services import outline as outlines
from scores.services.outline import Outline
from scores.services.pairs import pairs

Unmoved = Mapping[int, Container[str]]  # by the year of a list the numbers that are of the same items in a later one
NOTHING: Unmoved = MappingProxyType({})


def codes_of(measure: Measure, same: Unmoved = NOTHING) -> list[str]:
    """The codes of a measure by the list of its plan's assessed year; none of a measure without a code.

    Of those that were written by another list the ones that did not move, which `same` says.
    """
    if not measure.code:
        return []
    codes = dict.fromkeys([measure.code, *measure.more_codes])
    if measure.code_of_year is None:
        return list(codes)
    there = same.get(measure.code_of_year, ())
    return [code for code in codes if code in there]


def by_item(measures: Iterable[Measure], same: Unmoved = NOTHING) -> dict[str, list[Measure]]:
    """The measures by the codes of their items."""
    found: dict[str, list[Measure]] = {}
    for measure in measures:
        for code in codes_of(measure, same):
            found.setdefault(code, []).append(measure)
    return found


def unmoved(
    agency: Agency, now: Outline, measures: Iterable[Measure], known: Mapping[int, Outline] = MappingProxyType({})
) -> Unmoved:
    """Which numbers of earlier lists, by which measures were written, are of the same items in this one.

    No query where the outlines are `known`, else as many as such years cost.
    """
    years = {each.code_of_year for each in measures if each.code_of_year is not None and each.code_of_year < now.year}
    found = {}
    for year in years:
        pairs_of_year = matched(agency, now, known.get(year) or outlines.of_year(agency, year))
        found[year] = frozenset(code for code, was in pairs_of_year.items() if code == was and code in now.by_code)
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
