"""What people must know of a report: waiting for them, waiting long, sent back, approved, signed or not, published."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from django.db.models import Q
from django.urls import reverse

from accounts.models import Agency
from accounts.permissions import Role
from audit.models import AuditEvent
from notices.due.days import Days
from notices.due.matter import Matter
from notices.due.people import People
from notices.models import Kind
from reports.models import Decision, Edition, Round, Signing
from reports.review.moves import RoundStanding, standing
from reports.review.password_resets import round_in_words
from thai.dates import format_date, local_day
from thai.dates.showing import BANGKOK

UNTOUCHED = timedelta(days=7)
LONG = timedelta(days=3)
NEWS = timedelta(days=30)  # how long an approval is news to who wasn't there
# What is told of once a report was approved, by the move that makes it.
_AFTER = {
    Decision.Move.PUBLISH: Kind.PUBLISHED,
    Decision.Move.WITHDRAW: Kind.WITHDRAWN,
    Decision.Move.SET_ASIDE: Kind.CALLED_OFF,
}
_TOLD = (Edition.State.SUBMITTED, Edition.State.RETURNED, Edition.State.APPROVED, Edition.State.SIGNED)
TOUCHING = ("report.compiled", "doubt.settled")


class LastMove(NamedTuple):
    """The last decision on an edition: its key and the edition's, the edition's state, which move it was and when."""

    decision: int
    edition: int
    state: str
    move: str
    at: datetime


def last_moves(agency: Agency, today: date) -> list[LastMove]:
    """Of each edition that people are told of, or on which anything was decided within a month; one query."""
    told = Q(round__edition__state__in=_TOLD) | Q(at__gte=_since(today))
    rows = Decision.objects.filter(told, round__edition__report__plan__agency=agency).order_by()
    columns = rows.values_list("pk", "round__edition", "round__edition__state", "move", "at")
    last = {each.edition: each for each in sorted(LastMove(*row) for row in columns)}
    return sorted(last.values())


def _since(today: date) -> datetime:
    return datetime.combine(today, time.min, BANGKOK) - NEWS


def matters(agency: Agency, people: People, today: date, moves: Sequence[LastMove]) -> Iterator[Matter]:
    """Of all editions that are submitted, returned, lately approved or signed, by their last moves: few, whatever lies
    below them; one query for the decisions of those, and none where there are none.
    """
    told = [each.decision for each in moves if each.state in _TOLD or each.move in _AFTER]
    decisions = _decisions(agency, told) if told else []
    yield from _after_signing(decisions, people, today)
    for decision in sorted(decisions, key=lambda each: each.round.edition_id):
        edition = decision.round.edition
        if edition.state == Edition.State.SUBMITTED:
            yield from _waiting(edition, people, decision, today)
        elif edition.state == Edition.State.RETURNED:
            yield from _returned(edition, people, decision, today)
        elif edition.state in _TOLD:
            yield from _signed_or_not(edition, people, decision, today)


def turning(days: Days) -> Iterator[int]:
    """The agencies of reports that have been waiting or lain for long, or are no news any more; two queries."""
    over = NEWS.days + 1
    waits = days.old("at", LONG.days) & Q(round__edition__state=Edition.State.SUBMITTED)
    lies = days.old("at", UNTOUCHED.days) & Q(round__edition__state=Edition.State.RETURNED)
    told = Q(round__edition__state__in=[Edition.State.APPROVED, Edition.State.SIGNED]) | Q(move__in=_AFTER)
    decisions = Decision.objects.filter(waits | lies | (days.old("at", over) & told)).order_by()
    yield from decisions.values_list("round__edition__report__plan__agency", flat=True).distinct()
    signed = Signing.objects.filter(days.old("signed_at", over), round__edition__state=Edition.State.SIGNED)
    yield from signed.values_list("round__edition__report__plan__agency", flat=True).distinct()


def _decisions(agency: Agency, keys: list[int]) -> list[Decision]:
    """Decisions with their rounds and all that is said of these, the oldest first."""
    rows = Decision.objects.filter(pk__in=keys).order_by().defer("round__document")
    edition = [f"round__edition__{name}" for name in ("report__plan", "reporter__user", "approver__user")]
    found = sorted(rows.select_related("round__signing", "round__approver", *edition), key=lambda each: each.pk)
    for each in found:
        each.round.edition.report.plan.agency = agency
    return found


def _after_signing(decisions: Sequence[Decision], people: People, today: date) -> Iterator[Matter]:
    """News for a month of what a coordinator alone does with what others approved; until the report moves on again."""
    since = _since(today)
    for each in (decision for decision in decisions if decision.move in _AFTER and decision.at >= since):
        kind = _AFTER[Decision.Move(each.move)]
        reason = f"เหตุผล: {each.comment}\n" if each.comment else ""
        detail = f"{reason}{each.name} เมื่อ {format_date(each.at, style='short')}"
        concerned = [each.round.submitted_by_id, each.round.approver.user_id, *people.coordinators, *people.approvers]
        for user in dict.fromkeys([*concerned, *people.administrators]):
            if user != each.by_id and user in people.members:
                yield _matter(each.round.edition, each.round, user, kind, str(kind), detail, "compile")


def _matter(edition: Edition, round_: Round, user: int, kind: Kind, key: str, detail: str, page: str) -> Matter:
    plan = edition.report.plan
    title = f"{kind.label}: {edition.called}ปี {plan.year} {round_in_words(round_.number, edition.number)}"
    url = reverse(f"reports:{page}", args=[plan.agency.slug, plan.year, edition.kind])
    return Matter(user, kind, edition.subject, f"{key}:{edition.subject}:r{round_.number}", title, detail, url)


def _waiting(edition: Edition, people: People, last: Decision, today: date) -> Iterator[Matter]:
    """For whoever's turn it is: the endorsers in order, then the named approver; with nobody left, who can help."""
    where = standing(edition)
    if where.is_stuck and where.round is not None and not where.waiting:
        for able in where.recallers or where.people[Role.ADMINISTRATOR]:
            yield _matter(edition, where.round, able.pk, Kind.AWAITING, f"stuck:u{able.pk}", where.who_can, "compile")
        return
    turn = _turn(where)
    if where.round is None or turn not in people.members:
        return
    sent = where.round.submitted_by
    detail = f"{sent} เสนอเมื่อ {format_date(where.round.submitted_at, style='short')}"
    yield _matter(edition, where.round, turn, Kind.AWAITING, f"awaiting:u{turn}", detail, "review")
    if today - local_day(last.at) >= LONG:
        since = f"รอมาตั้งแต่ {format_date(last.at, style='short')} {where.who_can}"
        for user in {turn: None, sent.pk: None}:
            if user in people.members:
                yield _matter(edition, where.round, user, Kind.WAITING, f"waiting:u{turn}", since, "review")


