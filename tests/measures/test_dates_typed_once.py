"""A date in an action's words fills its fields: offered at a press, taken on saving, given back by เลิกทำ."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.urls import reverse

from measures.models import Action, Measure
from tests.browsing import form_of, forms_of, open_form, words_of
from tests.measures.conftest import Office, SignedIn

pytestmark = pytest.mark.django_db

JULY_3 = date(2023, 7, 3)
# The words, and the date that is taken out of them (start, end, open-ended) where the fields are empty.
WORDS = {
    "จัดประชุมเมื่อวันที่ ๓ ก.ค. ๖๖": (JULY_3, JULY_3, False),
    "ระหว่างวันที่ 1 มิถุนายน 2566 – 3 กรกฎาคม 2566": (date(2023, 6, 1), JULY_3, False),
    "ตั้งแต่วันที่ 3 กรกฎาคม 2566 เป็นต้นมา": (JULY_3, None, True),
    "วันที่ 3 กรกฎาคม 2566 และอีกครั้งวันที่ 3 กรกฎาคม 2566": (JULY_3, JULY_3, False),
    "วันที่ 3 กรกฎาคม 2566 และวันที่ 5 กรกฎาคม 2566": None,
    "ตามหนังสือลงวันที่ 3 กรกฎาคม 2560": None,
    "วันที่ 31 กันยายน 2566": None,
    "ไม่มีวันที่": None,
}
FIELDS = {
    "3-5 ก.ค. 66": (JULY_3, date(2023, 7, 5), False),
    "ตั้งแต่ 3 ก.ค. เป็นต้นมา": (JULY_3, None, True),
    "ก.ค. 66": (date(2023, 7, 1), date(2023, 7, 31), False),
    "3 ก.ค.": (JULY_3, JULY_3, False),
}


@pytest.fixture
def mana(office: Office, signed_in: SignedIn) -> Any:
    return signed_in(office.mana)


def dates_of(action: Action) -> tuple[date | None, date | None, bool]:
    return action.start_on, action.end_on, action.open_ended


def save(client: Any, office: Office, measure: Measure, **typed: str) -> Any:
    form = open_form(client, office.url("action_new", measure))
    return client.get(form.press(client, **{f"actions_0_{name}": said for name, said in typed.items()})["Location"])


def test_the_date_of_the_words_is_taken_where_the_fields_are_empty_and_said(office: Office, mana: Any) -> None:
    for words, taken in WORDS.items():
        measure = office.measure()
        page = save(mana, office, measure, text=words)
        [action] = measure.actions.all()
        assert dates_of(action) == (taken or (None, None, False)), words
        assert ("ใช้วันที่ในข้อความเป็นวันที่ดำเนินการ" in words_of(page)) == bool(taken), words


def test_what_the_first_field_says_fills_both(office: Office, mana: Any) -> None:
    for typed, stored in FIELDS.items():
        measure = office.measure()
        save(mana, office, measure, text="จัดประชุม", start=typed)
        assert dates_of(measure.actions.get()) == stored, typed


def test_a_typed_date_is_never_replaced_by_that_of_the_words(office: Office, mana: Any) -> None:
    measure = office.measure()
    save(mana, office, measure, text="จัดประชุมเมื่อวันที่ 5 กรกฎาคม 2566", start="3/7/66")
    assert dates_of(measure.actions.get()) == (JULY_3, JULY_3, False)


def test_the_notice_gives_the_date_back_and_the_next_save_leaves_it_away(office: Office, mana: Any) -> None:
    measure = office.measure()
    page = save(mana, office, measure, text="จัดประชุมเมื่อวันที่ 3 กรกฎาคม 2566")
    [undo] = [form for form in forms_of(page) if "undate" in form.action]
    undo.press(mana)
    [action] = measure.actions.all()
    assert dates_of(action) == (None, None, False)
    form = open_form(mana, office.url("action", measure, action_pk=action.pk))
    form.press(mana, actions_0_text="จัดประชุมใหญ่เมื่อวันที่ 3 กรกฎาคม 2566")
    action.refresh_from_db()
    assert dates_of(action) == (None, None, False)


def test_what_a_colleague_dated_meanwhile_is_not_undone(office: Office, mana: Any) -> None:
    measure = office.measure()
    page = save(mana, office, measure, text="จัดประชุมเมื่อวันที่ 3 กรกฎาคม 2566")
    [undo] = [form for form in forms_of(page) if "undate" in form.action]
    measure.actions.update(start_on=date(2023, 7, 1))
    assert "จึงไม่มีสิ่งที่ต้องเลิกทำ" in words_of(mana.get(undo.press(mana)["Location"]))
    assert measure.actions.get().start_on == date(2023, 7, 1)


def test_the_date_of_the_words_is_offered_while_the_fields_are_empty(office: Office, mana: Any) -> None:
    words = "วันที่ 3 กรกฎาคม 2566 และตั้งแต่วันที่ 5 กรกฎาคม 2566 เป็นต้นมา"
    asked = {"row": "actions-0", "actions-0-text": words, "year": "2566"}
    fragment = mana.post(reverse("measures:echo"), asked).content.decode()
    assert "ใช้ 3 กรกฎาคม 2566" in fragment
    typed = mana.post(reverse("measures:echo"), {**asked, "actions-0-start": "3/7/66"}).content.decode()
    assert "ใช้ 3 กรกฎาคม 2566" not in typed
    form = open_form(mana, office.url("action_new", office.measure()))
    page = form.press(mana, "add:outcomes", actions_0_text=words)
    chosen = form_of(form_of(page).press(mana, "find:actions:0:1"))
    assert (chosen.values["actions-0-start"], chosen.values["actions-0-ongoing"]) == ("5 กรกฎาคม 2566", "on")


def test_who_does_not_answer_for_the_measure_undoes_nothing(office: Office, signed_in: SignedIn) -> None:
    measure = office.measure()
    save(signed_in(office.mana), office, measure, text="จัดประชุมเมื่อวันที่ 3 กรกฎาคม 2566")
    url = office.url("undate", measure) + f"?of={measure.actions.get().pk}"
    assert signed_in(office.piti).post(url).status_code == 403
    assert measure.actions.get().start_on == JULY_3


def test_an_old_or_forged_button_changes_nothing(office: Office, mana: Any) -> None:
    form = open_form(mana, office.url("action_new", office.measure()))
    for do in ("find:actions:0:9", "propose:actions:7:0", "settle:actions:0:0", "find:actions:๐:0"):
        page = mana.post(form.action, {**form.values, "actions-0-text": "ก", "do": do})
        assert page.status_code in (200, 302), do
        if page.status_code == 200:
            assert form_of(page).values["actions-0-text"] == "ก", do
