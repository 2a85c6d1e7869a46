"""The evidence that a round froze, for those who read the round: also what was taken out of its measure since."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import Http404
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_GET

from accounts.permissions import Permission
from document import EvidenceItem, ReportDocument
from evidence import names
from files import store
from files.serving import Stored, serve
from measures.access import PlanRequest, in_plan
from measures.models import Plan
from reports.models import Round
from reports.models.attached import Attached, of_facts
from reports.views.answers import noticing_damage, round_of


@dataclass(frozen=True)
class Piece:
    """A piece of a round's evidence with its number in it, and what its measure is called."""

    number: int
    attached: Attached
    measure: str

    @property
    def item(self) -> EvidenceItem:
        return self.attached.item


def pieces_of(round_: Round, document: ReportDocument) -> list[Piece]:
    """All of the round's evidence in order, public or not."""
    frozen = map(of_facts, round_.evidence)
    return [
        Piece(number, each, document.measures[each.item.measure - 1].called)
        for number, each in enumerate(frozen, start=1)
    ]


@require_GET
@in_plan(Permission.REPORT_VIEW)
@noticing_damage
def file(request: PlanRequest, plan: Plan, edition: int, number: int, piece: int) -> HttpResponseBase:
    """The file as it was frozen; photographs open in the browser, for they are bytes of ours, all else is saved."""
    item = _of(plan, edition, number, piece).item
    if item.is_link:
        raise Http404
    called = names.to_hand_out(item.name, item.media_type)
    stored = Stored(item.digest, item.size, called, item.media_type, private=True, inline=item.is_photograph)
    return _checked(request, stored)


@require_GET
@in_plan(Permission.REPORT_VIEW)
@noticing_damage
def thumbnail(request: PlanRequest, plan: Plan, edition: int, number: int, piece: int) -> HttpResponseBase:
    """The small picture of a photograph."""
    digest = _of(plan, edition, number, piece).thumbnail
    if not digest:
        raise Http404
    size = len(store.get(digest))
    return _checked(request, Stored(digest, size, "small.jpg", "image/jpeg", private=True, inline=True))


def _of(plan: Plan, edition: int, number: int, piece: int) -> Attached:
    frozen = round_of(plan, edition, number).evidence
    if not 1 <= piece <= len(frozen):
        raise Http404
    return of_facts(frozen[piece - 1])


def _checked(request: PlanRequest, stored: Stored) -> HttpResponseBase:
    """The bytes that were frozen. Raises Altered for others."""
    store.get(stored.digest)
    return serve(request, stored)
