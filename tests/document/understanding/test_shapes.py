"""Sixteen shapes in which offices write their reports (tests/document/data/shapes), read as a person reads them."""

from __future__ import annotations

from datetime import date

import pytest

from document import Approver, Measure, Reporter
from document.readers import text
from document.readers.reading import Reading
from tests.document.samples import DATA

SHAPES = DATA / "shapes"
UNIT = "สำนักปลัดองค์การบริหารส่วนตำบลตัวอย่าง"
AGENCY = "องค์การบริหารส่วนตำบลตัวอย่าง"
USUAL = {"agency"}  # the agency's name is read out of a unit's and said, in each of them


def reading(name: str) -> Reading:
    [path] = SHAPES.glob(f"{name}*.txt")
    return text.read(path.read_bytes())


def said(found: Reading) -> set[str]:
    """The kinds of doubts, without the usual one."""
    return {each.key.split(":")[0] for each in found.warnings} - USUAL


def heads(measure: Measure) -> tuple[str, str, str]:
    return measure.code, measure.tool, measure.question


@pytest.mark.parametrize("path", sorted(SHAPES.glob("*.txt")), ids=lambda path: path.stem)
def test_every_shape_is_read_and_every_doubt_names_its_place(path: object) -> None:
    found = text.read(path.read_bytes())  # type: ignore[attr-defined]  # a path
    assert found.document.measures
    assert all(each.place and each.message for each in found.warnings)


def test_short_heads_are_told_by_their_words_with_one_note() -> None:
    found = reading("01")
    [measure] = found.document.measures
    assert heads(measure) == ("E13", "EIT", "หน่วยงานมีระบบการให้บริการออนไลน์หรือไม่")
    assert [each.text for each in measure.outcomes] == ["ประชาชนรับรู้ระบบ E-Service เพิ่มขึ้น"]
    assert (measure.officers[0].name, measure.officers[0].unit) == ("นายสมชาย ใจดี", UNIT)
    assert said(found) == {"columns"}


def test_a_plan_of_seven_columns_keeps_what_the_form_has_no_column_for() -> None:
    found = reading("03")
    document = found.document
    assert (document.kind, document.assessed_year, document.measures_year, document.agency) == ("plan", 2569, 2570, "")
    first, second = document.measures
    assert heads(first) == ("", "", "การประเมินคุณธรรมและความโปร่งใส (ITA)")
    assert [each.text for each in first.steps] == ["จัดตั้งคณะทำงาน", "ประกาศเจตนารมณ์ No Gift Policy"]
    assert [(each.kind, each.text) for each in first.details] == [
        ("period", "ไตรมาส ๑ - ๔"),
        ("target", "ข้อมูล OIT ครบถ้วน ๑๐๐%"),
        ("monitoring", "รายงานต่อที่ประชุมผู้บริหาร ทุกวันที่ ๕ ของเดือน"),
    ]
    assert [each.officers[0].unit for each in (first, second)] == ["สำนักปลัด", "กองคลัง"]
    assert said(found) == {"columns", "no-code"}
    assert [each.message for each in found.warnings if each.key == "agency"] == ["ไม่พบชื่อหน่วยงานในไฟล์ โปรดระบุ"]


def test_forms_of_dates() -> None:
    found = reading("04")
    [measure] = found.document.measures
    days = [
        [(day.start.isoformat(), day.end and day.end.isoformat()) for day in each.dates] for each in measure.actions
    ]
    assert days == [
        [("2022-10-01", "2023-09-30")],
        [("2022-10-01", "2023-03-31")],
        [],  # recurring words stay words
        [],
        [("2022-12-09", "2022-12-09")],
        [("2023-07-26", "2023-07-26"), ("2023-07-10", "2023-07-10")],
        [("2023-03-24", "2023-03-24")],
        [("2022-11-13", "2022-11-13")],
        [("2023-03-25", "2023-03-27")],
        [("2023-01-01", "2023-01-15")],
        [("2023-01-01", "2023-03-31")],
        [],
        [("2023-03-01", "2023-03-31")],
        [("2022-10-01", "2022-10-31")],
        [("2023-01-25", "2023-01-25")],
    ]
    guessed = [each.message.split("”")[0] for each in found.warnings if each.key.startswith("date-guess")]
    assert guessed == ["พิมพ์ปีว่า “256๕", "พิมพ์ปีว่า “๒๕๖ ๖"]


def test_forms_of_headings() -> None:
    found = reading("05")
    assert [heads(each) for each in found.document.measures] == [
        ("I11", "IIT", "หน่วยงานของท่าน มีการใช้จ่ายงบประมาณคุ้มค่า"),
        ("I11", "IIT", "หน่วยงานใช้จ่ายงบประมาณคุ้มค่า"),
        ("I11", "IIT", "หน่วยงานใช้จ่ายงบประมาณคุ้มค่า"),
        ("O18", "OIT", "E-Service"),
        ("", "", "การให้บริการไม่เป็นไปตามขั้นตอน"),
        ("", "", "การใช้ทรัพย์สินของราชการ"),
        ("", "", "จัดทำคู่มือการให้บริการ"),
        ("E13", "EIT", "การปรับปรุงระบบการทำงาน"),
        ("E13", "EIT", "หน่วยงานมีระบบการให้บริการออนไลน์หรือไม่"),
        ("O29", "OIT", "แนวปฏิบัติการจัดการเรื่องร้องเรียนการทุจริต"),
    ]
    indicators = [each.details[0].text for each in found.document.measures if each.details]
    assert indicators == ["ประเด็นที่ 1 การให้บริการไม่เป็นไปตามขั้นตอน", "ตัวชี้วัดที่ 4 การใช้ทรัพย์สินของราชการ"]
    assert said(found) == {"no-code"}


