"""JSON files: read strictly, written for people, equal documents both ways."""

import json

import pytest
from hypothesis import given

from document import ReportDocument, ReportError
from document.readers import json as reader
from document.writers import json as writer
from tests.document.samples import GOLDEN, SEED, golden, problems
from tests.document.strategies import any_document, of_schema_2, of_schema_3


def refused(data: bytes) -> list[tuple[str, str]]:
    with pytest.raises(ReportError) as error:
        reader.read(data)
    return problems(error.value)


@given(any_document | of_schema_2() | of_schema_3())
def test_what_is_written_is_read_as_the_equal_document(document: ReportDocument) -> None:
    assert reader.read(writer.write(document)).document == document


def test_the_file_is_indented_ends_its_line_and_keeps_thai_letters() -> None:
    written = writer.write(reader.read(GOLDEN).document).decode()
    assert written.startswith('{\n "schema": 1,\n "kind": "result",\n "agency": "องค์การบริหารส่วนตำบลจำปา",\n')
    assert written[-2:] == "}\n"


def test_the_agency_given_replaces_that_of_the_file() -> None:
    assert reader.read(GOLDEN, agency=" เทศบาลตำบลทุ่งสาย ").document.agency == "เทศบาลตำบลทุ่งสาย"


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"", ("แฟ้ม", "ว่างเปล่า ไม่มีข้อความรายงาน โปรดตรวจว่าเลือกไฟล์ถูกและบันทึกครบ")),
        (SEED, ("แฟ้ม", "เป็นข้อความธรรมดา ไม่ใช่แฟ้ม JSON โปรดเลือกไฟล์ใหม่")),
        (b"<html></html>", ("แฟ้ม", "เป็นแฟ้ม HTML ไม่ใช่แฟ้ม JSON โปรดเลือกไฟล์ใหม่")),
        (b"%PDF-1.7", ("แฟ้ม", "เป็นแฟ้ม PDF ไม่ใช่แฟ้มข้อความ โปรดเลือกไฟล์ใหม่")),
        (GOLDEN.decode()[:3000].encode(), ("บรรทัดที่ 53 ตัวอักษรที่ 14", "ไม่เป็นไปตามรูปแบบ JSON แฟ้มอาจเสียหายหรือถูกตัด")),
        (b'{"schema": 1,}', ("บรรทัดที่ 1 ตัวอักษรที่ 14", "ไม่เป็นไปตามรูปแบบ JSON แฟ้มอาจเสียหายหรือถูกตัด")),
        (GOLDEN + GOLDEN, ("บรรทัดที่ 232 ตัวอักษรที่ 2", "มีข้อมูลต่อท้ายรายงาน แฟ้มหนึ่งต้องมีรายงานฉบับเดียว")),
        (b"[" + GOLDEN + b"," + GOLDEN + b"]", ("แฟ้ม", "เป็นรายการของ 2 ชิ้น ต้องเป็นรายงานฉบับเดียวในวงเล็บ { }")),
        (b'{"schema": NaN}', ("แฟ้ม", "มีตัวเลขที่ JSON ไม่รับ (NaN, Infinity หรือยาวเกินไป)")),
        (b'{"schema": -Infinity}', ("แฟ้ม", "มีตัวเลขที่ JSON ไม่รับ (NaN, Infinity หรือยาวเกินไป)")),
        (b'{"schema": ' + b"9" * 5000 + b"}", ("แฟ้ม", "มีตัวเลขที่ JSON ไม่รับ (NaN, Infinity หรือยาวเกินไป)")),
        (b'{"schema": 1e999}', ("รายงาน", "พบ schema inf อ่านได้เฉพาะ schema 1 ถึง 4")),
        (b"[" * 100_000, ("แฟ้ม", "วงเล็บซ้อนกันลึกเกินไป")),
        (b'{"a":' * 100_000, ("แฟ้ม", "วงเล็บซ้อนกันลึกเกินไป")),
        (b'{"schema": 5}', ("รายงาน", "พบ schema 5 อ่านได้เฉพาะ schema 1 ถึง 4")),
    ],
    ids=[
        "empty", "text", "html", "pdf", "cut", "comma", "two", "list", "nan", "infinity", "digits", "inf", "lists",
        "objects", "schema",
    ],
)  # fmt: skip
def test_bad_json_is_refused_with_its_place(data: bytes, expected: tuple[str, str]) -> None:
    assert refused(data) == [expected]


def test_a_key_that_comes_twice_is_refused_where_it_stands() -> None:
    data = GOLDEN.replace(b'"schema": 1,', b'"schema": 1, "schema": 1,', 1)
    data = data.replace(b'"open_ended": true,', b'"open_ended": true, "open_ended": true,', 1)
    assert refused(data) == [
        ("รายงาน", "มี “schema” ซ้ำ"),
        ("รายงาน measures[3] actions[2] dates[1]", "มี “open_ended” ซ้ำ"),
    ]


def test_a_code_outside_both_years_lists_is_doubted_for_a_row_may_be_older_than_its_list() -> None:
    data = golden()
    data["measures"][1] |= {"code": "E16", "code_as_written": "E16"}
    warnings = {each.key: each for each in reader.read(json.dumps(data).encode()).warnings}
    said = "มาตรการที่ 2 (ข้อ E16): ไม่มีข้อ E16 ในรายการข้อคำถามปี 2565 และปี 2566"
    assert str(warnings["code-unlisted:E16"]) == said


@pytest.mark.parametrize("codec", ["utf-8-sig", "utf-16"])
def test_json_in_other_encodings_is_the_same_document(codec: str) -> None:
    assert reader.read(GOLDEN.decode().encode(codec)).document == reader.read(GOLDEN).document


@pytest.mark.parametrize(("codec", "name"), [("utf-16-le", "UTF-16"), ("cp874", "TIS-620 (Windows-874)")])
def test_an_encoding_that_had_to_be_guessed_is_doubted(codec: str, name: str) -> None:
    reading = reader.read(GOLDEN.decode().encode(codec))
    assert str(reading.warnings[0]) == f"แฟ้ม: อ่านเป็น {name} โปรดดูว่าตัวอักษรถูกต้อง"
    plain = reader.read(GOLDEN)
    assert (reading.document, reading.warnings[1:]) == (plain.document, plain.warnings)


def test_the_doubts_of_a_json_file_are_those_of_the_report_itself() -> None:
    assert [each.key for each in reader.read(GOLDEN).warnings][:2] == ["code:I11", "reference:I11:1"]
