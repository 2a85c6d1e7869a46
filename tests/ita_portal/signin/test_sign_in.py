"""The way in: by username or e-mail, throttled, recorded, and never telling a stranger who has an account."""

import re
from typing import TYPE_CHECKING

import pytest
from django.contrib.auth import SESSION_KEY
from django.test import Client
from pytest_django import Settings

from accounts.permissions import Role
from audit.models import AuditEvent
from tests.accounts.making import PASSWORD, a_member, a_person, an_agency
from tests.accounts.office import code_of, with_factor

if TYPE_CHECKING:
    from django.test.client import _MonkeyPatchedWSGIResponse as Response

pytestmark = pytest.mark.django_db
URL = "/accounts/login/"
WRONG = "ชื่อผู้ใช้หรือรหัสผ่านไม่ถูกต้อง โปรดตรวจว่าแป้นพิมพ์เป็นภาษาที่ถูกต้องและไม่ได้กด Caps Lock แล้วพิมพ์ใหม่"


def try_in(client: Client, login: str, password: str = PASSWORD, **more: str) -> "Response":
    return client.post(URL, {"login": login, "password": password, **more})


def recorded() -> list[tuple[str, int | None, str, str]]:
    return list(AuditEvent.objects.order_by("seq").values_list("action", "actor", "subject", "data"))


@pytest.mark.parametrize("typed", ["kanda", "Kanda", "KANDA", " kanda ", "kanda@example.go.th", "Kanda@Example.GO.TH"])
def test_a_person_comes_in_by_name_or_mail_whatever_the_case(client: Client, typed: str) -> None:
    kanda = a_person(email="kanda@example.go.th")
    response = try_in(client, typed)
    assert (response.status_code, response["Location"]) == (302, "/")
    assert client.session[SESSION_KEY] == str(kanda.pk)


def test_two_people_may_share_a_mail_address(client: Client) -> None:
    a_person("first", email="office@example.go.th")
    second = a_person("second", email="office@example.go.th")
    second.set_password("อีกรหัสหนึ่ง-2566")
    second.save()
    try_in(client, "office@example.go.th", "อีกรหัสหนึ่ง-2566")
    assert client.session[SESSION_KEY] == str(second.pk)


def test_who_came_for_a_page_is_led_there(client: Client) -> None:
    a_person()
    asked = client.get("/help/").status_code, client.get("/a/x/2566/measures/")
    assert asked[0] == 200
    assert asked[1]["Location"] == f"{URL}?next=/a/x/2566/measures/"
    page = client.get(asked[1]["Location"]).content.decode()
    assert "โปรดเข้าสู่ระบบก่อน แล้วระบบจะพาไปยังหน้าที่ท่านเปิด" in page
    assert '<input type="hidden" name="next" value="/a/x/2566/measures/">' in page
    assert try_in(client, "kanda", next="/a/x/2566/measures/")["Location"] == "/a/x/2566/measures/"


@pytest.mark.parametrize("away", ["https://evil.example/", "//evil.example/", "javascript:alert(1)"])
def test_nobody_is_led_to_another_site(client: Client, away: str) -> None:
    a_person()
    assert try_in(client, "kanda", next=away)["Location"] == "/"


@pytest.mark.parametrize(
    "button",
    [
        "/accounts/logout/",
        "/accounts/logout/?x=1",
        "http://testserver/accounts/logout/",
        "/accounts/login/",
        "/me/calendar/revoke/",
        "/me/notices/read/",
        "/a/x/log/check/",
        "/me/drafts/drop/",
    ],
)
def test_nobody_is_led_to_where_only_a_button_leads_or_out_again(client: Client, button: str) -> None:
    a_person()
    assert try_in(client, "kanda", next=button)["Location"] == "/"


def test_after_the_second_factor_neither(client: Client) -> None:
    secret = with_factor(a_person())
    try_in(client, "kanda", next="/accounts/logout/")
    response = client.post("/accounts/2fa/authenticate/?next=/accounts/logout/", {"code": code_of(secret)})
    assert response["Location"] == "/"


def test_a_page_that_is_gone_says_so_itself(client: Client) -> None:
    a_person()
    assert try_in(client, "kanda", next="/no/such/page/")["Location"] == "/no/such/page/"


@pytest.mark.parametrize(
    ("login", "password"),
    [("kanda", "ไม่ใช่รหัสนี้"), ("nobody", PASSWORD), ("kanda@example.go.th", "ไม่ใช่รหัสนี้")],
)
def test_a_wrong_name_and_a_wrong_password_are_answered_alike(client: Client, login: str, password: str) -> None:
    a_person(email="kanda@example.go.th")
    response = try_in(client, login, password)
    assert response.status_code == 422
    page = response.content.decode()
    assert WRONG in page
    assert "<title>ข้อผิดพลาด: เข้าสู่ระบบ" in page
    assert f'value="{login}"' in page
    assert password not in page.replace(login, "")
    assert SESSION_KEY not in client.session


