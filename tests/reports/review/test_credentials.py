"""Whether another could have signed in as the approver stands in the round's history, for everyone to read."""

from datetime import datetime, timedelta

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from accounts.permissions import Role
from audit import chain
from notices import due
from notices.models import Kind
from reports.models import Edition
from reports.models.kinds import Kind as ReportKind
from reports.review.password_resets import of_plan
from tests.reports.office import NOW, Office, an_office, approve, decide
from thai.dates import local_day

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("quick_paper")]
LINK, FACTOR, NEW = "user.password_link", "user.second_factor_reset", "account.password_reset"
HOUR = timedelta(hours=1)


@pytest.fixture
def place() -> Office:
    """มานะ coordinates, สมศักดิ์ approves, วิไล administers."""
    made = an_office()
    made.person("mana", Role.COORDINATOR)
    made.person("wilai", Role.ADMINISTRATOR)
    made.name_approver(made.person("somsak", Role.APPROVER))
    return made


def user(name: str) -> User:
    return User.objects.get(username=name)


def happened(place: Office, action: str, by: str, whose: str, at: datetime) -> None:
    agency = None if action == NEW else place.agency.pk
    with transaction.atomic():
        chain.record(action, actor=user(by).pk, agency=agency, subject=f"user:{user(whose).pk}", at=at)


def sentences(place: Office) -> list[str]:
    return [reset.sentence for reset in of_plan(place.plan, ReportKind.RESULT)]


def test_each_step_of_taking_an_account_over_stands_there_with_who_and_when(place: Office) -> None:
    place.submit(user("mana"))
    happened(place, LINK, "wilai", "somsak", NOW + HOUR)
    happened(place, FACTOR, "wilai", "somsak", NOW + 2 * HOUR)
    happened(place, NEW, "somsak", "somsak", NOW + 3 * HOUR)
    assert sentences(place) == [
        "นายwilai ออกลิงก์ตั้งรหัสผ่านใหม่ให้บัญชีของนายsomsak เมื่อ 3 ต.ค. 66 เวลา 16.40 น.",
        "นายwilai ล้างการยืนยันตัวตนสองขั้นตอนของบัญชีนายsomsak เมื่อ 3 ต.ค. 66 เวลา 17.40 น.",
        "บัญชีของนายsomsakได้รับรหัสผ่านใหม่ด้วยลิงก์ที่ นายwilai ออกให้ เมื่อ 3 ต.ค. 66 เวลา 18.40 น.",
    ]


@pytest.mark.parametrize(("before", "shown"), [(timedelta(days=7), 2), (timedelta(days=7, seconds=1), 1)])
def test_all_of_the_seven_days_before_the_decision_stands_there_and_of_older_ones_the_last(
    place: Office, before: timedelta, shown: int
) -> None:
    happened(place, LINK, "wilai", "somsak", NOW - before)
    happened(place, FACTOR, "wilai", "somsak", NOW - before)
    approve(place.submit(user("mana")), user("somsak"))
    assert len(sentences(place)) == shown


def test_the_last_change_stands_there_however_old_until_the_person_has_decided_after_it(place: Office) -> None:
    happened(place, FACTOR, "wilai", "somsak", NOW - timedelta(days=400))
    decide(place.submit(user("mana")), "return", user("somsak"))
    assert [reset.of for reset in of_plan(place.plan, ReportKind.RESULT)] == ["รอบที่ 1"]
    place.submit(user("mana"))
    assert [reset.of for reset in of_plan(place.plan, ReportKind.RESULT)] == ["รอบที่ 1"]


def test_a_round_of_a_later_edition_is_named_with_it(place: Office) -> None:
    place.submit(user("mana"))
    happened(place, FACTOR, "wilai", "somsak", NOW + HOUR)
    Edition.objects.update(number=2)
    assert [reset.of for reset in of_plan(place.plan, ReportKind.RESULT)] == ["ฉบับที่ 2 รอบที่ 1"]
    titles = [each.title for each in due.of_agency(place.agency, local_day(NOW)) if each.subject.startswith("edition")]
    assert titles and all("รายงานปี 2566 ฉบับที่ 2 รอบที่ 1" in title for title in titles)


