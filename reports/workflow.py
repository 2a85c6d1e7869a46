"""The moves of an edition: who may make them, from which state to which, and why not."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from accounts.models import Agency, Membership, User
from accounts.permissions import Permission, Role
from reports.models import Edition, Round
from workflow import Transition, allowed, table

State = Edition.State

# Signing and publishing go on from approved: approved -> signed -> published -> replaced or withdrawn.
TRANSITIONS = table(
    Transition(
        "submit",
        "เสนอให้พิจารณา",
        frozenset({State.DRAFT, State.RECALLED, State.RETURNED}),
        State.SUBMITTED,
        Permission.REPORT_SUBMIT,
        done="เสนอให้พิจารณา",
        icon="send",
    ),
    Transition(
        "endorse",
        "เห็นชอบ",
        frozenset({State.SUBMITTED}),
        State.SUBMITTED,
        Permission.REPORT_DECIDE,
        done="เห็นชอบ",
        icon="check-circle",
    ),
    Transition(
        "approve",
        "อนุมัติ",
        frozenset({State.SUBMITTED}),
        State.APPROVED,
        Permission.REPORT_APPROVE,
        done="อนุมัติ",
        icon="check-circle-fill",
    ),
    Transition(
        "return",
        "ส่งกลับแก้ไข",
        frozenset({State.SUBMITTED}),
        State.RETURNED,
        Permission.REPORT_DECIDE,
        needs_comment=True,
        done="ส่งกลับแก้ไข",
        icon="arrow-return-left",
    ),
    Transition(
        "recall",
        "ดึงกลับมาแก้ไข",
        frozenset({State.SUBMITTED}),
        State.RECALLED,
        Permission.REPORT_SUBMIT,
        done="ดึงกลับมาแก้ไข",
        icon="arrow-counterclockwise",
    ),
)
# The moves by which someone judges a round that another submitted.
JUDGING = frozenset({"endorse", "approve", "return"})


@dataclass(frozen=True)
class Standing:
    """Where an edition's present round stands, read once for all moves: `waiting` are the endorsers still to come."""

    edition: Edition
    round: Round | None
    waiting: tuple[Membership, ...]
    approvers: tuple[User, ...]

    def rule(self, transition: Transition, edition: Any, by: User) -> str:  # noqa: ANN401 - the engine hands on any subject
        """Why a person whose role may make the move may not, in Thai, with who can; nothing where they may."""
        if transition.name == "submit":
            return self._approves_it(by)
        if self.round is None:
            return "ยังไม่มีผู้เสนอรายงานนี้"
        if transition.name == "recall":
            return "" if by == self.round.submitted_by else f"ดึงกลับได้เฉพาะผู้เสนอ คือ {self.round.submitted_by}"
        if by == self.round.submitted_by:
            return f"ท่านเป็นผู้เสนอรายงานนี้ จึงอนุมัติเองไม่ได้ {self.who_can}"
        return {"endorse": self._not_their_turn, "approve": self._not_named, "return": self._no_judge}[transition.name](
            by
        )

    def moves(self, by: User) -> list[Transition]:
        """What the person can do to the edition now: pages draw their buttons from this."""
        return allowed(TRANSITIONS, self.edition, by, self.rule)

    @property
    def who_can(self) -> str:
        """Whom the round waits for, and who else can move it, as a Thai sentence."""
        assert self.round is not None
        if self.waiting:
            return f"ขณะนี้รอ {self.waiting[0].user} เห็นชอบ จากนั้น {self.round.approver_name} เป็นผู้อนุมัติ"
        named = self.round.approver.user
        others = [str(user) for user in self.approvers if user not in (named, self.round.submitted_by)]
        also = f" ส่วน {' หรือ '.join(others)} ส่งกลับแก้ไขได้" if others else ""
        if named not in self.approvers:
            return (
                f"{self.round.approver_name} ไม่ได้เป็นผู้อนุมัติแล้ว ให้ {self.round.submitted_by} ดึงกลับไปเลือกผู้อนุมัติคนใหม่{also}"
            )
        return f"ผู้อนุมัติคือ {self.round.approver_name}{also}"

    def _approves_it(self, by: User) -> str:
        approver = self.edition.approver
        if approver is None or approver.user_id != by.pk:
            return ""
        return (
            "ท่านเป็นผู้อนุมัติที่ระบุไว้ จึงเสนอเองไม่ได้ ให้ผู้ประสานงานคนอื่นเป็นผู้เสนอ "
            f"({_names(edition_coordinators(self.edition.agency, but=by))}) หรือเลือกผู้อนุมัติคนอื่นในหน้าจัดทำรายงาน "
            f"({_names(tuple(user for user in self.approvers if user != by))})"
        )

    def _not_their_turn(self, by: User) -> str:
        return "" if self.waiting and self.waiting[0].user_id == by.pk else self.who_can

    def _not_named(self, by: User) -> str:
        assert self.round is not None
        return self.who_can if self.waiting or self.round.approver.user_id != by.pk else ""

    def _no_judge(self, by: User) -> str:
        return "" if by in self.approvers or not self._not_their_turn(by) else self.who_can


def present_round(edition: Edition) -> Round | None:
    """The edition's last round: the one that a decision would be about."""
    if edition._state.adding:
        return None
    rounds = edition.rounds.select_related("submitted_by", "approver__user").order_by("-number")
    return rounds.first()


def standing(edition: Edition) -> Standing:
    """Reads where the edition stands; the same few queries whatever it is."""
    last = present_round(edition)
    return Standing(edition, last, _waiting(last) if last else (), approvers_of(edition.agency))


def _waiting(last: Round) -> tuple[Membership, ...]:
    """Who has left since the submission is passed over, so that a round never waits for nobody."""
    done = set(last.decisions.filter(move="endorse").values_list("by", flat=True))
    asked = last.endorsers.select_related("membership__user").order_by("position")
    return tuple(
        each.membership
        for each in asked
        if each.membership.is_active and each.membership.user.is_active and each.membership.user_id not in done
    )


def approvers_of(agency: Agency) -> tuple[User, ...]:
    """The agency's active approvers, by name."""
    return _people(agency, Role.APPROVER)


def edition_coordinators(agency: Agency, *, but: User) -> tuple[User, ...]:
    """The agency's other active coordinators, by name."""
    return tuple(user for user in _people(agency, Role.COORDINATOR) if user != but)


def _people(agency: Agency, role: Role) -> tuple[User, ...]:
    held = agency.memberships.filter(role=role, is_active=True, user__is_active=True)
    return tuple(membership.user for membership in held.select_related("user").order_by("user__name", "pk"))


def _names(people: tuple[User, ...]) -> str:
    return " หรือ ".join(str(person) for person in people) or "ยังไม่มี โปรดขอให้ผู้ดูแลระบบหน่วยงานเพิ่ม"
