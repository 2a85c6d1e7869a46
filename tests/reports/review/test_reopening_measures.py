"""While its report is with the approver or approved, no measure is reopened; the page says what comes first."""

from __future__ import annotations

import pytest
from django.test import Client

from accounts.access import Refused
from accounts.models import Membership, User
from accounts.permissions import Role
from measures.models import Measure, State
from measures.moves import moves
from measures.services.decision import decide as decide_on
from reports.models import Edition
from tests.reports.office import NOW, Office, approve, decide

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("quick_paper")]


def the_measure() -> Measure:
    return Measure.objects.select_related("plan__agency").get()


def can_reopen(user: User) -> bool:
    return [move.name for move in moves(the_measure(), user)] == ["reopen"]


def refused(user: User) -> str:
    """Why the measure stays as it is."""
    with pytest.raises(Refused) as why:
        decide_on(measure=the_measure(), move="reopen", by=user, now=NOW, comment="พบคำผิด")
    assert the_measure().state == State.TAKEN
    return why.value.reason


def seen(user: User, address: str) -> str:
    client = Client()
    client.force_login(user)
    return client.get(address).content.decode().replace("\u00a0", " ")


def page_of(office: Office) -> str:
    return f"/a/{office.agency.slug}/{office.plan.year}/measures/{the_measure().pk}/"


def test_it_follows_the_report_through_its_states(office: Office, mana: User, somsak: User) -> None:
    assert can_reopen(mana)
    for ending, by in (("recall", mana), ("return", somsak)):
        made = office.submit(mana)
        assert not can_reopen(mana)
        decide(made, ending, by)
        assert can_reopen(mana)
    approve(office.submit(mana), somsak)
    assert not can_reopen(mana)


def test_during_review_it_is_said_who_takes_the_report_back_first(office: Office, mana: User) -> None:
    office.submit(mana)
    said = "รายงานของปี 2566 อยู่ระหว่างพิจารณา หากต้องแก้ไขมาตรการ ให้ นายmana เรียกรายงานคืนก่อน หรือรอให้ส่งกลับแก้ไข"
    assert refused(mana) == said
    assert said in seen(mana, page_of(office))
    assert said in seen(mana, page_of(office) + "reopen/")


def test_where_the_submitter_has_left_the_other_coordinator_takes_it_back(office: Office, mana: User) -> None:
    office.submit(mana)
    Membership.objects.filter(user=mana).update(is_active=False)
    assert "ให้ นายboon เรียกรายงานคืนก่อน" in refused(office.person("boon", Role.COORDINATOR))


def test_after_the_publication_it_is_said_that_only_a_new_edition_changes_it(
    office: Office, mana: User, somsak: User
) -> None:
    approve(office.submit(mana), somsak)
    Edition.objects.update(state="published")
    said = "รายงานของปี 2566 อนุมัติแล้ว มาตรการจึงคงไว้ตามที่อนุมัติ หากต้องแก้ไขภายหลังต้องออกรายงานฉบับใหม่แทน"
    assert refused(mana) == said
    page = seen(mana, page_of(office))
    assert said in page
    assert "เปิดให้แก้ไขอีกครั้ง" not in page.partition("<main")[2]


@pytest.mark.parametrize("state", ["approved", "signed"])
def test_before_the_publication_it_is_said_that_the_round_is_called_off_first(
    office: Office, mana: User, somsak: User, state: str
) -> None:
    approve(office.submit(mana), somsak)
    Edition.objects.update(state=state)
    said = "รายงานของปี 2566 อนุมัติแล้ว หากต้องแก้ไขมาตรการ ให้ผู้ประสานงาน ITA ยกเลิกรอบนี้ก่อนเผยแพร่"
    assert refused(mana) == said
    Edition.objects.update(state="recalled")
    assert can_reopen(mana)


def test_the_home_asks_for_nothing_that_cannot_be_done_any_more(office: Office, mana: User, somsak: User) -> None:
    approve(office.submit(mana), somsak)
    Membership.objects.filter(user=somsak).update(is_active=False)  # no reason to choose another now
    home = f"/a/{office.agency.slug}/{office.plan.year}/"
    assert "สิ่งที่ยังขาด" not in seen(mana, home)
    Measure.objects.update(state=State.REOPENED)  # as before this rule
    page = seen(mana, home)
    assert "ไม่มีผลต่อรายงานที่เสนอหรืออนุมัติแล้ว ทำต่อได้" in page


def test_with_no_coordinator_left_the_decision_is_awaited_and_nobody_who_left_is_named(
    office: Office, mana: User
) -> None:
    office.submit(mana)
    Membership.objects.filter(user=mana).update(is_active=False)
    officer = office.person("kanda", Role.OFFICER)
    said = "รายงานของปี 2566 อยู่ระหว่างพิจารณา จึงต้องรอผลการพิจารณาก่อน ผู้อนุมัติคือ นายsomsak"
    assert refused(officer) == said