def test_empty_fields_say_what_to_type(client: Client) -> None:
    page = try_in(client, "", "").content.decode()
    assert '<li><a href="#id_login">โปรดพิมพ์ชื่อผู้ใช้ หรืออีเมล</a></li>' in page
    assert '<li><a href="#id_password">โปรดพิมพ์รหัสผ่าน</a></li>' in page
    assert "ยังเข้าสู่ระบบไม่ได้" in page


def test_a_closed_account_does_not_open(client: Client) -> None:
    kanda = a_person()
    kanda.is_active = False
    kanda.save()
    response = try_in(client, "kanda")
    assert response["Location"] == "/accounts/inactive/"
    assert "บัญชีนี้ปิดใช้งานอยู่" in client.get("/accounts/inactive/").content.decode()
    assert SESSION_KEY not in client.session


def test_the_session_changes_its_name_at_sign_in(client: Client) -> None:
    a_person()
    session = client.session
    session["before"] = True
    session.save()
    planted = session.session_key
    client.cookies["sessionid"] = str(planted)
    try_in(client, "kanda")
    assert client.cookies["sessionid"].value != planted


@pytest.mark.parametrize(("box", "kept"), [({}, False), ({"remember": "on"}, True)])
def test_the_session_ends_with_the_browser_unless_the_box_is_ticked(
    client: Client, box: dict[str, str], kept: bool
) -> None:
    a_person()
    try_in(client, "kanda", **box)
    assert bool(client.cookies["sessionid"]["max-age"]) == kept


def test_signing_out_takes_a_post_and_kills_the_session(client: Client) -> None:
    a_person()
    try_in(client, "kanda")
    stolen = client.cookies["sessionid"].value
    page = client.get("/accounts/logout/").content.decode()
    assert "ต้องการออกจากระบบหรือไม่" in page
    assert SESSION_KEY in client.session
    response = client.post("/accounts/logout/", follow=True)
    assert "ออกจากระบบแล้ว" in response.content.decode()
    client.cookies["sessionid"] = stolen
    assert client.get("/accounts/password/change/").status_code == 302


@pytest.mark.parametrize("path", ["signup/", "email/", "confirm-email/", "reauthenticate/", "3rdparty/", "login/code/"])
def test_nobody_makes_an_account_alone_and_unwanted_pages_are_not_there(client: Client, path: str) -> None:
    assert client.get(f"/accounts/{path}").status_code == 404


def test_sign_in_and_out_are_recorded_with_the_person_alone(client: Client) -> None:
    kanda = a_person()
    try_in(client, "Kanda")
    client.post("/accounts/logout/")
    assert recorded() == [
        ("account.sign_in", kanda.pk, f"user:{kanda.pk}", "{}"),
        ("account.sign_out", kanda.pk, f"user:{kanda.pk}", "{}"),
    ]


def test_a_failure_names_the_account_that_was_tried_and_never_what_was_typed(client: Client) -> None:
    kanda = a_person(email="kanda@example.go.th")
    typed = "ความลับที่พิมพ์ผิดช่อง"
    try_in(client, "KANDA", "ผิด")
    try_in(client, "kanda@example.go.th", "ผิด")
    try_in(client, typed, "ผิด")
    tried = ("account.sign_in_failed", None, f"user:{kanda.pk}", "{}")
    assert recorded() == [tried, tried, ("account.sign_in_failed", None, "sign_in", "{}")]


def test_the_demonstration_says_who_can_come_in_and_how(client: Client, settings: Settings) -> None:
    agency, mana, gone = an_agency(), a_person("mana", name="นายมานะ สุจริตธรรม"), a_person("gone", name="ผู้ที่ย้ายไป")
    a_member(mana, agency, Role.COORDINATOR)
    a_member(mana, agency, Role.OFFICER)
    a_member(gone, agency)
    gone.is_active = False
    gone.save()
    settings.DEMO = True
    page = re.sub(r">\s+<", "><", client.get(URL).content.decode())
    assert '<b class="code">mana</b><p><span class="nb">นายมานะ สุจริตธรรม</span> ผู้ประสานงาน ITA, เจ้าหน้าที่</p>' in page
    assert "แสดงครั้งเดียวในหน้าต่างเทอร์มินัลที่สั่ง" in page
    assert "ผู้ที่ย้ายไป" not in page


def test_a_portal_in_use_names_nobody(client: Client) -> None:
    a_member(a_person("mana", name="นายมานะ สุจริตธรรม"), an_agency())
    page = client.get(URL).content.decode()
    assert "ผู้ที่เข้าระบบสาธิตนี้ได้" not in page
    assert "มานะ" not in page
