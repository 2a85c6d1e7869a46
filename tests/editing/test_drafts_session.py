"""A session that ends in mid-typing gives the text back; another button leads to a page that can be read."""

from __future__ import annotations

import time
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from accounts.authentication import sessions
from accounts.models import Draft, User
from accounts.permissions import Role
from ita_portal.signin.next_page import reads
from measures.models import Measure
from tests.accounts.making import PASSWORD
from tests.browsing import Form, form_of, open_form, words_of
from tests.editing.drafting import keep, said
from tests.factories import a_user
from tests.house.calls import CALLS
from tests.house.doors import a_world
from tests.measures.conftest import Office, make_office

pytestmark = pytest.mark.django_db

TYPED = {"actions-0-text": "จัดอบรม 2 ครั้ง", "actions-0-start": "3/7/66"}
LOGIN = settings.LOGIN_URL


@pytest.fixture
def office(db: None) -> Office:
    office = make_office()
    for user in (office.mana, office.piti, office.manee):
        user.set_password(PASSWORD)
        user.save()
    return office


@pytest.fixture
def measure(office: Office) -> Measure:
    return office.measure(actions=["ติดป้าย"], outcomes=["ร้องเรียนลดลง"])


def idle(client: Client) -> None:
    session = client.session
    session[sessions.SEEN] = time.time() - 61 * 60
    session.save()


def a_form(client: Client, office: Office, measure: Measure) -> Form:
    """มานะ has typed for an hour; the session is over."""
    client.force_login(office.mana)
    form = open_form(client, office.url("action_new", measure))
    form.values |= TYPED
    idle(client)
    return form


def sign_in(client: Client, user: User, page: Any) -> Any:
    form = form_of(page)
    return client.post(form.action, {**form.values, "login": user.username, "password": PASSWORD})


def test_the_text_comes_back_after_signing_in(client: Client, office: Office, measure: Measure) -> None:
    form = a_form(client, office, measure)
    page = client.post(form.action, {**form.values, "do": "save"}, follow=True)
    words = words_of(page)
    assert "หมดเวลาเข้าใช้งาน เพราะไม่มีการใช้งานเกิน 60 นาที" in words
    assert "ข้อความที่ท่านพิมพ์ในมาตรการ E13 การดำเนินการที่ 2 เก็บไว้ให้แล้ว" in words
    back = sign_in(client, office.mana, page)
    assert back["Location"] == f"{office.url('action_new', measure)}?draft=1"
    again = form_of(client.get(back["Location"]))
    assert said(again).items() >= TYPED.items()
    assert again.press(client).status_code == 302
    assert TYPED["actions-0-text"] in {action.text for action in measure.actions.all()}
    assert Draft.objects.count() == 0


@pytest.mark.parametrize("by_itself", [True, False])
def test_what_is_sent_to_be_kept_after_the_session_ended_is_kept(
    client: Client, office: Office, measure: Measure, by_itself: bool
) -> None:
    form = a_form(client, office, measure)
    answer = keep(client, form, by_itself=by_itself)
    assert Draft.objects.get(user=office.mana).page == office.url("action_new", measure)
    if by_itself:
        assert answer.status_code == 200
        assert "หมดเวลาเข้าใช้งาน เก็บร่างไว้ให้แล้ว" in answer.content.decode()
        assert "ไม่มีการใช้งานเกิน 60 นาที" in words_of(client.get(form.action, follow=True))
    else:
        assert answer["Location"] == f"{LOGIN}?next={office.url('action_new', measure)}%3Fdraft%3D1"


def test_a_draft_on_its_way_while_the_form_is_sent_does_not_hide_why_the_session_ended(
    client: Client, office: Office, measure: Measure
) -> None:
    form = a_form(client, office, measure)
    with_the_old_cookie = Client()
    with_the_old_cookie.cookies[settings.SESSION_COOKIE_NAME] = client.cookies[settings.SESSION_COOKIE_NAME].value
    client.post(form.action, {**form.values, "do": "save"})
    late = keep(with_the_old_cookie, form, by_itself=True)
    assert settings.SESSION_COOKIE_NAME not in late.cookies, "it would take away the one that was just given"
    assert "เก็บไว้ให้แล้ว" in words_of(client.get(LOGIN))


