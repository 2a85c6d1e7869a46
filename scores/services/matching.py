"""Measures and the items that they are of, and items of one year that are those of another: said or told why not."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from accounts.models import Agency
from document.doubts.wording import same_question
from measures.models import Indicator, Measure, Plan
from measures.services.doubts.of_measure import let_stand_in
from scores.services import outline as outlines
from scores.services.outline import Outline
from scores.services.pairs import pairs


@dataclass(frozen=True)
class Unmoved:
    """Numbers that were written by another year's list and are right in the one that holds.

    `same` are, by the year of their list, those that are of the same items there; `let_stand` are the keys of measures
    whose number moved and of which a person said that it is meant as it is printed.
    """

    same: Mapping[int, Container[str]] = field(default_factory=dict)
    let_stand: Container[int] = frozenset()


NOTHING = Unmoved()


def codes_of(measure: Measure, right: Unmoved = NOTHING) -> list[str]:
    """The codes of a measure by the list of its plan's assessed year; none of a measure without a code.

    Of those that were written by another list the ones that are `right`.
    """
    if not measure.code:
        return []
    codes = dict.fromkeys([measure.code, *measure.more_codes])
    if measure.code_of_year is None:
        return list(codes)
    there, stands = right.same.get(measure.code_of_year, ()), measure.pk in right.let_stand
    return [code for code in codes if code in there or (stands and code == measure.code)]


def by_item(measures: Iterable[Measure], right: Unmoved = NOTHING) -> dict[str, list[Measure]]:
    """The measures by the codes of their items."""
    found: dict[str, list[Measure]] = {}
    for measure in measures:
        for code in codes_of(measure, right):
            found.setdefault(code, []).append(measure)
    return found


def unmoved(
    plan: Plan, now: Outline, measures: Iterable[Measure], known: Mapping[int, Outline] = MappingProxyType({})
) -> Unmoved:
    """Which numbers of a plan's measures that were written by earlier lists are right in this one.

    No query where the outlines are `known` and no number moved, else as many as such years cost.
    """
    old = [each for each in measures if each.code_of_year is not None and each.code_of_year < now.year]
    same = {}
    for year in {each.code_of_year for each in old if each.code_of_year is not None}:
        pairs_of_year = matched(plan.agency, now, known.get(year) or outlines.of_year(plan.agency, year))
        same[year] = frozenset(code for code, was in pairs_of_year.items() if code == was and code in now.by_code)
    others = [each for each in old if each.code_of_year is not None and each.code not in same[each.code_of_year]]
    return Unmoved(same, let_stand_in(plan, others))


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
