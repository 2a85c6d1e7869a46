"""What was typed is kept for its writer alone: by page, within limits, and never what proves who one is."""

from __future__ import annotations

import json
import time
from datetime import timedelta
from typing import Any

import pytest
from django.core import signing
from django.http import QueryDict
from django.test import Client
from pytest_django import Settings

from accounts.models import Draft, User
from editing import drafts
from editing.drafting import draft_words, form_token
from tests.factories import NOON, a_user

pytestmark = pytest.mark.django_db

PAGE, OTHER = "/a/x/2566/measures/add/", "/a/x/2566/report/"


def keep(user: User, page: str = PAGE, *, minute: int = 0, title: str = "มาตรการใหม่", **said: str) -> Draft | None:
    data = QueryDict(mutable=True)
    data.update(said or {"text": "ประชุมชี้แจง"})
    return drafts.keep(user=user, page=page, title=title, data=data, now=NOON + timedelta(minutes=minute))


def texts(user: User) -> list[str]:
    return [json.loads(draft.data)[0][1][0] for draft in Draft.objects.filter(user=user, thrown_at=None)]


def test_the_latest_words_of_a_page_replace_those_before() -> None:
    mana = a_user()
    keep(mana, text="หนึ่ง")
    keep(mana, text="สอง", minute=1)
    keep(mana, OTHER, text="สาม", minute=2)
    assert texts(mana) == ["สาม", "สอง"]


def test_a_draft_is_found_by_its_writer_alone() -> None:
    mana, piti = a_user("mana"), a_user("piti")
    keep(mana)
    assert drafts.typed(mana, PAGE) == QueryDict("text=ประชุมชี้แจง")
    assert drafts.typed(piti, PAGE) is None
    assert drafts.waiting(piti) == []
    keep(piti, text="ของปิติ")
    drafts.drop(piti, PAGE, now=NOON)
    assert texts(mana) == ["ประชุมชี้แจง"]


def test_several_values_of_a_field_come_back_in_their_order() -> None:
    mana = a_user()
    data = QueryDict("roles=officer&roles=approver&text=ก")
    drafts.keep(user=mana, page=PAGE, title="", data=data, now=NOON)
    assert drafts.typed(mana, PAGE) == data


@pytest.mark.parametrize("name", ["password", "password1", "password2", "oldpassword", "secret", "declaration"])
def test_no_secret_and_no_declaration_is_kept(name: str) -> None:
    mana = a_user()
    drafts.keep(user=mana, page=PAGE, title="", data=QueryDict(f"{name}=x&text=ข้อความ"), now=NOON)
    assert drafts.typed(mana, PAGE) == QueryDict("text=ข้อความ")


@pytest.mark.parametrize(
    "page",
    [
        "",
        "a/x/2566/measures/add/",
        "//elsewhere.example/",
        "/\\elsewhere.example/",
        "https://elsewhere.example/",
        "/no-such-page/",
        "/a/x/2566/measures/add/?next=//elsewhere.example",
        "/a/x/2566/measures/add/#here",
        "/invitation/\0/",
        "/invitation/\n/",
        f"/invitation/{'x' * 300}/",
    ],
)
def test_a_page_that_is_none_of_ours_keeps_nothing(page: str) -> None:
    assert keep(a_user(), page) is None
    assert Draft.objects.count() == 0


def test_a_long_report_fits_and_what_no_form_can_hold_does_not() -> None:
    mana = a_user()
    assert keep(mana, text="ก" * (drafts.LARGEST - 100)) is not None
    assert keep(mana, text="ก" * drafts.LARGEST) is None
    assert texts(mana) == ["ก" * (drafts.LARGEST - 100)]


def test_characters_that_a_database_refuses_do_no_harm() -> None:
    mana = a_user()
    keep(mana, text="ก\0ข", title="มาตรการ\0\nใหม่" + "ม" * 300)
    assert drafts.typed(mana, PAGE) == QueryDict("text=ก%00ข")
    assert Draft.objects.get().title == ("มาตรการ ใหม่" + "ม" * 300)[:200]


def test_the_oldest_of_too_many_go(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drafts, "MOST", 2)
    mana, piti = a_user("mana"), a_user("piti")
    keep(piti, text="ของปิติ")
    for n in range(3):
        keep(mana, f"/a/x/2566/measures/{n}/change/", text=str(n), minute=n)
    assert texts(mana) == ["2", "1"]
    assert texts(piti) == ["ของปิติ"]


def test_an_offered_draft_that_was_passed_over_gives_way_and_can_be_brought_back() -> None:
    mana = a_user()
    first = keep(mana, text="เดิม")
    assert first is not None
    for minute, text in ((1, "ใหม่"), (2, "ใหม่กว่า")):
        keep(mana, text=text, draft_waiting=str(first.pk), minute=minute)
    assert texts(mana) == ["ใหม่กว่า"]
    first.refresh_from_db()
    assert (first.page, first.thrown_at) == (PAGE, NOON + timedelta(minutes=1))
    drafts.bring_back(first, NOON + timedelta(minutes=3))
    assert texts(mana) == ["เดิม"]
    assert [row.thrown_at for row in drafts.with_thrown(mana)] == [NOON + timedelta(minutes=3), None]


def test_all_drafts_are_thrown_away_and_brought_back_at_once() -> None:
    mana, piti = a_user("mana"), a_user("piti")
    keep(piti, text="ของปิติ")
    keep(mana, text="หนึ่ง")
    keep(mana, OTHER, text="สอง", minute=1)
    assert drafts.throw_all_away(mana, NOON) == 2
    assert (texts(mana), texts(piti)) == ([], ["ของปิติ"])
    assert drafts.bring_all_back(piti, NOON, NOON) == 0
    assert drafts.bring_all_back(mana, NOON, NOON) == 2
    assert texts(mana) == ["สอง", "หนึ่ง"]


