"""What people must know of accounts: that the way into theirs changed, or that another's hand was on an approver's."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, time, timedelta

from django.db.models import Min
from django.urls import reverse

from accounts.authentication import credential_changes
from accounts.authentication.credential_changes import Change
from accounts.models import Agency, Invitation, Membership, User
from accounts.permissions import Role
from audit.models import AuditEvent
from notices.due.days import Days
from notices.due.editions import LastMove
from notices.due.matter import Matter
from notices.due.people import People
from notices.models import Kind
from reports.models import Edition, Round
from reports.review.password_resets import KEEPER, of_rounds
from thai.dates import format_moment
from thai.dates.showing import BANGKOK

NEWS = timedelta(days=30)  # how long a change is news to who did not look
_DONE = {
    credential_changes.LINK: "ออกลิงก์ตั้งรหัสผ่านใหม่แล้ว",
    credential_changes.FACTOR_RESET: "ล้างการยืนยันตัวตนสองขั้นตอนแล้ว",
    credential_changes.NEW_BY_LINK: "ตั้งรหัสผ่านใหม่ด้วยลิงก์แล้ว",
    credential_changes.ADDRESS: "เปลี่ยนอีเมลแล้ว",
    "account.password_change": "เปลี่ยนรหัสผ่านแล้ว",
    "account.factor_added": "ตั้งการยืนยันตัวตนสองขั้นตอนและแสดงรหัสสำรองแล้ว",
    "account.factor_removed": "ยกเลิกการยืนยันตัวตนสองขั้นตอนแล้ว",
    "account.factor_renewed": "สร้างและแสดงรหัสสำรองชุดใหม่แล้ว",
}
_CURE = "หากท่านไม่ได้ทำและไม่ได้ขอ โปรดตั้งรหัสผ่านใหม่ทันที แล้วแจ้งผู้บริหารของหน่วยงาน"


def matters(agency: Agency, people: People, today: date, moves: Iterable[LastMove]) -> Iterator[Matter]:
    """Of the last thirty days; the same queries for any number of people and rounds, those of rounds only where one
    waits or was approved, as the last moves on the agency's editions say.
    """
    since = datetime.combine(today, time.min, BANGKOK) - NEWS
    yield from _own(agency, people, since)
    judged = [each.edition for each in moves if each.state in (Edition.State.SUBMITTED, Edition.State.APPROVED)]
    if judged:
        yield from _of_approvers(agency, people, since, judged)
    yield from _taken_up(agency, people, since)


def turning(days: Days) -> Iterator[int]:
    """The agencies of people of whose accounts the news is over; three queries."""
    over = NEWS.days + 1
    changed = AuditEvent.objects.filter(days.old("at", over), action__in=credential_changes.ALL).order_by()
    users = {int(subject.partition(":")[2]) for subject in changed.values_list("subject", flat=True).distinct()}
    yield from Membership.objects.filter(user__in=users).order_by().values_list("agency", flat=True).distinct()
    yield from Invitation.objects.filter(days.old("accepted_at", over)).order_by().values_list("agency", flat=True)


def _own(agency: Agency, people: People, since: datetime) -> Iterator[Matter]:
    """To each person what happened to their own account; what belongs to no agency is told in their first one."""
    changed = [
        each for each in credential_changes.changes(people.members, agency=agency, since=since) if _is_news(each)
    ]
    if not changed:
        return
    known = User.objects.filter(pk__in={key for each in changed for key in (each.by, each.user) if key})
    rows = list(known.values_list("pk", "name", "email"))
    names, without = {key: name for key, name, _ in rows}, {key: name for key, name, email in rows if not email}
    memberships = Membership.objects.filter(user__in={each.user for each in changed}, is_active=True).order_by()
    first = dict(memberships.values("user").annotate(first=Min("agency")).values_list("user", "first"))
    for each in changed:
        if not each.in_agency and first.get(each.user) != agency.pk:
            continue
        detail = f"{_by(each, names)} เมื่อ {format_moment(each.at)}\n{_CURE}"
        title = f"{Kind.ACCOUNT.label}: {_DONE[each.action]}"
        yield Matter(each.user, Kind.ACCOUNT, f"user:{each.user}", f"account:{each.seq}", title, detail, reverse("me"))
        if each.action in credential_changes.BY_OTHERS and not each.own and each.user in without:
            yield from _for_the_owner(agency, people, each, without[each.user], names)


def _for_the_owner(
    agency: Agency, people: People, change: Change, owner: str, names: Mapping[int, str]
) -> Iterator[Matter]:
    """An owner without an address, who may be locked out, gets no letter: those who can ask them do."""
    title = f"{Kind.ACCOUNT.label}: {_DONE[change.action]}ในบัญชีของ{owner}"
    detail = f"{_by(change, names)} เมื่อ {format_moment(change.at)}\nเจ้าของบัญชีไม่มีอีเมลในระบบ โปรดสอบถามเจ้าตัวว่าทราบเรื่องนี้"
    url = f"{reverse('log', args=[agency.slug])}?q={change.seq}"
    for user in dict.fromkeys([*people.administrators, *people.coordinators]):
        if user not in (change.user, change.by):
            yield Matter(user, Kind.ACCOUNT, f"user:{change.user}", f"account:{change.seq}", title[:200], detail, url)


def _by(change: Change, names: Mapping[int, str]) -> str:
    if change.action == credential_changes.NEW_BY_LINK:
        return "โดยผู้ที่มีลิงก์"
    if change.own:
        return "ทำจากบัญชีของท่านเอง"
    return f"โดย {names.get(change.by, '') if change.by else KEEPER}"


def _is_news(change: Change) -> bool:
    """Recovery codes come and go with the app; the keeper's link is that of a new account, whose owner has it."""
    is_codes = json.loads(change.data).get("factor") == "recovery_codes"
    if is_codes and change.action != "account.factor_renewed":
        return False
    return change.by is not None or change.action != credential_changes.LINK


