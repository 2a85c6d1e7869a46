"""What is no text is refused before it reaches a query, in Thai, and never at the cost of what somebody typed."""

from __future__ import annotations

import pytest
from django.http import QueryDict
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from accounts.models import Draft, User
from accounts.permissions import Role
from editing import drafts
from editing.drafting import form_token
from tests.accounts.making import a_member, a_person, a_plan, an_agency
from tests.browsing import words_of
from tests.factories import NOON

pytestmark = pytest.mark.django_db
REFUSED = "ระบบอ่านคำขอนี้ไม่ได้ โปรดกลับไปหน้าก่อนแล้วลองใหม่"
ADD = "/a/thung-sai-than/2566/measures/add/"
WORDS = "จัดทำคู่มือการให้บริการประชาชน"


@pytest.fixture
def kanda() -> User:
    agency = an_agency()
    user = a_person()
    a_member(user, agency, Role.COORDINATOR)
    a_plan(agency)
    return user


@pytest.fixture
def signed_in(client: Client, kanda: User) -> Client:
    client.force_login(kanda)
    return client


@pytest.mark.parametrize("debug", [False, True])
def test_an_address_that_holds_no_text_gets_a_page_that_says_so(
    client: Client, settings: Settings, debug: bool
) -> None:
    settings.DEBUG = debug
    for address in (
        "/r/?agency=%00",
        "/r/?a%00b=c",
        "/calendar/%00.ics",
        "/v/%00/",
        "/invitation/a%00/",
        "/help/?x=%00",
    ):
        response = client.get(address)
        assert (address, response.status_code, words_of(response).startswith(REFUSED)) == (address, 400, True)


def test_an_address_that_leads_nowhere_is_not_found_whatever_it_holds(client: Client) -> None:
    assert client.get("/nowhere/%00/?a=%00").status_code == 404


def test_what_a_program_sends_alone_is_refused_and_changes_nothing(signed_in: Client, kanda: User) -> None:
    assert drafts.keep(user=kanda, page=ADD, title="ร่าง", data=QueryDict("text=x"), now=NOON)
    response = signed_in.post(reverse("draft_drop"), {"draft_page": "\0"})
    assert (response.status_code, words_of(response).startswith(REFUSED)) == (400, True)
    assert Draft.objects.get().thrown_at is None


def test_the_odd_character_of_a_paste_is_taken_out_and_the_words_are_kept(signed_in: Client, kanda: User) -> None:
    sent = {"draft_who": form_token.token(kanda), "draft_page": ADD, "draft_title": "ร่าง", "question": f"{WORDS}\0 ใหม่"}
    assert signed_in.post(reverse("draft_keep"), sent).status_code == 302
    typed = drafts.typed(kanda, ADD)
    assert typed is not None and typed["question"] == f"{WORDS} ใหม่"


@pytest.mark.parametrize("forged", [{"base": "\0"}, {"a\0b": "1"}])
def test_of_a_form_that_is_refused_the_words_are_given_back(
    signed_in: Client, kanda: User, forged: dict[str, str]
) -> None:
    response = signed_in.post(ADD, {"question": f"{WORDS}\0", "draft_who": form_token.token(kanda), **forged})
    words = words_of(response)
    assert (response.status_code, words.startswith(REFUSED)) == (400, True)
    assert "ยังไม่ได้บันทึก ข้อความที่ท่านพิมพ์อยู่ครบด้านล่าง" in words and WORDS in words
    typed = drafts.typed(kanda, ADD)
    assert typed is not None and typed["question"] == WORDS, "and in a draft, from which the form can be sent again"


def test_of_a_strangers_form_without_its_token_nothing_is_shown(kanda: User) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(kanda)
    response = strict.post(ADD, {"question": WORDS, "base": "\0"})
    assert (response.status_code, WORDS in words_of(response)) == (403, False)


@pytest.mark.parametrize("name", ["sessionid", "csrftoken", "messages", "other"])
def test_a_cookie_that_holds_no_text_is_as_good_as_none(client: Client, name: str) -> None:
    """Between quotation marks a cookie may spell any character in octal digits."""
    response = client.get("/r/", headers={"cookie": f'{name}="\\000aaaaaaaaaaaaaaaa"'})
    assert (response.status_code, response.wsgi_request.COOKIES) == (200, {})
