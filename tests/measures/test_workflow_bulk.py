"""Many measures are taken through the door that takes one: each stands or is reported, and a fault leaves none."""

from __future__ import annotations

from unittest import mock

import pytest
from django.db import DatabaseError

from audit.models import AuditEvent
from measures.models import Decision, Measure, Plan, State
from measures.services.decision import Bulk, decide, decide_many
from tests.measures.reviewing import NOW, WORDS, Office, again, an_office

pytestmark = pytest.mark.django_db


def take(office: Office, who: str, *measures: Measure) -> Bulk:
    pairs = [(again(measure), 1) for measure in measures]
    return decide_many(measures=pairs, move="take", by=office.people[who], now=NOW)


def standing() -> tuple[list[str], int, int, int]:
    states = list(Measure.objects.order_by("pk").values_list("state", flat=True))
    return states, Decision.objects.count(), AuditEvent.objects.count(), Plan.objects.order_by("pk")[0].revision


def test_each_of_many_is_decided_and_recorded_by_itself() -> None:
    office = an_office()
    measures = [office.measure(State.HANDED_IN, code=code) for code in ("E1", "E2", "E3")]
    bulk = take(office, "coordinator", *measures)
    assert [measure.code for measure in bulk.done] == ["E1", "E2", "E3"]
    assert bulk.refused == ()
    taken = AuditEvent.objects.filter(action="measure.take").order_by("seq")
    assert [event.subject for event in taken] == [measure.subject for measure in measures]
    assert Decision.objects.filter(move="take").count() == 3


def test_what_a_colleague_was_faster_with_is_left_and_reported_and_the_others_stand() -> None:
    office = an_office()
    first, second = office.measure(State.HANDED_IN, code="E1"), office.measure(State.HANDED_IN, code="E2")
    seen = [(again(first), 1), (again(second), 1)]
    office.decide(first, "return", "own_coordinator")
    bulk = decide_many(measures=seen, move="take", by=office.people["coordinator"], now=NOW)
    assert [measure.code for measure in bulk.done] == ["E2"]
    assert [(measure.code, why) for measure, why in bulk.refused] == [("E1", "ผู้อื่นพิจารณาไปแล้ว ขณะนี้ส่งกลับแก้ไข")]
    assert (again(first).state, again(second).state) == (State.RETURNED, State.TAKEN)


def test_what_one_decided_oneself_in_another_window_is_not_put_on_another() -> None:
    office = an_office()
    measure = office.measure(State.HANDED_IN, code="E1")
    seen = [(again(measure), 1)]
    office.decide(measure, "return", "coordinator")
    bulk = decide_many(measures=seen, move="take", by=office.people["coordinator"], now=NOW)
    assert [why for _, why in bulk.refused] == ["ท่านพิจารณาไปแล้ว ขณะนี้ส่งกลับแก้ไข"]


def test_a_text_that_was_recalled_and_handed_in_anew_is_not_taken_unread() -> None:
    office = an_office()
    measure = office.measure(State.HANDED_IN)
    office.decide(measure, "recall", "officer")
    office.decide(measure, "hand_in", "officer")
    bulk = take(office, "coordinator", measure)
    assert [why for _, why in bulk.refused] == ["ผู้อื่นพิจารณาไปแล้ว ขณะนี้รอตรวจ"]
    assert again(measure).state == State.HANDED_IN


def test_who_may_not_take_one_takes_none_of_many() -> None:
    office = an_office()
    measures = [office.measure(State.HANDED_IN, code=code) for code in ("E1", "E2")]
    before = standing()
    for who in office.people.keys() - {"coordinator", "own_coordinator"}:
        bulk = take(office, who, *measures)
        assert [why for _, why in bulk.refused] == [
            "ตรวจรับได้เฉพาะผู้ประสานงาน ITA (นางจันทร์ แจ่มใส หรือ นายมานะ สุจริตธรรม)"
        ] * 2
    assert standing() == before


def test_many_cannot_be_returned_without_words() -> None:
    office = an_office()
    measure = office.measure(State.HANDED_IN)
    bulk = decide_many(measures=[(measure, None)], move="return", by=office.people["coordinator"], now=NOW)
    assert [why for _, why in bulk.refused] == ["โปรดพิมพ์เหตุผล"]