def _of_approvers(agency: Agency, people: People, since: datetime, editions: Sequence[int]) -> Iterator[Matter]:
    """To the coordinators, of the rounds of editions that wait or were approved."""
    for reset in of_rounds(Round.objects.filter(edition__in=editions), agency):
        if reset.change.at < since:
            continue
        round_ = reset.round
        plan = round_.edition.report.plan
        title = f"{Kind.ACCOUNT.label}: บัญชีของผู้พิจารณา{round_.edition.called}ปี {plan.year} {reset.of}"
        place = [agency.slug, plan.year, round_.edition.kind, round_.edition.number, round_.number]
        url = reverse("reports:round", args=place)
        key = f"reset:{reset.change.seq}:r{round_.pk}"
        for user in people.coordinators:
            if user != reset.change.user:
                yield Matter(user, Kind.ACCOUNT, round_.edition.subject, key, title, reset.sentence, url)


def _taken_up(agency: Agency, people: People, since: datetime) -> Iterator[Matter]:
    """That an account of another name or address took an invitation up, to all whom it concerns but that account."""
    taken = Invitation.objects.filter(agency=agency, accepted_at__gte=since).select_related("accepted_by")
    by_subject = {f"invitation:{invitation.pk}": invitation for invitation in taken.order_by()}
    if not by_subject:
        return
    rows = AuditEvent.objects.filter(agency=agency.pk, action="invitation.accepted", subject__in=by_subject)
    for seq, subject, data in rows.order_by("seq").values_list("seq", "subject", "data"):
        if json.loads(data).get("differs"):
            yield from _mismatched(agency, people, by_subject[subject], seq)


def _mismatched(agency: Agency, people: People, invitation: Invitation, seq: int) -> Iterator[Matter]:
    """To the administrators and who invited, and to the approvers of somebody who approves now."""
    user = invitation.accepted_by
    if user is None or invitation.accepted_at is None:
        return
    title = f"{Kind.ACCOUNT.label}: บัญชีที่ชื่อหรืออีเมลไม่ตรงรับคำเชิญของ{invitation.name}"
    roles = " และ".join(str(role.label) for role in invitation.held)
    sentence = (
        f"บัญชี {user.username} ({user}) รับบทบาท{roles} เมื่อ {format_moment(invitation.accepted_at)} และใช้บทบาทนี้ได้แล้ว"
    )
    person = reverse("accounts:person", args=[agency.slug, user.pk])
    log = f"{reverse('log', args=[agency.slug])}?q={seq}"
    approvers = people.approvers if Role.APPROVER in invitation.held else ()
    for receiver in dict.fromkeys([*people.administrators, invitation.invited_by_id, *approvers]):
        if receiver == user.pk or receiver not in people.members:
            continue
        can = receiver in people.administrators
        cure = "ยกเลิกบทบาทในหน้าบทบาทของบัญชีนี้" if can else "แจ้งผู้ดูแลระบบหน่วยงานให้ยกเลิกบทบาทของบัญชีนี้"
        detail = f"{sentence}\nหากไม่ใช่ผู้ที่ได้รับเชิญ โปรด{cure}"
        key = f"invitation:{invitation.pk}:differs"
        yield Matter(
            receiver, Kind.ACCOUNT, f"invitation:{invitation.pk}", key, title[:200], detail, person if can else log
        )
