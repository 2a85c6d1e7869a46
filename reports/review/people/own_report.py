"""Nobody decides on a report that they submitted: why not, by person, whichever of their accounts they use."""

from __future__ import annotations

from collections.abc import Mapping

from accounts.models import Membership, User
from accounts.permissions import Role
from accounts.persons import same_person
from accounts.who_can import named, nobody
from reports.models import Edition, Round

_IF_TWO = "ระบบถือเป็นคนเดียวกัน (หากเป็นคนละคน โปรดแจ้งผู้ดูแลระบบหน่วยงาน)"


def is_own(round_: Round, user: User) -> bool:
    """Whether the person submitted the round, with this account or another."""
    return same_person(round_.submitted_by, user)


def why_not_judge(round_: Round, by: User) -> str:
    """Why a person decides nothing on a round of their own, in Thai; nothing on another's."""
    if not is_own(round_, by):
        return ""
    called = round_.edition.called
    if by == round_.submitted_by:
        return f"ท่านเป็นผู้เสนอ{called}นี้ จึงอนุมัติเองไม่ได้"
    return f"บัญชีของท่านใช้อีเมลเดียวกับบัญชีของ {round_.submitted_by} ผู้เสนอ {_IF_TWO} จึงพิจารณา{called}นี้ไม่ได้"


def why_not_submit(edition: Edition, by: User, people: Mapping[Role, tuple[User, ...]], *, who: str = "ท่าน") -> str:
    """Why a person doesn't submit to themselves, in Thai with who can (`people` of the agency); nothing where they may.
    Nobody submits a report that was brought in as it had been reported on paper.

    Whoever is named and approves no more is for the completeness to mend.
    """
    plan = edition.report.plan
    if plan.is_from_paper:
        return f"รายงานปี {plan.year} นำเข้าตามเอกสาร จึงไม่เสนอ ไม่อนุมัติ และไม่ลงนามในระบบ"
    approver = edition.approver.user if edition.approver else None
    if approver is None or not same_person(approver, by) or approver not in people[Role.APPROVER]:
        return ""
    submitters, approvers = (
        named([user for user in people[role] if not same_person(user, by)]) or nobody(people)
        for role in (Role.COORDINATOR, Role.APPROVER)
    )
    reason = "เป็นผู้อนุมัติที่ระบุไว้" if approver == by else f"ใช้อีเมลเดียวกับ {approver} ผู้อนุมัติที่ระบุไว้ {_IF_TWO}"
    return (
        f"{who}{reason} จึงเสนอเองไม่ได้ ให้ผู้ประสานงานคนอื่นเป็นผู้เสนอ ({submitters}) "
        f"หรือเลือกผู้อนุมัติคนอื่นในหน้าจัดทำ{edition.called} ({approvers})"
    )


def endorsers_to_come(last: Round) -> tuple[tuple[Membership, ...], tuple[Membership, ...]]:
    """Those still to come, and those who can't: a round never waits for who has left or who submitted it, and asks no
    person twice.
    """
    done = set(last.decisions.filter(move="endorse").values_list("by", flat=True))
    asked = last.endorsers.select_related("membership__user").order_by("position")
    left = [each.membership for each in asked if each.membership.user_id not in done]
    here = [each for each in left if each.is_active and each.user.is_active and not is_own(last, each.user)]
    heard = [last.approver.user, *(each.membership.user for each in asked if each.membership.user_id in done)]
    waiting = tuple(
        each
        for number, each in enumerate(here)
        if not any(same_person(each.user, other) for other in [*heard, *(one.user for one in here[:number])])
    )
    return waiting, tuple(each for each in left if each not in waiting)