def test_what_comes_after_the_decision_does_not_touch_it(place: Office) -> None:
    approve(place.submit(user("mana")), user("somsak"))
    happened(place, FACTOR, "wilai", "somsak", NOW + HOUR)
    assert sentences(place) == []


def test_who_resets_their_own_or_asks_for_a_link_by_mail_is_not_suspected(place: Office) -> None:
    place.submit(user("mana"))
    happened(place, NEW, "somsak", "somsak", NOW + HOUR)
    happened(place, FACTOR, "somsak", "somsak", NOW + HOUR)
    happened(place, LINK, "wilai", "mana", NOW + HOUR)
    assert sentences(place) == []


def test_a_password_by_an_old_link_counts_though_the_link_is_older_than_the_window(place: Office) -> None:
    happened(place, LINK, "wilai", "somsak", NOW - timedelta(days=9))
    happened(place, NEW, "somsak", "somsak", NOW - timedelta(days=6, hours=12))
    approve(place.submit(user("mana")), user("somsak"))
    assert [sentence.partition(" เมื่อ")[0] for sentence in sentences(place)] == [
        "บัญชีของนายsomsakได้รับรหัสผ่านใหม่ด้วยลิงก์ที่ นายwilai ออกให้"
    ]


def test_whoever_returned_or_endorsed_counts_too(place: Office) -> None:
    place.person("suda", Role.APPROVER)
    made = place.submit(user("mana"))
    happened(place, FACTOR, "wilai", "suda", NOW)
    assert sentences(place) == []
    decide(made, "return", user("suda"))
    assert len(sentences(place)) == 1


@pytest.mark.parametrize("page", ["review/", "rounds/", "rounds/1/1/"])
@pytest.mark.parametrize("reader", ["mana", "somsak", "wilai"])
def test_every_reader_of_the_history_reads_it(place: Office, page: str, reader: str) -> None:
    place.submit(user("mana"))
    happened(place, FACTOR, "wilai", "somsak", NOW + HOUR)
    client = Client()
    client.force_login(user(reader))
    html = client.get(place.url(page)).content.decode().replace("\u00a0", " ")
    assert (
        '<span class="nb">นายwilai</span> ล้างการยืนยันตัวตนสองขั้นตอนของบัญชี<span class="nb">นายsomsak</span> '
        'เมื่อ <span class="nb">3 ต.ค. 66 เวลา 16.40 น.</span>'
    ) in html


def test_a_name_is_text_and_no_markup(place: Office) -> None:
    User.objects.filter(username="wilai").update(name="<b>{at}")
    place.submit(user("mana"))
    happened(place, FACTOR, "wilai", "somsak", NOW + HOUR)
    client = Client()
    client.force_login(user("mana"))
    assert '<span class="nb">&lt;b&gt;{at}</span> ล้าง' in client.get(place.url("rounds/")).content.decode()


def test_the_coordinator_is_told_and_the_suspect_is_not(place: Office) -> None:
    place.submit(user("mana"))
    happened(place, FACTOR, "wilai", "somsak", NOW + HOUR)
    found = [each for each in due.of_agency(place.agency, local_day(NOW)) if each.url.endswith("rounds/1/1/")]
    assert [(each.user, each.kind) for each in found] == [(user("mana").pk, Kind.ACCOUNT)]
    assert found[0].detail == sentences(place)[0]


@pytest.mark.parametrize("rounds", [1, 3])
def test_the_queries_are_the_same_for_any_number_of_rounds(place: Office, rounds: int) -> None:
    for _ in range(rounds):
        decide(place.submit(user("mana")), "return", user("somsak"))
    happened(place, FACTOR, "wilai", "somsak", NOW)
    with CaptureQueriesContext(connection) as asked:
        assert len(of_plan(place.plan, ReportKind.RESULT)) == rounds
    assert len(asked) == 5
