"""A due date far from the plan's years is questioned, never refused."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from measures.models import Measure
from tests.browsing import open_form, words_of
from tests.measures.conftest import Office, SignedIn

pytestmark = pytest.mark.django_db


@pytest.fixture
def manee(office: Office, signed_in: SignedIn) -> Any:
    return signed_in(office.manee)


def said_after(manee: Any, office: Office, measure: Measure, typed: str) -> str:
    response = open_form(manee, office.url("change", measure)).press(manee, due_on=typed)
    assert response.status_code == 302
    return words_of(manee.get(response["Location"]))


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("30 กันยายน 2564", date(2021, 9, 30)),
        ("29 ก.ย. 2506", date(1963, 9, 29)),
        ("1 ตุลาคม 2567", date(2024, 10, 1)),
        ("29/9/2666", date(2123, 9, 29)),
    ],
)
def test_a_far_day_is_saved_and_questioned(office: Office, manee: Any, typed: str, day: date) -> None:
    measure = office.measure()
    said = said_after(manee, office, measure, typed)
    assert "บันทึกมาตรการ E13 แล้ว" in said
    assert "อยู่ห่างจากปีงบประมาณ 2566 ของมาตรการ โปรดตรวจว่าปีถูกต้อง" in said
    measure.refresh_from_db()
    assert measure.due_on == day


@pytest.mark.parametrize("typed", ["", "1 ตุลาคม 2564", "29/9/66", "30 กันยายน 2567"])
def test_a_day_in_or_beside_the_plans_years_is_not(office: Office, manee: Any, typed: str) -> None:
    assert "โปรดตรวจว่าปีถูกต้อง" not in said_after(manee, office, office.measure(), typed)


def test_a_new_measure_is_questioned_too(office: Office, manee: Any) -> None:
    typed = {"code": "E13", "question": "ข้อคำถาม", "due_on": "29/9/2560"}
    form = open_form(manee, office.url("add"))
    form.values["asked"] = "1"  # that it has passed
    response = form.press(manee, **typed)
    said = words_of(manee.get(response["Location"]))
    assert "ครบกำหนด 29 กันยายน 2560 อยู่ห่างจากปีงบประมาณ 2566 ของมาตรการ โปรดตรวจว่าปีถูกต้อง" in said
