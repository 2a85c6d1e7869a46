"""The evidence that a round froze, for those who read the round: also what was taken out of its measure since."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.http import Http404
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_GET

from accounts.permissions import Permission
from document import EvidenceItem, ReportDocument
from evidence import names
from evidence.services import erased
from evidence.views.serving import no_longer_kept
from files import store
from files.serving import Stored, serve
from measures.models import Plan
from reports.access import ReportRequest, in_report
from reports.models import Round
from reports.models.attached import Attached, of_facts
from reports.views.answers import noticing_damage, round_of


@dataclass(frozen=True)
class Piece:
    """A piece of a round's evidence with its number in it, and what its measure is called.

    `erased_at` is when its file was deleted by the agency's rule.
    """

    number: int
    attached: Attached
    measure: str
    erased_at: datetime | None = None

    @property
    def item(self) -> EvidenceItem:
        return self.attached.item


def pieces_of(round_: Round, document: ReportDocument) -> list[Piece]:
    """All of the round's evidence in order, public or not; at most three queries, none without any."""
    frozen = [of_facts(each) for each in round_.evidence]
    gone = _gone(round_) if frozen else {}
    return [
        Piece(number, each, document.measures[each.item.measure - 1].called, gone.get(each.item.digest))
        for number, each in enumerate(frozen, start=1)
    ]


def _gone(round_: Round) -> dict[str, datetime]:
    """When which files of the round's evidence were deleted by the agency's rule."""
    plan = round_.edition.report.plan
    return {digest: at for (_, digest), at in erased.no_longer_kept(plan).items()}


@require_GET
@in_report(Permission.REPORT_VIEW)
@noticing_damage
def file(request: ReportRequest, plan: Plan, edition: int, number: int, piece: int) -> HttpResponseBase:
    """The file as it was frozen; photographs open in the browser, for they are bytes of ours, all else is saved."""
    round_ = round_of(plan, request.kind, edition, number)
    item = _of(round_, piece).item
    if item.is_link:
        raise Http404
    if erased_at := _gone(round_).get(item.digest):
        return no_longer_kept(request, item.caption, erased_at, round=round_)
    called = names.to_hand_out(item.name, item.media_type)
    stored = Stored(item.digest, item.size, called, item.media_type, private=True, inline=item.is_photograph)
    return _checked(request, stored)


@require_GET
@in_report(Permission.REPORT_VIEW)
@noticing_damage
def thumbnail(request: ReportRequest, plan: Plan, edition: int, number: int, piece: int) -> HttpResponseBase:
    """The small picture of a photograph."""
    round_ = round_of(plan, request.kind, edition, number)
    frozen = _of(round_, piece)
    if not frozen.thumbnail:
        raise Http404
    if erased_at := _gone(round_).get(frozen.item.digest):
        return no_longer_kept(request, frozen.item.caption, erased_at, round=round_)
    size = len(store.get(frozen.thumbnail))
    return _checked(request, Stored(frozen.thumbnail, size, "small.jpg", "image/jpeg", private=True, inline=True))


def _of(round_: Round, piece: int) -> Attached:
    if not 1 <= piece <= len(round_.evidence):
        raise Http404
    return of_facts(round_.evidence[piece - 1])


def _checked(request: ReportRequest, stored: Stored) -> HttpResponseBase:
    """The bytes that were frozen. Raises Altered for others."""
    store.get(stored.digest)
    return serve(request, stored)
