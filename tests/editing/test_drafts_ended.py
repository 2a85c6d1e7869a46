"""Drafts never pile up: leaving or saving ends one, all go at once, and one of a closed measure is kept to copy."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest
from django.test import Client

from accounts.models import Draft
from editing import drafts
from measures.models import Measure, State
from tests.browsing import form_of, open_form, words_of
from tests.editing.drafting import TYPED, a_draft, home, leave, undo_of
from tests.factories import NOON
from tests.measures.conftest import Office, make_office

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(db: None) -> Office:
    return make_office()


@pytest.fixture
def mana(office: Office) -> Client:
    client = Client()
    client.force_login(office.mana)
    return client


def test_a_draft_whose_measure_is_closed_is_kept_to_copy(office: Office, mana: Client) -> None:
    measure, draft = a_draft(office, mana)
    for closed in ({"state": State.HANDED_IN}, {"state": State.OPEN, "removed_at": NOON}):
        Measure.objects.filter(pk=measure.pk).update(**closed)
        page = home(mana, office)
        assert "เก็บไว้คัดลอก 1 เรื่อง" in words_of(page)
        assert "กลับไปพิมพ์ต่อ" not in words_of(page)
        assert f'href="/me/drafts/{draft.pk}/"' in page.content.decode()
    Measure.objects.update(removed_at=None, state=State.RETURNED)
    assert "กลับไปพิมพ์ต่อ" in words_of(home(mana, office))


def test_leaving_a_form_ends_its_draft_with_a_way_back(office: Office, mana: Client) -> None:
    measure, draft = a_draft(office, mana)
    form = form_of(mana.get(draft.link))
    form.values["actions-0-text"] = "จัดอบรม 3 ครั้ง"
    back = office.url("measure", measure)
    left = mana.post("/me/drafts/drop/", {**form.values, "draft_to": back}, follow=True)
    assert left.redirect_chain[-1][0] == back
    assert Draft.objects.filter(thrown_at=None).count() == 0
    undone = undo_of(left).press(mana)
    assert form_of(mana.get(undone["Location"])).values["actions-0-text"] == "จัดอบรม 3 ครั้ง"


def test_what_its_page_sends_by_itself_meanwhile_takes_no_word_of_a_form_that_is_left(
    office: Office, mana: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    measure, draft = a_draft(office, mana)
    form, back = form_of(mana.get(draft.link)), office.url("measure", measure)
    kept = drafts.keep

    def slowly(**what: Any) -> Draft | None:
        """The page was asked to leave; what it was about to send arrives once the words are kept."""
        monkeypatch.setattr(drafts, "keep", kept)
        found = kept(**what)
        drafts.drop(office.mana, draft.page, form.values["draft_who"], now=NOON)
        return found

    monkeypatch.setattr(drafts, "keep", slowly)
    left = mana.post("/me/drafts/drop/", {**form.values, "draft_to": back}, follow=True)
    assert left.redirect_chain == [(back, 302)]
    assert Draft.objects.filter(thrown_at=None).count() == 0
    undone = undo_of(left).press(mana)
    assert form_of(mana.get(undone["Location"])).values["actions-0-text"] == TYPED["actions-0-text"]


def test_what_is_gone_is_said_to_be(office: Office, mana: Client) -> None:
    _, draft = a_draft(office, mana)
    back = undo_of(mana.post("/me/drafts/drop/", {"draft_page": draft.page}, follow=True))
    found = drafts.bring_back

    def late(draft: Draft, now: datetime) -> bool:
        Draft.objects.all().delete()  # saved after all, in another window
        return found(draft, now)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(drafts, "bring_back", late)
        answer = mana.post(back.action, back.values, follow=True)
    assert "ไม่มีข้อความที่นำกลับมาได้" in words_of(answer)


def test_who_types_with_scripts_and_leaves_a_form_untouched_is_told_nothing(office: Office, mana: Client) -> None:
    measure = office.measure(actions=["ติดป้าย"])
    form = open_form(mana, office.url("progress", measure))
    del form.values["draft_plain"]  # what is in a noscript, a browser with scripts doesn't send
    left = mana.post("/me/drafts/drop/", {**form.values, "draft_to": "/r/"}, follow=True)
    assert left.redirect_chain == [("/r/", 302)]
    assert Draft.objects.count() == 0


def test_a_form_is_left_for_no_other_site(office: Office, mana: Client) -> None:
    _, draft = a_draft(office, mana)
    for to in ("//elsewhere.example/", "https://elsewhere.example/", "/no-such-page/"):
        left = mana.post("/me/drafts/drop/", {"draft_page": draft.page, "draft_to": to})
        assert left["Location"] == "/", to


def test_all_drafts_go_at_once_and_come_back_at_once(office: Office, mana: Client) -> None:
    a_draft(office, mana)
    leave(mana, office.url("action_new", office.measure("E14")), TYPED)
    page = form_of(home(mana, office), to="drop/all/").press(mana)
    assert Draft.objects.filter(thrown_at=None).count() == 0
    undo_of(mana.get(page["Location"], follow=True)).press(mana)
    assert Draft.objects.filter(thrown_at=None).count() == 2
    for at in ("", "x", "2566-01-01", "2023-01-01T00:00:00", "2023-99-01T00:00:00Z"):
        assert mana.post(f"/me/drafts/back/?at={at}").status_code == 302, at
