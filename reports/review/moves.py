"""The moves of an edition: who may make them, from which state to which, and why not."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from accounts.models import Membership, User
from accounts.permissions import Permission, Role
from accounts.who_can import ByRole, Members, administrators, members_by_role, named, nobody, people_of
from measures.models import Plan
from reports.compiling.edition import latest
from reports.models import Edition, Round, Signing
from reports.models.kinds import Kind
from reports.review.people.own_report import endorsers_to_come, is_own, why_not_judge, why_not_submit
from workflow import Transition, allowed, table

State = Edition.State

TRANSITIONS = table(
    Transition(
        "submit",
        "เสนอให้พิจารณา",
        frozenset({State.DRAFT, State.RECALLED, State.RETURNED}),
        State.SUBMITTED,
        Permission.REPORT_SUBMIT,
        icon="send",
    ),
    Transition(
        "endorse",
        "เห็นชอบ",
        frozenset({State.SUBMITTED}),
        State.SUBMITTED,
        Permission.REPORT_DECIDE,
        icon="check-circle",
    ),
    Transition(
        "approve",
        "อนุมัติ",
        frozenset({State.SUBMITTED}),
        State.APPROVED,
        Permission.REPORT_APPROVE,
        icon="check-circle-fill",
    ),
    Transition(
        "return",
        "ส่งกลับแก้ไข",
        frozenset({State.SUBMITTED}),
        State.RETURNED,
        Permission.REPORT_DECIDE,
        needs_comment=True,
        icon="arrow-return-left",
    ),
    Transition(
        "recall",
        "เรียกคืนมาแก้ไข",
        frozenset({State.SUBMITTED}),
        State.RECALLED,
        Permission.REPORT_SUBMIT,
        icon="arrow-counterclockwise",
    ),
    # reports.signing makes these two: once both signatures are there, and where the frozen file has no place for them.
    Transition(
        "sign",
        "ลงลายมือชื่อ",
        frozenset({State.APPROVED}),
        State.SIGNED,
        Permission.REPORT_APPROVE,
        icon="patch-check-fill",
        by_portal=True,
    ),
    Transition(
        "reopen",
        "เปิดให้เสนอใหม่",
        frozenset({State.APPROVED}),
        State.RECALLED,
        Permission.REPORT_SUBMIT,
        icon="arrow-counterclockwise",
    ),
    Transition(
        "publish",
        "เผยแพร่รายงาน",
        frozenset({State.SIGNED}),
        State.PUBLISHED,
        Permission.REPORT_PUBLISH,
        in_history="เผยแพร่",
        icon="globe",
    ),
    Transition(
        "set_aside",
        "ยกเลิกรอบนี้เพื่อแก้ไขใหม่",
        frozenset({State.APPROVED, State.SIGNED}),
        State.RECALLED,
        Permission.REPORT_PUBLISH,
        needs_comment=True,
        in_history="ยกเลิกรอบเพื่อแก้ไขใหม่",
        icon="archive",
    ),
    # reports.publication makes it of the published edition when a newer one is published.
    Transition(
        "replace",
        "แทนที่ด้วยฉบับใหม่",
        frozenset({State.PUBLISHED}),
        State.REPLACED,
        Permission.REPORT_PUBLISH,
        needs_comment=True,
        icon="arrow-repeat",
    ),
    Transition(
        "withdraw",
        "เพิกถอน",
        frozenset({State.PUBLISHED}),
        State.WITHDRAWN,
        Permission.REPORT_PUBLISH,
        needs_comment=True,
        icon="slash-circle",
    ),
)
# The moves by which someone judges a round that another submitted.
JUDGING = frozenset({"endorse", "approve", "return"})
# The moves of reports.publication.
PUBLISHING = frozenset({"publish", "set_aside", "replace", "withdraw"})


@dataclass(frozen=True)
class RoundStanding:
    """Where an edition's present round stands, read once for all moves.

    `waiting` are the endorsers still to come, `passed_over` those who were asked and can't come any more, `members` and
    `people` the agency's active memberships and people under each of their roles.
    """

    edition: Edition
    round: Round | None
    waiting: tuple[Membership, ...]
    passed_over: tuple[Membership, ...]
    members: Members
    people: ByRole

    def rule(self, transition: Transition, edition: Any, by: User) -> str:  # noqa: ANN401 - the engine hands on any subject
        """Why a person may not make the move, in Thai, with who can; nothing where only their role counts."""
        if transition.name == "submit":
            return why_not_submit(self.edition, by, self.people)
        if self.round is None:
            return f"ยังไม่มีผู้เสนอ{self.edition.called}นี้ {self._who_submits}"
        if transition.name in PUBLISHING:
            return self._why_not_publishing(transition)
        if transition.name == "reopen":
            return (
                "" if self._is_unfit else f"เปิดให้เสนอใหม่ได้เฉพาะ{self.edition.called}ที่อนุมัติแล้วแต่ลงนามไม่ได้ {self._decided}"
            )
        if transition.name == "recall":
            return self._not_theirs(by)
        return self._not_to_judge(transition, by)

    def _why_not_publishing(self, transition: Transition) -> str:
        if transition.name == "replace" and not self._has_signed_successor:
            return f"ต้องมีฉบับใหม่ที่ลงนามแล้วก่อน {self._decided}"
        if transition.name == "set_aside" and self._is_unfit:
            return f"รอบนี้ลงนามไม่ได้ ให้{TRANSITIONS['reopen'].label} {self._decided}"
        return ""

    def _not_to_judge(self, transition: Transition, by: User) -> str:
        assert self.round is not None
        own = why_not_judge(self.round, by)
        if own:
            return f"{own} {self.who_can}"
        return {"endorse": self._not_their_turn, "approve": self._not_named, "return": self._no_judge}[transition.name](
            by
        )

    def moves(self, by: User) -> list[Transition]:
        """What the person can do to the edition now: pages draw their buttons from this."""
        return allowed(TRANSITIONS, self.edition, by, self.rule)

    @property
    def approvers(self) -> tuple[User, ...]:
        return self.people[Role.APPROVER]

    @property
    def _is_unfit(self) -> bool:
        """Whether the approved file can never be signed, so that another round is needed."""
        return Signing.objects.filter(round=self.round, state=Signing.State.UNFIT).exists()

    @property
    def _has_signed_successor(self) -> bool:
        newer = Edition.objects.filter(report=self.edition.report_id, number__gt=self.edition.number)
        return newer.filter(state=State.SIGNED).exists()

    @property
    def recallers(self) -> tuple[User, ...]:
        """Who can take the round back: who submitted it, and once they coordinate no more, every coordinator."""
        assert self.round is not None
        coordinators, submitter = self.people[Role.COORDINATOR], self.round.submitted_by
        return (submitter,) if submitter in coordinators else coordinators

    @property
    def is_stuck(self) -> bool:
        """Whether the round waits for the approval of somebody who can't approve it."""
        return self.edition.state == State.SUBMITTED and self._why_stuck != ""

    @property
    def _why_stuck(self) -> str:
        """Why the named approver approves nothing any more, or nothing of the submitter, for they are one person."""
        if self.round is None:
            return ""
        if self._named not in self.approvers:
            return "ไม่ได้เป็นผู้อนุมัติแล้ว"
        return "ใช้อีเมลเดียวกับผู้เสนอ จึงอนุมัติไม่ได้" if is_own(self.round, self.round.approver.user) else ""

    @property
    def who_can(self) -> str:
        """Whom the report waits for, and who else can move it, as a Thai sentence: never somebody who has left."""
        if self.round is None or self.edition.is_open:
            return self._who_submits
        if self.edition.state != State.SUBMITTED:
            return self._decided
        name = self.round.approver_name
        if self.is_stuck:
            turn = f"ขณะนี้รอ {self.waiting[0].user} เห็นชอบ แต่ " if self.waiting else ""
            return f"{turn}{name} {self._why_stuck} {self._way_back}{self._others}"
        if self.waiting:
            return f"ขณะนี้รอ {self.waiting[0].user} เห็นชอบ จากนั้น {name} เป็นผู้อนุมัติ"
        return f"ผู้อนุมัติคือ {name}{self._others}"

    def who_can_said_to(self, reader: User) -> str:
        """The same as the reader is told it, who is ท่าน in it."""
        name, said = str(reader), self.who_can
        for before, after in (("คือ", ""), ("รอ", " เห็นชอบ"), ("จากนั้น", " เป็นผู้อนุมัติ")):
            said = said.replace(f"{before} {name}{after}", f"{before}ท่าน{after.strip()}")
        return said

    @property
    def _decided(self) -> str:
        return f"{self.edition.called}นี้{self.edition.get_state_display()}"

    @property
    def _named(self) -> User | None:
        return self.round.approver.user if self.round else None

    @property
    def _who_submits(self) -> str:
        coordinators = self.people[Role.COORDINATOR]
        able = [user for user in coordinators if not why_not_submit(self.edition, user, self.people)]
        if coordinators and not able:
            return why_not_submit(self.edition, coordinators[0], self.people, who=f"{coordinators[0]} ")
        return f"ผู้ที่เสนอ{self.edition.called}ได้คือผู้ประสานงาน ITA ({named(able) or nobody(self.people)})"

    @property
    def _way_back(self) -> str:
        if self.recallers:
            return f"ให้ {named(self.recallers)} เรียกคืนไปเลือกผู้อนุมัติคนใหม่"
        return f"และยังไม่มีผู้ประสานงาน ITA ที่จะเรียกคืน โปรดขอให้{administrators(self.people)} กำหนด"

    @property
    def _others(self) -> str:
        """The approvers beside the named one: they can send the round back."""
        assert self.round is not None
        others = [user for user in self.approvers if user != self._named and not is_own(self.round, user)]
        return f" ส่วน {named(others)} ส่งกลับแก้ไขได้" if others else ""

    def _not_theirs(self, by: User) -> str:
        assert self.round is not None
        submitter = self.round.submitted_by
        if by in self.recallers:
            return ""
        if submitter in self.recallers:
            return f"เรียกคืนได้เฉพาะผู้เสนอ คือ {submitter}"
        able = named(self.recallers) or nobody(self.people)
        return f"{submitter} ผู้เสนอ ไม่ได้เป็นผู้ประสานงานแล้ว เรียกคืนได้เฉพาะผู้ประสานงาน ITA ({able})"

    def _not_their_turn(self, by: User) -> str:
        return "" if self.waiting and self.waiting[0].user_id == by.pk else self.who_can

    def _not_named(self, by: User) -> str:
        return self.who_can if self.waiting or self._named != by else ""

    def _no_judge(self, by: User) -> str:
        return "" if by in self.approvers or not self._not_their_turn(by) else self.who_can


def present_round(edition: Edition) -> Round | None:
    """The edition's last round: the one that a decision would be about."""
    if edition._state.adding:
        return None
    return edition.rounds.select_related("submitted_by", "approver__user").order_by("-number").first()


def standing(edition: Edition) -> RoundStanding:
    """Reads where an edition's present round stands; the same few queries whatever it is."""
    last = present_round(edition)
    waiting, passed_over = endorsers_to_come(last) if last else ((), ())
    members = members_by_role(edition.agency)
    return RoundStanding(edition, last, waiting, passed_over, members, people_of(members))


def standing_of(plan: Plan, kind: Kind = Kind.RESULT) -> RoundStanding:
    """Reads where the latest edition of a plan's report of a kind stands."""
    return standing(latest(plan, kind))
