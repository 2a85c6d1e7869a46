"""The fragment that says how the typed dates are read, and the same words drawn into the page itself."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.urls import reverse

from tests.measures.browsing import open_form
from tests.measures.conftest import Office, SignedIn

pytestmark = pytest.mark.django_db

OPEN = "ตั้งแต่วันพฤหัสบดีที่ 1 มิถุนายน พ.ศ. 2566 เป็นต้นมา"
RANGE = "วันพฤหัสบดีที่ 1 มิถุนายน พ.ศ. 2566 – วันศุกร์ที่ 29 กันยายน พ.ศ. 2566"
READ = {
    "a day": ({"start": "๑ มิ.ย. ๖๖"}, "วันพฤหัสบดีที่ 1 มิถุนายน พ.ศ. 2566"),
    "a range": ({"start": "1/6/66", "end": "29/9/66"}, RANGE),
    "an open start": ({"start": "1/6/66", "ongoing": "on"}, OPEN),
    "nothing": ({}, ""),
    "what is no date": ({"start": "พรุ่งนี้"}, ""),
    "an end that is no date": (
        {"start": "1/6/66", "end": "x"},
        "วันที่เริ่ม วันพฤหัสบดีที่ 1 มิถุนายน พ.ศ. 2566 (ยังอ่านวันที่สิ้นสุดไม่ได้)",
    ),
    "an end alone": ({"end": "1/6/66"}, ""),
    "an end before the start": ({"start": "2/6/66", "end": "1/6/66"}, ""),
    "an end of what goes on": ({"start": "1/6/66", "end": "2/6/66", "ongoing": "on"}, ""),
}


@pytest.fixture
def mana(office: Office, signed_in: SignedIn) -> Any:
    return signed_in(office.mana)


def words(html: str) -> str:
    """What the fragment of the first action says, without its marks."""
    found = re.search(r'<p class="echo" id="echo_actions-0".*?</p>', html, re.DOTALL)
    assert found
    plain = re.sub(r"<[^>]+>", "", found[0].replace("\u00a0", " "))
    return plain.replace("อ่านได้ว่า", "").strip()


@pytest.mark.parametrize("what", READ)
def test_the_fragment_says_how_it_reads(mana: Any, what: str) -> None:
    typed, said = READ[what]
    asked = {f"actions-0-{name}": value for name, value in typed.items()}
    response = mana.get(reverse("measures:echo"), {"row": "actions-0", **asked}, headers={"HX-Request": "true"})
    assert (response.status_code, words(response.content.decode())) == (200, said)
    assert "<html" not in response.content.decode()


@pytest.mark.parametrize("what", READ)
def test_without_scripts_the_page_says_the_same_when_it_comes_back(office: Office, mana: Any, what: str) -> None:
    typed, said = READ[what]
    form = open_form(mana, office.url("action_new", office.measure()))
    page = form.press(mana, "add:outcomes", **{f"actions_0_{name}": value for name, value in typed.items()})
    assert words(page.content.decode()) == said


@pytest.mark.parametrize(
    "asked",
    [
        {},
        {"row": ""},
        {"row": "x" * 5000, "x-start": "1/6/66"},
        {"row": '"><script>alert(1)</script>'},
        {"row": "actions-0", "actions-0-start": "1" * 100_000},
        {"row": "actions-0", "actions-0-start": "<b>"},
        {"row": "actions-0", "actions-0-start": "31/12/9999", "actions-0-end": "1/1/1"},
    ],
)
def test_nothing_in_the_question_breaks_the_fragment(mana: Any, asked: dict[str, str]) -> None:
    response = mana.get(reverse("measures:echo"), asked)
    assert response.status_code == 200
    assert "<script" not in response.content.decode() and "<b>" not in response.content.decode().replace("<b>วัน", "")
