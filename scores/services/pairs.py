"""Which place of one year is which of the year before: asked for here alone."""

from __future__ import annotations

from collections.abc import Mapping

from ita.catalogue import TOOLS
from scores.services.outline import Outline


def pairs(now: Outline, before: Outline) -> Mapping[str, str]:
    """The key of each tool, group and item of a year with that of the same a year before; none that can't be matched.

    Groups go by their names, items by their codes while both years' lists name them: a number alone says nothing where
    a list is not known.
    """
    named = {(group.name, group.tool): group.key for group in before.groups}
    groups = {group.key: named[group.name, group.tool] for group in now.groups if (group.name, group.tool) in named}
    items = {item.code: item.code for item in now.items if item.code in before.by_code}
    return {tool: tool for tool in TOOLS} | groups | items
