"""The items of a year's list go into the database, and out of it for one agency: the only place that asks for them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from django.db import transaction
from django.db.models import QuerySet

import clock
from accounts.models import Agency, User
from audit import chain
from audit.chain import in_a_transaction
from audit.facts import JSON
from ita.catalogue import TOOLS, Catalogue, Entry, load_csv
from ita.codes import tool_of
from measures.models import Indicator, Kind, Plan, kind_of
from measures.models.catalogue import LISTS, IndicatorQuerySet

SUBJECT = LISTS  # of each event that says that lists were changed: by it pages know that what they keep is old
FACTS = ("tool", "group_no", "group_name", "text", "status")
_COLUMNS = (
    *("year", "tool", "code", "group_no", "group_name", "text", "status", "kind"),
    *("forerunner__year", "forerunner__code", "forerunner_confirmed_at"),
)


def items_of(agency: Agency, *years: int, tool: str | None = None) -> IndicatorQuerySet:
    """The items that serve an agency in these years (without any: in all), of one tool or of all three.

    Of each year and tool they are those of the list for its kind of agency, or the general one where there is none.
    """
    return _items(kind_of(agency), years, tool)


def _items(kind: Kind, years: Collection[int], tool: str | None = None) -> IndicatorQuerySet:
    items = Indicator.objects.serving(kind)
    if years:
        items = items.filter(year__in=years)
    return items.filter(tool=tool) if tool else items


def texts_by_kind(year: int, kinds: Collection[Kind]) -> dict[tuple[Kind, str], str]:
    """The text of each item of a year by the kind of agency that it serves and its code; one query."""
    lists: dict[tuple[str, str], dict[str, str]] = {}
    rows = Indicator.objects.filter(year=year, kind__in={Kind.GENERAL, *kinds}).order_by()
    for kind, tool, code, text in rows.values_list("kind", "tool", "code", "text"):
        lists.setdefault((kind, tool), {})[code] = text
    found = {}
    for kind in map(Kind, kinds):
        for tool in TOOLS:
            serving = lists.get((kind, tool)) or lists.get((Kind.GENERAL, tool), {})
            found.update({(kind, code): text for code, text in serving.items()})
    return found


def of(agency: Agency, *years: int, tool: str | None = None) -> Catalogue:
    """The lists of some years that serve an agency, as the database has them; one query, and none for no year."""
    return Catalogue(_entries(_items(kind_of(agency), years, tool)) if years else ())


def of_plan(plan: Plan, loaded: str | None = None) -> Catalogue:
    """The lists of a plan's two years, by which its codes and references are judged; one query at the most.

    `loaded` is the hash of the last event that lists were changed, as a page read it just now: while it is the same,
    they are read once. None where there is no such event, or the page didn't look.
    """
    kind, years = kind_of(plan.agency), (plan.assessed_year, plan.year)
    if loaded is None or in_a_transaction():
        return Catalogue(_entries(_items(kind, years)))
    return _kept(kind, *years, loaded)


@lru_cache(8)
def _kept(kind: Kind, assessed_year: int, year: int, loaded: str) -> Catalogue:
    return Catalogue(_entries(_items(kind, (assessed_year, year))))


def forget() -> None:
    """Keeps no lists any more: for who writes without the log."""
    _kept.cache_clear()


def known(agency: Agency | None = None) -> Catalogue:
    """Every list that serves an agency (without one: every general list), and those that come with the program for
    years and tools that the database does not have."""
    stored = list(_entries(_items(kind_of(agency) if agency else Kind.GENERAL, ())))
    lists = {(entry.year, entry.tool) for entry in stored}
    own = load_csv()
    entries = [entry for year in own.years for entry in own.items(year) if (year, entry.tool) not in lists]
    return Catalogue([*entries, *stored])


def _entries(items: QuerySet[Indicator]) -> Iterator[Entry]:
    """Items as plain values, in the order in which they came; a forerunner counts once a person confirmed it."""
    for *facts, year, code, confirmed_at in items.order_by("pk").values_list(*_COLUMNS):
        of_year, tool, own_code, group_no, group_name, text, status, kind = facts
        is_confirmed = confirmed_at is not None
        before = (year, code) if is_confirmed and code else None
        is_new = is_confirmed and not before
        yield Entry(of_year, tool, own_code, group_no, group_name, text, status, kind, before, is_new)


@dataclass(frozen=True)
class Loaded:
    """How many items were new, changed, and as they were (or as a person here had written them since)."""

    added: int
    changed: int
    same: int


@transaction.atomic
def load(entries: Iterable[Entry], *, by: User | None = None) -> Loaded:
    """Brings items into the database; running it again changes nothing. Whoever calls it has checked who `by` is.

    Nothing is deleted: what hangs on an item that a newer list no longer holds stays. Without `by`, as when the lists
    that come with the program are loaded, an item that a person here wrote stays as they wrote it.
    """
    wanted = list(entries)
    stored = {(item.year, item.kind, item.code): item for item in Indicator.objects.select_for_update()}
    added, changed = [], []
    for entry in wanted:
        item = stored.get((entry.year, entry.kind, entry.code))
        if item is None:
            added.append(_filled(Indicator(year=entry.year, kind=entry.kind, code=entry.code), entry, by))
        elif differs(item, entry) and (by is not None or item.revised_at is None):
            changed.append(_filled(item, entry, by))
    Indicator.objects.bulk_create(added)
    marks = ("confirmed_by", "confirmed_at", "revised_at", "source")
    Indicator.objects.bulk_update(changed, [*FACTS, *marks], batch_size=200)
    if added or changed:
        years = sorted({entry.year for entry in wanted})
        data: dict[str, JSON] = {"added": len(added), "changed": len(changed), "years": [*years]}
        chain.record("catalogue.loaded", actor=by.pk if by else None, agency=None, subject=SUBJECT, data=data)
    return Loaded(len(added), len(changed), len(wanted) - len(added) - len(changed))


def differs(item: Indicator, entry: Entry) -> bool:
    """Whether what is stored of an item is other than what a list says of it."""
    return any(getattr(item, name) != getattr(entry, name) for name in FACTS)


def _filled(item: Indicator, entry: Entry, by: User | None) -> Indicator:
    """The item as the list says it; who loads a confirmed wording by hand confirms it."""
    if (item.text, item.status) != (entry.text, entry.status):
        confirms = by is not None and entry.status == Indicator.Status.CONFIRMED
        item.confirmed_by, item.confirmed_at = (by, clock.now()) if confirms else (None, None)
    if item.text != entry.text:
        item.source = ""  # it was that of the other words
    for name in FACTS:
        setattr(item, name, getattr(entry, name))
    if by is not None:
        item.revised_at = clock.now()
    return item


def forerunners() -> dict[int, tuple[int, str]]:
    """The key and the words of each item's forerunner that a person confirmed, by the item's key; one query."""
    linked = Indicator.objects.filter(forerunner_confirmed_at__isnull=False, forerunner__isnull=False)
    rows = linked.values_list("pk", "forerunner", "forerunner__text")
    return {pk: (forerunner, text) for pk, forerunner, text in rows if forerunner is not None}


def nearest(years: Collection[int], year: int) -> int:
    """Of the years whose lists are known that one, else the last before it, else the first after."""
    before = [each for each in years if each <= year]
    return max(before) if before else min(years)


def doubtful(code: str, plan: Plan) -> str:
    """What to look at in a code whose tool has no list of the plan's years, in Thai: the last known list lacks it."""
    tool, years = tool_of(code), (plan.assessed_year, plan.year)
    known = set(items_of(plan.agency, tool=tool).order_by().values_list("year", flat=True))
    if not known or known.intersection(years):
        return ""
    last = nearest(known, plan.assessed_year)
    if of(plan.agency, last, tool=tool).get(last, code):
        return ""
    return f"ยังไม่มีรายการข้อคำถาม {tool} ปี {plan.assessed_year} และไม่มีข้อ {code} ในรายการปี {last} โปรดตรวจรหัส"


def unlisted(code: str, plan: Plan) -> str:
    """Why a code cannot be a measure's, in Thai: a list of its tool is known, and none that is known holds it."""
    years = (plan.assessed_year, plan.year)
    return of(plan.agency, *years, tool=tool_of(code)).mistake(code, years)
