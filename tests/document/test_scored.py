"""Scores before and after in a report: schema 4, which holds them, and what no document of before is changed by."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from document import ReportDocument, ReportError, ScorePair, canonical, from_json, to_data
from document.difference import changes
from document.grids import sheets
from document.kinds import scored
from document.readers import by_grid, text
from document.writers import csv, xlsx
from document.writers import json as json_writer
from document.writers import text as text_writer
from tests.document.other_kinds import PAIRS, with_scores
from tests.document.strategies import free_codes, of_schema_2
from tests.reports.frozen import seed

free_figures = st.integers(0, 10_000).map(lambda hundredths: f"{hundredths // 100}.{hundredths % 100:02}")


@st.composite
def of_schema_4(draw: st.DrawFn) -> ReportDocument:
    """Any document with scores before and after."""
    document = draw(of_schema_2().filter(lambda each: bool(each.measures)))
    pair = st.builds(
        ScorePair, st.integers(1, len(document.measures)), free_codes, free_figures, free_codes, free_figures
    )
    return replace(document, schema=4, scores=tuple(draw(st.lists(pair, min_size=1, max_size=3))))


@given(of_schema_4())
def test_any_such_document_is_read_back_equal(document: ReportDocument) -> None:
    assert from_json(json.loads(canonical(document))) == document
    assert json_writer.write(document)


def test_a_document_without_scores_has_the_bytes_that_it_had() -> None:
    report = seed(3)
    assert "scores" not in to_data(report)
    assert "scores" not in to_data(replace(report, schema=3))
    assert canonical(with_scores().without_evidence()) == canonical(report)
    with pytest.raises(ValueError, match="needs schema 4"):
        replace(report, schema=3, scores=PAIRS)


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"measure": 4}, "คะแนนที่ 1 measure: พบ 4 ต้องเป็นตัวเลขระหว่าง 1 ถึง 3"),
        ({"before": "100.01"}, "คะแนนที่ 1 before: พบ “100.01” ต้องเป็นคะแนน 0.00 ถึง 100.00 มีทศนิยมสองตำแหน่ง"),
        ({"after": "๗๐.๐๐"}, "คะแนนที่ 1 after: พบ “๗๐.๐๐” ต้องเป็นคะแนน 0.00 ถึง 100.00 มีทศนิยมสองตำแหน่ง"),
        ({"after": 70}, "คะแนนที่ 1 after: พบ 70 ต้องเป็นข้อความ"),
        ({"code_after": "ข้อ 7"}, "คะแนนที่ 1 code_after: พบ “ข้อ 7” ต้องเป็นรหัสข้อ เช่น I7"),
        ({"why": ""}, "คะแนนที่ 1: ไม่รู้จัก “why”"),
    ],
)
def test_wrong_scores_are_refused_with_their_place(changed: dict[str, Any], said: str) -> None:
    data: Any = json.loads(canonical(with_scores()))
    data["scores"][0] |= changed
    with pytest.raises(ReportError) as caught:
        from_json(data)
    assert said in [f"{each.place}: {each.message}" for each in caught.value.problems]


def test_a_schema_before_has_no_place_for_them() -> None:
    data: Any = json.loads(canonical(with_scores()))
    with pytest.raises(ReportError, match="ไม่รู้จัก “scores”"):
        from_json(data | {"schema": 3})


def test_words_say_what_changed_and_of_how_many_measures_nothing_is_said() -> None:
    assert scored.lines(with_scores()) == [
        "คะแนนเปลี่ยนได้จากหลายเรื่อง ภาคผนวกนี้บอกว่าคะแนนเปลี่ยนไปเท่าใด ไม่ได้บอกว่าเปลี่ยนเพราะมาตรการ",
        "มาตรการที่ 1 I11 คะแนนปี 2565 ข้อ I11 62.40 คะแนนปี 2566 ข้อ I12 76.55 เพิ่มขึ้น 14.15",
        "มาตรการที่ 2 E13 คะแนนปี 2565 ข้อ E13 66.31 คะแนนปี 2566 ข้อ E13 66.31 เท่าเดิม",
        "อีก 1 มาตรการไม่มีคะแนนสองปีที่เทียบกันได้ จึงไม่แสดง",
    ]
    assert ScorePair(1, "I1", "80.00", "I1", "79.99").change == "ลดลง 0.01"
    assert scored.lines(seed(3)) == []


def test_files_of_words_say_them_and_are_read_back_without_them() -> None:
    report, words = with_scores(), scored.lines(with_scores())
    written = text_writer.write(report)
    assert [line for line in (scored.HEADING, *words) if line not in written.splitlines()] == []
    assert not text_writer.keeps_all(report)
    assert text_writer.keeps_all(seed(3))
    again = text.read(written.encode(), agency=report.agency)
    assert again.document == text.read(text_writer.write(seed(3)).encode(), agency=report.agency).document
    workbook = by_grid.read(sheets.read(xlsx.write(report)), agency=report.agency).document
    assert workbook == by_grid.read(sheets.read(xlsx.write(seed(3))), agency=report.agency).document
    assert f"หมายเหตุ : {words[1]}" in csv.write(report).decode()


def test_a_figure_that_changed_between_two_rounds_is_told() -> None:
    before = with_scores()
    after = replace(before, scores=(replace(PAIRS[0], after="76.60"), PAIRS[1]))
    [change] = changes(before, after)
    assert (change.place, change.field) == ("รายงาน", "คะแนนก่อนและหลังดำเนินมาตรการที่ 1")
    assert (change.before[-21:], change.after[-21:]) == ("76.55 เพิ่มขึ้น 14.15", "76.60 เพิ่มขึ้น 14.20")
