"""Whoever loses a role while a report is under way, it goes on: by somebody whom the page names, or appoints."""

from __future__ import annotations

import re
from itertools import combinations

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import Membership, User
from accounts.permissions import Role
from accounts.services.membership import deactivate
from reports.compiling.completeness import MUST
from reports.models import Round
from reports.review import submission
from reports.review.moves import present_round, standing
from tests.kept_scenes import kept
from tests.reports.office import Office, an_office, approve, decide
from tests.reports.review.test_workflow_offices import movers

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("quick_paper")]

PARTS = {"submitter": Role.COORDINATOR, "approver": Role.APPROVER, "endorser": Role.OFFICER}
# Who changes places gets the role in which the rule on one's own submission is most easily forgotten.
BECOMES = {"submitter": Role.APPROVER, "approver": Role.COORDINATOR, "endorser": Role.APPROVER}
OTHERS = {
    "nobody else": (),
    "another coordinator": (Role.COORDINATOR,),
    "another approver": (Role.APPROVER,),
    "another of each": (Role.COORDINATOR, Role.APPROVER),
}
LOST = [lost for count in (1, 2, 3) for lost in combinations(PARTS, count)]
HOWS = ["leaves", "changes places"]
# A report that is open again asks for the same appointments, whoever else is there.
WHERE = [(others, "submitted") for others in OTHERS] + [("nobody else", "returned"), ("nobody else", "recalled")]

_read_on_its_page: set[tuple[str, str]] = set()  # each sentence is looked for on the page once a state


def the(name: str) -> User:
    return User.objects.get(username=name)


def lose(office: Office, name: str, how: str) -> None:
    """The person leaves the agency, or gives up their role for another."""
    if how == "leaves":
        deactivate(agency=office.agency, user=the(name), by=the("admin"), now=timezone.now())
        return
    Membership.objects.filter(user=the(name)).update(is_active=False)
    Membership.objects.create(user=the(name), agency=office.agency, role=BECOMES[name], post="ปลัด")


@kept
def under_way(others: tuple[Role, ...], state: str) -> tuple[Office, Round]:
    """An office with an administrator and the three parts, and its report in a state."""
    office = an_office()
    for name, role in PARTS.items():
        office.person(name, role)
    office.person("admin", Role.ADMINISTRATOR)
    for role in others:
        office.person(f"other.{role}", role)
    office.name_approver(the("approver"))
    office.ask([the("endorser")])
    made = office.submit(the("submitter"))
    if state != "submitted":
        decide(made, *{"returned": ("return", the("endorser")), "recalled": ("recall", the("submitter"))}[state])
    return office, made


def people_in(sentence: str) -> set[str]:
    return set(re.findall(r"นาย([a-z.]+)", sentence))


def assert_true(office: Office, sentence: str) -> None:
    """Whom the sentence names can move the report or appoint somebody; whoever can't is said to have left."""
    where, able = standing(office.edition), {name for name, _ in movers(office)}
    told = people_in(re.sub(r"นาย[a-z.]+ (ผู้เสนอ )?ไม่ได้เป็นผู้", "", sentence))
    comes_later = {user.username for user in where.approvers} if where.waiting else set()
    appoints = {"admin"} if "โปรดขอให้ผู้ดูแลระบบหน่วยงาน (นายadmin) กำหนด" in sentence else set()
    assert told <= able | comes_later | appoints, sentence
    assert told & (able | appoints), sentence


def seen_by(office: Office, name: str) -> str:
    client = Client()
    client.force_login(the(name))
    return client.get(office.url()).content.decode().replace("\u00a0", " ")


def appoint(office: Office, role: Role) -> None:
    """What the page asks the administrator to do."""
    office.person(f"new.{role}", role)


def go_on(office: Office) -> None:
    """One move by somebody who can make it, or an appointment that the report's page asks for."""
    sentence = standing(office.edition).who_can
    assert_true(office, sentence)
    if (office.edition.state, sentence) not in _read_on_its_page:
        assert sentence in seen_by(office, "admin")
        _read_on_its_page.add((office.edition.state, sentence))
    can = movers(office)
    if office.edition.is_open:
        prepare_and_submit(office)
        return
    made = present_round(office.edition)
    assert made is not None
    for move in ("approve", "endorse", "recall", "return"):
        name = next((who for who, what in can if what == move), "")
        if name:
            approve(made, the(name)) if move == "approve" else decide(made, move, the(name))
            return
    assert "กำหนด" in sentence
    appoint(office, Role.COORDINATOR)


