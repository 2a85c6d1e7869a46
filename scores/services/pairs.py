"""Which place of one year is which of an earlier one: asked for here alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from document.doubts.wording import letters
from ita.catalogue import TOOLS
from measures.models import Indicator
from scores.services.outline import Outline


def pairs(now: Outline, before: Outline, between: Sequence[Outline] = ()) -> Mapping[str, str]:
    """The key of each tool, group and item of a year with that of the same in an earlier one; none that can't be
    matched.

    `between` are the outlines of the years that lie between both, in any order: an item is followed through them. A
    group goes by its name, where both years have a list of its tool.
    """
    outlines = {outline.year: outline for outline in (now, *between, before)}
    items = {item.code: there.code for item in now.items if (there := earlier(item, before.year, outlines)) is not None}
    guessed = now.guessed | before.guessed
    named = {(group.name, group.tool): group.key for group in before.groups if group.tool not in guessed}
    groups = {group.key: named[group.name, group.tool] for group in now.groups if (group.name, group.tool) in named}
    return {tool: tool for tool in TOOLS} | groups | items


def earlier(item: Indicator, year: int, outlines: Mapping[int, Outline]) -> Indicator | None:
    """The item of an earlier year that is the same as this one, through the years between; None where a link of the
    chain is missing. A confirmed forerunner may lie behind a year without a list."""
    found: Indicator | None = item
    while found is not None and found.year > year:
        found = _one_step(found, outlines)
    return found if found is not None and found.year == year else None


def _one_step(item: Indicator, outlines: Mapping[int, Outline]) -> Indicator | None:
    """What an item was before: its forerunner once a person confirmed it, or that it has none; until then the item of
    the same number a year before, where both lists say the same words and nothing else is proposed."""
    own = item.forerunner
    if item.forerunner_confirmed_at is not None:
        there = _listed(outlines, own.year, own.code) if own is not None else None
        return there if there is not None and own is not None and there.pk == own.pk else None
    if own is not None and own.code != item.code:
        return None
    there = _listed(outlines, item.year - 1, item.code)
    return there if there is not None and _same_words(item, there) else None


def _listed(outlines: Mapping[int, Outline], year: int, code: str) -> Indicator | None:
    return outlines[year].by_code.get(code) if year in outlines else None


def _same_words(item: Indicator, other: Indicator) -> bool:
    """Whether both have words and these are the same, spaces and signs aside."""
    return bool(item.text) and letters(item.text) == letters(other.text)
