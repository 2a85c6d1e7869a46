"""The library of recommended measures as an agency sees it: found for an item, kept, and taken out again."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from accounts.access import require
from accounts.models import Agency, User
from accounts.permissions import Permission
from audit import chain
from document.doubts.wording import letters
from measures.models import Indicator, Recommended
from measures.services import catalogue


@dataclass(frozen=True)
class Match:
    """A recommended measure for an item; `is_same_item` where it is of that very item, not of its group alone."""

    recommended: Recommended
    is_same_item: bool


class Library:
    """What is offered to an agency, with what is known of items' forerunners; two queries, whatever is asked."""

    def __init__(self, agency: Agency) -> None:
        self._rows = list(Recommended.objects.offered_to(agency))
        self._before = catalogue.forerunners()

    def of(self, item: Indicator) -> list[Match]:
        """The measures for an item: by its words and those of its forerunners, else those of its group."""
        keys, texts = self._known(item)
        found = [Match(row, True) for row in self._rows if _is_of(row, keys, texts)]
        rows = [row for row in self._rows if (row.tool, row.group_name) == (item.tool, item.group_name)]
        return found or [Match(row, False) for row in rows]

    def _known(self, item: Indicator) -> tuple[set[int], set[str]]:
        """The item and its confirmed forerunners: their keys, and the letters of their words."""
        keys, texts, pk = {item.pk}, {letters(item.text)}, item.pk
        while pk in self._before and self._before[pk][0] not in keys:
            pk, text = self._before[pk]
            keys.add(pk)
            texts.add(letters(text))
        return keys, texts - {""}


def _is_of(row: Recommended, keys: set[int], texts: set[str]) -> bool:
    return row.indicator_id in keys or letters(row.question) in texts


def own_of(agency: Agency) -> list[Recommended]:
    """What the agency itself keeps, the latest first; one query."""
    return list(Recommended.objects.filter(agency=agency, removed_at=None).order_by("-pk"))


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
        row.indicator, row.group_name = each.item, each.item.group_name if each.item else ""
        row.added_by, row.added_at = by, now
        row.full_clean()
        row.save()
        made.append(row)
        _record("recommended.kept", row, by)
    return made


@transaction.atomic
def take_out(*, agency: Agency, pk: int, by: User, now: datetime) -> Recommended | None:
    """Takes a measure out of the agency's own library and returns it; None where it never held such one.

    Nothing is deleted, and what was taken out already stays so. Raises Refused without the right.
    """
    require(by, Permission.MEASURE_EDIT, on=agency)
    row = Recommended.objects.select_for_update().filter(agency=agency, pk=pk).first()
    if row is not None and row.removed_at is None:
        row.removed_at = now
        row.save(update_fields=["removed_at"])
        _record("recommended.taken_out", row, by)
    return row


def _record(action: str, row: Recommended, by: User) -> None:
    chain.record(action, actor=by.pk, agency=row.agency_id, subject=f"recommended:{row.pk}")
