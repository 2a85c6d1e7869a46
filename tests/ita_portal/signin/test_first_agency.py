"""An empty installation begins in the browser: by one link, once; a demonstration lets one begin an empty office."""

from __future__ import annotations

import re
import time
from datetime import timedelta
from typing import Any
from unittest import mock

import pytest
from django.core import signing
from django.core.management import call_command
from django.test import Client
from pytest_django import Settings

from accounts.models import Agency, User
from accounts.services import first_agency, founding
from audit.models import AuditEvent
from measures.models import Officer
from tests.accounts.making import PASSWORD
from tests.accounts.office import held
from tests.browsing import open_form, words_of
from tests.factories import an_agency
from tests.stored import everything_stored

pytestmark = pytest.mark.django_db
TYPED = {
    "agency": "องค์การบริหารส่วนตำบลบึงบัว",
    "kind": "subdistrict",
    "province": "จังหวัดสายธาร",
    "slug": "Bueng-Bua",
    "code": "bb",
    "name": "นางวิไล รักษ์ดี",
    "username": "wilai",
    "password1": PASSWORD,
    "password2": PASSWORD,
}


def link(capsys: Any) -> str:
    call_command("first_agency")
    found = re.search(r"^https://testserver(/first/\S+/)$", capsys.readouterr().out, re.MULTILINE)
    assert found
    return found[1]


def test_the_link_makes_the_agency_and_leads_its_administrator_to_the_first_steps(client: Client, capsys: Any) -> None:
    assert "ระบบนี้ยังไม่มีหน่วยงาน" in words_of(client.get("/", follow=True))
    response = open_form(client, link(capsys)).press(client, **TYPED, coordinates="on", post="นักวิเคราะห์นโยบายและแผน")
    assert response["Location"] == "/a/bueng-bua/start/"
    agency, user = Agency.objects.get(), User.objects.get()
    assert (agency.name, agency.short_name, agency.code, agency.province) == (
        TYPED["agency"],
        "อบต.บึงบัว",
        "BB",
        "สายธาร",
    )
    assert held(user, agency) == {"administrator", "coordinator"} and user.check_password(PASSWORD)
    assert "เริ่มใช้งานใน 5 ขั้น" in words_of(client.get("/", follow=True))
    events = set(AuditEvent.objects.values_list("action", flat=True))
    assert events == {"agency.added", "user.added", "membership.added", "officer.added", "account.sign_in"}
    officer = Officer.objects.get()
    assert (officer.agency, officer.user, officer.line) == (agency, user, f"{user.name} นักวิเคราะห์นโยบายและแผน")
    assert set(user.memberships.values_list("post", flat=True)) == {"นักวิเคราะห์นโยบายและแผน"}


def test_a_founder_who_only_administers_can_be_named_as_responsible_too(client: Client) -> None:
    open_form(client, f"/first/{first_agency.token()}/").press(client, **TYPED, post="ปลัด")
    assert User.objects.get().memberships.get().post == Officer.objects.get().post == "ปลัด"


def test_the_link_opens_once_and_says_nothing_where_an_agency_is(client: Client, capsys: Any) -> None:
    url = link(capsys)
    open_form(client, url).press(client, **TYPED)
    call_command("first_agency")
    assert capsys.readouterr().out == ""
    before = everything_stored()
    again = Client()
    assert (
        again.get(url).status_code
        == again.post(url, {**TYPED, "slug": "x", "code": "XX", "username": "x"}).status_code
        == 410
    )
    assert again.get("/first/").status_code == 404
    assert everything_stored() == before


def test_a_forged_link_and_one_that_ran_out_open_nothing(client: Client) -> None:
    token = first_agency.token()
    after = time.time() + first_agency.LIFETIME.total_seconds() + 1
    for forged in (token[:-1], "first", signing.dumps("first", salt="invitation")):
        assert client.get(f"/first/{forged}/").status_code == 410, forged
    with mock.patch("django.core.signing.time.time", return_value=after):
        assert client.get(f"/first/{token}/").status_code == 410
    assert client.get(f"/first/{token}/").status_code == 200
    assert timedelta(days=7) == first_agency.LIFETIME


def test_of_two_at_once_the_second_makes_nothing(client: Client) -> None:
    """The other's agency is there by the time that this one holds the chain."""
    url, make = f"/first/{first_agency.token()}/", founding.make_agency

    def after_another(typed: Any) -> Agency:
        an_agency("another")
        return make(typed)

    with mock.patch.object(founding, "make_agency", after_another):
        assert open_form(client, url).press(client, **TYPED).status_code == 410
    assert not User.objects.exists()


@pytest.mark.parametrize(
    ("field", "typed", "message"),
    [
        ("agency", "", "ชื่อหน่วยงาน"),
        ("slug", "บึงบัว", "ใช้ได้เฉพาะ a-z 0-9"),
        ("code", "B", "ใช้ A-Z และ 0-9"),
        ("kind", "kingdom", "ประเภท"),
        ("username", "wilai@example.go.th", "ชื่อผู้ใช้ไม่ใช่อีเมล"),
        ("password2", "another", "รหัสผ่านสองช่องไม่ตรงกัน"),
    ],
)
def test_what_is_wrong_stands_at_its_field_and_nothing_is_made(
    client: Client, field: str, typed: str, message: str
) -> None:
    response = open_form(client, f"/first/{first_agency.token()}/").press(client, **{**TYPED, field: typed})
    assert response.status_code == 422 and message in words_of(response)
    assert f'id="error_{field}"' in response.content.decode()
    assert f'value="{TYPED["name"]}"' in response.content.decode()
    assert not Agency.objects.exists() and not User.objects.exists()


def test_all_that_is_wrong_is_said_at_once_in_the_order_of_the_page(client: Client) -> None:
    wrong = {"agency": "", "slug": "บึงบัว", "code": "B", "name": "", "username": "วิไล", "password1": "12345678"}
    response = open_form(client, f"/first/{first_agency.token()}/").press(client, **{**TYPED, **wrong})
    words = words_of(response).partition("จุดที่ต้องแก้ไข")[2].partition("สร้างหน่วยงานแรก")[0]
    said = ("ชื่อหน่วยงาน", "a-z 0-9", "รหัสย่อ", "คำนำหน้า", "ตัวอักษรอังกฤษ (a–z)", "มีคนใช้รหัสผ่านนี้มาก", "ไม่ตรงกัน")
    places = [words.find(each) for each in said]
    assert -1 not in places and places == sorted(places), words


def test_in_a_demonstration_anyone_begins_an_empty_office_beside_the_one_that_is_there(
    client: Client, settings: Settings, capsys: Any
) -> None:
    an_agency()
    settings.DEMO = True
    call_command("first_agency")
    assert capsys.readouterr().out == ""
    assert "/first/" in client.get("/accounts/login/").content.decode()
    assert open_form(client, "/first/").press(client, **TYPED)["Location"] == "/a/bueng-bua/start/"
    with mock.patch.object(first_agency, "MOST_IN_DEMO", 2):
        assert "มีหน่วยงานครบตามที่รับได้แล้ว" in words_of(Client().get("/first/"))
