"""Who must know what of a report: whose turn it is, who submitted, who keeps the year."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import Membership, User
from accounts.permissions import Role
from notices import due
from notices.models import Kind
from tests.notices.telling import told
from tests.reports.office import NOW, Office, an_office, approve, decide
from thai.dates import local_day

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("quick_paper")]
TODAY = local_day(NOW)


@pytest.fixture
def place() -> Office:
    """มานะ coordinates, สมศักดิ์ is the named approver, วิไล may be asked to endorse, สุดา approves in another's place."""
    made = an_office()
    made.person("mana", Role.COORDINATOR)
    made.person("wilai", Role.ADMINISTRATOR)
    made.person("suda", Role.APPROVER)
    made.name_approver(made.person("somsak", Role.APPROVER))
    return made


def user(name: str) -> User:
    return User.objects.get(username=name)


def test_the_named_approver_alone_is_awaited(place: Office) -> None:
    place.submit(user("mana"))
    assert told(place.agency, TODAY) == [("somsak", "รอการพิจารณาของท่าน: รายงานปี 2566 รอบที่ 1")]


def test_it_leads_to_where_one_decides(place: Office) -> None:
    place.submit(user("mana"))
    [matter] = due.of_agency(place.agency, TODAY)
    assert (matter.url, matter.detail) == (place.url("review/"), "นายmana เสนอเมื่อ 3 ต.ค. 66")


def test_an_endorser_is_awaited_first_and_the_approver_after(place: Office) -> None:
    place.ask([user("wilai")])
    made = place.submit(user("mana"))
    assert [who for who, _ in told(place.agency, TODAY)] == ["wilai"]
    decide(made, "endorse", user("wilai"))
    assert [who for who, _ in told(place.agency, TODAY)] == ["somsak"]


def test_where_the_named_approver_approves_no_more_who_can_help_hears_what_to_do(place: Office) -> None:
    place.submit(user("mana"))
    Membership.objects.filter(user=user("somsak")).update(is_active=False)
    [matter] = due.of_agency(place.agency, TODAY)
    assert (matter.user, matter.url) == (user("mana").pk, place.url())
    assert matter.detail == ("นายsomsak ไม่ได้เป็นผู้อนุมัติแล้ว ให้ นายmana เรียกคืนไปเลือกผู้อนุมัติคนใหม่ ส่วน นายsuda ส่งกลับแก้ไขได้")
    Membership.objects.filter(user=user("mana")).update(is_active=False)
    assert [who for who, _ in told(place.agency, TODAY)] == ["wilai"]
    place.person("boon", Role.COORDINATOR)
    assert [who for who, _ in told(place.agency, TODAY)] == ["boon"]


@pytest.mark.parametrize(("days", "hears"), [(2, []), (3, ["mana", "somsak"])])
def test_after_three_days_of_waiting_who_is_awaited_and_who_submitted_hear(
    place: Office, days: int, hears: list[str]
) -> None:
    place.submit(user("mana"))
    assert [who for who, _ in told(place.agency, TODAY + timedelta(days=days), Kind.WAITING)] == hears


def test_what_is_sent_back_its_submitter_knows_with_the_reason(place: Office) -> None:
    decide(place.submit(user("mana")), "return", user("suda"))
    [matter] = due.of_agency(place.agency, TODAY)
    assert (matter.user, matter.title) == (user("mana").pk, "ส่งกลับแก้ไข: รายงานปี 2566 รอบที่ 1")
    assert matter.detail == "ขอให้แก้ข้อ E13\nนายsuda เมื่อ 3 ต.ค. 66"


def test_where_the_submitter_has_left_the_coordinators_know(place: Office) -> None:
    decide(place.submit(user("mana")), "return", user("suda"))
    place.person("boon", Role.COORDINATOR)
    Membership.objects.filter(user=user("mana")).update(is_active=False)
    assert [who for who, _ in told(place.agency, TODAY)] == ["boon"]


@pytest.mark.parametrize(("days", "kinds"), [(6, 1), (7, 2)])
def test_a_report_that_was_sent_back_and_lies_untouched_is_told_again(place: Office, days: int, kinds: int) -> None:
    decide(place.submit(user("mana")), "return", user("somsak"))
    assert len(told(place.agency, TODAY + timedelta(days=days))) == kinds


@pytest.mark.parametrize(("days", "hears"), [(0, ["mana"]), (30, ["mana"]), (31, [])])
def test_an_approval_is_news_to_the_coordinators_for_thirty_days(place: Office, days: int, hears: list[str]) -> None:
    approve(place.submit(user("mana")), user("somsak"))
    assert [who for who, _ in told(place.agency, TODAY + timedelta(days=days))] == hears


def test_a_recalled_report_waits_for_nobody(place: Office) -> None:
    decide(place.submit(user("mana")), "recall", user("mana"))
    assert told(place.agency, TODAY) == []


@pytest.mark.parametrize(("submitted", "hears"), [(False, ["mana"]), (True, [])])
def test_the_day_of_the_report_is_the_coordinators_until_it_is_submitted(
    place: Office, submitted: bool, hears: list[str]
) -> None:
    place.plan.report_due_on = TODAY + timedelta(days=3)
    place.plan.save(update_fields=["report_due_on"])
    if submitted:
        place.submit(user("mana"))
    assert [who for who, _ in told(place.agency, TODAY, Kind.DUE)] == hears


@pytest.mark.parametrize("rounds", [1, 3])
def test_the_queries_are_the_same_after_any_number_of_rounds(place: Office, rounds: int) -> None:
    for _ in range(rounds - 1):
        decide(place.submit(user("mana")), "return", user("somsak"))
    place.submit(user("mana"))
    with CaptureQueriesContext(connection) as asked:
        due.of_agency(place.agency, TODAY)
    assert len(asked) == 18
