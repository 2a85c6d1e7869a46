"""Officers and a day for many measures in one go."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from accounts.access import Refused
from accounts.permissions import Role
from audit.models import AuditEvent
from measures.models import Measure, State
from measures.services.planning.assignment import assign_many
from tests.browsing import forms_of, words_of
from tests.factories import NOON, a_user, an_agency, an_officer
from tests.measures.conftest import Office, SignedIn
from tests.stored import everything_stored

pytestmark = pytest.mark.django_db
DAY = date(2023, 9, 29)


def named(measure: Measure) -> list[str]:
    return [duty.officer.name for duty in measure.duties.select_related("officer")]


def test_officers_come_behind_those_who_stand_there_and_the_day_is_set(office: Office, signed_in: SignedIn) -> None:
    kaeo = an_officer(office.plan.agency, "นางแก้ว ขวัญใจ")
    first, second = office.measure("E1", steps=["ทำ"]), office.measure("E2", officers=[])
    manee: Any = signed_in(office.manee)
    chosen = {"measures": [first.pk, second.pk], "officers": [kaeo.pk, office.somkid.pk], "due_on": "29/9/66"}
    page = manee.post(office.url("assign"), chosen, follow=True)
    assert "มอบหมายแล้ว 2 มาตรการ: E1 E2" in words_of(page)
    assert (named(first), set(named(second))) == (
        ["นายสมคิด ใจดี", "นางแก้ว ขวัญใจ"],
        {"นายสมคิด ใจดี", "นางแก้ว ขวัญใจ"},
    )
    assert set(Measure.objects.values_list("due_on", flat=True)) == {DAY}
    assert [step.text for step in first.steps.all()] == ["ทำ"]
    events = AuditEvent.objects.count()
    manee.post(office.url("assign"), chosen)
    assert AuditEvent.objects.count() == events  # a second time changes nothing


def test_what_is_left_empty_stays(office: Office, signed_in: SignedIn) -> None:
    measure = office.measure("E1", due_on=DAY)
    kaeo = an_officer(office.plan.agency, "นางแก้ว ขวัญใจ")
    manee: Any = signed_in(office.manee)
    page = manee.post(office.url("assign"), {"measures": [measure.pk]})
    assert (page.status_code, "อย่างน้อยหนึ่งอย่าง" in words_of(page)) == (422, True)
    manee.post(office.url("assign"), {"measures": [measure.pk], "officers": [kaeo.pk]})
    measure.refresh_from_db()
    assert (measure.due_on, len(named(measure))) == (DAY, 2)


def test_what_was_handed_in_meanwhile_is_left_and_named(office: Office) -> None:
    open_, sent = office.measure("E1"), office.measure("E2")
    Measure.objects.filter(pk=sent.pk).update(state=State.HANDED_IN)
    assigned = assign_many(plan=office.plan, measures=[open_, sent], officers=[], due_on=DAY, by=office.manee, now=NOON)
    assert [measure.code for measure in assigned.done] == ["E1"]
    assert [(measure.code, "ส่งตรวจแล้ว" in why) for measure, why in assigned.refused] == [("E2", True)]


def test_others_may_not_and_another_agencys_are_not_offered(office: Office, signed_in: SignedIn) -> None:
    measure = office.measure("E1")
    elsewhere = an_agency("elsewhere")
    stranger, theirs = a_user("weera", Role.COORDINATOR, agency=elsewhere), an_officer(elsewhere, "คนอื่น")
    manee: Any = signed_in(office.manee)
    before = everything_stored()
    for user in (office.mana, stranger):
        with pytest.raises(Refused):
            assign_many(plan=office.plan, measures=[measure], officers=[], due_on=DAY, by=user, now=NOON)
    for wrong in ({"measures": [measure.pk], "officers": [theirs.pk]}, {"measures": ["9" * 30], "due_on": "1/1/66"}):
        assert manee.post(office.url("assign"), wrong).status_code == 422, wrong
    assert everything_stored() == before


def test_one_press_ticks_them_all(office: Office, signed_in: SignedIn) -> None:
    office.measure("E1"), office.measure("E2")
    manee: Any = signed_in(office.manee)
    for query, ticked in (({}, 0), ({"pick": "all"}, 2)):
        page = manee.get(office.url("assign"), query).content.decode()
        assert page.count(" checked") == ticked + 1, query  # and how those are treated who stand there


def test_the_page_says_which_measures_are_not_offered(office: Office, signed_in: SignedIn) -> None:
    office.measure("E1")
    for code, state in (("E2", State.TAKEN), ("E3", State.HANDED_IN)):
        Measure.objects.filter(pk=office.measure(code).pk).update(state=state)
    manee: Any = signed_in(office.manee)
    words = words_of(manee.get(office.url("assign")))
    assert "ตรวจรับแล้ว 1 มาตรการ จึงแก้ไม่ได้ จนกว่าจะเปิดให้แก้ไขอีกครั้ง: E2" in words
    assert "ส่งตรวจแล้ว 1 มาตรการ จึงแก้ไม่ได้ จนกว่าจะส่งกลับแก้ไขหรือเรียกคืน: E3" in words


def test_officers_take_the_place_of_others_and_one_press_takes_it_back(office: Office, signed_in: SignedIn) -> None:
    kaeo = an_officer(office.plan.agency, "นางแก้ว ขวัญใจ")
    first, second = office.measure("E1", due_on=DAY), office.measure("E2", due_on=DAY)
    manee: Any = signed_in(office.manee)
    chosen = {"measures": [first.pk, second.pk], "officers": [kaeo.pk], "way": "replace", "due_on": "30/9/66"}
    page = manee.post(office.url("assign"), chosen, follow=True)
    assert "ใช้แทนผู้รับผิดชอบเดิม: นางแก้ว ขวัญใจ ครบกำหนด 30 กันยายน 2566" in words_of(page).replace("\xa0", " ")
    assert (named(first), named(second)) == (["นางแก้ว ขวัญใจ"], ["นางแก้ว ขวัญใจ"])
    Measure.objects.filter(pk=second.pk).update(due_on=date(2023, 9, 1))  # somebody goes on there meanwhile
    undo = next(form for form in forms_of(page) if "/assign/undo/" in form.action)
    page = manee.post(undo.action, undo.values, follow=True)
    assert "เลิกทำการมอบหมายแล้ว 1 มาตรการ: E1" in words_of(page) and "E2 มีผู้เปลี่ยนไปแล้ว" in words_of(page)
    first.refresh_from_db()
    assert (named(first), first.due_on, named(second)) == (["นายสมคิด ใจดี"], DAY, ["นางแก้ว ขวัญใจ"])


def test_an_undo_of_nobodys_making_changes_nothing(office: Office, signed_in: SignedIn) -> None:
    measure = office.measure("E1")
    manee: Any = signed_in(office.manee)
    page = manee.post(office.url("assign_undo") + "?was=forged", follow=True)
    assert "เลิกทำไม่ได้แล้ว" in words_of(page)
    assert named(measure) == ["นายสมคิด ใจดี"]
