"""What the report's own words said before someone saved over them stays readable on the compile page."""

import pytest
from django.test import Client

from accounts.models import User
from accounts.permissions import Role
from measures.models import Plan
from reports.models import Edition, Revision
from tests.browsing import form_of, words_of
from tests.factories import a_user
from tests.reports.compiling.test_compile_page import client, document, manee, plan, url, words

__all__ = ["client", "document", "manee", "plan"]  # fixtures


def kept() -> list[tuple[str, str]]:
    """What was replaced, in the order in which it was kept."""
    return [(row.get_field_display(), row.text) for row in Revision.objects.order_by("pk")]


def test_what_loses_after_a_conflict_of_two_is_kept_and_shown(plan: Plan, client: Client, manee: User) -> None:
    before = Edition.objects.get()
    mine = words(plan, client, opening="ข้อความนำของฉัน")
    client.post(url(plan), words(plan, client, opening="ข้อความนำของเขา", problems="ขาดคน\nขาดเงิน"))
    page = client.post(url(plan), mine)
    assert (page.status_code, kept()) == (409, [("ข้อความนำ", before.opening), ("ปัญหา/อุปสรรค", before.problems)])
    assert form_of(page, button="save").press(client, **{"choose-opening": "mine"}).status_code == 302
    assert kept()[2:] == [("ข้อความนำ", "ข้อความนำของเขา")]
    assert Edition.objects.get().problems == "ขาดคน\nขาดเงิน"  # which this person never touched
    shown = words_of(client.get(url(plan)))
    assert "ข้อความก่อนหน้าที่เก็บไว้ 3 รายการ" in shown
    assert "ข้อความนำของเขา ข้อความนำ ถูกแทนที่เมื่อ" in shown
    assert {row.by for row in Revision.objects.all()} == {manee}


def test_names_and_dates_are_kept_as_they_were_printed(plan: Plan, client: Client) -> None:
    chujai = a_user("chujai", Role.APPROVER, agency=plan.agency).memberships.get()
    chujai.post = "ปลัด อบต."
    chujai.save()
    stands_in = {"approver": str(chujai.pk), "capacity": "acting", "acting_for": "นายก อบต."}
    assert client.post(url(plan), words(plan, client, **stands_in)).status_code == 302
    assert kept() == []
    nobody = {"approver": "", "capacity": "own", "acting_for": "", "reporter": "", "reported_on": "4/10/66"}
    assert client.post(url(plan), words(plan, client, **nobody)).status_code == 302
    assert kept() == [
        ("ผู้รายงาน", "นายมณฑล หอมเหมือน นักวิเคราะห์นโยบายและแผนปฏิบัติการ สำนักปลัดองค์การบริหารส่วนตำบลจำปา"),
        ("วันที่รายงาน", "๓ ตุลาคม ๒๕๖๖"),
        ("ผู้อนุมัติ", "นางชูใจ เลิศล้ำ ปลัด อบต. รักษาราชการแทน นายก อบต."),
    ]


def test_what_stays_is_not_kept_again_and_readers_see_nothing_of_it(plan: Plan, client: Client) -> None:
    for _ in range(2):
        assert client.post(url(plan), words(plan, client, suggestions="เพิ่มคน")).status_code == 302
    assert [name for name, _ in kept()] == ["ข้อเสนอแนะ"]
    reader = Client()
    reader.force_login(a_user("mana", Role.OFFICER, agency=plan.agency))
    assert "ข้อความก่อนหน้า" not in words_of(reader.get(url(plan)))


@pytest.mark.django_db
def test_the_first_words_of_a_report_replace_nothing(plan: Plan, client: Client) -> None:
    Edition.objects.all().delete()
    assert client.post(url(plan), words(plan, client, opening="แรก", problems="ไม่มี")).status_code == 302
    assert kept() == []
