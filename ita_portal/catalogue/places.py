"""Which list an address names, and how pages call it."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import Http404
from django.urls import reverse

from measures.models import Indicator, Kind
from workflow.badge import Status

_BADGES = {
    Indicator.Status.SEED: ("idle", "file-earmark-text"),
    Indicator.Status.SECOND_HAND: ("idle", "file-earmark-text"),
    Indicator.Status.UNCERTAIN: ("wait", "exclamation-triangle-fill"),
    Indicator.Status.CONFIRMED: ("ok", "check-circle-fill"),
    Indicator.Status.NO_TEXT: ("bad", "circle"),
}
FIRST, LAST = 2550, 2700


@dataclass(frozen=True)
class ListPlace:
    """The list of a year for a kind of agency, whether or not it has any item."""

    year: int
    kind: Kind

    @property
    def called(self) -> str:
        """What a page calls it."""
        return f"รายการปี {self.year} {self.kind.label}"

    @property
    def args(self) -> list[object]:
        """The arguments of its addresses."""
        return [self.year, str(self.kind)]

    def url(self, name: str = "list", *more: str) -> str:
        """The address of one of its pages; `more` are what else its address names."""
        return reverse(f"catalogue:{name}", args=[*self.args, *more])


def place_of(year: int, kind: str) -> ListPlace:
    """The list of an address. Raises Http404 for no year of the Buddhist era and for an unknown kind."""
    if kind not in Kind.values or not FIRST <= year <= LAST:
        raise Http404
    return ListPlace(year, Kind(kind))


def badge_of(item: Indicator) -> Status:
    """How the status of an item's wording looks."""
    kind, icon = _BADGES[Indicator.Status(item.status)]
    return Status(kind, icon, str(item.get_status_display()))
