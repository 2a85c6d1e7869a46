"""Nobody decides on a report of their own, with whichever of their accounts: one mail address is one person."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.access import Refused
from accounts.models import User
from accounts.permissions import Role
from accounts.persons import same_person
from measures.reopening_holds import why_held
from notices.due.editions import last_moves, matters
from notices.due.people import people_of
from reports.models import Edition, Round
from reports.review.history import history
from reports.review.moves import TRANSITIONS, standing
from reports.review.people.endorsers import set_endorsers
from tests.reports.office import NOW, Office, an_office, approve, decide
from tests.reports.review.test_workflow_matrix import MAY, MAY_ONCE_ENDORSED
from tests.reports.scene import STATES, a_scene

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("quick_paper")]

ALIKE = "คนเดียวกัน"


def twins(*users: User) -> None:
    """Gives the accounts one address."""
    User.objects.filter(pk__in=[user.pk for user in users]).update(email=f"{users[0].username}@tst.example")


def again(*users: User) -> list[User]:
    return [User.objects.get(pk=user.pk) for user in users]


def drawn(edition: Edition, user: User) -> set[str]:
    return {move.name for move in standing(edition).moves(user)}


def test_accounts_are_one_persons_by_address_and_without_one_only_themselves() -> None:
    first, second = User(pk=1, email="Mana@tst.example"), User(pk=2, email=" mana@TST.example ")
    bare, other = User(pk=3), User(pk=4)
    assert (same_person(first, second), same_person(bare, other), same_person(bare, bare)) == (True, False, True)


def test_the_submitters_other_account_judges_nothing_in_any_state_whatever_its_roles() -> None:
    scene = a_scene()
    twin, innocent = (scene.office.person(name, *Role) for name in ("twin", "innocent"))
    twins(scene.people["submitter"], twin)
    twin, innocent = again(twin, innocent)
    for may in (MAY, MAY_ONCE_ENDORSED):
        for state in STATES:
            edition = scene.put(state)
            able = {
                move for move, kinds in may.items() if state in TRANSITIONS[move].sources and "coordinator" in kinds
            }
            returns = {"return"} if state == "submitted" else set()
            assert (drawn(edition, twin), drawn(edition, innocent)) == (able, able | returns), state
        scene.put("submitted")
        for move in ("endorse", "approve", "return"):
            with pytest.raises(Refused, match=ALIKE):
                decide(scene.round, move, twin)
        if may is MAY:
            decide(scene.round, "endorse", scene.people["endorser"])
    assert "twin" not in standing(scene.office.edition).who_can


@dataclass
class Three:
    """Mana coordinates, Somsak approves, and Wilai does both; Palad and Rong endorse."""

    office: Office
    mana: User
    somsak: User
    wilai: User
    palad: User
    rong: User


@pytest.fixture
def three() -> Three:
    office = an_office()
    people = {
        "mana": [Role.COORDINATOR],
        "somsak": [Role.APPROVER],
        "wilai": [Role.COORDINATOR, Role.APPROVER, Role.ADMINISTRATOR],
        "palad": [Role.OFFICER],
        "rong": [Role.OFFICER],
    }
    made = {name: office.person(name, *roles) for name, roles in people.items()}
    office.name_approver(made["somsak"])
    return Three(office, **made)


def test_the_named_approvers_other_account_does_not_submit_and_learns_who_does(three: Three) -> None:
    twins(three.somsak, three.mana)
    [mana] = again(three.mana)
    with pytest.raises(Refused) as refused:
        three.office.submit(mana)
    assert not Round.objects.exists()
    for words in (ALIKE, "นายsomsak ผู้อนุมัติที่ระบุไว้", "เป็นผู้เสนอ (นายwilai)", "ในหน้าจัดทำรายงาน (นายwilai)"):
        assert words in refused.value.reason
    where = standing(three.office.edition)
    assert (drawn(three.office.edition, mana), where.who_can) == (set(), "ผู้ที่เสนอรายงานได้คือผู้ประสานงาน ITA (นายwilai)")
    client = Client()
    client.force_login(mana)
    page = client.get(three.office.url("submit/"))
    assert (page.status_code, ALIKE in page.content.decode()) == (403, True)
    assert three.office.submit(three.wilai).number == 1


def test_where_everyone_who_submits_is_the_approver_it_says_who_appoints_another(three: Three) -> None:
    twins(three.somsak, three.mana, three.wilai)
    assert "(ขณะนี้ยังไม่มี โปรดขอให้ผู้ดูแลระบบหน่วยงาน (นายwilai) กำหนด)" in standing(three.office.edition).who_can


def test_who_submits_or_approves_or_endorses_already_is_not_asked_again_in_another_account(three: Three) -> None:
    names = ("rong.twin", "mana.twin", "somsak.twin")
    others = [three.office.person(name, Role.OFFICER) for name in names]
    twins(three.rong, others[0])
    twins(three.mana, others[1])
    twins(three.somsak, others[2])
    three.office.ask([*others[1:], three.rong, others[0], three.palad])
    made = three.office.submit(*again(three.mana))
    assert [each.membership.user for each in made.endorsers.all()] == [three.rong, three.palad]


def test_one_person_stands_once_among_the_endorsers(three: Three) -> None:
    twins(three.palad, three.rong)
    members = [user.memberships.select_related("user").get() for user in (three.palad, three.rong)]
    with pytest.raises(ValidationError, match="ถือเป็นคนเดียวกัน"):
        set_endorsers(agency=three.office.agency, memberships=members, by=three.wilai)
    set_endorsers(agency=three.office.agency, memberships=members[:1], by=three.wilai)


def test_a_round_from_before_that_one_person_submitted_and_should_approve_is_taken_back(three: Three) -> None:
    made = three.office.submit(three.mana)
    twins(three.somsak, three.mana)
    mana, somsak = again(three.mana, three.somsak)
    with pytest.raises(Refused, match=ALIKE):
        approve(made, somsak)
    where = standing(three.office.edition)
    cure = "นายsomsak ใช้อีเมลเดียวกับผู้เสนอ จึงอนุมัติไม่ได้ ให้ นายmana เรียกคืนไปเลือกผู้อนุมัติคนใหม่ ส่วน นายwilai ส่งกลับแก้ไขได้"
    assert (where.is_stuck, where.who_can) == (True, cure)
    agency, today = three.office.agency, NOW.date()
    told = matters(agency, people_of(agency), today, last_moves(agency, today))
    assert [(matter.user, matter.detail) for matter in told] == [(mana.pk, cure)]
    assert "หรือรอให้ส่งกลับแก้ไข" not in why_held(three.office.plan)
    decide(made, "recall", mana)
    assert three.office.edition.state == "recalled"


def test_a_round_from_before_does_not_wait_for_its_submitter_to_endorse_it(three: Three) -> None:
    three.office.ask([three.rong, three.palad])
    made = three.office.submit(three.mana)
    twins(three.mana, three.rong)
    where = standing(three.office.edition)
    assert [member.user for member in where.waiting] == [three.palad]
    assert [line.passed for line in history(where) if line.passed] == [three.rong]
    decide(made, "endorse", three.palad)
    approve(made, three.somsak)
    assert three.office.edition.state == "approved"


def test_going_by_person_costs_no_query(three: Three) -> None:
    three.office.ask([three.rong, three.palad])
    three.office.submit(three.mana)
    counts = []
    for _ in range(2):
        [wilai], edition = again(three.wilai), three.office.edition
        with CaptureQueriesContext(connection) as queries:
            where = standing(edition)
            assert where.who_can and where.moves(wilai) and not where.is_stuck
        counts.append(len(queries))
        twins(three.wilai, three.palad, three.rong)
    assert counts[0] == counts[1]
