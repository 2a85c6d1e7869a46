"""Plans and progress reports: their columns and lists, in a schema of their own that changes no older document."""

from __future__ import annotations

import csv as spreadsheet
import json
from dataclasses import replace
from io import StringIO

import pytest

from document import ReportDocument, ReportError, canonical, from_json, to_data
from document.difference import changes
from document.kinds.layouts import LAYOUTS, RESULT, layout_of
from document.personal_data import in_report
from document.writers import csv, text
from document.writers.printed import rows
from tests.document.other_kinds import ANALYSIS, a_plan, a_progress_report
from tests.reports.frozen import seed

OTHERS = {"plan": a_plan, "progress": a_progress_report}


@pytest.mark.parametrize("kind", OTHERS)
def test_its_json_is_read_back_equal(kind: str) -> None:
    document = OTHERS[kind]()
    assert from_json(json.loads(canonical(document))) == document


def test_older_documents_say_nothing_of_what_came_later() -> None:
    data = to_data(seed())
    assert "analysis" not in data and not any("standing" in each for each in data["measures"])  # type: ignore[attr-defined]  # a list
    second = to_data(replace(seed(), schema=2))
    assert "cover" in second and "analysis" not in second


@pytest.mark.parametrize(("more", "field"), [({"analysis": ANALYSIS}, "analysis"), ({}, "standing")])
def test_an_older_schema_cannot_hold_it(more: dict[str, object], field: str) -> None:
    report = seed()
    measures = report.measures if more else (replace(report.measures[0], standing="เสร็จแล้ว"),)
    with pytest.raises(ValueError, match="schema 3"):
        replace(report, schema=2, measures=measures, **more)  # type: ignore[arg-type]  # fields of a document
    data = to_data(replace(report, schema=3, measures=measures, **more))  # type: ignore[arg-type]  # as above
    with pytest.raises(ReportError) as refused:
        from_json({**data, "schema": 2})
    assert field in str(refused.value)


def test_each_mistake_in_an_analysis_has_its_place() -> None:
    data = to_data(a_plan())
    data["analysis"]["ways"][0]["text"] = ""  # type: ignore[index]  # dicts and lists
    del data["analysis"]["defects"]  # type: ignore[attr-defined]  # as above
    with pytest.raises(ReportError) as refused:
        from_json(data)
    places = {problem.place for problem in refused.value.problems}
    assert places == {"ผลการวิเคราะห์", "ผลการวิเคราะห์ แนวทางที่ 1 text"}


@pytest.mark.parametrize("kind", OTHERS)
def test_what_has_a_column_does_not_stand_under_the_steps_too(kind: str) -> None:
    document = OTHERS[kind]()
    first, second, third, officers = rows(document)[0]
    layout = LAYOUTS[kind]
    assert layout_of(document) is layout and officers
    if kind == "plan":
        assert (second, third) == (["ตุลาคม 2565 – กันยายน 2566"], ["รายงานผู้บริหารทุกไตรมาส ครั้งแรก 31 มีนาคม 2566"])
        assert "งบประมาณ : ไม่ใช้งบประมาณ" in first and not any("ไตรมาส" in each for each in first)
    else:
        assert third == ["อยู่ระหว่างดำเนินการ"] and len(second) == len(document.measures[0].actions)


@pytest.mark.parametrize("kind", OTHERS)
def test_other_columns_than_its_kinds_are_laid_out_as_before(kind: str) -> None:
    assert layout_of(replace(OTHERS[kind](), columns=RESULT.columns)) is RESULT


@pytest.mark.parametrize("kind", OTHERS)
def test_text_and_table_hold_all_words(kind: str) -> None:
    document: ReportDocument = OTHERS[kind]()
    written = text.write(document)
    table = list(spreadsheet.reader(StringIO(csv.write(document).decode("utf-8-sig"))))
    assert table[0][7:9] == list(LAYOUTS[kind].short) and all(row[7] and row[8] for row in table[1:])
    for each in (*LAYOUTS[kind].before, *LAYOUTS[kind].after):
        assert f"{each.heading} :" in written
        assert all(item.text in written for item in each.items(document))


def test_a_changed_analysis_and_standing_are_named() -> None:
    before = a_plan()
    after = replace(before, analysis=replace(ANALYSIS, developments=()))
    assert [change.field for change in changes(before, after)] == ["ประเด็นที่ต้องพัฒนา"]
    done = a_progress_report()
    measures = (replace(done.measures[0], standing="ดำเนินการแล้วเสร็จ"), *done.measures[1:])
    assert [change.field for change in changes(done, replace(done, measures=measures))] == ["สถานะ"]


def test_personal_data_in_an_analysis_is_found() -> None:
    told = replace(ANALYSIS.ways[0], text="สอบถามโทร. 081 234 5678")
    [found] = [
        each for each in in_report(replace(a_plan(), analysis=replace(ANALYSIS, ways=(told,)))) if each.part == "ways"
    ]
    assert found.where == "แนวทางการดำเนินการ"
