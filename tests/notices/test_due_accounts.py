"""Who has another's hand on their account is told, and so is who relies on what they decided."""

from datetime import datetime, timedelta

import pytest
from django.core.mail import EmailMessage
from django.core.management import call_command
from django.db import transaction
from django.utils import timezone

from accounts.models import Membership, User
from accounts.permissions import Role
from audit import chain
from measures.models import State
from notices import due, jobs
from notices.models import Kind, Mail, Notice
from tests.accounts.making import PASSWORD
from tests.measures.reviewing import NOW, Office
from tests.notices.telling import another_hand, day, matters_of, told, with_addresses

LABEL = "ความปลอดภัยของบัญชี"


def own(office: Office, action: str, who: str = "officer", at: datetime = NOW, **data: str) -> None:
    """What a person does to their own account belongs to no agency."""
    user = office.people[who]
    with transaction.atomic():
        chain.record(action, actor=user.pk, agency=None, subject=f"user:{user.pk}", at=at, data=data)


@pytest.fixture(autouse=True)
def addresses(office: Office) -> None:
    with_addresses(office)


def test_of_an_account_without_an_address_the_coordinators_are_told_too(office: Office) -> None:
    User.objects.filter(pk=office.people["approver"].pk).update(email="")
    another_hand(office, "approver", "user.second_factor_reset")
    found = told(office.plan.agency)
    assert [who for who, _ in found] == ["chan", "mana", "somsak"]
    [matter] = matters_of(office.people["coordinator"], office.plan.agency)
    assert matter.title.startswith(f"{LABEL}: ล้างการยืนยันตัวตนสองขั้นตอนแล้วในบัญชีของ")
    assert matter.detail.startswith("โดย นางวิไล รักษ์ดี เมื่อ 22 ก.ย. 66")
    assert office.client("coordinator").get(matter.url).status_code == 200


@pytest.mark.parametrize(
    ("action", "words"),
    [
        ("user.password_link", "ออกลิงก์ตั้งรหัสผ่านใหม่แล้ว"),
        ("user.second_factor_reset", "ล้างการยืนยันตัวตนสองขั้นตอนแล้ว"),
    ],
)
def test_the_owner_is_told_by_whom_and_when(office: Office, action: str, words: str) -> None:
    another_hand(office, "approver", action)
    [matter] = matters_of(office.people["approver"], office.plan.agency)
    assert (matter.kind, matter.title, matter.url) == (Kind.ACCOUNT, f"{LABEL}: {words}", "/me/")
    assert matter.detail.splitlines()[0] == "โดย นางวิไล รักษ์ดี เมื่อ 22 ก.ย. 66 เวลา 15.28 น."
    assert [who for who, _ in told(office.plan.agency)] == ["somsak"]


@pytest.mark.parametrize(
    ("action", "words"),
    [
        ("account.password_reset", "ตั้งรหัสผ่านใหม่ด้วยลิงก์แล้ว"),
        ("account.password_change", "เปลี่ยนรหัสผ่านแล้ว"),
        ("account.factor_added", "ตั้งการยืนยันตัวตนสองขั้นตอนและแสดงรหัสสำรองแล้ว"),
        ("account.factor_removed", "ยกเลิกการยืนยันตัวตนสองขั้นตอนแล้ว"),
        ("account.factor_renewed", "สร้างและแสดงรหัสสำรองชุดใหม่แล้ว"),
    ],
)
def test_what_was_done_from_the_account_itself_is_told_to_its_owner_too(
    office: Office, action: str, words: str
) -> None:
    own(office, action)
    assert told(office.plan.agency) == [("kanda", f"{LABEL}: {words}")]
    [matter] = matters_of(office.people["officer"], office.plan.agency)
    by = "โดยผู้ที่มีลิงก์" if action == "account.password_reset" else "ทำจากบัญชีของท่านเอง"
    assert matter.detail.splitlines()[0] == f"{by} เมื่อ 22 ก.ย. 66 เวลา 15.28 น."


def test_the_codes_that_come_with_an_app_are_not_told_apart_from_it(office: Office) -> None:
    own(office, "account.factor_added", factor="recovery_codes")
    own(office, "account.factor_removed", factor="recovery_codes")
    own(office, "account.factor_renewed", factor="recovery_codes")
    assert told(office.plan.agency) == [("kanda", f"{LABEL}: สร้างและแสดงรหัสสำรองชุดใหม่แล้ว")]


@pytest.mark.parametrize(("days", "news"), [(30, 1), (31, 0)])
def test_it_is_news_for_thirty_days(office: Office, days: int, news: int) -> None:
    another_hand(office)
    assert len(told(office.plan.agency, day(days))) == news


def test_a_person_of_two_agencies_is_told_once_and_another_agency_nothing(office: Office) -> None:
    elsewhere = office.people["foreign_officer"].memberships.get().agency
    Membership.objects.create(user=office.people["officer"], agency=elsewhere, role=Role.OFFICER)
    own(office, "account.password_change")
    another_hand(office, "officer")
    assert (len(told(office.plan.agency)), told(elsewhere)) == (2, [])


def test_the_link_of_a_new_account_is_no_news_to_its_owner(office: Office) -> None:
    user = office.people["administrator"]
    with transaction.atomic():
        chain.record("user.password_link", actor=None, agency=office.plan.agency.pk, subject=f"user:{user.pk}", at=NOW)
    assert told(office.plan.agency) == []


def test_the_keepers_command_is_told_by_the_workers_next_round(office: Office, mailoutbox: list[EmailMessage]) -> None:
    call_command("reset_second_factor", "wilai")
    jobs.beat()
    [notice] = Notice.objects.all()
    assert (notice.user, notice.detail.partition(" เมื่อ")[0]) == (
        office.people["administrator"],
        "โดย ผู้ดูแลการติดตั้งระบบ",
    )
    assert [letter.to for letter in mailoutbox] == [["wilai@office.example"]]


def test_an_administrators_link_is_told_before_their_page_comes(office: Office, mailoutbox: list[EmailMessage]) -> None:
    administrator, approver = office.people["administrator"], office.people["approver"]
    administrator.set_password(PASSWORD)
    administrator.save()
    client = office.client("administrator")
    url = f"/a/{office.plan.agency.slug}/settings/users/{approver.pk}/password/"
    assert client.post(url, {"secret": PASSWORD}).status_code == 302
    assert list(Notice.objects.values_list("user__username", "kind")) == [("somsak", "account")]
    jobs.post_letters()
    [letter] = mailoutbox
    assert letter.to == ["somsak@office.example"]
    assert "นางวิไล รักษ์ดี" in str(letter.body)
    link = str(client.get(f"/a/{office.plan.agency.slug}/settings/users/").content.decode())
    assert "/password/reset/key/" in link
    assert "/password/reset/key/" not in str(letter.body)


def test_a_new_password_by_link_is_told_though_nobody_is_signed_in(office: Office) -> None:
    own(office, "account.sign_in")
    assert told(office.plan.agency) == []
    own(office, "account.password_reset", at=timezone.now())
    jobs.beat()
    [letter] = Mail.objects.filter(notices__kind=Kind.ACCOUNT)
    assert letter.user == office.people["officer"]


def test_old_events_are_told_to_nobody_again_in_the_next_months_round(office: Office) -> None:
    another_hand(office, at=NOW - timedelta(days=31))
    office.measure(State.OPEN)
    assert [matter.kind for matter in due.of_agency(office.plan.agency, day(0))] == []
