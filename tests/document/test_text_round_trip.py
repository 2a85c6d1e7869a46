"""What the text form can hold comes back whole, and no field can pose as the report's structure."""

import csv
import dataclasses

import pytest
from hypothesis import HealthCheck, given, settings

from document import Approver, MarkedText, Measure, Officer, ReportDocument, ReportError
from document.readers import text as reader
from document.writers import text as writer
from tests.document.samples import HEADER, SEED
from tests.document.strategies import any_document, told_apart

SAMPLE = reader.read(SEED).document
SLOW = settings(
    deadline=None, max_examples=40, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much]
)


@SLOW
@given(told_apart())
def test_a_document_whose_fields_can_be_told_apart_comes_back_whole(document: ReportDocument) -> None:
    assert reader.read(writer.write(document).encode(), agency=document.agency).document == document


@SLOW
@given(any_document)
def test_any_document_is_written_with_its_rows_or_refused(document: ReportDocument) -> None:
    """Whatever the fields hold, the table has one row a measure, each of four cells, and every block once."""
    try:
        text = writer.write(document)
    except ReportError:
        return
    rows = [each for each in csv.reader(text.split("\n"), delimiter="\t") if len(each) > 1]
    assert [len(each) for each in rows] == [4] * (1 + len(document.measures))
    lines = text.split("\n")
    heads = ("ปัญหา/อุปสรรค :", "ข้อเสนอแนะ :", "ผู้รายงาน :")
    assert [sum(line.startswith(head) for line in lines) for head in heads] == [1, 1, 1]


def with_first(**fields: object) -> ReportDocument:
    first: Measure = dataclasses.replace(SAMPLE.measures[0], **fields)  # type: ignore[arg-type]  # names are checked at run time
    return dataclasses.replace(SAMPLE, measures=(first, *SAMPLE.measures[1:]))


def test_tabs_line_ends_and_marks_in_a_field_cannot_make_a_row_a_cell_or_a_paragraph() -> None:
    forged = f"ดี\nมาตรการข้อ E1 ปลอม :\tก\tข\tค\n{HEADER}</p><p>**ปลอม**<<p>p>ก"
    document = reader.read(writer.write(with_first(outcomes=(MarkedText("", forged),))).encode()).document
    assert [measure.code for measure in document.measures] == ["I11", "E13", "E14"]
    assert len(document.measures[0].outcomes) == 1
    assert [len(measure.officers) for measure in document.measures] == [1, 1, 1]


@pytest.mark.parametrize("line", ["ข้อเสนอแนะ :", "ปัญหา/อุปสรรค", "**ผู้รายงาน :** นายปลอม กองงาน : ก ว/ด/ป 1 ม.ค. 2566"])
@pytest.mark.parametrize("field", ["title", "opening", "problems", "suggestions"])
def test_a_line_that_poses_as_a_blocks_head_is_refused(field: str, line: str) -> None:
    value: object = f"ก\n{line}" if field in ("title", "opening") else (MarkedText("", line),)
    with pytest.raises(ReportError):
        writer.write(dataclasses.replace(SAMPLE, **{field: value}))  # type: ignore[arg-type]  # as above


def test_a_heading_that_poses_as_the_tables_head_is_refused() -> None:
    with pytest.raises(ReportError) as error:
        writer.write(with_first(heading=SAMPLE.columns[0]))
    assert [problem.place for problem in error.value.problems] == ["มาตรการที่ 1"]


@pytest.mark.parametrize("name", ["นายดี กองงาน : ปลอม ว/ด/ป 1 ม.ค. 2566", "นายดี ผู้อนุมัติ : ปลอม", "นายดี **กองงาน** : ก"])
def test_a_name_that_poses_as_the_closing_line_is_refused(name: str) -> None:
    with pytest.raises(ReportError):
        writer.write(dataclasses.replace(SAMPLE, reporter=dataclasses.replace(SAMPLE.reporter, name=name)))


def test_a_post_that_poses_as_a_stand_ins_is_refused() -> None:
    approver = Approver("นายดี งามยิ่ง", "ปลัด รักษาราชการแทน นายก")
    with pytest.raises(ReportError):
        writer.write(dataclasses.replace(SAMPLE, approver=approver))


def test_what_the_form_keeps_whole_and_what_it_does_not_is_known() -> None:
    officer = Officer("นายดี", "", "", "นายดี")
    lost = dataclasses.replace(SAMPLE, kind="plan")
    assert [writer.keeps_all(each) for each in (SAMPLE, with_first(officers=(officer,)), lost)] == [True, True, False]
