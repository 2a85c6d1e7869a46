"""A small office whose report is ready to be submitted, and people who submit and decide for a test."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from accounts.models import Agency, Membership, User
from accounts.permissions import Role
from document import digest, from_json, to_data
from document.readers import text
from measures.models import Detail, Measure, Plan, State
from reports.compiling import edition as editions
from reports.compiling.adopt import adopt
from reports.compiling.assemble import assemble
from reports.models import Decision, Edition, Endorser, Report, Round
from reports.models.kinds import Kind
from reports.review import decision, submission
from tests.accounts.making import PASSWORD, a_person
from tests.document import samples
from tests.kept_scenes import kept

NOW = datetime(2023, 10, 3, 8, 40, tzinfo=UTC)
PDF = b"%PDF-1.7 a page"
_REPORTER = ("reporter_name", "reporter_post", "reporter_unit", "reported_on", "reported_on_as_written")
PAGE = b"\x89PNG a picture"


@dataclass(frozen=True)
class Office:
    """The plan of one agency with a draft report of one taken measure; of another kind than a result report, the draft
    of a document whose measure is still open.
    """

    plan: Plan
    agency: Agency
    kind: Kind = Kind.RESULT

    @property
    def edition(self) -> Edition:
        """As it is stored now."""
        rows = Edition.objects.select_related("report__plan__agency", "approver__user")
        return rows.get(report__plan=self.plan, report__kind=self.kind)

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
        Edition.objects.filter(report__plan=self.plan, report__kind=self.kind).update(
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
        declaration, seen = submission.DECLARATIONS[self.kind], self._digest()
        return submission.submit(
            plan=self.plan, kind=self.kind, seen=seen, declaration=declaration, by=by, now=NOW, comment=comment
        )

    def _digest(self) -> str:
        """Of what the page before the submission shows, without what else is asked for it."""
        plan = Plan.objects.select_related("agency").get(pk=self.plan.pk)
        return digest(from_json(to_data(assemble(plan, editions.latest(plan, self.kind)))))

    def url(self, name: str = "") -> str:
        return f"/a/{self.agency.slug}/{self.plan.year}/{self.kind.declared.slug}/{name}"


@kept
def an_office(kind: Kind = Kind.RESULT) -> Office:
    """Complete but for the approver."""
    document = text.read(samples.report(), agency="องค์การบริหารส่วนตำบลทดสอบ").document
    edition = adopt(document)
    plan = edition.report.plan
    if not kind.declared.is_final:
        _begin(kind, edition)
        return Office(plan, plan.agency, kind)
    Measure.objects.filter(plan=plan).update(state=State.TAKEN)
    return Office(plan, plan.agency)


@kept
def an_office_of_two() -> Office:
    """With a coordinator, mana, and the approver whom the report names, somsak."""
    office = an_office()
    office.person("mana", Role.COORDINATOR)
    office.name_approver(office.person("somsak", Role.APPROVER))
    return office


def _begin(kind: Kind, result: Edition) -> None:
    """The draft of another document, with a period for each measure, and as many words as it asks for."""
    plan, layout = result.report.plan, kind.declared.layout
    for measure in plan.measures.all():
        Detail.objects.create(measure=measure, position=9, kind="period", text="ตลอดปีงบประมาณ 2566")
        Detail.objects.create(measure=measure, position=10, kind="monitoring", text="รายงานผู้บริหารทุกไตรมาส")
    Edition.objects.create(
        report=Report.objects.create(plan=plan, kind=kind),
        title=kind.declared.title,
        opening=kind.declared.words_of_opening(plan.assessed_year, plan.year),
        reporter=result.reporter,
        **{each.name: "1. ขั้นตอนการให้บริการยังไม่ชัดเจน" for each in (*layout.before, *layout.after)},
        **{name: getattr(result, name) for name in _REPORTER},
    )


def approve(made: Round, by: User) -> Decision:
    """Approves what the round froze."""
    return decision.approve(
        round=made, seen=made.pdf_digest, declaration=decision.DECLARATION, by=by, now=NOW, comment=""
    )


def decide(made: Round, move: str, by: User) -> Decision:
    """Any other move, with words."""
    return decision.decide(round=made, move=move, by=by, now=NOW, comment="ขอให้แก้ข้อ E13")


__all__ = ["NOW", "PAGE", "PASSWORD", "PDF", "Office", "an_office", "approve", "decide"]
