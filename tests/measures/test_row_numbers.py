"""Rows are called by the number that the measure's page gives them, on whichever page they stand."""

from __future__ import annotations

import re
from typing import Any

import pytest

from measures.views.numbers import places
from tests.browsing import form_of, open_form, words_of
from tests.measures.conftest import Office, SignedIn

pytestmark = pytest.mark.django_db


@pytest.fixture
def mana(office: Office, signed_in: SignedIn) -> Any:
    return signed_in(office.mana)


@pytest.mark.parametrize(
    ("shown", "numbers"),
    [
        ([7, 8], [1, 2]),
        ([8, 7], [1, 2]),
        (["8", ""], [2, 3]),
        ([""], [3]),
        (["", ""], [3, 4]),
        ([7, "", 8], [1, 2, 3]),
    ],
)
def test_a_row_has_its_place_in_the_list_or_among_the_stored_ones(shown: list[object], numbers: list[int]) -> None:
    assert places(shown, [7, 8]) == numbers


def test_the_page_of_all_actions_calls_a_single_one_the_first(office: Office, mana: Any) -> None:
    page = mana.get(office.url("progress", office.measure(actions=["หนึ่ง"])))
    assert "การดำเนินการที่ 1" in words_of(page) and "การดำเนินการที่ 2" not in words_of(page)


def test_an_action_keeps_its_number_beside_a_new_one_and_its_error_names_it(office: Office, mana: Any) -> None:
    measure = office.measure(actions=["หนึ่ง", "สอง"], outcomes=["ผล"])
    two = measure.actions.all()[1]
    form = open_form(mana, office.url("action", measure, action_pk=two.pk))
    page = form.press(mana, "add:actions")
    headings = re.findall(r"<h2 class=\"h3\">(.*?)</h2>", page.content.decode())
    assert headings == ["การดำเนินการที่ 2", "การดำเนินการที่ 3"]
    assert page.content.decode().count('value="down:actions:0"') == 1, "the new one can come first"
    page = form_of(page, button="save").press(mana, actions_1_text="สาม", actions_1_start="31/9/66")
    assert "การดำเนินการที่ 3: วันที่เริ่ม: เดือนกันยายนมี 30 วัน ไม่มีวันที่ 31" in words_of(page)


def test_one_row_needs_no_name_in_its_error(office: Office, mana: Any) -> None:
    form = open_form(mana, office.url("action_new", office.measure()))
    page = form.press(mana, actions_0_text="หนึ่ง", actions_0_start="31/9/66")
    assert "การดำเนินการที่ 1: วันที่เริ่ม" not in words_of(page)
