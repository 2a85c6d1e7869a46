"""A draft is found again: on its page, at home, and as plain words where the page shows no form any more."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import Draft, Membership
from accounts.permissions import Role
from editing import drafts
from measures.models import Measure, State
from tests.browsing import form_of, open_form, words_of
from tests.editing.drafting import TYPED, a_draft, home, keep, leave, said, send, undo_of
from tests.factories import NOON, a_plan, a_unit, a_user, an_agency
from tests.measures.conftest import Office, make_office

pytestmark = pytest.mark.django_db

QUERIES = 13


@pytest.fixture
def office(db: None) -> Office:
    return make_office()


@pytest.fixture
def mana(office: Office) -> Client:
    client = Client()
    client.force_login(office.mana)
    return client


def test_home_lists_what_was_typed_and_leads_there(office: Office, mana: Client) -> None:
    _, draft = a_draft(office, mana)
    page = home(mana, office)
    assert "มีข้อความที่พิมพ์ค้างไว้ มาตรการ E13 การดำเนินการที่ 2 เก็บร่างไว้เมื่อ" in words_of(page)
    assert f'href="{draft.link}#typed"' in page.content.decode()
    assert said(form_of(mana.get(draft.link))).items() >= TYPED.items()


def test_nobody_else_is_told_of_it(office: Office, mana: Client, client: Client) -> None:
    _, draft = a_draft(office, mana)
    client.force_login(office.manee)
    assert "มีข้อความที่พิมพ์ค้างไว้" not in words_of(home(client, office))
    for url in (draft.page, draft.link):
        page = client.get(url)
        assert page.status_code == 200
        assert TYPED["actions-0-text"] not in page.content.decode()
        assert "มีข้อความที่พิมพ์ค้างไว้" not in words_of(page)
    assert client.get(f"/me/drafts/{draft.pk}/").status_code == 404
    client.post("/me/drafts/drop/", {"draft_page": draft.page})
    client.post(f"/me/drafts/{draft.pk}/")
    assert Draft.objects.get(thrown_at=None) == draft


@pytest.mark.parametrize("count", [0, 1, 3, 50])
def test_home_makes_as_many_queries_for_any_number_of_drafts(office: Office, mana: Client, count: int) -> None:
    measure = office.measure()
    pages = [office.url("change", measure), *(f"/a/x/{2500 + n}/measures/add/" for n in range(49))]
    Draft.objects.bulk_create(
        Draft(user=office.mana, page=page, title=f"เรื่องที่ {n}", data="[]", saved_at=NOON)
        for n, page in enumerate(pages[:count])
    )
    with CaptureQueriesContext(connection) as captured:
        page = home(mana, office)
    assert len(captured) == QUERIES + bool(count)  # whether the measures of the drafts are still open
    assert page.content.decode().count("กลับไปพิมพ์ต่อ") == count


def test_a_page_without_a_form_asks_for_no_draft(office: Office, mana: Client) -> None:
    _, draft = a_draft(office, mana)
    with CaptureQueriesContext(connection) as captured:
        mana.get(office.url("list"))
    assert [query["sql"] for query in captured if "accounts_draft" in query["sql"]] == []
    for url in (draft.page, draft.link):
        with CaptureQueriesContext(connection) as captured:
            mana.get(url)
        assert len([query for query in captured if "accounts_draft" in query["sql"]]) == 1


def test_a_button_that_redraws_keeps_a_draft_and_its_rows(office: Office, mana: Client) -> None:
    measure = office.measure(actions=["ติดป้าย", "จัดอบรม"], outcomes=["ร้องเรียนลดลง"])
    form = open_form(mana, office.url("progress", measure))
    page = form.press(mana, "down:actions:0", actions_1_text="จัดอบรม 2 ครั้ง")
    assert page.status_code == 200
    assert "เก็บร่างอัตโนมัติแล้ว เวลา" in words_of(page)
    page = form_of(page).press(mana, "remove:actions:1")
    page = form_of(page).press(mana, "add:outcomes")
    shown = said(form_of(page))
    draft = Draft.objects.get()
    assert said(form_of(keepable(mana, page))) == shown
    assert form_of(mana.get(draft.link)).values["actions-0-text"] == "จัดอบรม 2 ครั้ง"
    assert send(mana, form_of(mana.get(draft.link))).status_code == 302
    assert [action.text for action in measure.actions.filter(removed_at=None)] == ["จัดอบรม 2 ครั้ง"]
    assert Draft.objects.count() == 0


def keepable(client: Client, page: Any) -> Any:
    """The page as it comes back after its form was kept as it stands."""
    return client.get(keep(client, form_of(page))["Location"])


def test_a_form_with_a_mistake_keeps_a_draft(office: Office, mana: Client) -> None:
    measure = office.measure(actions=["ติดป้าย"], outcomes=["ร้องเรียนลดลง"])
    form = open_form(mana, office.url("action_new", measure))
    page = form.press(mana, actions_0_text="ประชุม", actions_0_start="31 กันยายน 2566")
    assert page.status_code == 422
    again: Any = mana.get(Draft.objects.get().link)
    assert form_of(again).values["actions-0-start"] == "31 กันยายน 2566"
    assert "จุดที่ต้องแก้ไข" not in words_of(again)


def test_a_draft_meets_what_a_colleague_saved_meanwhile(office: Office, mana: Client, client: Client) -> None:
    measure = office.measure(actions=["จัดอบรม 1 ครั้ง"], outcomes=["ร้องเรียนลดลง"])
    url = office.url("progress", measure)
    draft = leave(mana, url, {"actions-0-text": "จัดอบรม 2 ครั้ง"})
    client.force_login(office.manee)
    assert open_form(client, url).press(client, actions_0_text="จัดอบรม 3 ครั้ง").status_code == 302
    conflict = send(mana, form_of(mana.get(draft.link)))
    assert conflict.status_code == 409
    assert "มีผู้แก้ไขก่อนท่าน โปรดเลือกข้อความที่จะใช้" in words_of(conflict)
    assert send(mana, form_of(mana.get(draft.link))).status_code == 409  # whoever leaves this page meets it again
    chosen = form_of(conflict)
    chosen.values |= {"choose-actions-0-text": "merge", "merged-actions-0-text": "จัดอบรม 5 ครั้ง"}
    keep(mana, chosen)
    again = form_of(mana.get(draft.link))
    assert again.values["actions-0-text"] == "จัดอบรม 5 ครั้ง"
    assert send(mana, again).status_code == 409
    assert send(mana, chosen).status_code == 302
    assert measure.actions.get().text == "จัดอบรม 5 ครั้ง"
    assert Draft.objects.count() == 0


def test_words_typed_beside_an_offered_draft_replace_it_with_a_way_back(office: Office, mana: Client) -> None:
    _, draft = a_draft(office, mana)
    fresh = open_form(mana, draft.page)
    keep(mana, fresh, {"actions-0-text": "ข้อความใหม่"}, by_itself=True)
    keep(mana, fresh, {"actions-0-text": "ข้อความใหม่กว่า"}, by_itself=True)
    assert [row.page for row in Draft.objects.filter(thrown_at=None)] == [draft.page]
    assert form_of(mana.get(draft.link)).values["actions-0-text"] == "ข้อความใหม่กว่า"
    assert mana.post(f"/me/drafts/{draft.pk}/")["Location"] == draft.link
    assert form_of(mana.get(draft.link)).values["actions-0-text"] == TYPED["actions-0-text"]
    assert Draft.objects.filter(thrown_at=None).count() == 1


def gone_measure(office: Office, measure: Measure) -> None:
    Measure.objects.filter(pk=measure.pk).update(removed_at=NOON)


def handed_in(office: Office, measure: Measure) -> None:
    Measure.objects.filter(pk=measure.pk).update(state=State.HANDED_IN)


def of_another_unit(office: Office, measure: Measure) -> None:
    office.somkid.unit = office.health
    office.somkid.save()


def no_member(office: Office, measure: Measure) -> None:
    Membership.objects.filter(user=office.mana).update(is_active=False)


@pytest.mark.parametrize(
    ("happens", "status"), [(gone_measure, 404), (handed_in, 409), (of_another_unit, 403), (no_member, 404)]
)
def test_where_the_page_shows_no_form_any_more_the_words_are_to_be_read(
    office: Office, mana: Client, happens: Any, status: int
) -> None:
    measure, draft = a_draft(office, mana)
    happens(office, measure)
    page: Any = mana.get(draft.link)
    assert page.status_code == status
    words = words_of(page)
    assert "นำข้อความกลับไปใส่ในหน้าเดิมไม่ได้" in words
    assert "มาตรการ E13 การดำเนินการที่ 2" in words
    assert "จัดอบรม 2 ครั้ง ที่ศาลากลาง" in words and "3/7/66" in words
    assert "TOTAL_FORMS" not in page.content.decode()
    thrown = mana.post("/me/drafts/drop/", form_of(page, to="drop/").values, follow=True)
    assert thrown.status_code == 200
    assert undo_of(thrown).action == f"/me/drafts/{draft.pk}/"
    assert Draft.objects.filter(thrown_at=None).count() == 0


def test_a_page_that_shows_something_else_gives_the_words_too(office: Office, client: Client) -> None:
    client.force_login(office.manee)
    measure = office.measure(
        actions=["ติดป้าย"],
        outcomes=["ร้องเรียนลดลง"],
    )
    Measure.objects.filter(pk=measure.pk).update(state=State.HANDED_IN)
    draft = leave(client, office.url("check", measure), {"comment": "โปรดระบุจำนวน"})
    Measure.objects.filter(pk=measure.pk).update(state=State.TAKEN)
    page: Any = client.get(draft.link)
    assert page.status_code == 409
    assert "โปรดระบุจำนวน" in words_of(page)


def test_a_draft_that_is_thrown_away_has_a_way_back(office: Office, mana: Client) -> None:
    _, draft = a_draft(office, mana)
    page = mana.post("/me/drafts/drop/", form_of(mana.get(draft.page), to="drop/").values, follow=True)
    assert page.redirect_chain[-1][0] == draft.page
    assert "ทิ้งข้อความที่พิมพ์ค้างไว้ของ “มาตรการ E13 การดำเนินการที่ 2” แล้ว" in words_of(page)
    assert "นำข้อความกลับมาพิมพ์ต่อ" not in words_of(page)
    assert "จัดอบรม 2 ครั้ง ที่ศาลากลาง" in words_of(mana.get(f"/me/drafts/{draft.pk}/"))
    back = undo_of(page).press(mana)
    assert back["Location"] == draft.link
    assert form_of(mana.get(draft.link)).values["actions-0-text"] == TYPED["actions-0-text"]


def test_a_removed_unit_can_be_added_again(client: Client) -> None:
    agency = an_agency()
    a_plan(agency)
    unit = a_unit(agency, "กองช่าง")
    client.force_login(a_user("weera", Role.ADMINISTRATOR, agency=agency))
    page = client.post(f"/a/{agency.slug}/settings/units/{unit.pk}/remove/", follow=True).content.decode()
    [link] = [part.partition('"')[0] for part in page.split('href="') if "units/add/?" in part]
    form = open_form(client, link.replace("&amp;", "&"))
    assert said(form).items() >= {"short_name": unit.short_name, "name": unit.name}.items()
    assert send(client, form).status_code == 302
    assert agency.units.get().name == unit.name


def test_a_form_that_was_saved_is_not_kept_by_what_its_page_sends_late(office: Office, mana: Client) -> None:
    measure = office.measure(actions=["ติดป้าย"], outcomes=["ร้องเรียนลดลง"])
    form = open_form(mana, office.url("action_new", measure))
    form.values |= TYPED
    assert send(mana, form).status_code == 302
    assert keep(mana, form, by_itself=True).status_code == 204
    assert Draft.objects.count() == 0
    another = open_form(mana, office.url("action_new", measure))
    assert keep(mana, another, TYPED, by_itself=True).status_code == 200
    assert Draft.objects.count() == 1


def test_nor_by_what_it_sends_while_it_is_being_saved(
    office: Office, mana: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    form = open_form(mana, office.url("action_new", office.measure()))
    kept, saves = drafts.keep, Client()
    saves.cookies = mana.cookies

    def slowly(**what: Any) -> Draft | None:
        """The save comes between the first look and the writing."""
        monkeypatch.setattr(drafts, "keep", kept)
        assert form.press(saves, actions_0_text="ประชุม").status_code == 302
        return kept(**what)

    monkeypatch.setattr(drafts, "keep", slowly)
    assert keep(mana, form, TYPED, by_itself=True).status_code == 204
    assert Draft.objects.count() == 0


def test_a_form_that_is_too_long_is_told_so(office: Office, mana: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("editing.drafts.LARGEST", 100)
    measure = office.measure()
    form = open_form(mana, office.url("action_new", measure))
    kept = keep(mana, form, TYPED, by_itself=True)
    assert kept.status_code == 422
    assert "เก็บร่างไม่ได้ เพราะข้อความยาวเกินไป โปรดกดบันทึก" in kept.content.decode()
    assert "เก็บร่างไม่ได้" in mana.post("/me/drafts/", {**form.values, **TYPED}, follow=True).content.decode()
    assert form.press(mana, actions_0_text=TYPED["actions-0-text"]).status_code == 302


def test_a_form_without_a_word_is_no_draft(office: Office, mana: Client) -> None:
    measure = office.measure()
    assert form_of(mana.get(office.url("action_new", measure))).press(mana, "add:outcomes").status_code == 200
    assert Draft.objects.count() == 0
