"""A plan and a progress report come back out of the files that are written of them as what they are."""

from __future__ import annotations

from dataclasses import replace

import pytest

from document import Detail, ReportDocument, ReportError
from document.correcting import corrected, head_parts, head_words
from document.difference import changes
from document.grids import docx, html, sheets
from document.kinds.analysis import NO_ANALYSIS
from document.kinds.layouts import LAYOUTS, RESULT, layout_of_heads
from document.readers import by_grid
from document.readers import text as reader
from document.readers.reading import Reading
from document.values import MarkedText, schema_of
from document.writers import text, xlsx
from paper import word
from paper.paper import Paper
from paper.sheet import web_page
from tests.document.other_kinds import ANALYSIS, a_plan, a_progress_report
from tests.reports.frozen import seed

OTHERS = {"plan": a_plan, "progress": a_progress_report}


def of_text(document: ReportDocument) -> Reading:
    return reader.read(text.write(document).encode(), agency=document.agency)


def of_workbook(document: ReportDocument) -> Reading:
    return by_grid.read(sheets.read(xlsx.write(document)), agency=document.agency)


def of_words(document: ReportDocument) -> Reading:
    """A Word file without its facts, as one that went through another program."""
    grid = docx.read(word.write(document, Paper()))
    return by_grid.read(replace(grid, facts=""), agency=document.agency)


def of_web_page(document: ReportDocument) -> Reading:
    grid = html.read(web_page.write(document, Paper()).encode())
    return by_grid.read(replace(grid, facts=""), agency=document.agency)


@pytest.mark.parametrize("kind", OTHERS)
def test_its_text_is_read_back_equal(kind: str) -> None:
    document = OTHERS[kind]()
    reading = of_text(document)
    assert reading.document == document
    assert text.keeps_all(document)
    assert not any(doubt.kind in ("columns", "missing", "missing-list", "reporter") for doubt in reading.warnings)


@pytest.mark.parametrize("kind", OTHERS)
def test_so_is_its_workbook_but_for_the_agency_that_stands_under_the_title(kind: str) -> None:
    document = OTHERS[kind]()
    found = of_workbook(document).document
    assert found.title == f"{document.title}\n{document.agency}"
    assert replace(found, title=document.title) == document


@pytest.mark.parametrize("kind", OTHERS)
@pytest.mark.parametrize("read", [of_words, of_web_page])
def test_words_alone_are_read_as_its_kind_with_all_lists_and_columns(kind: str, read: object) -> None:
    document = OTHERS[kind]()
    found: ReportDocument = read(document).document  # type: ignore[operator]  # one of the two above
    assert (found.kind, found.columns, found.analysis) == (kind, LAYOUTS[kind].columns, document.analysis)
    assert [each.standing for each in found.measures] == [each.standing for each in document.measures]
    assert [each.details for each in found.measures] == [each.details for each in document.measures]
    assert (found.problems, found.opening) == (document.problems, document.opening)


def test_a_file_without_the_heads_of_another_kind_is_a_result_report() -> None:
    assert layout_of_heads(RESULT.columns) is RESULT
    assert layout_of_heads(("มาตรการ", "ระยะเวลา", "การติดตามผล", "ผู้รับผิดชอบ")) is None
    report = seed()
    assert of_text(report).document == report
    strange = text.write(report).replace(report.columns[2], "สถานะ")
    found = reader.read(strange.encode(), agency=report.agency).document
    assert (found.kind, found.columns) == ("result", RESULT.columns)
    assert not any(each.standing for each in found.measures)
    assert all(detail.label == "สถานะ" for each in found.measures for detail in each.details)


def test_a_result_report_that_names_a_list_of_a_plan_keeps_its_words() -> None:
    report = seed()
    opening = f"{report.opening}\nแนวทางการดำเนินการ :\nจัดทำคู่มือประชาชน"
    found = of_text(replace(report, opening=opening)).document
    assert (found.opening, found.analysis) == (opening, NO_ANALYSIS)


def test_a_plan_without_its_lists_says_so() -> None:
    bare = replace(a_plan(), analysis=NO_ANALYSIS)
    assert [each.message for each in of_text(bare).warnings if each.kind == "missing-list"] == [
        "ไม่พบ “ข้อบกพร่องที่ต้องแก้ไขโดยทันที”",
        "ไม่พบ “ประเด็นที่ต้องพัฒนา”",
        "ไม่พบ “แนวทางการดำเนินการ”",
    ]


def test_a_line_that_would_be_read_as_the_head_of_a_list_is_refused() -> None:
    forged = replace(ANALYSIS, defects=(MarkedText("", "แนวทางการดำเนินการ :"),))
    with pytest.raises(ReportError, match="จะถูกอ่านเป็นหัวข้อ"):
        text.write(replace(a_plan(), analysis=forged))


def test_an_item_of_a_list_that_begins_like_a_group_stays_in_its_list() -> None:
    developed = (MarkedText("", "ตัวชี้วัดที่ 7 คุณภาพการดำเนินงาน"), MarkedText("", "แบบวัด EIT ต่ำกว่าเป้าหมาย"))
    plan = replace(a_plan(), analysis=replace(ANALYSIS, developments=developed))
    found = of_text(plan).document
    assert "\n".join(each.text for each in found.analysis.developments) == "\n".join(each.text for each in developed)
    assert [each.tool for each in found.measures] == [each.tool for each in plan.measures]


def test_corrections_reach_the_lists_of_a_plan_and_leave_its_schema() -> None:
    plan = a_plan()
    assert {"defects", "developments", "ways"} < set(head_parts(plan)) and "problems" not in head_parts(plan)
    assert head_words(plan)["developments"] == "1. การมีส่วนร่วมของประชาชนในการกำหนดแผนงาน น้ำใจบริการ"
    made = corrected(plan, {"developments": "1. ข้อแรก\n2. ข้อที่สอง"}, {})
    assert [each.text for each in made.analysis.developments] == ["ข้อแรก", "ข้อที่สอง"]
    assert [each.field for each in changes(plan, made)] == ["ประเด็นที่ต้องพัฒนาที่ 1", "ประเด็นที่ต้องพัฒนาที่ 2"]
    assert made.schema == 3


def test_the_parts_of_a_result_report_are_what_they_were() -> None:
    lists = ("problems", "suggestions")
    assert head_parts(seed())[4:6] == lists and not {"defects", "ways"} & set(head_parts(seed()))
    report = replace(seed(), cover=(Detail("to", "เรียน", "นายก"),), schema=2)
    made = corrected(report, {"opening": "ตามที่ได้ทำ"}, {})
    assert made.schema == schema_of(made.measures, made.cover, made.agency)
