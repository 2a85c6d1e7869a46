"""Decisions on a submitted round: the one door for endorsing, approving, returning and recalling."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from accounts.models import User
from accounts.permissions import Permission
from audit.facts import JSON
from files import store
from measures.models import Measure
from measures.services import decision as measures
from measures.services import plan as plans
from reports.models import Decision, Edition, Round
from reports.models.kinds import Kind
from reports.review.moves import PUBLISHING, TRANSITIONS, RoundStanding, standing
from reports.review.people.submitter import capacity_of
from reports.review.submission import Reworded
from workflow import Overtaken, advance

# The words beside the box that an approver ticks.
DECLARATIONS = {
    kind: f"ข้าพเจ้าได้อ่าน{kind.called}ฉบับนี้แล้ว อนุมัติให้ใช้เป็น{kind.called}ของหน่วยงาน "
    "และให้ลงลายมือชื่อดิจิทัลในนามของข้าพเจ้าตามไฟล์ที่เสนอนี้"
    for kind in Kind
}
DECLARATION = DECLARATIONS[Kind.RESULT]

# The words beside the second box, where the agency has no certificate to sign by.
UNSIGNED_OF = {
    kind: f"ข้าพเจ้าทราบว่าขณะนี้ยังลงนามไม่ได้ {kind.called}ที่อนุมัติจะยังไม่ได้ลงนามและเผยแพร่ไม่ได้ จนกว่าหน่วยงานจะมีใบรับรองที่ใช้ได้"
    for kind in Kind
}
UNSIGNED = UNSIGNED_OF[Kind.RESULT]


def approve(*, round: Round, seen: str, declaration: str, by: User, now: datetime, comment: str = "") -> Decision:
    """Approves the frozen bytes, after reading them all back from disk; `seen` is the PDF's digest consented to.

    Raises Reworded for another digest, Altered for a damaged file, and what `decide` raises.
    """
    if seen != round.pdf_digest:
        raise Reworded
    round.read()
    for digest in round.files:
        store.get(digest)
    return decide(round=round, move="approve", by=by, now=now, comment=comment, declaration=declaration)


@transaction.atomic
def decide(
    *,
    round: Round,
    move: str,
    by: User,
    now: datetime,
    comment: str = "",
    declaration: str = "",
    asked: Iterable[Measure] = (),
) -> Decision:
    """Makes a move of reports.review.moves on the round that the person saw, and keeps it with its words.

    A return opens the taken ones among the measures that are `asked` for, with the same words at the same moment.
    Raises KeyError for a move that isn't one, Refused, CommentNeeded, and Overtaken where the round is no longer the
    present one or another has decided on it.
    """
    if move in {"submit", *PUBLISHING} or move not in Decision.Move.values:
        raise KeyError(move)  # submission makes rounds, reports.signing signs, reports.publication publishes
    transition = TRANSITIONS[move]
    plans.lock(round.edition.report.plan_id)
    edition = Edition.objects.in_full().get(pk=round.edition_id)
    where = standing(edition)
    twice = move == "endorse" and round.decisions.filter(move="endorse", by=by).exists()
    if where.round != round or twice:
        raise Overtaken(edition.state)
    data: dict[str, JSON] = {"round": round.number, "pdf": round.pdf_digest, **_also(where, move, by)}
    advance(edition, transition, by=by, rule=where.rule, comment=comment, data=data)
    if move == "return":
        measures.reopen_for_report(measures=_of(edition, asked), by=by, now=now, comment=comment)
    return Decision.objects.create(
        round=round,
        move=move,
        by=by,
        name=by.name,
        capacity=_capacity(where, move, by),
        at=now,
        comment=comment.strip(),
        declaration=declaration,
    )


def _of(edition: Edition, asked: Iterable[Measure]) -> list[Measure]:
    """Those of the edition's own plan."""
    keys = [measure.pk for measure in asked]
    return list(Measure.objects.kept().filter(plan=edition.report.plan_id, pk__in=keys).select_related("plan__agency"))


def _also(where: RoundStanding, move: str, by: User) -> dict[str, JSON]:
    """Facts for the trail: whose endorsement was passed over, and whose submission another took back."""
    assert where.round is not None
    data: dict[str, JSON] = {}
    if where.passed_over:
        data["passed_over"] = [membership.pk for membership in where.passed_over]
    if move == "recall" and by != where.round.submitted_by:
        data["submitted_by"] = where.round.submitted_by_id
    return data


def _capacity(where: RoundStanding, move: str, by: User) -> str:
    """The post as printed: the named approver's with the office that they stand in for."""
    round_, agency = where.round, where.edition.agency
    assert round_ is not None
    if move == "recall":
        return capacity_of(by, agency, "coordinator")
    if by == round_.approver.user:
        return round_.approver_post
    if by.can(Permission.REPORT_APPROVE, on=agency):
        return capacity_of(by, agency, "approver")
    return where.waiting[0].post or str(where.waiting[0].get_role_display())
