"""An address that takes no GET, and one that leads nowhere, are answered in Thai, in a demonstration too."""

import pytest
from django.test import Client
from pytest_django import Settings

from accounts.permissions import Role
from tests.accounts.making import a_member, a_person, a_plan, an_agency
from tests.browsing import words_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def kanda(client: Client) -> Client:
    agency, user = an_agency(), a_person()
    a_member(user, agency, Role.COORDINATOR)
    a_plan(agency)
    client.force_login(user)
    return client


@pytest.mark.parametrize("debug", [False, True])
def test_the_address_of_a_button_says_what_to_do(kanda: Client, settings: Settings, debug: bool) -> None:
    settings.DEBUG = debug
    response = kanda.get("/a/thung-sai-than/2566/measures/1/remove/")
    assert (response.status_code, response["Allow"]) == (405, "POST")
    assert words_of(response) == (
        "เปิดหน้านี้โดยตรงไม่ได้ ที่อยู่นี้ใช้เมื่อกดปุ่มในหน้าอื่นเท่านั้น หากท่านเพิ่งเข้าสู่ระบบใหม่ สิ่งที่กดไว้ก่อนหน้ายังไม่ได้ทำ กลับไปหน้าแรก"
    )
    assert response["Cache-Control"] == "no-store, private"
    assert 'aria-current="page"' not in response.content.decode()


def test_a_page_that_takes_no_form_says_the_same(kanda: Client) -> None:
    response = kanda.post("/a/thung-sai-than/2566/measures/", {"x": "y"})
    assert (response.status_code, response["Allow"]) == (405, "GET")
    assert words_of(response).startswith("เปิดหน้านี้โดยตรงไม่ได้")


@pytest.mark.parametrize(("debug", "demo"), [(True, True), (False, True), (False, False)])
def test_visitors_of_a_demonstration_see_the_thai_404(
    client: Client, settings: Settings, debug: bool, demo: bool
) -> None:
    settings.DEBUG, settings.DEMO = debug, demo
    response = client.get("/nowhere/")
    assert response.status_code == 404
    assert words_of(response).startswith("ไม่พบหน้านี้")
    assert "URLconf" not in response.content.decode()


def test_a_page_of_the_demonstration_s_own_with_that_status_stays(client: Client, settings: Settings) -> None:
    settings.DEBUG, settings.DEMO = True, True
    response = client.get("/v/", {"code": "TSTN-2565-AAAA-BBBB-CCCC-DDDD"})
    assert response.status_code == 404
    assert 'value="TSTN-2565-AAAA-BBBB-CCCC-DDDD"' in response.content.decode()
    assert "ไม่พบรหัสนี้ในรายงานที่เผยแพร่" in words_of(response)


def test_a_programmer_without_the_demonstration_sees_the_addresses(client: Client, settings: Settings) -> None:
    settings.DEBUG, settings.DEMO = True, False
    response = client.get("/nowhere/")
    assert response.status_code == 404
    assert "URLconf" in response.content.decode()
