"""What a paper cannot hold is refused beside its field; what it cannot draw is told there, and before handing in."""

from __future__ import annotations

from typing import Any

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.urls import get_resolver

from editing.fields import ThaiTextField
from measures.models import Action, Measure
from tests.browsing import form_of, open_form, words_of
from tests.measures.conftest import Office, SignedIn

pytestmark = pytest.mark.django_db

PRIVATE = "ก่อน\uf0b9 หลัง \ue123"
BOX = "แบบอักษรของรายงานไม่มี “😀” (U+1F600) หลัง “จัดอบรม” ในรายงานจะพิมพ์เป็นกรอบเปล่า"


@pytest.fixture
def mana(office: Office, signed_in: SignedIn) -> Any:
    return signed_in(office.mana)


def text_fields() -> list[tuple[str, ThaiTextField]]:
    """Every field of text of every form that the portal has."""
    assert get_resolver().url_patterns  # loads every page, and thereby every form
    waiting, found = [forms.BaseForm], []
    while waiting:
        form = waiting.pop()
        waiting += form.__subclasses__()
        fields = getattr(form, "base_fields", {})
        found += [(f"{form.__module__}.{form.__name__}.{name}", field) for name, field in fields.items()]
    return [(name, field) for name, field in found if isinstance(field, ThaiTextField)]


def test_no_field_of_any_form_takes_a_private_use_character() -> None:
    taken = []
    for name, field in text_fields():
        try:
            field.clean("\uf0b9")
        except ValidationError as error:
            if [each.code for each in error.error_list] == ["private_use"]:
                continue
        taken.append(name)
    assert taken == []
    assert len(text_fields()) > 20


def test_words_symbols_are_stored_as_what_they_show(office: Office, mana: Any) -> None:
    measure = office.measure()
    form = open_form(mana, office.url("action_new", measure))
    typed = {"actions_0_text": "\uf0b7 จัดอบรม \uf0fc", "outcomes_0_text": "\uf0d8 ดีขึ้น"}
    assert form.press(mana, **typed).status_code == 302
    assert (measure.actions.get().text, measure.outcomes.get().text) == ("• จัดอบรม ✓", "➢ ดีขึ้น")


def test_another_private_use_character_is_refused_beside_its_field_with_its_place(office: Office, mana: Any) -> None:
    measure = office.measure()
    form = open_form(mana, office.url("action_new", measure))
    page = form.press(mana, actions_0_text=PRIVATE, outcomes_0_text=f"ผล {PRIVATE}")
    assert page.status_code == 422
    html = page.content.decode()
    said = html.partition('id="error_actions-0-text"')[2].partition("</p>")[0]
    assert "U+F0B9 หลัง “ก่อน”, U+E123 หลัง “ก่อน หลัง”" in said
    assert "โปรดลบ หรือพิมพ์สัญลักษณ์อื่นแทน" in said
    assert html.count("U+F0B9 หลัง") == 4  # beside both fields, and in the summary over them
    shown = form_of(page, button="save").values
    assert (shown["actions-0-text"], shown["outcomes-0-text"]) == (PRIVATE, f"ผล {PRIVATE}")
    assert Action.objects.count() == 0


def test_what_has_no_glyph_is_saved_and_told_wherever_the_words_stand(office: Office, mana: Any) -> None:
    measure = office.measure()
    form = open_form(mana, office.url("action_new", measure))
    saved = form.press(mana, actions_0_text="จัดอบรม 😀", outcomes_0_text="ดีขึ้น 字")
    assert saved.status_code == 302
    for name in ("measure", "hand_in"):
        words = words_of(mana.get(office.url(name, measure)))
        assert f"การดำเนินการที่ 1 {BOX}" in words, name
        assert "ผลลัพธ์ข้อที่ 1 แบบอักษรของรายงานไม่มี “字” (U+5B57) หลัง “ดีขึ้น”" in words, name
    html = mana.get(office.url("progress", measure)).content.decode()
    assert BOX in html.partition('id="doubt_actions-0-text"')[2].partition("</p>")[0]
    assert 'aria-describedby="doubt_actions-0-text help_actions-0-text"' in html
    assert "“字” (U+5B57)" in html.partition('id="doubt_outcomes-0-text"')[2].partition("</p>")[0]


def test_an_old_row_with_private_use_says_so_in_its_form_and_on_its_page(office: Office, mana: Any) -> None:
    measure = office.measure(actions=["จัดอบรม"])
    Action.objects.update(text="\uf0b7 จัดอบรม")
    told = "ระบบจะเปลี่ยนเป็น • ให้"
    assert told in words_of(mana.get(office.url("measure", measure)))
    form = mana.get(office.url("progress", measure))
    assert told in form.content.decode().partition('id="doubt_actions-0-text"')[2].partition("</p>")[0]
    assert form_of(form).press(mana).status_code == 302
    assert measure.actions.kept().get().text == "• จัดอบรม"
    assert told not in words_of(mana.get(office.url("measure", measure)))


def test_a_comment_that_is_never_printed_may_hold_anything_that_can_be_read(office: Office, mana: Any) -> None:
    measure: Measure = office.measure(actions=["จัดอบรม"], outcomes=["ดีขึ้น"])
    page = open_form(mana, office.url("hand_in", measure))
    page.values["comment"] = "เรียบร้อย 👍"
    assert mana.post(page.action, {**page.values, "move": "hand_in"}).status_code == 302
    assert measure.decisions.get().comment == "เรียบร้อย 👍"
    assert "U+1F44D" not in words_of(mana.get(office.url("measure", measure)))
