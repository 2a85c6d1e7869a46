"""The fragments that say how typed dates are read, and the same words drawn into the page itself."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest
from django.urls import reverse

from tests.browsing import form_of, open_form
from tests.measures.conftest import Office, SignedIn

pytestmark = pytest.mark.django_db

OPEN = "ตั้งแต่วันพฤหัสบดีที่ 1 มิถุนายน พ.ศ. 2566 เป็นต้นมา"
RANGE = "วันพฤหัสบดีที่ 1 มิถุนายน พ.ศ. 2566 – วันศุกร์ที่ 29 กันยายน พ.ศ. 2566"
READ = {
    "a day": ({"start": "๑ มิ.ย. ๖๖"}, "วันพฤหัสบดีที่ 1 มิถุนายน พ.ศ. 2566"),
    "a range": ({"start": "1/6/66", "end": "29/9/66"}, RANGE),
    "a range in the first field": ({"start": "1 มิ.ย. – 29 ก.ย. 66"}, RANGE),
    "an open start": ({"start": "1/6/66", "ongoing": "on"}, OPEN),
    "an open start in the first field": ({"start": "ตั้งแต่ 1 มิ.ย. 66 เป็นต้นมา"}, OPEN),
    "a month": ({"start": "มิ.ย. 66", "ongoing": "on"}, OPEN),
    "months that end in the other field": (
        {"start": "มิ.ย. 66", "end": "ก.ย. 66"},
        RANGE.replace("วันศุกร์ที่ 29", "วันเสาร์ที่ 30"),
    ),
    "a day without its year": ({"start": "1 มิ.ย."}, "วันพฤหัสบดีที่ 1 มิถุนายน พ.ศ. 2566 (ใช้ปีของแผน)"),
    "a quarter": (
        {"start": "ไตรมาส 1"},
        "วันเสาร์ที่ 1 ตุลาคม พ.ศ. 2565 – วันเสาร์ที่ 31 ธันวาคม พ.ศ. 2565 (ไตรมาสที่ 1 ปีงบประมาณ 2566)",
    ),
    "nothing": ({}, ""),
}
# What can't be read is said in the same line, with the cure.
WRONG = {
    "what is no date": ({"start": "พรุ่งนี้"}, "วันที่เริ่ม อ่านวันที่นี้ไม่ได้ พิมพ์เช่น 29 กันยายน 2566 หรือ 29/9/66"),
    "a day that the month lacks": ({"start": "31 ก.ย. 66"}, "วันที่เริ่ม เดือนกันยายนมี 30 วัน ไม่มีวันที่ 31"),
    "an end that is no date": (
        {"start": "1/6/66", "end": "x"},
        "วันที่สิ้นสุด อ่านวันที่นี้ไม่ได้ พิมพ์เช่น 29 กันยายน 2566 หรือ 29/9/66",
    ),
    "an end alone": ({"end": "1/6/66"}, "มีวันที่สิ้นสุดแล้ว โปรดพิมพ์วันที่เริ่มด้วย"),
    "an end before the start": ({"start": "2/6/66", "end": "1/6/66"}, "วันที่สิ้นสุดอยู่ก่อนวันที่เริ่ม โปรดตรวจทั้งสองช่อง"),
    "an end of what goes on": (
        {"start": "1/6/66", "end": "2/6/66", "ongoing": "on"},
        "ยังดำเนินการต่อเนื่อง โปรดเว้นวันที่สิ้นสุดว่างไว้ หรือยกเลิกการเลือก",
    ),
    "two ends": (
        {"start": "1-3 มิ.ย. 66", "end": "5/6/66"},
        "ช่องวันที่เริ่มบอกวันที่สิ้นสุดแล้ว (3 มิถุนายน 2566) โปรดเว้นช่องนี้ว่างไว้ หรือพิมพ์วันที่เริ่มเพียงวันเดียว",
    ),
    "words of a day that no calendar has": (
        {"text": "ประชุม 31 ก.ย. 66"},
        "ในข้อความ “31 ก.ย. 66” เดือนกันยายนมี 30 วัน ไม่มีวันที่ 31",
    ),
}


@pytest.fixture
def mana(office: Office, signed_in: SignedIn) -> Any:
    return signed_in(office.mana)


def words(html: str, name: str = "actions-0", look: str = "echo") -> str:
    """What is said under a row or field in a line of that look, by default of the first action and without a doubt."""
    found = re.search(rf'<div class="echoes" id="echo_{name}".*?</div>', html, re.DOTALL)
    assert found, html
    lines = re.findall(rf'<p class="{look}">(.*?)</p>', found[0].replace("\u00a0", " "), re.DOTALL)
    plain = re.sub(r"<[^>]+>", "", " ".join(lines))
    return " ".join(plain.replace("อ่านได้ว่า", "").split())


# What is typed beside a plan of 2566, what is doubted at the field, and what the second button would make of it.
DOUBTED = {
    "two digits of the Common Era": ({"start": "3/7/23"}, "ซึ่งห่างจากปีงบประมาณ 2566 ถึง 43 ปี", ("3 กรกฎาคม 2566", "")),
    "the year after the next": ({"start": "3 ก.ค. 70"}, "ซึ่งอยู่นอกปีงบประมาณ 2566", ("3 กรกฎาคม 2566", "")),
    "an open start": (
        {"start": "1/6/23", "ongoing": "on"},
        "ซึ่งห่างจากปีงบประมาณ 2566 ถึง 43 ปี",
        ("1 มิถุนายน 2566", ""),
    ),
    "the end of a range": (
        {"start": "1/6/66", "end": "29/9/76"},
        "ซึ่งห่างจากปีงบประมาณ 2566 ถึง 10 ปี",
        ("1 มิถุนายน 2566", "29 กันยายน 2566"),
    ),
    "words against the field": (
        {"text": "จัดประชุมเมื่อวันที่ 5 กรกฎาคม 2566", "start": "3/7/66"},
        "แต่ช่องวันที่พิมพ์ว่า 3 กรกฎาคม 2566",
        ("5 กรกฎาคม 2566", ""),
    ),
}


def asked_of_action(typed: dict[str, str], year: str = "2566") -> dict[str, str]:
    return {"row": "actions-0", **{f"actions-0-{name}": value for name, value in typed.items()}, "year": year}


def form_fields(typed: dict[str, str]) -> dict[str, str]:
    return {f"actions_0_{name}": value for name, value in typed.items()}


def test_what_is_doubtful_is_said_at_the_field_with_its_buttons(office: Office, mana: Any) -> None:
    form = open_form(mana, office.url("action_new", office.measure()))
    for what, (typed, said, (start, end)) in DOUBTED.items():
        fragment = mana.post(reverse("measures:echo"), asked_of_action(typed)).content.decode()
        assert said in words(fragment, look="echo wait"), what
        page = form.press(mana, "add:outcomes", **form_fields(typed))
        assert said in words(page.content.decode(), look="echo wait"), what
        drawn = form_of(page)
        changed = form_of(drawn.press(mana, "propose:actions:0:0"))
        assert (changed.values["actions-0-start"], changed.values["actions-0-end"]) == (start, end), what
        let_be = drawn.press(mana, "settle:actions:0:0")
        assert words(let_be.content.decode(), look="echo wait") == "", what
        assert form_of(let_be).values["actions-0-start"] == typed["start"], what


def test_words_of_another_year_are_changed_in_their_own_digits(office: Office, mana: Any) -> None:
    form = open_form(mana, office.url("action_new", office.measure()))
    page = form.press(mana, "add:outcomes", actions_0_text="ประชุมเมื่อวันที่ ๓ ก.ค. ๗๐ แล้ว", actions_0_start="4/7/66")
    changed = form_of(form_of(page).press(mana, "propose:actions:0:0"))
    assert changed.values["actions-0-text"] == "ประชุมเมื่อวันที่ ๓ ก.ค. ๖๖ แล้ว"


def test_what_was_let_be_at_the_field_stays_settled_where_it_is_saved(office: Office, mana: Any) -> None:
    measure = office.measure()
    form = open_form(mana, office.url("action_new", measure))
    page = form.press(mana, "add:outcomes", actions_0_text="จัดประชุม", actions_0_start="3/7/23")
    let_be = form_of(form_of(page).press(mana, "settle:actions:0:0"))
    saved = let_be.press(mana)
    assert saved.status_code == 302
    [action] = measure.actions.all()
    assert action.start_on == date(1980, 7, 3)
    assert mana.get(saved["Location"]).context["doubts"] == []
    again = mana.get(office.url("progress", measure)).content.decode()
    assert words(again, look="echo wait") == ""


def test_a_doubtful_date_is_saved_and_doubted_on_the_measures_page(office: Office, mana: Any) -> None:
    measure = office.measure()
    form = open_form(mana, office.url("action_new", measure))
    saved = form.press(mana, actions_0_text="จัดประชุม", actions_0_start="3 ก.ค. 70")
    [row] = mana.get(saved["Location"]).context["doubts"]
    assert row.labels == ["แก้เป็น 3 กรกฎาคม 2566"]


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
        ("x", "echo bad", "อ่านวันที่นี้ไม่ได้ พิมพ์เช่น 29 กันยายน 2566 หรือ 29/9/66"),
        ("30 ก.ย.", "echo", "วันเสาร์ที่ 30 กันยายน พ.ศ. 2566"),
        ("ก.ย. 66", "echo", "วันเสาร์ที่ 30 กันยายน พ.ศ. 2566"),
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


def test_the_fragment_and_the_page_say_how_it_is_read(office: Office, mana: Any) -> None:
    form = open_form(mana, office.url("action_new", office.measure()))
    for look, cases in (("echo", READ), ("echo bad", WRONG)):
        for what, (typed, said) in cases.items():
            asked = asked_of_action(typed)
            fragment = mana.post(reverse("measures:echo"), asked, headers={"HX-Request": "true"}).content.decode()
            assert words(fragment, look=look) == said, what
            assert "<html" not in fragment
            page = form.press(mana, "add:outcomes", **form_fields(typed)).content.decode()
            assert words(page, look=look) == said, what


def test_a_message_stands_once_at_the_field_where_the_save_was_refused(office: Office, mana: Any) -> None:
    form = open_form(mana, office.url("action_new", office.measure()))
    page = form.press(mana, actions_0_text="ก", actions_0_start="31 ก.ย. 66")
    assert page.status_code == 422
    assert words(page.content.decode(), look="echo bad") == ""


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
    for response in (mana.post(reverse("measures:echo"), asked), mana.get(reverse("measures:echo_day"), asked)):
        assert response.status_code == 200
        html = response.content.decode()
        assert "<script" not in html and "<b>" not in html.replace("<b>วัน", "")