@pytest.mark.parametrize("waiting", ["x", "-1", "9" * 30, "๑", ""])
def test_a_forged_number_moves_nobodys_draft(waiting: str) -> None:
    mana, piti = a_user("mana"), a_user("piti")
    theirs = keep(piti, text="ของปิติ")
    assert theirs is not None
    keep(mana, draft_waiting=waiting)
    keep(mana, draft_waiting=str(theirs.pk))
    theirs.refresh_from_db()
    assert theirs.page == PAGE


def test_what_was_thrown_away_comes_back_within_a_day() -> None:
    mana = a_user()
    keep(mana)
    thrown = drafts.throw_away(mana, PAGE, NOON)
    assert thrown is not None
    assert drafts.find(mana, PAGE) is None and drafts.waiting(mana) == []
    drafts.bring_back(thrown, NOON)
    assert drafts.typed(mana, PAGE) == QueryDict("text=ประชุมชี้แจง")
    drafts.throw_away(mana, PAGE, NOON)
    keep(mana, OTHER, minute=23 * 60)
    assert Draft.objects.count() == 2
    drafts.drop(mana, OTHER, now=NOON)
    keep(mana, OTHER, minute=25 * 60)
    assert [draft.page for draft in Draft.objects.all()] == [OTHER]


def test_what_is_thrown_away_while_its_page_ends_it_comes_back_all_the_same() -> None:
    mana = a_user()
    kept = keep(mana)
    drafts.drop(mana, PAGE, now=NOON)
    thrown = drafts.throw_away(mana, PAGE, NOON, kept=kept)
    assert thrown is not None and drafts.find(mana, PAGE) is None
    assert drafts.bring_back(thrown, NOON)
    assert drafts.typed(mana, PAGE) == QueryDict("text=ประชุมชี้แจง")


def test_what_is_gone_is_not_brought_back_and_what_stands_there_stays() -> None:
    mana = a_user()
    keep(mana)
    thrown = drafts.throw_away(mana, PAGE, NOON)
    assert thrown is not None
    keep(mana, text="ประชุมใหม่")
    Draft.objects.filter(pk=thrown.pk).delete()
    assert not drafts.bring_back(thrown, NOON)


@pytest.mark.parametrize("times", [1, 2])
def test_a_page_may_keep_words_while_others_are_brought_back(monkeypatch: pytest.MonkeyPatch, times: int) -> None:
    mana = a_user()
    keep(mana)
    thrown = drafts.throw_away(mana, PAGE, NOON)
    assert thrown is not None
    throw_away, between = drafts.throw_away, iter(range(times))

    def then_keep(*args: Any, **named: Any) -> Draft | None:
        gave_way = throw_away(*args, **named)
        if next(between, None) is not None:
            monkeypatch.setattr(drafts, "throw_away", throw_away)
            keep(mana, text="ประชุมใหม่")
            monkeypatch.setattr(drafts, "throw_away", then_keep)
        return gave_way

    monkeypatch.setattr(drafts, "throw_away", then_keep)
    assert drafts.bring_back(thrown, NOON)
    assert drafts.typed(mana, PAGE) == QueryDict("text=ประชุมชี้แจง")


def test_the_words_of_a_draft_are_what_a_person_typed() -> None:
    data = QueryDict(
        "actions-TOTAL_FORMS=1&actions-0-pk=12&actions-0-base=0a1b&actions-0-text=ok&actions-0-start=3/7/66&"
        "actions-0-ongoing=on&officer=5&digits=thai&decision=approve&seen=1,2&code=E13&comment=  &name=ก&round=2"
    )
    assert draft_words.words(data) == ["ok", "3/7/66", "E13", "ก"]


def test_a_form_says_for_whom_it_was_drawn() -> None:
    mana, piti = a_user("mana"), a_user("piti")
    token = drafts.token(mana)
    assert form_token.writer(token) == mana
    assert (form_token.is_of(token, mana), form_token.is_of(token, piti)) == (True, False)


@pytest.mark.parametrize("token", ["", "x", "1", "WzEsICJ4Il0:1:x"])
def test_a_forged_token_is_nobodys(token: str) -> None:
    a_user()
    assert form_token.writer(token) is None


def test_a_token_signed_for_something_else_is_nobodys() -> None:
    assert form_token.writer(signing.dumps([a_user().pk, "x"], salt="another")) is None


def test_a_token_of_another_installation_is_nobodys(settings: Settings) -> None:
    token = drafts.token(a_user())
    settings.SECRET_KEY = "another"
    assert form_token.writer(token) is None


def test_a_token_is_good_for_a_week(monkeypatch: pytest.MonkeyPatch) -> None:
    mana = a_user()
    token = drafts.token(mana)
    now = time.time()
    for days, whose in ((6.9, mana), (7.1, None)):
        monkeypatch.setattr("django.core.signing.time.time", lambda days=days: now + days * 24 * 3600)
        assert form_token.writer(token) == whose


def test_who_may_no_longer_sign_in_keeps_nothing_more(client: Client) -> None:
    mana = a_user()
    token = drafts.token(mana)
    User.objects.update(is_active=False)
    assert form_token.writer(token) is None
    assert client.post(PAGE, {"draft_who": token, "text": "ประชุม"})["Location"] == f"/accounts/login/?next={PAGE}"
    assert Draft.objects.count() == 0
