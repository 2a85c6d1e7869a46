"""Two people, or one in two windows, at one draft: nothing is saved over another's words."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from accounts.models import Agency, Draft
from accounts.permissions import Role
from reports.importing.sight import look
from tests.browsing import form_of, words_of
from tests.factories import a_user
from tests.reports.importing.bringing import bring, go_on, send, the_draft
from tests.reports.importing.files import a_word_report

pytestmark = pytest.mark.django_db


@pytest.fixture
def somchai(agency: Agency) -> Client:
    client = Client()
    client.force_login(a_user("somchai", Role.COORDINATOR, agency=agency))
    return client


def test_what_two_change_in_different_fields_is_merged(manee: Any, somchai: Client) -> None:
    page = bring(manee, a_word_report())
    other = somchai.get(page.request["PATH_INFO"])
    go_on(manee, page, m1_2_1_steps="ของมณี", head_title="ชื่อใหม่")
    page = go_on(somchai, other, m1_2_1_outcomes="ของสมชาย")
    assert "ระหว่างที่ท่านพิมพ์ ใช้ข้อความล่าสุดแล้ว" in words_of(page)
    assert the_draft().corrections == {
        "1-2-1": {"steps": "ของมณี", "outcomes": "ของสมชาย"},
        "head": {"title": "ชื่อใหม่"},
    }


def test_what_two_change_differently_is_chosen_and_the_other_is_kept(manee: Any, somchai: Client) -> None:
    page = bring(manee, a_word_report())
    other = somchai.get(page.request["PATH_INFO"])
    go_on(manee, page, m1_2_1_steps="ของมณี")
    conflict = send(somchai, form_of(other), m1_2_1_steps="ของสมชาย", m1_3_1_steps="อีกช่อง")
    said = words_of(conflict)
    assert conflict.status_code == 409 and "มาตรการที่ 1 สิ่งที่ต้องทำ" in said and "ของมณี" in said
    assert the_draft().corrections == {"1-2-1": {"steps": "ของมณี"}}
    form = form_of(conflict)
    form.values["choose-1-2-1-steps"] = "mine"
    response = form.press(somchai)
    assert response.status_code == 302
    assert the_draft().corrections == {"1-2-1": {"steps": "ของสมชาย"}, "1-3-1": {"steps": "อีกช่อง"}}
    page = somchai.get(response["Location"])
    assert "สิ่งที่ไม่ได้เลือกที่เก็บไว้ 1 รายการ" in words_of(page) and "ของมณี" in words_of(page)


def test_words_of_a_measure_that_another_joined_away_stay_on_the_page(manee: Any, somchai: Client) -> None:
    page = bring(manee, a_word_report())
    other = somchai.get(page.request["PATH_INFO"])
    go_on(manee, page, "join", "1-3-1")
    page = go_on(somchai, other, m1_3_1_steps="พิมพ์ในแถวที่หายไป")
    assert "พิมพ์ในแถวที่หายไป" in words_of(page)
    assert the_draft().corrections == {"1-3-1": {"steps": "พิมพ์ในแถวที่หายไป"}}
    go_on(manee, page, "apart", "1-3")
    document = look(the_draft()).document
    assert document is not None and document.measures[1].steps[0].text == "พิมพ์ในแถวที่หายไป"


def only(form: Any, key: str, **typed: str) -> dict[str, str]:
    """What the page sends by itself of one measure."""
    values = {name: words for name, words in form.values.items() if name.startswith(f"{key}-") or name == "base"}
    return {**values, **{f"{key}-{part}": words for part, words in typed.items()}}


def test_one_measure_is_saved_by_itself_time_after_time(manee: Any) -> None:
    page = bring(manee, a_word_report())
    url, form = page.request["PATH_INFO"], form_of(page)
    for words in ("หนึ่ง", "สอง", "สาม"):
        response = manee.post(url, only(form, "1-2-1", steps=words), headers={"HX-Request": "true"})
        assert response.status_code == 200 and "บันทึกร่างแล้ว เวลา" in response.content.decode()
        base = response.content.decode().split('name="1-2-1-base" value="')[1].split('"')[0]
        form.values["1-2-1-base"] = base
        assert the_draft().corrections == {"1-2-1": {"steps": words}}
    form.values["1-2-1-steps"] = "สาม"
    response = send(manee, form, m1_3_1_steps="สี่")  # and then the whole page
    assert response.status_code == 302
    assert the_draft().corrections == {"1-2-1": {"steps": "สาม"}, "1-3-1": {"steps": "สี่"}}


def test_a_save_by_itself_goes_over_nobodys_words(manee: Any, somchai: Client) -> None:
    page = bring(manee, a_word_report())
    url, form = page.request["PATH_INFO"], form_of(page)
    go_on(somchai, somchai.get(url), m1_2_1_steps="ของสมชาย")
    sent = only(form, "1-2-1", steps="ของมณี")
    response = manee.post(url, sent, headers={"HX-Request": "true"})
    assert response.status_code == 422 and "มีผู้แก้ช่องนี้ก่อนท่าน" in response.content.decode()
    sent = only(form, "1-2-1", outcomes="ผลของมณี")
    assert manee.post(url, sent, headers={"HX-Request": "true"}).status_code == 200
    assert the_draft().corrections == {"1-2-1": {"steps": "ของสมชาย", "outcomes": "ผลของมณี"}}
    again = only(form, "1-2-1", outcomes="ผลของมณี ใหม่")  # the page never saw the other's steps
    manee.post(url, again, headers={"HX-Request": "true"})
    assert the_draft().corrections["1-2-1"]["steps"] == "ของสมชาย"
    wrong = manee.post(url, only(form, "1-2-1", code="ข้อไหน"), headers={"HX-Request": "true"})
    assert wrong.status_code == 422 and "ยังบันทึกร่างไม่ได้" in wrong.content.decode()


def test_a_session_that_ends_gives_the_words_back(manee: Any, client: Any, agency: Agency) -> None:
    page = bring(manee, a_word_report())
    form = form_of(page)
    user = agency.memberships.get().user
    manee.logout()
    response = send(manee, form, m1_2_1_steps="พิมพ์ไว้ก่อนหมดเวลา")
    assert response.status_code == 302 and response["Location"].startswith("/accounts/login/")
    client.force_login(user)
    page = client.get(f"{page.request['PATH_INFO']}?draft=1")
    assert form_of(page).values["1-2-1-steps"] == "พิมพ์ไว้ก่อนหมดเวลา" and "นี่คือข้อความที่พิมพ์ไว้เมื่อ" in words_of(page)
    go_on(client, page)
    assert the_draft().corrections == {"1-2-1": {"steps": "พิมพ์ไว้ก่อนหมดเวลา"}} and not Draft.objects.exists()
