"""One's own account: what the portal knows of a person, and the ways to what they may change."""

from __future__ import annotations

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import OverseerReach, User
from accounts.permissions import Role
from notices.models import CalendarAddress
from tests.accounts.making import a_member, a_person, an_agency
from tests.accounts.office import with_factor
from tests.browsing import words_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def kanda(client: Client) -> User:
    kanda = a_person(email="kanda@example.go.th")
    client.force_login(kanda)
    return kanda


def test_it_names_each_agency_with_ones_roles_there_and_nobody_elses(client: Client, kanda: User) -> None:
    here, there = an_agency("here"), an_agency("there")
    a_member(kanda, here, Role.OFFICER, post="นักพัฒนาชุมชน")
    a_member(kanda, here, Role.COORDINATOR)
    a_member(kanda, there, Role.APPROVER)
    ended = a_member(kanda, there, Role.ADMINISTRATOR)
    type(ended).objects.filter(pk=ended.pk).update(is_active=False)
    a_member(a_person("somchai", name="นายสมชาย อื่น"), here, Role.APPROVER)
    OverseerReach.objects.create(user=kanda, province="สายธาร")
    words = words_of(client.get("/me/")).partition("หน่วยงานและบทบาท")[2]
    assert f"{here.name} เจ้าหน้าที่ นักพัฒนาชุมชน ผู้ประสานงาน ITA" in words
    assert f"{there.name} ผู้อนุมัติ ผู้กำกับดูแล จังหวัดสายธาร" in words
    assert "ผู้ดูแลระบบหน่วยงาน" not in words and "สมชาย" not in words


def test_it_leads_to_password_second_factor_notices_and_calendar(client: Client, kanda: User) -> None:
    page = client.get("/me/")
    body = page.content.decode().partition("<main")[2]
    for url in ("/accounts/password/change/", "/accounts/2fa/", "/me/notices/", "/me/notices/#calendar"):
        assert f'href="{url}"' in body
    words = words_of(page)
    assert "ชื่อผู้ใช้ kanda อีเมล kanda@example.go.th" in words
    assert "ยังไม่ได้สร้างที่อยู่ สร้างที่อยู่ปฏิทิน" in words
    CalendarAddress.objects.create(user=kanda, token="t" * 32, made_at=timezone.now())
    with_factor(kanda)
    words = words_of(client.get("/me/"))
    assert "ยืนยันตัวตนสองขั้นตอน ตั้งแล้ว" in words
    assert "มีที่อยู่ปฏิทินแล้ว" in words
    assert "t" * 32 not in words


def test_somebody_without_a_role_or_password_is_told_whom_to_ask(client: Client, kanda: User) -> None:
    kanda.set_unusable_password()
    kanda.save()
    client.force_login(kanda)
    words = words_of(client.get("/me/"))
    assert "รหัสผ่าน ยังไม่ได้ตั้ง" in words
    assert "บัญชีของท่านยังไม่มีบทบาทในหน่วยงานใด" in words


def test_the_account_menu_of_every_page_leads_to_it(client: Client, kanda: User) -> None:
    header = client.get("/help/").content.decode().partition("<main")[0]
    assert '<a href="/me/">บัญชีของฉัน</a>' in header
