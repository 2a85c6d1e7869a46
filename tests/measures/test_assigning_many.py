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
from tests.browsing import words_of
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
        assert manee.get(office.url("assign"), query).content.decode().count(" checked") == ticked, query
