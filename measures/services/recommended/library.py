"""The library of recommended measures as an agency sees it: found for an item, kept, and taken out again."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from accounts.access import require
from accounts.changed import compare
from accounts.models import Agency, User
from accounts.permissions import Permission
from audit import chain
from document.doubts.wording import letters
from measures.models import Indicator, Recommended
from measures.services import catalogue
from measures.services.lists.holding import hold


@dataclass(frozen=True)
class Match:
    """A recommended measure for an item; `is_same_item` where it is of that very item, not of its group alone."""

    recommended: Recommended
    is_same_item: bool


class Library:
    """What is offered to an agency, with what is known of items' forerunners; two queries, whatever is asked.

    `also` are keys of measures that a page offered, which may have been taken out since.
    """

    def __init__(self, agency: Agency, also: Collection[int] = ()) -> None:
        self._rows = list(Recommended.objects.offered_to(agency, also))
        self._before = catalogue.forerunners()

    @property
    def own_count(self) -> int:
        """How many of them the agency keeps itself."""
        return sum(row.agency_id is not None and row.removed_at is None for row in self._rows)

    def of(self, item: Indicator) -> list[Match]:
        """The measures for an item: by its words and those of its forerunners, else those of its group."""
        keys, texts = _known(item, self._before)
        found = [Match(row, True) for row in self._rows if _is_of(row, keys, texts)]
        rows = [row for row in self._rows if (row.tool, row.group_name) == (item.tool, item.group_name)]
        return found or [Match(row, False) for row in rows]


Before = Mapping[int, tuple[int, str]]  # as catalogue.forerunners has it


def _known(item: Indicator, before: Before) -> tuple[set[int], set[str]]:
    """The item and its confirmed forerunners: their keys, and the letters of their words."""
    keys, texts, pk = {item.pk}, {letters(item.text)}, item.pk
    while pk in before and before[pk][0] not in keys:
        pk, text = before[pk]
        keys.add(pk)
        texts.add(letters(text))
    return keys, texts - {""}


def _is_of(row: Recommended, keys: set[int], texts: set[str]) -> bool:
    return row.indicator_id in keys or letters(row.question) in texts


def item_of(row: Recommended, items: Iterable[Indicator]) -> Indicator | None:
    """Of some items the one that a measure is of, by its words or through forerunners; one query."""
    before = catalogue.forerunners()
    return next((item for item in items if item.tool == row.tool and _is_of(row, *_known(item, before))), None)


def own_of(agency: Agency) -> list[Recommended]:
    """What the agency itself keeps and took out, the latest first, with their items; one query."""
    return list(Recommended.objects.filter(agency=agency).select_related("indicator").order_by("-pk"))


@dataclass(frozen=True)
class Kept:
    """A measure to be kept for later years: of which item, and what is to be done, step by step on lines."""

    item: Indicator | None
    tool: str
    question: str
    text: str


@transaction.atomic
def keep(*, agency: Agency, wanted: Iterable[Kept], by: User, now: datetime) -> Sequence[Recommended]:
    """Puts measures into the agency's own library and returns the new ones; what it holds already is passed over.

    Raises Refused without the right.
    """
    require(by, Permission.MEASURE_EDIT, on=agency)
    Agency.objects.select_for_update().get(pk=agency.pk)  # two who keep the same one come one after the other
    own = Recommended.objects.filter(agency=agency, removed_at=None)
    known = {(row.tool, letters(row.question), row.text) for row in own}
    made = []
    for each in wanted:
        facts = (each.tool, letters(each.question), each.text)
        if facts in known:
            continue
        known.add(facts)
        row = Recommended(agency=agency, tool=each.tool, question=each.question, text=each.text)
        row.indicator, row.group_name = hold(each.item), each.item.group_name if each.item else ""
        row.added_by, row.added_at = by, now
        row.full_clean()
        row.save()
        made.append(row)
        _record("recommended.kept", row, by)
    return made


@dataclass(frozen=True)
class OwnFacts:
    """What the page of one of the agency's own can change."""

    question: str
    text: str


def facts_of(row: Recommended) -> OwnFacts:
    """Returns the stored facts that the page can change."""
    return OwnFacts(row.question, row.text)


@transaction.atomic
def change(*, agency: Agency, pk: int, facts: OwnFacts, base: str, by: User, now: datetime) -> Recommended | None:
    """Writes one of the agency's own anew and returns it; None where it never held such one.

    It stays with its item unless it has another's words now. Raises Refused without the right, Changed where another
    saved since `base`.
    """
    row = _held(agency, pk, by)
    if row is None or facts_of(row) == facts:
        return row
    compare(facts_of(row), base)
    row.question, row.text, row.revised_at = facts.question, facts.text, now
    if row.indicator and row.indicator.text and letters(row.indicator.text) != letters(facts.question):
        row.indicator = None
    row.full_clean()
    row.save()
    _record("recommended.changed", row, by)
    return row


@transaction.atomic
def use(*, agency: Agency, pk: int, in_use: bool, by: User, now: datetime) -> Recommended | None:
    """Takes a measure out of the agency's own library, or puts it back, and returns it; None where it never held it.

    Nothing is deleted, and what is so already stays so. Raises Refused without the right.
    """
    row = _held(agency, pk, by)
    if row is not None and (row.removed_at is None) != in_use:
        row.removed_at = None if in_use else now
        row.save(update_fields=["removed_at"])
        _record("recommended.put_back" if in_use else "recommended.taken_out", row, by)
    return row


def _held(agency: Agency, pk: int, by: User) -> Recommended | None:
    require(by, Permission.MEASURE_EDIT, on=agency)
    rows = Recommended.objects.select_related("indicator").select_for_update(of=("self",))
    return rows.filter(agency=agency, pk=pk).first()


def _record(action: str, row: Recommended, by: User) -> None:
    chain.record(action, actor=by.pk, agency=row.agency_id, subject=f"recommended:{row.pk}")