def prepare_and_submit(office: Office) -> None:
    """Names an approver who is there, and submits; appoints whom the page says is lacking."""
    people = standing(office.edition).people
    if not people[Role.COORDINATOR]:
        assert "ผู้ประสานงาน ITA (ขณะนี้ยังไม่มี โปรดขอให้ผู้ดูแลระบบหน่วยงาน (นายadmin) กำหนด)" in seen_by(office, "admin")
        appoint(office, Role.COORDINATOR)
        return
    submitter = people[Role.COORDINATOR][0]
    approvers = [user for user in people[Role.APPROVER] if user != submitter]
    if not approvers:
        [said] = [line.detail for line in submission.prepare(office.plan).checks if line.level == MUST]
        assert "หน่วยงานยังไม่มีผู้อนุมัติ โปรดขอให้ผู้ดูแลระบบหน่วยงาน (นายadmin) กำหนด" in said
        appoint(office, Role.APPROVER)
        return
    office.name_approver(approvers[0])
    office.submit(submitter)


@pytest.mark.parametrize("how", HOWS)
@pytest.mark.parametrize("lost", LOST, ids="+".join)
@pytest.mark.parametrize(("others", "state"), WHERE)
def test_whoever_loses_a_role_the_report_goes_on_by_those_whom_its_page_names(
    others: str, lost: tuple[str, ...], how: str, state: str
) -> None:
    office, _ = under_way(OTHERS[others], state)
    for name in lost:
        lose(office, name, how)
    for _ in range(8):
        if office.edition.state == "approved":
            break
        go_on(office)
    assert office.edition.state == "approved"
    made = present_round(office.edition)
    assert made is not None
    assert made.decisions.get(move="approve").by != made.submitted_by


@pytest.mark.parametrize("how", HOWS)
def test_another_coordinator_takes_back_what_was_submitted_by_one_who_coordinates_no_more(how: str) -> None:
    office, made = under_way(OTHERS["another coordinator"], "submitted")
    assert ("other.coordinator", "recall") not in movers(office)
    lose(office, "submitter", how)
    assert ("other.coordinator", "recall") in movers(office)
    client = Client()
    client.force_login(the("other.coordinator"))
    page = client.get(office.url("recall/")).content.decode()
    assert "ไม่ได้เป็นผู้ประสานงานแล้ว ท่านจึงเรียกคืนแทนได้" in page
    assert client.post(office.url("recall/"), {"round": made.number, "comment": "ผู้เสนอย้ายไปแล้ว"}).status_code == 302
    assert office.edition.state == "recalled"
    rounds = client.get(office.url("rounds/")).content.decode()
    assert "เรียกคืนมาแก้ไขแทน นายsubmitter ผู้เสนอ" in rounds
    assert 'โดย <span class="nb">นายother.coordinator</span>' in rounds
    log = client.get(f"/a/{office.agency.slug}/log/").content.decode()
    assert "เรียกคืนมาแก้ไขแทนผู้เสนอ" in log


def test_the_coordinators_home_leads_to_recalling_a_report_that_nobody_approves_any_more() -> None:
    office, _ = under_way(OTHERS["another coordinator"], "submitted")
    lose(office, "submitter", "leaves")
    lose(office, "approver", "leaves")
    client = Client()
    client.force_login(the("other.coordinator"))
    page = client.get(f"/a/{office.agency.slug}/{office.plan.year}/").content.decode()
    button = rf'<a class="btn btn-primary" href="{office.url("recall/")}">\s*เรียกคืนมาแก้ไข\s*</a>'
    assert len(re.findall(button, page)) == 1
    client.force_login(the("admin"))
    page = client.get(f"/a/{office.agency.slug}/{office.plan.year}/").content.decode()
    assert "นายapprover ไม่ได้เป็นผู้อนุมัติแล้ว ให้ นายother.coordinator เรียกคืนไปเลือกผู้อนุมัติคนใหม่" in page.replace("\u00a0", " ")
