"""What can be scored in a year: tools, groups and items of the list by which an agency is assessed, gaps said."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from django.db.models import OuterRef, Subquery

from accounts.models import Agency
from ita.catalogue import TOOLS, Catalogue, Entry
from ita.codes import code_key, tool_of
from measures.models import Indicator, Wording
from measures.services import catalogue, wording
from scores.reading.expected import TOTAL


@dataclass(frozen=True)
class Group:
    """A group (ตัวชี้วัด) of a year's list, numbered through all tools."""

    number: int
    name: str
    tool: str

    @property
    def key(self) -> str:
        return str(self.number)

    @property
    def called(self) -> str:
        return f"{self.number}. {self.name}"


@dataclass(frozen=True)
class Outline:
    """The groups and items of a year, each in the order of the instrument; `guessed` are tools without a list of that
    year, whose groups are those of the nearest one that is known and of which no item is; `own` are the codes of
    the items whose wording the agency confirmed."""

    year: int
    groups: tuple[Group, ...]
    items: tuple[Indicator, ...]
    guessed: frozenset[str] = field(default=frozenset())
    own: frozenset[str] = field(default=frozenset())

    @cached_property
    def by_code(self) -> Mapping[str, Indicator]:
        return {item.code: item for item in self.items}

    @cached_property
    def by_number(self) -> Mapping[str, Group]:
        """The groups by their keys."""
        return {group.key: group for group in self.groups}

    def wording_of(self, item: Indicator) -> str:
        """Where the text of an item comes from, and who confirmed it, as the pages of measures say it."""
        return wording.OWN if item.code in self.own else wording.source_of(item)

    def is_unconfirmed(self, item: Indicator) -> bool:
        """Whether an item has a text that nobody confirmed."""
        return bool(item.text) and item.code not in self.own and item.status != Indicator.Status.CONFIRMED

    def groups_of(self, tool: str) -> list[Group]:
        return [group for group in self.groups if group.tool == tool]

    def items_of(self, tool: str) -> list[Indicator]:
        return [item for item in self.items if item.tool == tool]

    def tool_of(self, key: str) -> str:
        """The tool of a score's key (IIT, 7, E13); ValueError in Thai for what is no key of this year."""
        if key in TOOLS:
            return key
        if key.isdigit():
            if key not in self.by_number:
                raise ValueError(f"ไม่มีตัวชี้วัดที่ {key} ในรายการของปี {self.year}")
            return self.by_number[key].tool
        return tool_of(key)

    @cached_property
    def catalogue(self) -> Catalogue:
        """The items as plain values."""
        return Catalogue(
            Entry(item.year, item.tool, item.code, item.group_no, item.group_name, item.text, item.status)
            for item in self.items
        )

    def mistake(self, key: str) -> str:
        """Why the year can't have an item, in Thai; nothing for an item that it may have, and for what is no item."""
        is_item = key not in TOOLS and not key.isdigit()
        return self.catalogue.mistake(key, [self.year]) if is_item else ""

    def called(self, key: str) -> str:
        """What a person calls the place of a score."""
        if key == TOTAL:
            return "คะแนนรวมที่ประกาศ"
        if key in TOOLS:
            return f"คะแนน {key}"
        if key.isdigit():
            group = self.by_number.get(key)
            return f"ตัวชี้วัดที่ {group.called if group else key}"
        return f"ข้อ {key}"


def of_year(agency: Agency, year: int) -> Outline:
    """The outline of an agency's year, items in the agency's own wording where it confirmed one.

    One query, and a few more where a tool has no list of that year.
    """
    return of_years(agency, year)[year]


def of_years(agency: Agency, *years: int) -> dict[int, Outline]:
    """The outlines of several years, by year; one query for all, and a few more for each that lacks a tool."""
    own = Wording.objects.filter(agency=agency, indicator=OuterRef("pk")).values("text")
    listed = catalogue.items_of(agency, *years).select_related("forerunner").annotate(own_text=Subquery(own[:1]))
    items: dict[int, list[Indicator]] = {year: [] for year in years}
    for item in sorted(listed, key=lambda item: code_key(item.code)):
        item.text = item.own_text or item.text  # type: ignore[attr-defined]  # annotated above; these rows are shown and pointed to, never saved
        items[item.year].append(item)
    return {year: _outline(agency, year, items[year]) for year in years}


def _outline(agency: Agency, year: int, items: Sequence[Indicator]) -> Outline:
    groups = {item.group_no: Group(item.group_no, item.group_name, item.tool) for item in items}
    missing = frozenset(TOOLS) - {item.tool for item in items}
    if missing:
        groups = {group.number: group for group in _nearest(agency, year, missing)} | groups
    confirmed = frozenset(item.code for item in items if item.own_text)  # type: ignore[attr-defined]  # as above
    return Outline(year, tuple(groups[number] for number in sorted(groups)), tuple(items), missing, confirmed)


def _nearest(agency: Agency, year: int, tools: frozenset[str]) -> list[Group]:
    """The groups of tools as the nearest list that is known has them."""
    known = catalogue.items_of(agency).filter(tool__in=tools).order_by().values_list("tool", "year").distinct()
    years: dict[str, list[int]] = {}
    for tool, each in known:
        years.setdefault(tool, []).append(each)
    found = []
    for near in {catalogue.nearest(each, year) for each in years.values()}:
        of_near = [tool for tool in tools if tool in years and catalogue.nearest(years[tool], year) == near]
        rows = catalogue.items_of(agency, near).filter(tool__in=of_near).order_by("group_no")
        found += [Group(*each) for each in rows.values_list("group_no", "group_name", "tool").distinct()]
    return found
