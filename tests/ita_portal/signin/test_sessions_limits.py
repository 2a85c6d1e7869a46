"""A session ends when nobody uses it, when it is old, and when someone closes it; the sign-in page says which."""

import time

import pytest
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session
from django.test import Client
from pytest_django import Settings

from accounts.authentication import sessions
from accounts.models import Draft
from editing import drafts
from tests.accounts.making import PASSWORD, a_person
from tests.accounts.office import signed_in

pytestmark = pytest.mark.django_db
PAGE = "/accounts/password/change/"
MINUTE = 60


def aged(client: Client, *, idle: float = 0, old: float = 0) -> None:
    """Makes the session look as if it had been used and begun that many seconds ago."""
    session = client.session
    now = time.time()
    session[sessions.SEEN], session[sessions.BEGAN] = now - idle, now - max(idle, old)
    session.save()


def remembered(client: Client) -> Client:
    client.post("/accounts/login/", {"login": "kanda", "password": PASSWORD, "remember": "on"})
    return client


def unremembered(client: Client) -> Client:
    client.post("/accounts/login/", {"login": "kanda", "password": PASSWORD})
    return client


@pytest.mark.parametrize(("minutes", "open_"), [(59, True), (61, False)])
def test_an_hour_without_use_ends_it(client: Client, minutes: int, open_: bool) -> None:
    a_person()
    aged(unremembered(client), idle=minutes * MINUTE)
    assert (client.get(PAGE).status_code == 200) == open_


@pytest.mark.parametrize(("hours", "open_"), [(11.9, True), (12.1, False)])
def test_twelve_hours_end_it_however_busy(client: Client, hours: float, open_: bool) -> None:
    a_person()
    aged(unremembered(client), old=hours * 3600)
    assert (client.get(PAGE).status_code == 200) == open_


@pytest.mark.parametrize(("hours", "open_"), [(11, True), (12.1, False)])
def test_a_remembered_session_may_idle_but_grows_no_older(client: Client, hours: float, open_: bool) -> None:
    a_person()
    aged(remembered(client), idle=hours * 3600)
    assert (client.get(PAGE).status_code == 200) == open_


def test_the_limits_are_settings(client: Client, settings: Settings) -> None:
    settings.SESSION_IDLE = 10
    a_person()
    aged(unremembered(client), idle=11)
    assert client.get(PAGE).status_code == 302


def test_use_keeps_it_open_and_is_written_once_a_minute(client: Client) -> None:
    a_person()
    aged(unremembered(client), idle=59 * MINUTE, old=3 * 3600)
    client.get(PAGE)
    seen = client.session[sessions.SEEN]
    assert time.time() - seen < 5
    client.get(PAGE)
    assert client.session[sessions.SEEN] == seen


def test_an_ended_session_is_gone_and_not_only_hidden(client: Client) -> None:
    a_person()
    unremembered(client)
    key = client.session.session_key
    aged(client, idle=61 * MINUTE)
    client.get(PAGE)
    assert not Session.objects.filter(session_key=key).exists()
    assert SESSION_KEY not in client.session


@pytest.mark.parametrize(
    ("idle", "old", "said"),
    [
        (61 * MINUTE, 0, "หมดเวลาเข้าใช้งาน เพราะไม่มีการใช้งานเกิน 60 นาที"),
        (0, 13 * 3600, "หมดเวลาเข้าใช้งาน เพราะเข้าสู่ระบบไว้ครบ 12 ชั่วโมงแล้ว"),
    ],
)
def test_the_sign_in_page_says_why(client: Client, idle: int, old: int, said: str) -> None:
    a_person()
    aged(unremembered(client), idle=idle, old=old)
    page = client.get(PAGE, follow=True).content.decode()
    assert said in page
    assert said in client.post("/accounts/login/", {"login": "kanda", "password": "ผิด"}).content.decode()
    client.post("/accounts/login/", {"login": "kanda", "password": PASSWORD})
    client.post("/accounts/logout/")
    assert "หมดเวลาเข้าใช้งาน" not in client.get("/accounts/login/").content.decode()


def test_what_was_typed_is_kept_and_the_sign_in_page_says_so(client: Client) -> None:
    kanda = a_person()
    aged(unremembered(client), idle=61 * MINUTE)
    typed = {"text": "ประชุมชี้แจง", "draft_who": drafts.token(kanda), "draft_title": "มาตรการ E14"}
    response = client.post("/a/x/2566/measures/", typed, follow=True)
    page = response.content.decode()
    assert "เพราะไม่มีการใช้งานเกิน 60 นาที" in page
    assert "ข้อความที่ท่านพิมพ์ในมาตรการ E14 เก็บไว้ให้แล้ว" in page
    assert "ประชุมชี้แจง" in drafts.typed(kanda, "/a/x/2566/measures/")["text"]  # type: ignore[index]  # is there
    assert Draft.objects.count() == 1


def test_a_session_without_stamps_is_not_ours(client: Client) -> None:
    client.force_login(a_person())
    session = client.session
    del session[sessions.BEGAN]
    session.save()
    assert client.get(PAGE).status_code == 302


def test_a_visitor_of_a_public_page_gets_no_session(client: Client) -> None:
    client.get("/help/")
    assert "sessionid" not in client.cookies


def test_only_the_persons_own_sessions_end_with_their_account() -> None:
    kanda, mana = a_person(), a_person("mana")
    theirs, others = signed_in(kanda), signed_in(mana)
    kanda.is_active = False
    kanda.save()
    assert (theirs.get(PAGE).status_code, others.get(PAGE).status_code) == (302, 200)


def test_a_session_is_not_remembered_unless_somebody_said_so(client: Client) -> None:
    client.force_login(a_person())
    aged(client, idle=61 * MINUTE)
    assert client.get(PAGE).status_code == 302
