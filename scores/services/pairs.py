"""Which place of one year is which of the year before: asked for here alone."""

from __future__ import annotations

from collections.abc import Mapping

from ita.catalogue import TOOLS
from measures.models import Indicator
from scores.services.outline import Outline


def pairs(now: Outline, before: Outline) -> Mapping[str, str]:
    """The key of each tool, group and item of a year with that of the same a year before; none that can't be matched.

    Groups go by their names. An item goes by its forerunner once a person confirmed which it is, or that it has none;
    until then by its code, while both years' lists name it and nothing else is proposed.
    """
    named = {(group.name, group.tool): group.key for group in before.groups}
    groups = {group.key: named[group.name, group.tool] for group in now.groups if (group.name, group.tool) in named}
    items = {item.code: code for item in now.items if (code := _earlier(item, before))}
    return {tool: tool for tool in TOOLS} | groups | items


def _earlier(item: Indicator, before: Outline) -> str:
    """The code of an item a year before; nothing where nobody can tell."""
    own = item.forerunner
    if item.forerunner_confirmed_at is None and (own is None or own.code == item.code):
        return item.code if item.code in before.by_code else ""
    if own is None or item.forerunner_confirmed_at is None:
        return ""
    there = before.by_code.get(own.code)
    return own.code if there is not None and there.pk == own.pk else ""
