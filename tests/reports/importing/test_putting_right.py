"""Every part of what was read can be put right, and what was put right stays however the file is read again."""

from __future__ import annotations

from typing import Any

import pytest

from reports.importing.sight import look
from tests.browsing import form_of, words_of
from tests.document import samples
from tests.reports.importing.bringing import bring, buttons, go_on, paste, send, the_draft
from tests.reports.importing.files import a_word_report

pytestmark = pytest.mark.django_db


def measures() -> Any:
    document = look(the_draft()).document
    assert document is not None
    return document.measures


def test_a_page_that_is_sent_as_it_was_drawn_corrects_nothing(manee: Any) -> None:
    page = go_on(manee, bring(manee, a_word_report()))
    assert "บันทึกร่างแล้ว" in words_of(page)
    draft = the_draft()
    assert (draft.corrections, draft.revision) == ({}, 0)


def test_every_part_can_be_put_right(manee: Any) -> None:
    page = bring(manee, a_word_report())
    go_on(
        manee,
        page,
        m1_2_1_code="e ๑๓",
        m1_2_1_question="ข้อคำถามใหม่",
        m1_2_1_steps="1. ทำอย่างแรก (อ้างอิงจาก o14)\r\n2. ทำอย่างที่สอง\r\n    ต่อบรรทัด",
        m1_2_1_actions="- อบรม เมื่อวันที่ 5 มกราคม 2566",
        m1_2_1_outcomes="",
        m1_2_1_officers="นายดี งามยิ่ง นักวิชาการ กองช่าง",
        m1_2_1_details="งบประมาณ : 5,000 บาท",
        head_title="ชื่อใหม่",
        head_assessed_year="๒๕๖๔",
        head_measures_year="2565",
        head_opening="ข้อความนำใหม่",
        head_problems="ไม่มี",
        head_reporter_name="นางวิไล รักษ์ดี",
        head_reported_on="9/10/2565",
    )
    sight = look(the_draft())
    document, measure = sight.document, measures()[0]
    assert document is not None
    assert (measure.code, measure.tool, measure.question) == ("E13", "EIT", "ข้อคำถามใหม่")
    assert [(each.marker, each.text) for each in measure.steps] == [
        ("1.", "ทำอย่างแรก (อ้างอิงจาก o14)"),
        ("2.", "ทำอย่างที่สอง\nต่อบรรทัด"),
    ]
    assert [(each.code, each.year) for each in measure.references] == [("O14", 2565)]
    assert [(each.text, str(each.dates[0].start)) for each in measure.actions] == [
        ("อบรม เมื่อวันที่ 5 มกราคม 2566", "2023-01-05")
    ]
    assert (measure.outcomes, measure.officers[0].unit) == ((), "กองช่าง")
    assert [(each.kind, each.label, each.text) for each in measure.details] == [("budget", "งบประมาณ", "5,000 บาท")]
    assert (document.title, document.assessed_year, document.measures_year) == ("ชื่อใหม่", 2564, 2565)
    assert (document.reporter.name, str(document.reported_on)) == ("นางวิไล รักษ์ดี", "2022-10-09")
    assert document.problems[0].text == "ไม่มี"
    assert not sight.refusal


def test_what_was_put_right_and_back_is_no_correction(manee: Any) -> None:
    page = bring(manee, a_word_report())
    was = form_of(page).values["1-2-1-steps"]
    page = go_on(manee, page, m1_2_1_steps="อื่น")
    assert "แก้แล้ว" in words_of(page)
    go_on(manee, page, m1_2_1_steps=was)
    assert the_draft().corrections == {}


def test_a_mistake_is_said_beside_its_field_and_nothing_typed_is_lost(manee: Any) -> None:
    page = bring(manee, a_word_report())
    form = form_of(page)
    for name, words, message in (
        ("m1_2_1_code", "ข้อไหน", "มาตรการที่ 1 รหัสข้อ: "),
        ("head_measures_year", "2023", "ปี 2023 เป็น ค.ศ."),
        ("head_measures_year", "2565", "ปีของผลคะแนนต้องอยู่ก่อนปีของมาตรการ 2565"),
        ("head_reported_on", "31 กันยายน 2566", "30 วัน"),
        ("head_title", "", "โปรดพิมพ์ชื่อรายงาน"),
        ("m1_2_1_officers", "ก" * 500, "รับได้ไม่เกิน"),
    ):
        response = send(manee, form, **{name: words, "m1_3_1_steps": "พิมพ์ไว้แล้ว"})
        said = words_of(response)
        assert response.status_code == 422 and message in said, (name, message, said[:600])
        again = form_of(response).values
        assert again["1-3-1-steps"] == "พิมพ์ไว้แล้ว", name
    assert the_draft().corrections == {}