@pytest.mark.parametrize("broken", ["audit.chain.AuditEvent.objects.create", "measures.models.Decision.objects.create"])
def test_a_fault_in_the_midst_leaves_neither_state_nor_record(broken: str) -> None:
    office = an_office()
    first, second = office.measure(State.HANDED_IN, code="E1"), office.measure(State.HANDED_IN, code="E2")
    before = standing()
    with mock.patch(broken, side_effect=DatabaseError("disk full")), pytest.raises(DatabaseError):
        decide(measure=again(first), move="return", by=office.people["coordinator"], now=NOW, comment=WORDS)
    assert standing() == before
    create = Decision.objects.create
    with (
        mock.patch(
            "measures.models.Decision.objects.create", side_effect=lambda **said: _second_fails(create, said, second)
        ),
        pytest.raises(DatabaseError),
    ):
        take(office, "coordinator", first, second)
    assert standing() == before


def _second_fails(create: object, said: dict[str, object], second: Measure) -> object:
    if said["measure"] == second:
        raise DatabaseError("disk full")
    assert callable(create)
    return create(**said)


def test_the_list_offers_ticks_to_coordinators_for_what_waits() -> None:
    office = an_office()
    waiting = office.measure(State.HANDED_IN, code="E1")
    office.measure(code="E2")
    for who in office.people.keys() - {"left", "foreign_officer", "foreign_coordinator", "nobody"}:
        page = office.client(who).get(office.url("list")).content.decode()
        may = who in ("coordinator", "own_coordinator")
        assert page.count('type="checkbox"') == may, who
        assert (f'value="{waiting.pk}-1"' in page) == may
        assert (office.url("take_many") in page) == may


def test_ticked_measures_are_taken_and_the_page_says_which_were_not() -> None:
    office = an_office()
    first, second = office.measure(State.HANDED_IN, code="E1"), office.measure(State.HANDED_IN, code="E2")
    office.decide(second, "return", "own_coordinator")
    ticked = {"measure": [f"{first.pk}-1", f"{second.pk}-1", "x", "99999999999999999999-1"]}
    response = office.client("coordinator").post(office.url("take_many"), ticked, follow=True)
    page = response.content.decode()
    assert "ตรวจรับแล้ว 1 มาตรการ: E1" in page
    assert "ยังไม่ได้ตรวจรับมาตรการ E2: ผู้อื่นพิจารณาไปแล้ว ขณะนี้ส่งกลับแก้ไข" in page
    assert (again(first).state, again(second).state) == (State.TAKEN, State.RETURNED)


def test_nothing_ticked_is_said_kindly() -> None:
    office = an_office()
    office.measure(State.HANDED_IN)
    page = office.client("coordinator").post(office.url("take_many"), follow=True).content.decode()
    assert "ยังไม่ได้เลือกมาตรการ" in page


def test_another_agencys_measure_cannot_be_ticked() -> None:
    office = an_office()
    measure = office.measure(State.HANDED_IN)
    theirs = Plan.objects.exclude(pk=office.plan.pk).get()
    url = office.url("take_many").replace(office.plan.agency.slug, theirs.agency.slug)
    response = office.client("foreign_coordinator").post(url, {"measure": f"{measure.pk}-1"})
    assert response.status_code == 302
    assert again(measure).state == State.HANDED_IN


def test_what_one_sent_oneself_is_not_taken_among_many() -> None:
    office = an_office()
    own, other = office.measure(code="E1"), office.measure(State.HANDED_IN, code="E2")
    office.decide(own, "hand_in", "coordinator")
    client = office.client("coordinator")
    page = client.get(office.url("list")).content.decode()
    assert (f'value="{own.pk}-1"' in page, f'value="{other.pk}-1"' in page) == (False, True)
    assert "ท่านส่งเอง เปิดตรวจทีละมาตรการ" in page
    ticked = {"measure": [f"{own.pk}-1", f"{other.pk}-1"]}
    page = client.post(office.url("take_many"), ticked, follow=True).content.decode()
    assert "ตรวจรับแล้ว 1 มาตรการ: E2" in page and "ยังไม่ได้ตรวจรับมาตรการ E1: ท่านส่งตรวจเอง" in page
    assert (again(own).state, again(other).state) == (State.HANDED_IN, State.TAKEN)
