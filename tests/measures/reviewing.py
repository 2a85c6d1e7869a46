"""An office with a person of every kind, and measures in every state, for the tests of the review of measures."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime

from django.test import Client
from django.urls import reverse

from accounts.models import Agency, Membership, OverseerReach, Unit, User
from accounts.permissions import Role
from measures.models import Action, Measure, MeasureOfficer, Officer, Outcome, Plan, State
from measures.services.decision import decide, digest_of, round_of
from tests.kept_scenes import kept

NOW = datetime(2023, 9, 22, 8, 28, tzinfo=UTC)  # 15.28 น. of 22 กันยายน 2566
WORDS = "ขอให้ระบุจำนวนผู้เข้าร่วม"

# How each state is reached, by moves and who makes them: the officer who answers for the measure sends.
ROADS: dict[State, list[tuple[str, str]]] = {
    State.OPEN: [],
    State.HANDED_IN: [("hand_in", "officer")],
    State.TAKEN: [("hand_in", "officer"), ("take", "coordinator")],
    State.RETURNED: [("hand_in", "officer"), ("return", "coordinator")],
    State.REOPENED: [("hand_in", "officer"), ("take", "coordinator"), ("reopen", "coordinator")],
}


@dataclass(frozen=True)
class Office:
    """A plan with two units; `people` by what they are to a measure of the first unit."""

    plan: Plan
    people: dict[str, User]
    duties: tuple[Officer, ...]

    def measure(
        self,
        state: State = State.OPEN,
        code: str = "E14",
        *,
        actions: int = 1,
        outcomes: int = 1,
        due_on: date | None = None,
        duties: tuple[Officer, ...] | None = None,
        sender: str = "officer",
    ) -> Measure:
        """A measure that has come to a state by the moves that lead there, handed in by `sender`."""
        measure = Measure.objects.create(
            plan=self.plan, code=code, code_as_written=code, tool="EIT", question=f"คำถามของ {code}", due_on=due_on
        )
        for n, officer in enumerate(self.duties if duties is None else duties):
            MeasureOfficer.objects.create(measure=measure, officer=officer, position=n)
        for n in range(actions):
            Action.objects.create(measure=measure, position=n, text=f"การดำเนินการ {n} ของ {code}")
        for n in range(outcomes):
            Outcome.objects.create(measure=measure, position=n, text=f"ผลลัพธ์ {n} ของ {code}")
        for move, who in ROADS[state]:
            self.decide(measure, move, sender if move == "hand_in" else who)
        return measure

    def decide(self, measure: Measure, move: str, who: str, comment: str = WORDS) -> None:
        decide(measure=measure, move=move, by=self.people[who], now=NOW, comment=comment)

    def client(self, who: str) -> Client:
        client = Client()
        client.force_login(self.people[who])
        return client

    def url(self, name: str, measure: Measure | None = None) -> str:
        pk = [measure.pk] if measure else []
        return reverse(f"measures:{name}", args=[self.plan.agency.slug, self.plan.year, *pk])


@kept
def an_office() -> Office:
    """กานดา answers for the measures, with สมคิด who has no login and จันทร์ who coordinates; others look on."""
    agency, elsewhere = _agency("thung-sai-than", "สายธาร"), _agency("na-lao", "ชีหลง")
    welfare, works = _unit(agency, "กองสวัสดิการสังคม", 0), _unit(agency, "กองช่าง", 1)
    people = {
        "officer": _person("kanda", "นางสาวกานดา ใจงาม", (agency, Role.OFFICER, None)),
        "unit_mate": _person("malee", "นางมาลี ดีงาม", (agency, Role.OFFICER, welfare)),
        "other_officer": _person("chang", "นายช่าง ขยัน", (agency, Role.OFFICER, works)),
        "coordinator": _person("mana", "นายมานะ สุจริตธรรม", (agency, Role.COORDINATOR, None)),
        "own_coordinator": _person("chan", "นางจันทร์ แจ่มใส", (agency, Role.COORDINATOR, None)),
        "approver": _person("somsak", "นายสมศักดิ์ เที่ยงธรรม", (agency, Role.APPROVER, None)),
        "administrator": _person("wilai", "นางวิไล รักษ์ดี", (agency, Role.ADMINISTRATOR, None)),
        "left": _person("left", "นายลา ออกแล้ว", (agency, Role.COORDINATOR, None)),
        "overseer": _person("pranee", "นางปราณี กำกับดี"),
        "foreign_officer": _person("somjai", "นางสมใจ ที่อื่น", (elsewhere, Role.OFFICER, None)),
        "foreign_coordinator": _person("boon", "นายบุญ ที่อื่น", (elsewhere, Role.COORDINATOR, None)),
        "nobody": _person("nobody", "นายไม่มี บทบาท"),
    }
    people["left"].memberships.update(is_active=False)
    OverseerReach.objects.create(user=people["overseer"], province="สายธาร")
    duties = tuple(
        Officer.objects.create(agency=agency, name=name, unit=welfare, user=user)
        for name, user in (
            ("นางสาวกานดา ใจงาม", people["officer"]),
            ("นายสมคิด ใจดี", None),
            ("นางจันทร์ แจ่มใส", people["own_coordinator"]),
        )
    )
    plan = Plan.objects.create(agency=agency, year=2566, assessed_year=2565)
    Plan.objects.create(agency=elsewhere, year=2566, assessed_year=2565)
    return Office(plan, people, duties)


def seen(measure: Measure) -> dict[str, str]:
    """What a page that shows the measure now sends with a decision."""
    return {"round": str(round_of(measure)), "digest": digest_of(measure)}


def again(measure: Measure) -> Measure:
    """The measure as it is stored now, as another request reads it."""
    return Measure.objects.select_related("plan__agency").get(pk=measure.pk)


def _agency(slug: str, province: str) -> Agency:
    code = slug.replace("-", "").upper()[:12]
    return Agency.objects.create(slug=slug, code=code, name=f"อบต. {slug}", short_name=slug, province=province)


def _unit(agency: Agency, name: str, position: int) -> Unit:
    return Unit.objects.create(agency=agency, name=f"{name} {agency.name}", short_name=name, position=position)


def _person(username: str, name: str, *held: tuple[Agency, Role, Unit | None]) -> User:
    user = User.objects.create(username=username, name=name, password="unknown$")
    for agency, role, unit in held:
        Membership.objects.create(user=user, agency=agency, role=role, unit=unit)
    return user
