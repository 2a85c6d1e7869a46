"""Wordings that agencies confirmed of items without text, which the operator may take into the list of all.

The operator sees how many agencies say the same, never which agency or who.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from django.db import transaction
from django.db.models import Count, QuerySet

from accounts.access import require_operator
from accounts.models import User
from audit import chain
from ita.catalogue import LONGEST_WORDING
from measures.models import Indicator, Wording
from measures.services.catalogue import SUBJECT

STATUSES = (Indicator.Status.CONFIRMED, Indicator.Status.SECOND_HAND)  # that a wording may be taken with


class Gone(Exception):
    """The item has a wording by now, or no agency says this one any more; nothing was written."""


class TooLong(Exception):
    """The wording is longer than one of a list may be; nothing was written."""


@dataclass(frozen=True)
class Said:
    """A wording with how many agencies say it."""

    text: str
    agencies: int

    @property
    def digest(self) -> str:
        """Names the wording in a form."""
        return sha256(self.text.encode()).hexdigest()

    @property
    def is_too_long(self) -> bool:
        """Whether it is longer than a list's wording may be: its page and its file would take it no more."""
        return len(self.text) > LONGEST_WORDING


def waiting() -> QuerySet[Indicator]:
    """The items without text of which an agency knows the wording, the latest year first."""
    said = Wording.objects.order_by().values("indicator")
    items = Indicator.objects.filter(status=Indicator.Status.NO_TEXT, pk__in=said)
    return items.order_by("-year", "kind", "tool", "pk")


def said_of(items: Sequence[Indicator]) -> dict[int, list[Said]]:
    """What agencies say of these items, by the item's key, what most of them say first; one query."""
    rows = Wording.objects.filter(indicator__in=items).order_by().values_list("indicator", "text")
    found: dict[int, list[Said]] = {item.pk: [] for item in items}
    for item, text, count in rows.annotate(n=Count("agency")):
        found[item].append(Said(text, count))
    for said in found.values():
        said.sort(key=lambda each: (-each.agencies, each.text))
    return found


@transaction.atomic
def take(*, item: int, digest: str, status: str, by: User, now: datetime) -> Indicator:
    """Makes a wording of agencies that of the list for all; each agency keeps its own.

    Raises NotOperator, Gone, TooLong, ValueError for another status than STATUSES, Indicator.DoesNotExist.
    """
    require_operator(by)
    if status not in STATUSES:
        raise ValueError(status)
    stored = Indicator.objects.select_for_update().get(pk=item)
    said = next((each for each in said_of([stored])[stored.pk] if each.digest == digest), None)
    if stored.text or said is None:
        raise Gone
    if said.is_too_long:
        raise TooLong
    stored.text, stored.status, stored.revised_at = said.text, status, now
    stored.source = f"ถ้อยคำที่หน่วยงาน {said.agencies} แห่งยืนยันไว้"
    if status == Indicator.Status.CONFIRMED:
        stored.confirmed_by, stored.confirmed_at = by, now
    stored.full_clean()
    stored.save()
    data = {"item": stored.pk, "year": stored.year, "agencies": said.agencies}
    chain.record("catalogue.wording_taken", actor=by.pk, agency=None, subject=SUBJECT, data=data)
    return stored
