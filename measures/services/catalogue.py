"""The items of a year's list go into the database, and out of it as plain values."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from django.db import transaction
from django.db.models import QuerySet

from accounts.models import Agency
from audit import chain
from audit.facts import JSON
from ita.catalogue import Catalogue, Entry, load_csv
from ita.codes import tool_of
from measures.models import Indicator, Plan

SUBJECT = "catalogue"  # of the event that says that lists were loaded


@dataclass(frozen=True)
class Loaded:
    """How many items were new, changed, and as they were."""

    added: int
    changed: int
    same: int


@transaction.atomic
def load(catalogue: Catalogue) -> Loaded:
    """Brings the items of all years of a catalogue into the database; running it again changes nothing.

    Nothing is deleted: what hangs on an item that a newer list no longer holds stays.
    """
    stored = {(item.year, item.code): item for item in Indicator.objects.all()}
    added, changed = [], []
    entries = [entry for year in catalogue.years for entry in catalogue.items(year)]
    for entry in entries:
        item = stored.get((entry.year, entry.code))
        facts = {name: getattr(entry, name) for name in ("tool", "group_no", "group_name", "text", "status")}
        if item is None:
            added.append(Indicator(year=entry.year, code=entry.code, **facts))
        elif any(getattr(item, name) != value for name, value in facts.items()):
            for name, value in facts.items():
                setattr(item, name, value)
            changed.append(item)
    Indicator.objects.bulk_create(added)
    Indicator.objects.bulk_update(changed, ["tool", "group_no", "group_name", "text", "status"])
    if added or changed:
        data: dict[str, JSON] = {"added": len(added), "changed": len(changed), "years": list(catalogue.years)}
        chain.record("catalogue.loaded", actor=None, agency=None, subject=SUBJECT, data=data)
    return Loaded(len(added), len(changed), len(entries) - len(added) - len(changed))


def of(*years: int, tool: str | None = None) -> Catalogue:
    """The lists of some years as the database has them, of one tool or of all three."""
    items = Indicator.objects.filter(year__in=years).order_by("pk")
    return Catalogue(_entry(item) for item in (items.filter(tool=tool) if tool else items))


def items_of(agency: Agency, year: int) -> QuerySet[Indicator]:
    """The items of the list by which an agency is assessed in a year, in the order in which they were loaded.

    Every question for an agency's items of a year comes here. Which agency asks makes no difference while a year has
    one list for all kinds of agencies.
    """
    return Indicator.objects.filter(year=year).order_by("pk")


def known() -> Catalogue:
    """Every list of the database, and those that come with the program for years and tools that it does not have."""
    stored = [_entry(item) for item in Indicator.objects.order_by("pk")]
    lists = {(entry.year, entry.tool) for entry in stored}
    own = load_csv()
    entries = [entry for year in own.years for entry in own.items(year) if (year, entry.tool) not in lists]
    return Catalogue([*entries, *stored])


def _entry(item: Indicator) -> Entry:
    return Entry(item.year, item.tool, item.code, item.group_no, item.group_name, item.text, item.status)


def nearest(years: Collection[int], year: int) -> int:
    """Of the years whose lists are known that one, else the last before it, else the first after."""
    before = [each for each in years if each <= year]
    return max(before) if before else min(years)


def doubtful(code: str, plan: Plan) -> str:
    """What to look at in a code whose tool has no list of the plan's years, in Thai: the last known list lacks it."""
    tool, years = tool_of(code), (plan.assessed_year, plan.year)
    known = set(Indicator.objects.filter(tool=tool).order_by().values_list("year", flat=True))
    if not known or known.intersection(years):
        return ""
    last = nearest(known, plan.assessed_year)
    if of(last, tool=tool).get(last, code):
        return ""
    return f"ยังไม่มีรายการข้อคำถาม {tool} ปี {plan.assessed_year} และไม่มีข้อ {code} ในรายการปี {last} โปรดตรวจรหัส"


def unlisted(code: str, plan: Plan) -> str:
    """Why a code cannot be a measure's, in Thai: a list of its tool is known, and none that is known holds it."""
    years = (plan.assessed_year, plan.year)
    return of(*years, tool=tool_of(code)).mistake(code, years)