def test_another_person_at_that_browser_sees_nothing_of_it(client: Client, office: Office, measure: Measure) -> None:
    form = a_form(client, office, measure)
    page = client.post(form.action, {**form.values, "do": "save"}, follow=True)
    back = sign_in(client, office.manee, page)
    for url in (back["Location"], office.url("action_new", measure), "/"):
        seen: Any = client.get(url, follow=True)
        assert TYPED["actions-0-text"] not in seen.content.decode()
        assert "มีข้อความที่พิมพ์ค้างไว้" not in words_of(seen)
    client.post("/accounts/logout/")
    assert "มาตรการ E13" not in words_of(client.get(LOGIN))


def test_a_form_of_one_person_sent_by_another_is_kept_for_its_writer(office: Office, measure: Measure) -> None:
    client = Client(enforce_csrf_checks=True)
    form = a_form(client, office, measure)
    assert sign_in(client, office.manee, client.get(LOGIN)).status_code == 302  # in another window
    assert client.post(form.action, {**form.values, "do": "save"}).status_code == 403
    assert Draft.objects.get().user == office.mana
    assert measure.actions.count() == 1


def test_a_form_older_than_the_sign_in_is_shown_again_to_be_sent_again(office: Office, measure: Measure) -> None:
    client = Client(enforce_csrf_checks=True)
    form = a_form(client, office, measure)
    assert sign_in(client, office.mana, client.get(LOGIN)).status_code == 302  # in another window
    answer = client.post(form.action, {**form.values, "do": "save"}, follow=True)
    assert "หน้านี้เปิดไว้ก่อนเข้าสู่ระบบครั้งล่าสุด จึงยังไม่ได้บันทึก" in words_of(answer)
    again = form_of(answer)
    assert said(again).items() >= TYPED.items()
    assert again.press(client).status_code == 302
    assert measure.actions.count() == 2


@pytest.mark.parametrize("who", ["", "forged", "WzEsICJ4Il0:1:x"])
def test_a_forged_form_is_kept_for_nobody(client: Client, office: Office, measure: Measure, who: str) -> None:
    form = a_form(client, office, measure)
    url = office.url("action_new", measure)
    assert client.post(url, {**form.values, "draft_who": who})["Location"] == f"{LOGIN}?next={url}"
    assert Draft.objects.count() == 0


def test_a_second_factor_that_is_still_to_be_set_up_loses_nothing(client: Client, settings: Any) -> None:
    world = a_world()
    approver = a_user("chujai", Role.COORDINATOR, Role.APPROVER, agency=world.plan.agency)
    client.force_login(approver)
    form = open_form(client, world.url("measures:add"))
    draft_of = {**form.values, "question": "ข้อคำถามใหม่", "do": "save"}
    settings.MFA_REQUIRED = True
    assert client.post(form.action, draft_of)["Location"] == "/accounts/2fa/app/"
    assert client.get(f"{form.action}?draft=1")["Location"] == "/accounts/2fa/app/"
    settings.MFA_REQUIRED = False
    assert form_of(client.get(Draft.objects.get().link)).values["question"] == "ข้อคำถามใหม่"


# Other buttons


@pytest.mark.parametrize(
    ("referer", "back"),
    [
        (
            "http://testserver/a/thung-sai-than/2566/measures/?state=waiting",
            "?next=/a/thung-sai-than/2566/measures/%3Fstate%3Dwaiting",
        ),
        ("https://elsewhere.example/a/thung-sai-than/2566/measures/", ""),
        ("http://testserver/a/thung-sai-than/2566/measures/take/", ""),
        ("http://testserver/no-such-page/", ""),
        ("//", ""),
        ("", ""),
    ],
)
def test_after_another_button_sign_in_leads_to_the_page_it_stood_on(
    client: Client, office: Office, referer: str, back: str
) -> None:
    answer = client.post(office.url("take_many"), headers={"Referer": referer})
    assert answer["Location"] == f"{LOGIN}{back}"


def test_after_a_form_without_a_draft_sign_in_leads_to_its_page(
    client: Client, office: Office, measure: Measure
) -> None:
    url = office.url("references", measure)
    assert client.post(url, headers={"Referer": "http://testserver/help/"})["Location"] == f"{LOGIN}?next={url}"


def test_which_address_can_be_read_is_what_its_view_answers() -> None:
    world = a_world()
    read = {name: reads(world.url(name)) for name in CALLS}
    assert read == {name: call.get != 405 for name, call in CALLS.items()}
