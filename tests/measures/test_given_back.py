"""A measure that was taken away while someone typed: what they typed comes back, and is kept as their draft alone."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

import pytest

from measures.models import Action, Measure, Outcome
from tests.browsing import Form, form_of, open_form, words_of
from tests.factories import NOON
from tests.measures.conftest import Office, SignedIn
from tests.stored import changed_tables, everything_stored

pytestmark = pytest.mark.django_db

TYPED = {"actions_0_text": "จัดอบรม\r\n<b>2 ครั้ง</b>", "outcomes_0_text": "ร้องเรียนลดลง"}
REMOVED = "ยังไม่ได้บันทึก มีผู้นำมาตรการนี้ออกจากแผนระหว่างที่ท่านพิมพ์ ผู้ประสานงาน ITA นำกลับเข้าแผนได้"
NOT_MINE = "ท่านไม่มีสิทธิ์เปิดหน้านี้ ท่านไม่ได้เป็นผู้รับผิดชอบมาตรการนี้"


@pytest.fixture
def mana(office: Office, signed_in: SignedIn) -> Any:
    return signed_in(office.mana)


def given_back(page: Any) -> list[str]:
    """The texts that the page hands back, ready to be copied."""
    found = re.findall(r"(?s)<textarea[^>]* readonly>(.*?)</textarea>", page.content.decode())
    return [unescape(text).strip().replace("\r\n", "\n") for text in found]


def remove(measure: Measure) -> None:
    Measure.objects.filter(pk=measure.pk).update(removed_at=NOON)


def hand_on(measure: Measure) -> None:
    measure.duties.all().delete()


@pytest.mark.parametrize(("take_away", "status", "said"), [(remove, 409, REMOVED), (hand_on, 403, NOT_MINE)])
@pytest.mark.parametrize("name", ["action_new", "progress", "action"])
@pytest.mark.parametrize("button", ["save", "add:actions"])
def test_all_that_was_typed_is_given_back(
    office: Office, mana: Any, take_away: Any, status: int, said: str, name: str, button: str
) -> None:
    measure = office.measure(actions=["เดิม"])
    rows = {"action_pk": measure.actions.get().pk} if name == "action" else {}
    form: Form = open_form(mana, office.url(name, measure, **rows))
    take_away(measure)
    before = everything_stored()
    page = form.press(mana, button, **TYPED)
    assert page.status_code == status
    assert words_of(page).startswith(f"มาตรการข้อ E13 {said}")
    assert given_back(page) == ["จัดอบรม\n<b>2 ครั้ง</b>", "ร้องเรียนลดลง"]
    assert changed_tables(before, everything_stored()) == {"accounts_draft"}


def test_where_nothing_was_typed_nothing_is_promised(office: Office, mana: Any) -> None:
    measure = office.measure()
    form = open_form(mana, office.url("action_new", measure))
    remove(measure)
    page = form.press(mana)
    assert (page.status_code, given_back(page)) == (409, [])
    assert "ข้อความที่ท่านพิมพ์ยังอยู่ครบ" not in words_of(page)


def test_who_only_opens_the_page_is_told_the_usual(office: Office, mana: Any) -> None:
    removed, others = office.measure(removed=True), office.measure("I1", officers=[])
    assert mana.get(office.url("action_new", removed)).status_code == 404
    assert mana.get(office.url("action_new", others)).status_code == 403


def test_an_action_that_a_colleague_removed_meanwhile_is_a_choice_and_no_dead_end(
    office: Office, mana: Any, signed_in: SignedIn
) -> None:
    measure = office.measure(actions=["เดิม"])
    action = measure.actions.get()
    form = open_form(mana, office.url("action", measure, action_pk=action.pk))
    Action.objects.filter(pk=action.pk).update(removed_at=NOON)
    page = form.press(mana, actions_0_text="ที่พิมพ์เพิ่ม")
    assert page.status_code == 409
    assert "ที่พิมพ์เพิ่ม" in words_of(page)
    assert form_of(page, button="save").press(mana, **{"choose-actions-0-removed": "mine"}).status_code == 302
    assert Action.objects.kept().get().text == "ที่พิมพ์เพิ่ม"
    assert Outcome.objects.count() == 0