def test_a_doubt_is_let_stand_and_stays_so(manee: Any) -> None:
    page = bring(manee, a_word_report(code_of=lambda number: "11" if number == 1 else f"I{number + 1}"))
    count = len(buttons(page, "settle"))
    mark = next(each for each in buttons(page, "settle") if "," not in each)
    page = go_on(manee, page, "settle", mark)
    assert "ใช้ตามที่พิมพ์" in words_of(page) and "ใช้ตามที่พิมพ์แล้ว 1 เรื่อง" in words_of(page)
    assert mark not in buttons(page, "settle") and len(buttons(page, "settle")) < count
    page = go_on(manee, page, "settle", mark)  # a page of before
    assert "หน้านี้เก่าไปแล้ว" in words_of(page)


def test_a_proposal_changes_the_measure(manee: Any) -> None:
    row = samples.row(actions="1. จัดประชุม เมื่อวันที่ 5 มกราคม 2556")
    page = paste(manee, samples.report(row).decode())
    [accept] = buttons(page, "accept")
    page = go_on(manee, page, "accept", accept)
    assert [str(day.start) for each in measures()[0].actions for day in each.dates] == ["2023-01-05"]
    assert accept not in buttons(page, "accept")


def test_an_empty_cell_is_no_doubt_once_it_is_filled(manee: Any) -> None:
    page = paste(manee, samples.report(samples.ROW.replace("- ดีขึ้น", "")).decode())
    assert "ช่องผลลัพธ์ว่าง" in words_of(page)
    [key] = [name for name in form_of(page).values if name.endswith("-outcomes")]
    response = manee.post(page.request["PATH_INFO"], {**form_of(page).values, key: "ดีขึ้น", "do": "save"}, follow=True)
    assert "ช่องผลลัพธ์ว่าง" not in words_of(response)


def test_a_column_gets_another_meaning_and_corrections_stay(manee: Any) -> None:
    page = bring(manee, a_word_report())
    page = go_on(manee, page, m1_3_1_question="แก้คำถามแล้ว")
    columns = dict(zip(("measure", "outcomes", "actions", "officers", "period"), range(1, 6), strict=True))
    typed = {f"column-1-{at}": meaning for meaning, at in columns.items()}
    values = {**form_of(page).values, **typed, "reread": "1", "1-4-1-code": "E15"}
    page = manee.post(page.request["PATH_INFO"], values, follow=True)
    assert "อ่านใหม่ตามความหมายของช่องที่เลือกแล้ว" in words_of(page)
    first, second, third = measures()
    assert first.outcomes[0].text.startswith("จัดประชุมเจ้าหน้าที่") and first.actions[0].text.startswith("ประชาชน")
    assert (second.question, third.code) == ("แก้คำถามแล้ว", "E15")  # what was typed with the press, too


def test_rows_are_joined_and_parted_and_no_correction_is_lost_silently(manee: Any) -> None:
    page = bring(manee, a_word_report())
    page = go_on(manee, page, m1_3_1_outcomes="คำแก้ของแถวที่สาม")
    assert buttons(page, "join") == ["1-3-1", "1-4-1"]
    page = go_on(manee, page, "join", "1-3-1")
    assert len(measures()) == 2 and len(measures()[0].actions) == 4
    said = words_of(page)
    assert "ข้อความที่แก้ไว้ของมาตรการที่ไม่อยู่แล้ว" in said and "คำแก้ของแถวที่สาม" in said
    page = go_on(manee, page, "apart", "1-3")
    assert len(measures()) == 3 and measures()[1].outcomes[0].text == "คำแก้ของแถวที่สาม"
    page = go_on(manee, page, "join", "1-3-1")
    page = go_on(manee, page, "forget", "1-3-1")
    assert "คำแก้ของแถวที่สาม" not in words_of(page) and the_draft().corrections == {}


def test_a_table_that_says_nothing_is_named_by_hand(manee: Any) -> None:
    rows = ("ก\tข\tค", "เรื่องหนึ่ง\tทำแล้ว\tดีขึ้น", "เรื่องสอง\tทำแล้วเช่นกัน\tดีขึ้นมาก")
    page = paste(manee, "\n".join(("รายงาน ปีงบประมาณ 2566 จากปีงบประมาณ 2565", *rows)))
    assert "ยังอ่านเป็นรายงานไม่ได้" in words_of(page)
    values = {"column-1-1": "measure", "column-1-2": "actions", "column-1-3": "outcomes", "reread": "1"}
    page = manee.post(page.request["PATH_INFO"], values, follow=True)
    assert "อ่านได้ 2 มาตรการ ของปี 2566" in words_of(page), words_of(page)[:400]
    assert [each.question for each in measures()] == ["เรื่องหนึ่ง", "เรื่องสอง"]
