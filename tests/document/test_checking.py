"""Foreign data becomes a document only when every field is right; each mistake is named with its place."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from document import ReportDocument, ReportError, from_json
from tests.document.samples import golden, problems


def refused(data: object) -> list[tuple[str, str]]:
    with pytest.raises(ReportError) as error:
        from_json(data)
    return problems(error.value)


def spoilt(path: str, value: object) -> object:
    """The golden reading with one value replaced; the path is keys and positions parted by dots."""
    data: Any = golden()
    *steps, last = [int(step) if step.isdecimal() else step for step in path.split(".")]
    inner = data
    for step in steps:
        inner = inner[step]
    inner[last] = value
    return data


@pytest.mark.parametrize(
    ("path", "value", "place", "message"),
    [
        ("kind", "Result!", "รายงาน kind", "พบ “Result!” ต้องเป็นอักษรอังกฤษตัวเล็ก เช่น result"),
        ("agency", " ", "รายงาน agency", "ต้องไม่ว่าง"),
        ("agency", None, "รายงาน agency", "พบ null ต้องเป็นข้อความ"),
        ("agency", "ก\nข", "รายงาน agency", "ต้องเป็นข้อความบรรทัดเดียว"),
        ("assessed_year", 2022, "รายงาน assessed_year", "ต้องเป็นปี พ.ศ. ระหว่าง 2550 ถึง 2700"),
        ("assessed_year", True, "รายงาน assessed_year", "พบ true ต้องเป็นตัวเลขจำนวนเต็ม"),
        ("assessed_year", 2565.0, "รายงาน assessed_year", "พบ 2565.0 ต้องเป็นตัวเลขจำนวนเต็ม"),
        ("measures", {}, "รายงาน measures", "พบ กลุ่มข้อมูล { } ต้องเป็นรายการ [ ]"),
        ("measures.1", [], "มาตรการที่ 2", "พบ รายการ [ ] ต้องเป็นกลุ่มข้อมูล { }"),
        ("measures.0.code", "11", "มาตรการที่ 1 code", "พบ “11” ต้องเขียนเป็น I11"),
        ("measures.0.tool", "EIT", "มาตรการที่ 1 tool", "พบ “EIT” แต่ข้อ I11 เป็นของ IIT"),
        ("measures.0.heading", "", "มาตรการที่ 1 heading", "ต้องไม่ว่าง"),
        ("measures.0.steps.1.marker", 2, "มาตรการที่ 1 ขั้นตอนที่ 2 marker", "พบ 2 ต้องเป็นข้อความ"),
        (
            "measures.2.actions.1.dates.0.start",
            "2023-02-30",
            "มาตรการที่ 3 การดำเนินการที่ 2 วันที่ 1 start",
            "พบ “2023-02-30” ต้องเป็นวันที่มีจริงแบบ 2023-09-29 (ปี ค.ศ.) หรือ null",
        ),
        (
            "measures.2.actions.1.dates.0.end",
            "2023-09-30",
            "มาตรการที่ 3 การดำเนินการที่ 2 วันที่ 1 end",
            "ต้องเป็น null เมื่อ open_ended เป็น true และต้องมีวันเมื่อเป็น false",
        ),
        (
            "measures.1.code_as_written",
            "E" + "0" * 18 + "13",
            "มาตรการที่ 2 code_as_written",
            "ยาว 21 ตัวอักษร รับได้ไม่เกิน 20",
        ),
        ("measures.1.references.0.year", 66, "มาตรการที่ 2 ข้ออ้างอิงที่ 1 year", "ต้องเป็นปี พ.ศ. ระหว่าง 2550 ถึง 2700"),
        (
            "measures.0.actions.0.dates.0.end",
            "2023-09-28",
            "มาตรการที่ 1 การดำเนินการที่ 1 วันที่ 1 end",
            "วันสิ้นสุดต้องไม่อยู่ก่อนวันเริ่ม",
        ),
        ("measures.0.actions.0.text", "\n", "มาตรการที่ 1 การดำเนินการที่ 1 text", "ต้องไม่ว่าง"),
        ("measures.0.officers.0.name", "ก" * 151, "มาตรการที่ 1 ผู้รับผิดชอบที่ 1 name", "ยาว 151 ตัวอักษร รับได้ไม่เกิน 150"),
        ("measures.0.officers.0.as_written", "ก" * 401, "มาตรการที่ 1 ผู้รับผิดชอบที่ 1 as_written", None),
        ("reporter", None, "ผู้รายงาน", "พบ null ต้องเป็นกลุ่มข้อมูล { }"),
        ("reported_on", "3 ตุลาคม 2566", "รายงาน reported_on", None),
        ("columns.3", "งบประมาณ", "รายงาน columns", None),
        ("evidence", [{}], "รายงาน evidence", "schema 1 ยังไม่รับหลักฐาน ต้องเป็นรายการว่าง"),
        (
            "approver",
            {"name": "ก", "post": "ข", "capacity": "x"},
            "ผู้อนุมัติ capacity",
            "ต้องเป็น own หรือ acting หรือ delegated",
        ),
        ("approver", {"name": "ก", "post": "ข", "capacity": "acting"}, "ผู้อนุมัติ acting_for", None),
        ("extra", 1, "รายงาน", "ไม่รู้จัก “extra”"),
        ("measures.0.extra", 1, "มาตรการที่ 1", "ไม่รู้จัก “extra”"),
    ],
)
def test_a_wrong_value_is_named(path: str, value: object, place: str, message: str | None) -> None:
    found = refused(spoilt(path, value))
    assert (found[0][0], len(found)) == (place, 1)
    assert message is None or found[0][1] == message


@pytest.mark.parametrize("key", sorted(golden()))
def test_every_key_of_the_report_is_needed(key: str) -> None:
    data = golden()
    del data[key]
    expected = "พบ schema null อ่านได้เฉพาะ schema 1 ถึง 4" if key == "schema" else f"ไม่มี “{key}”"
    assert refused(data) == [("รายงาน", expected)]


@pytest.mark.parametrize("key", sorted(golden()["measures"][0]))
def test_every_key_of_a_measure_is_needed(key: str) -> None:
    data = golden()
    del data["measures"][1][key]
    assert refused(data)[0] == ("มาตรการที่ 2", f"ไม่มี “{key}”")


@pytest.mark.parametrize("schema", [0, 5, "1", True, 1.0, None, [1]])
def test_another_schema_is_refused_before_anything_else_is_said(schema: object) -> None:
    [(place, message)] = refused({"schema": schema})
    assert (place, message.split(" อ่าน")[1]) == ("รายงาน", "ได้เฉพาะ schema 1 ถึง 4")


def test_all_mistakes_are_named_at_once() -> None:
    data = golden()
    data["title"] = 1
    data["measures"][0]["code"] = "?"
    data["measures"][2]["officers"] = "ก"
    assert [place for place, _ in refused(data)] == ["รายงาน title", "มาตรการที่ 1 code", "มาตรการที่ 3 officers"]


@pytest.mark.parametrize("data", [None, [], "x", 1, True])
def test_what_is_no_object_is_refused(data: object) -> None:
    assert len(refused(data)) == 1


def test_a_reference_without_a_year_has_that_of_the_measures() -> None:
    data = golden()
    data["measures"][0]["references"][1]["year"] = 2565
    years = [reference.year for reference in from_json(data).measures[0].references]
    assert years == [2566, 2565, 2566, 2566]


def test_texts_are_cleaned_as_on_any_entry() -> None:
    document = from_json(spoilt("agency", "เทศบาล\u200bน\u0e4d\u0e49\u0e32"))
    assert document.agency == "เทศบาลน\u0e49\u0e33"


any_json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)
PATHS = (
    *golden(), "approver", "evidence", "columns.1", "measures.0", "problems.0",
    *(f"measures.0.{key}" for key in golden()["measures"][0]),
    "measures.0.steps.0", "measures.0.references.0", "measures.0.references.0.code", "measures.0.officers.0",
    "measures.0.actions.0", "measures.0.actions.0.dates", "measures.0.actions.0.dates.0",
    "measures.0.actions.0.dates.0.start", "measures.0.actions.0.dates.0.end",
)  # fmt: skip


@given(st.sampled_from(PATHS), any_json)
def test_any_value_in_any_place_gives_a_document_or_a_refusal(path: str, value: object) -> None:
    try:
        assert isinstance(from_json(spoilt(path, value)), ReportDocument)
    except ReportError as error:
        assert all(problem.place and problem.message for problem in error.problems)
