"""The fragments that say how typed dates are read, and the same words drawn into the page itself."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest
from django.urls import reverse

from tests.browsing import open_form, words_of
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


def words(html: str, name: str = "actions-0", look: str = "echo") -> str:
    """What the fragment of a row or field says, by default of the first action and without a doubt."""
    found = re.search(rf'<p class="{look}" id="echo_{name}".*?</p>', html, re.DOTALL)
    assert found, html
    plain = re.sub(r"<[^>]+>", "", found[0].replace("\u00a0", " "))
    return " ".join(plain.replace("อ่านได้ว่า", "").split())


# What is typed beside a plan of 2566, and what is said with the sign of a warning instead of the tick.
FAR = {
    "two digits of the Common Era": (
        {"start": "3/7/23"},
        "วันพฤหัสบดีที่ 3 กรกฎาคม พ.ศ. 2523 ซึ่งห่างจากปีของแผน (2566) 43 ปี ถ้าหมายถึง ค.ศ. 2023 โปรดพิมพ์ 3/7/2566",
    ),
    "a year mistyped": (
        {"start": "29 ก.ย. 2506"},
        "วันอาทิตย์ที่ 29 กันยายน พ.ศ. 2506 ซึ่งห่างจากปีของแผน (2566) 60 ปี ถ้าไม่ใช่ปีนี้ โปรดพิมพ์ปี พ.ศ. สี่หลัก เช่น 2566",
    ),
    "six years later": (
        {"start": "1/1/72"},
        "วันจันทร์ที่ 1 มกราคม พ.ศ. 2572 ซึ่งห่างจากปีของแผน (2566) 6 ปี ถ้าไม่ใช่ปีนี้ โปรดพิมพ์ปี พ.ศ. สี่หลัก เช่น 2566",
    ),
    "an open start": (
        {"start": "1/6/23", "ongoing": "on"},
        "ตั้งแต่วันอาทิตย์ที่ 1 มิถุนายน พ.ศ. 2523 เป็นต้นมา ซึ่งห่างจากปีของแผน (2566) 43 ปี ถ้าหมายถึง ค.ศ. 2023 โปรดพิมพ์ 1/6/2566",
    ),
    "the end of a range": (
        {"start": "1/6/66", "end": "29/9/76"},
        "วันพฤหัสบดีที่ 1 มิถุนายน พ.ศ. 2566 – วันพฤหัสบดีที่ 29 กันยายน พ.ศ. 2576 วันที่สิ้นสุดห่างจากปีของแผน (2566) 10 ปี "
        "ถ้าไม่ใช่ปีนี้ โปรดพิมพ์ปี พ.ศ. สี่หลัก เช่น 2566",
    ),
    "an end that is before its start for its year": (
        {"start": "1/6/66", "end": "29/9/23"},
        "วันพฤหัสบดีที่ 1 มิถุนายน พ.ศ. 2566 – วันจันทร์ที่ 29 กันยายน พ.ศ. 2523 วันที่สิ้นสุดห่างจากปีของแผน (2566) 43 ปี "
        "ถ้าหมายถึง ค.ศ. 2023 โปรดพิมพ์ 29/9/2566",
    ),
}
NEAR = ("1/1/2561", "31/12/2571", "3 ก.ค. 70", "29/2/67")


def asked_of_action(typed: dict[str, str], **more: str) -> dict[str, str]:
    return {"row": "actions-0", **{f"actions-0-{name}": value for name, value in typed.items()}, **more}


def test_a_year_more_than_five_from_the_plans_is_a_warning_at_the_field(office: Office, mana: Any) -> None:
    for what, (typed, said) in FAR.items():
        response = mana.get(reverse("measures:echo"), asked_of_action(typed, year="2566"))
        assert words(response.content.decode(), look="echo wait") == said, what
    for day in NEAR:
        html = mana.get(reverse("measures:echo"), asked_of_action({"start": day}, year="2566")).content.decode()
        assert words(html) and "ห่าง" not in html, day


def test_the_page_asks_beside_its_plans_year_and_says_the_same_without_scripts(office: Office, mana: Any) -> None:
    form = open_form(mana, office.url("action_new", office.measure()))
    typed, said = FAR["two digits of the Common Era"]
    page = form.press(mana, "add:outcomes", **{f"actions_0_{name}": value for name, value in typed.items()})
    html = page.content.decode()
    assert words(html, look="echo wait") == said
    assert """hx-vals='{"row": "actions-0", "year": "2566"}'""" in html


def test_a_far_date_is_saved_and_said_in_the_notice_and_whenever_the_form_is_opened(office: Office, mana: Any) -> None:
    measure = office.measure()
    typed, said = FAR["two digits of the Common Era"]
    form = open_form(mana, office.url("action_new", measure))
    response = form.press(mana, actions_0_text="จัดประชุม", actions_0_start=typed["start"])
    assert response.status_code == 302
    [action] = measure.actions.all()
    assert action.start_on == date(1980, 7, 3)
    assert f"วันที่อ่านได้ว่า {said}" in words_of(mana.get(response["Location"]))
    again = mana.get(office.url("progress", measure)).content.decode()
    assert words(again, look="echo wait") == said


def test_a_due_date_is_read_at_its_field_beside_the_plans_years(office: Office, signed_in: SignedIn) -> None:
    manee = signed_in(office.manee)
    far = "วันพฤหัสบดีที่ 3 กรกฎาคม พ.ศ. 2523 ซึ่งห่างจากปีของแผน (2566) 43 ปี ถ้าหมายถึง ค.ศ. 2023 โปรดพิมพ์ 3/7/2566"
    for typed, look, said in (
        ("29/9/66", "echo", "วันศุกร์ที่ 29 กันยายน พ.ศ. 2566"),
        ("3/7/23", "echo wait", far),
        (
            "30/9/2564",
            "echo wait",
            "วันพฤหัสบดีที่ 30 กันยายน พ.ศ. 2564 ซึ่งอยู่ห่างจากปีงบประมาณ 2566 ของมาตรการ โปรดตรวจว่าปีถูกต้อง",
        ),
        ("x", "echo", ""),
    ):
        asked = {"due_on": typed, "year": "2566", "assessed": "2565"}
        fragment = manee.get(reverse("measures:echo_day"), asked).content.decode()
        assert words(fragment, "due_on", look) == said, typed
        page = open_form(manee, office.url("change", office.measure())).press(manee, "add:steps", due_on=typed)
        assert words(page.content.decode(), "due_on", look) == said, typed


def test_a_reports_date_is_read_at_its_field(office: Office, signed_in: SignedIn) -> None:
    manee = signed_in(office.manee)
    far = "วันศุกร์ที่ 3 ตุลาคม พ.ศ. 2523 ซึ่งห่างจากปีของแผน (2566) 43 ปี ถ้าหมายถึง ค.ศ. 2023 โปรดพิมพ์ 3/10/2566"
    html = manee.get(reverse("measures:echo_day"), {"reported_on": "3/10/23", "year": "2566"}).content.decode()
    assert words(html, "reported_on", "echo wait") == far
    url = reverse("reports:compile", args=[office.plan.agency.slug, office.plan.year])
    response = open_form(manee, url).press(manee, reported_on="3/10/23")
    assert response.status_code == 302
    assert words(manee.get(url).content.decode(), "reported_on", "echo wait") == far


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
        {"row": "actions-0", "actions-0-start": "31/12/9999", "year": "9" * 50},
        {"row": "actions-0", "actions-0-start": "29/2/23", "year": "2566"},
        {"row": "actions-0", "actions-0-start": "1/1/66", "year": "๒๕๖๖"},
        {"due_on": "31/12/9999", "year": "2566", "assessed": "9999"},
        {"due_on": "1/1/1900", "year": "2700", "assessed": "2550"},
        {"due_on": "<script>", "year": '"><script>alert(1)</script>'},
        {"reported_on": "1" * 100_000},
    ],
)
def test_nothing_in_the_question_breaks_the_fragment(mana: Any, asked: dict[str, str]) -> None:
    for address in ("measures:echo", "measures:echo_day"):
        response = mana.get(reverse(address), asked)
        assert response.status_code == 200
        html = response.content.decode()
        assert "<script" not in html and "<b>" not in html.replace("<b>วัน", "")