def test_forms_of_officers() -> None:
    found = reading("07")
    assert [
        [(each.name, each.position, each.unit) for each in measure.officers] for measure in found.document.measures
    ] == [
        [("", "", "สำนักปลัด")],
        [("", "", "กองคลัง")],
        [("", "", "ทุกกอง")],
        [("", "", "สำนักปลัด"), ("", "", "งานนโยบายและแผน")],
        [("นายสมชาย ใจดี", "", ""), ("นางสมหญิง รักงาน", "", "")],
        [("", "", "งานวางแผนและงบประมาณ"), ("", "ผู้รับผิดชอบโครงการ", "")],
        [("", "ผู้อำนวยการกองคลัง", "")],
        [("", "ปลัดองค์การบริหารส่วนตำบล", "")],
        [("", "ผู้บริหารสูงสุด", ""), ("", "", "งานบริหารทั่วไป")],
        [("นางสาวสมศรี ดีงาม", "ผอ.กองคลัง และคณะ", "")],
        [("นายสมชาย ใจดี", "ปลัด", "อบต."), ("น.ส.สมศรี ดีงาม", "หน.สป.", "")],
        [("", "", "งานป้องกันฯ สำนักปลัด")],  # a telephone number stands nowhere
        [],
    ]


def test_a_memo_around_the_report() -> None:
    found = reading("08")
    document = found.document
    assert document.title.startswith("รายงานผลการดำเนินการ")
    assert document.opening.split("\n")[1].startswith("บัดนี้ได้ดำเนินการ")
    assert [(each.kind, each.text) for each in document.cover] == [
        ("from", UNIT),
        ("number", "สพ ๗๑๒๐๑.1/52"),
        ("date", "๓ ตุลาคม ๒๕๖๖"),
        ("subject", document.title),
        ("to", "นายกองค์การบริหารส่วนตำบลตัวอย่าง"),
        ("endorsement", "จึงเรียนมาเพื่อโปรดทราบ"),
        ("endorsement", "- ทราบ"),
    ]
    assert document.reporter == Reporter("นายสมชาย ใจดี", UNIT, "นักวิเคราะห์นโยบายและแผนชำนาญการ")
    assert document.approver == Approver("นางสมหญิง รักงาน", "นายกองค์การบริหารส่วนตำบลตัวอย่าง")
    assert (document.agency, document.reported_on) == (AGENCY, date(2023, 10, 3))
    assert said(found) == {"telephone", "missing"}


def test_problems_and_suggestions_in_one_part() -> None:
    found = reading("09")
    assert [each.text for each in found.document.problems] == ["ไม่มีปัญหา อุปสรรค และข้อเสนอแนะ"]
    assert (found.document.suggestions, said(found)) == ((), {"combined"})


def test_a_block_to_sign() -> None:
    found = reading("10")
    document = found.document
    assert document.reporter == Reporter("นายสมชาย ใจดี", UNIT, "นักวิเคราะห์นโยบายและแผนชำนาญการ")
    assert (document.reported_on, document.approver) == (
        date(2023, 10, 3),
        Approver("นางสมหญิง รักงาน", "นายกองค์การบริหารส่วนตำบลตัวอย่าง"),
    )
    assert [[each.text for each in part] for part in (document.problems, document.suggestions)] == [["-"], ["-"]]
    assert said(found) == set()


def test_one_year_alone() -> None:
    found = reading("11")
    assert (found.document.assessed_year, found.document.measures_year) == (2567, 2568)
    assert "years-read" in said(found)


def test_a_file_that_lost_its_sara_am_is_read_and_put_right_by_nobody() -> None:
    found = reading("13")
    document = found.document
    assert (document.measures[0].code, document.agency) == ("E13", "องค์การบริหารส่วนตาบลตัวอย่าง")
    assert document.measures[0].officers[0].unit == "สานักปลัดองค์การบริหารส่วนตาบลตัวอย่าง"
    [note] = [each.message for each in found.warnings if each.key == "sara-am"]
    assert "“ดาเนิน” เป็น “ดำเนิน”" in note
    assert said(found) == {"sara-am", "columns"}


def test_quoted_cells_of_a_sheet_are_whole() -> None:
    [measure] = reading("15").document.measures
    assert [each.text for each in measure.actions] == [
        "ประชาสัมพันธ์ เมื่อวันที่ 1 มิถุนายน 2566",
        "ติดประกาศ เมื่อวันที่ 29 กันยายน 2566",
    ]
    assert (measure.officers[0].position, measure.officers[0].unit) == ("นักวิเคราะห์นโยบายและแผนชำนาญการ", "สำนักปลัด")


def test_forms_of_references() -> None:
    [measure] = reading("16").document.measures
    assert [each.code for each in measure.references] == ["O14", "O15", "O18", "O8", "O9", "O30", "O14", "O15"]


def test_two_tables_of_one_report() -> None:
    found = reading("17")
    assert [each.code for each in found.document.measures] == ["I1", "E13"]
    assert found.document.title.count("\n") == 0
    assert said(found) == set()


def test_kinds_of_agencies() -> None:
    assert reading("19").document.agency == "สถาบันตัวอย่าง (องค์การมหาชน)"


def test_the_year_of_a_law_is_none_of_the_reports() -> None:
    document = reading("21").document
    assert (document.assessed_year, document.measures_year) == (2565, 2566)


def test_digits_that_stand_apart() -> None:
    found = reading("26")
    assert (found.document.assessed_year, found.document.measures_year) == (2565, 2566)
    assert found.document.measures[0].actions[0].dates[0].start == date(2023, 1, 25)
    assert said(found) == {"year-spaced", "date-guess"}
