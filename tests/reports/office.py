"""A small office whose report is ready to be submitted, and people who submit and decide for a test."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from accounts.models import Agency, Membership, User
from accounts.permissions import Role
from document.readers import text
from measures.models import Measure, Plan, State
from reports.compiling.adopt import adopt
from reports.models import Decision, Edition, Endorser, Round
from reports.review import decision, submission
from tests.accounts.making import PASSWORD, a_person
from tests.document import samples

NOW = datetime(2023, 10, 3, 8, 40, tzinfo=UTC)
PDF = b"%PDF-1.7 a page"
PAGE = b"\x89PNG a picture"


@dataclass(frozen=True)
class Office:
    """The plan of one agency with a draft report of one taken measure."""

    plan: Plan
    agency: Agency

    @property
    def edition(self) -> Edition:
        """As it is stored now."""
        return Edition.objects.select_related("report__plan__agency", "approver__user").get(report__plan=self.plan)

    def person(self, username: str, *roles: Role, post: str = "") -> User:
        """A person with roles in the office; their name is the username with นาย before it."""
        user = a_person(username, name=f"นาย{username}")
        for role in roles:
            Membership.objects.create(user=user, agency=self.agency, role=role, post=post or f"ตำแหน่งของ{username}")
        return user

    def the(self, role: Role) -> User:
        """The office's only person of a role."""
        return self.agency.memberships.get(role=role).user

    def name_approver(self, user: User, *, capacity: str = "own", acting_for: str = "") -> None:
        """Names an approver as the compile page does."""
        member = user.memberships.get(role=Role.APPROVER)
        Edition.objects.filter(report__plan=self.plan).update(
            approver=member,
            approver_name=user.name,
            approver_post=member.post,
            capacity=capacity,
            acting_for=acting_for,
        )

    def ask(self, users: Iterable[User]) -> None:
        """Sets the agency's endorsers, whatever their roles."""
        Endorser.objects.filter(agency=self.agency).delete()
        for number, user in enumerate(users, start=1):
            member = user.memberships.filter(agency=self.agency).first()
            assert member is not None
            Endorser.objects.create(agency=self.agency, position=number, membership=member)

    def submit(self, by: User, *, comment: str = "") -> Round:
        """Consents to the report as it is now."""
        seen = submission.prepare(self.plan).digest
        return submission.submit(
            plan=self.plan, seen=seen, declaration=submission.DECLARATION, by=by, now=NOW, comment=comment
        )

    def url(self, name: str = "") -> str:
        return f"/a/{self.agency.slug}/{self.plan.year}/report/{name}"


def an_office() -> Office:
    """Complete but for the approver."""
    document = text.read(samples.report(), agency="องค์การบริหารส่วนตำบลทดสอบ").document
    edition = adopt(document)
    plan = edition.report.plan
    Measure.objects.filter(plan=plan).update(state=State.TAKEN)
    return Office(plan, plan.agency)


def approve(made: Round, by: User) -> Decision:
    """Approves what the round froze."""
    return decision.approve(
        round=made, seen=made.pdf_digest, declaration=decision.DECLARATION, by=by, now=NOW, comment=""
    )


def decide(made: Round, move: str, by: User) -> Decision:
    """Any other move, with words."""
    return decision.decide(round=made, move=move, by=by, now=NOW, comment="ขอให้แก้ข้อ E13")


__all__ = ["NOW", "PAGE", "PASSWORD", "PDF", "Office", "an_office", "approve", "decide"]