def _turn(where: RoundStanding) -> int:
    if where.waiting:
        return where.waiting[0].user_id
    return where.round.approver.user_id if where.round else 0


def _returned(edition: Edition, people: People, last: Decision, today: date) -> Iterator[Matter]:
    """For who submitted; where they coordinate no more, for the coordinators."""
    round_ = last.round
    receivers = [round_.submitted_by_id] if round_.submitted_by_id in people.coordinators else list(people.coordinators)
    detail = f"{last.comment}\n{last.name} เมื่อ {format_date(last.at, style='short')}"
    late = today - local_day(last.at) >= UNTOUCHED and not _touched_since(edition, last.at)
    for user in receivers:
        if user != last.by_id:
            yield _matter(edition, round_, user, Kind.RETURNED, "returned", detail, "compile")
        if late:
            yield _matter(edition, round_, user, Kind.UNTOUCHED, "untouched", detail, "compile")


def _touched_since(edition: Edition, moment: datetime) -> bool:
    events = AuditEvent.objects.filter(agency=edition.agency.pk, subject=edition.subject, action__in=TOUCHING)
    return events.filter(at__gt=moment).exists()


def _signed_or_not(edition: Edition, people: People, last: Decision, today: date) -> Iterator[Matter]:
    """News for a month; that a report cannot be signed matters, for as long as it can't, to those who can help."""
    signing: Signing | None = getattr(last.round, "signing", None)
    if signing is not None and signing.state in (Signing.State.FAILED, Signing.State.UNFIT):
        for user in dict.fromkeys([*people.coordinators, *people.administrators]):
            yield _matter(
                edition, last.round, user, Kind.UNSIGNED, f"unsigned:{signing.state}", signing.reason, "compile"
            )
    elif edition.state == Edition.State.SIGNED and signing is not None and signing.signed_at is not None:
        if today - local_day(signing.signed_at) <= NEWS:
            yield from _signed(edition, people, last, signing.signed_at)
    elif today - local_day(last.at) <= NEWS:
        yield from _approved(edition, people, last)


def _signed(edition: Edition, people: People, last: Decision, at: datetime) -> Iterator[Matter]:
    detail = f"{last.name} อนุมัติ ลงลายมือชื่อดิจิทัลเมื่อ {format_date(at, style='short')}"
    for user in dict.fromkeys([last.round.submitted_by_id, last.by_id, *people.coordinators]):
        if user in people.members:
            yield _matter(edition, last.round, user, Kind.SIGNED, "signed", detail, "compile")


def _approved(edition: Edition, people: People, last: Decision) -> Iterator[Matter]:
    detail = f"{last.name} อนุมัติเมื่อ {format_date(last.at, style='short')}"
    for user in dict.fromkeys([last.round.submitted_by_id, *people.coordinators]):
        if user != last.by_id and user in people.members:
            yield _matter(edition, last.round, user, Kind.APPROVED, "approved", detail, "compile")
