"""Entering progress in a browser without scripts: dates as people type them, several rows, mistakes, ways back."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from measures.models import Action, Measure, Outcome
from tests.browsing import form_of, open_form, words_of
from tests.measures.conftest import Office, SignedIn

pytestmark = pytest.mark.django_db

DAY, LAST = date(2023, 6, 1), date(2023, 9, 29)


@pytest.fixture
def mana(office: Office, signed_in: SignedIn) -> Any:
    return signed_in(office.mana)


def spans(measure: Measure) -> list[tuple[str, date | None, date | None, bool]]:
    rows = Action.objects.kept().filter(measure=measure)
    return list(rows.values_list("text", "start_on", "end_on", "open_ended"))


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ({}, (None, None, False)),
        ({"start": "1 มิถุนายน 2566"}, (DAY, DAY, False)),
        ({"start": "1 มิ.ย. 66"}, (DAY, DAY, False)),
        ({"start": "๑/๖/๒๕๖๖"}, (DAY, DAY, False)),
        ({"start": "2023-06-01"}, (DAY, DAY, False)),
        ({"start": "วันพฤหัสบดีที่ 1 มิถุนายน พ.ศ. 2566"}, (DAY, DAY, False)),
        ({"start": "1/6/66", "end": "29/9/66"}, (DAY, LAST, False)),
        ({"start": "1/6/66", "end": "1/6/66"}, (DAY, DAY, False)),
        ({"start": "1/6/66", "ongoing": "on"}, (DAY, None, True)),
    ],
)
def test_dates_are_taken_as_people_type_them_and_shown_back(
    office: Office, mana: Any, typed: dict[str, str], stored: tuple[date | None, date | None, bool]
) -> None:
    measure = office.measure()
    form = open_form(mana, office.url("action_new", measure))
    said = {f"actions_0_{field}": value for field, value in typed.items()}
    assert form.press(mana, actions_0_text="จัดอบรม", **said).status_code == 302
    assert spans(measure) == [("จัดอบรม", *stored)]
    again = open_form(mana, office.url("progress", measure))
    assert again.press(mana).status_code == 302
    assert spans(measure) == [("จัดอบรม", *stored)]
    assert measure.revisions.count() == 0


@pytest.mark.parametrize(
    ("typed", "field", "said"),
    [
        ({"text": " ", "start": "1/6/66"}, "text", "โปรดพิมพ์สิ่งที่ได้ดำเนินการ"),
        ({"start": "31 กันยายน 2566"}, "start", "เดือนกันยายนมี 30 วัน ไม่มีวันที่ 31"),
        ({"start": "พรุ่งนี้"}, "start", "อ่านวันที่นี้ไม่ได้"),
        ({"start": "วันจันทร์ที่ 1 มิถุนายน 2566"}, "start", "เป็นวันพฤหัสบดี ไม่ใช่วันจันทร์"),
        ({"end": "1/6/66"}, "start", "มีวันที่สิ้นสุดแล้ว โปรดพิมพ์วันที่เริ่มด้วย"),
        ({"ongoing": "on"}, "start", "โปรดพิมพ์วันที่เริ่มด้วย"),
        ({"start": "2/6/66", "end": "1/6/66"}, "end", "วันที่สิ้นสุดอยู่ก่อนวันที่เริ่ม"),
        ({"start": "1/6/66", "end": "2/6/66", "ongoing": "on"}, "end", "โปรดเว้นวันที่สิ้นสุดว่างไว้"),
        ({"text": "ก" * 100_001}, "text", "โปรดพิมพ์ไม่เกิน 100000 ตัวอักษร"),
    ],
)
def test_a_mistake_is_named_beside_its_field_and_all_that_was_typed_stays(
    office: Office, mana: Any, typed: dict[str, str], field: str, said: str
) -> None:
    measure = office.measure(outcomes=["ดีขึ้น"])
    form = open_form(mana, office.url("action_new", measure))
    rest = {"text": "จัดอบรม", "start": "", "end": "", **typed}
    sent = {f"actions-0-{name}": value for name, value in rest.items()}
    page = form.press(mana, **sent, outcomes_1_text="คนพอใจ")
    assert page.status_code == 422
    html = page.content.decode()
    assert said in html.partition(f'id="error_actions-0-{field}"')[2].partition("</p>")[0]
    assert f'href="#id_actions-0-{field}"' in html
    assert "<title>ข้อผิดพลาด: บันทึกการดำเนินการ E13" in html
    shown = form_of(page, button="save").values
    assert {name: shown.get(name) for name in sent} == sent
    assert (shown["outcomes-0-text"], shown["outcomes-1-text"]) == ("ดีขึ้น", "คนพอใจ")
    assert (Action.objects.count(), Outcome.objects.count()) == (0, 1)


def test_every_wrong_row_says_so_and_keeps_its_words(office: Office, mana: Any) -> None:
    measure = office.measure(actions=["หนึ่ง", "สอง", "สาม"])
    form = open_form(mana, office.url("progress", measure))
    typed = {"actions-0-start": "32/1/66", "actions-1-text": "", "actions-2-text": "สามใหม่", "actions-2-end": "1/1/66"}
    page = form.press(mana, **typed)
    words = words_of(page)
    assert page.status_code == 422
    assert "ยังบันทึกไม่ได้ มี 3 จุดที่ต้องแก้ไข" in words
    shown = form_of(page, button="save").values
    assert {name: shown[name] for name in typed} == typed
    assert [text for text, *_ in spans(measure)] == ["หนึ่ง", "สอง", "สาม"]


def test_too_many_rows_are_refused_in_words(office: Office, mana: Any) -> None:
    measure = office.measure()
    data = {"actions-TOTAL_FORMS": "201", "actions-INITIAL_FORMS": "0"}
    data |= {"outcomes-TOTAL_FORMS": "0", "outcomes-INITIAL_FORMS": "0"}
    data |= {f"actions-{n}-text": f"ข้อ {n}" for n in range(201)}
    page = mana.post(office.url("progress", measure), data)
    assert page.status_code == 422
    assert "ยังบันทึกไม่ได้ มี 1 จุดที่ต้องแก้ไข" in words_of(page)
    assert Action.objects.count() == 0


def test_two_hundred_rows_are_taken(office: Office, mana: Any) -> None:
    measure = office.measure()
    data = {"actions-TOTAL_FORMS": "200", "actions-INITIAL_FORMS": "0"}
    data |= {"outcomes-TOTAL_FORMS": "0", "outcomes-INITIAL_FORMS": "0"}
    data |= {f"actions-{n}-text": f"ข้อ {n}" for n in range(200)}
    assert mana.post(office.url("progress", measure), data).status_code == 302
    assert [text for text, *_ in spans(measure)] == [f"ข้อ {n}" for n in range(200)]


def test_rows_are_added_moved_removed_and_brought_back_before_one_save(office: Office, mana: Any) -> None:
    measure = office.measure(actions=["หนึ่ง", "สอง"], outcomes=["ผล"])
    form = open_form(mana, office.url("progress", measure))
    form.values["actions-0-start"] = "วันที่ที่ยังพิมพ์ไม่จบ"
    form = form_of(form.press(mana, "add:actions", actions_0_text="หนึ่งใหม่"), button="save")
    form = form_of(form.press(mana, "up:actions:2", actions_2_text="สาม"), button="save")
    form = form_of(form.press(mana, "remove:actions:2"), button="save")
    form = form_of(form.press(mana, "add:outcomes"), button="save")
    assert form.values["actions-0-start"] == "วันที่ที่ยังพิมพ์ไม่จบ"
    assert ("do", "restore:actions:2") in form.buttons
    assert [text for text, *_ in spans(measure)] == ["หนึ่ง", "สอง"]
    assert form.press(mana, actions_0_start="", outcomes_2_text="ผลสอง").status_code == 302
    assert [text for text, *_ in spans(measure)] == ["หนึ่งใหม่", "สาม"]
    assert list(Outcome.objects.values_list("text", flat=True)) == ["ผล", "ผลสอง"]


def test_a_row_that_goes_need_not_be_right_and_comes_back_from_the_measures_page(office: Office, mana: Any) -> None:
    measure = office.measure(actions=["หนึ่ง", "สอง"])
    form = open_form(mana, office.url("progress", measure))
    form = form_of(form.press(mana, "remove:actions:0", actions_0_start="32/1/66"), button="save")
    assert form.press(mana).status_code == 302
    page = mana.get(office.url("measure", measure))
    assert "การดำเนินการที่นำออกแล้ว 1 รายการ" in words_of(page)
    one = Action.objects.get(text="หนึ่ง")
    back = form_of(page, to=office.url("restore_row", measure, kind="action", row_pk=one.pk))
    assert back.press(mana).status_code == 302
    assert [text for text, *_ in spans(measure)] == ["สอง", "หนึ่ง"]


def test_words_are_stored_clean_however_their_marks_were_typed(office: Office, mana: Any) -> None:
    measure = office.measure()
    form = open_form(mana, office.url("action_new", measure))
    form.values["lines-asked"] = "1"  # one paragraph is meant
    typed = "  น้\u0e4dาใจ\u200b\x00 \u0e40\u0e40ละ  ท\u0e48\u0e35นี่\r\nบรรทัดใหม่ "
    assert form.press(mana, actions_0_text=typed, outcomes_0_text="ก\u0e4d\u0e48า").status_code == 302
    assert spans(measure)[0][0] == "น้ำใจ และ ที่นี่ บรรทัดใหม่"
    assert Outcome.objects.get().text == "ก\u0e48\u0e33"


def test_what_is_on_the_page_of_one_action_leaves_the_others_alone(office: Office, mana: Any) -> None:
    measure = office.measure(actions=["หนึ่ง", "สอง", "สาม"])
    two = measure.actions.all()[1]
    page = mana.get(office.url("action", measure, action_pk=two.pk))
    assert "การดำเนินการที่ 2" in words_of(page)
    form = form_of(page, button="save")
    assert [value for name, value in form.values.items() if name.endswith("-text")] == ["สอง", ""]
    assert form.press(mana, actions_0_text="สองใหม่").status_code == 302
    assert [text for text, *_ in spans(measure)] == ["หนึ่ง", "สองใหม่", "สาม"]


def test_a_post_without_its_lists_is_refused_in_thai(office: Office, mana: Any) -> None:
    page = mana.post(office.url("progress", office.measure()), {"actions-0-text": "ก"})
    assert page.status_code == 422
    assert "ยังบันทึกไม่ได้" in words_of(page)


@pytest.mark.parametrize("pk", ["0", "-5", "x", "1.5", str(2**63), "9" * 30, "9" * 5000, "\x00"])
def test_a_row_that_never_was_writes_nothing_and_breaks_nothing(office: Office, mana: Any, pk: str) -> None:
    form = open_form(mana, office.url("progress", office.measure(actions=["หนึ่ง"])))
    for extra in ({}, {"actions_0_removed": "on"}, {"choose-actions-0-text": "theirs", "theirs-actions-0-text": "ก"}):
        page = form.press(mana, actions_0_pk=pk, actions_0_text="ปลอม", **extra)
        assert page.status_code in (302, 400, 404, 422)
    assert list(Action.objects.values_list("text", flat=True)) == ["หนึ่ง"]


def test_the_page_is_called_by_the_action_that_it_shows(office: Office, mana: Any) -> None:
    measure = office.measure(actions=["จัดอบรม"])
    first = measure.actions.get().pk
    called = {
        office.url("progress", measure): "การดำเนินการที่ 1",
        office.url("action", measure, action_pk=first): "การดำเนินการที่ 1",
        office.url("action_new", measure): "การดำเนินการที่ 2",
    }
    for url, words in called.items():
        assert words_of(mana.get(url)).partition("บันทึกการดำเนินการ")[0].endswith(f"มาตรการข้อ E13 {words} ")
