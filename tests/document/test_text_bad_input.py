"""A file that is no whole report of the form is refused in Thai, with the place and what was expected."""

import pytest

from document import ReportError
from document.readers import text
from document.readers.encoding import LIMIT
from tests.document.samples import CLOSING, HEADER, OPENING, ROW, SEED, TITLE, problems, report, row

PLACE_OF_ROW = "ตารางแถวที่ 1 (บรรทัดที่ 6)"


def refused(data: bytes) -> list[tuple[str, str]]:
    with pytest.raises(ReportError) as error:
        text.read(data)
    return problems(error.value)


def test_the_small_report_of_these_tests_is_read() -> None:
    measure = text.read(report()).document.measures[0]
    assert (measure.code, measure.actions[0].text, measure.outcomes[0].text) == ("E13", "ทำแล้ว", "ดีขึ้น")


@pytest.mark.parametrize("data", [b"", b" \r\n\t \n", b"\xef\xbb\xbf"])
def test_an_empty_file_is_called_empty(data: bytes) -> None:
    assert refused(data) == [("แฟ้ม", "ว่างเปล่า ไม่มีข้อความรายงาน")]


def test_a_huge_file_is_refused_with_the_limit() -> None:
    assert refused(b"a" * (LIMIT + 1)) == [("แฟ้ม", "ใหญ่เกินไป รับได้ไม่เกิน 5 MB")]


def test_every_missing_part_of_plain_prose_is_named() -> None:
    places = [place for place, _ in refused("เรียนทุกท่าน\n\nขอเชิญประชุม".encode())]
    assert places == ["ตาราง", "ส่วนท้ายรายงาน", "ส่วนท้ายรายงาน", "ส่วนท้ายรายงาน"]


def test_a_column_under_another_head_is_named_with_the_head_expected() -> None:
    header = HEADER.replace("ผู้รับผิดชอบ", "งบประมาณ")
    assert refused(report(header=header)) == [("หัวตาราง (บรรทัดที่ 5) คอลัมน์ที่ 4", "พบ “งบประมาณ” ต้องเป็น “ผู้รับผิดชอบ”")]


def test_a_table_of_three_columns_is_refused() -> None:
    found = refused(report("\t".join(ROW.split("\t")[:3]), header="\t".join(HEADER.split("\t")[:3])))
    assert [place for place, _ in found] == ["หัวตาราง (บรรทัดที่ 5)", PLACE_OF_ROW]
    assert found[0][1][:29] == "มี 3 คอลัมน์ ต้องมี 4 คอลัมน์"


def test_a_repeated_head_that_differs_is_refused_too() -> None:
    found = refused(report(ROW, HEADER.replace("ผู้รับผิดชอบ", "งบประมาณ"), ROW))
    assert [place for place, _ in found] == ["หัวตาราง (บรรทัดที่ 7) คอลัมน์ที่ 4"]


def test_a_row_with_missing_cells_is_named_by_number_and_line() -> None:
    found = refused(report(ROW, "\t".join(ROW.split("\t")[:2])))
    assert found == [("ตารางแถวที่ 2 (บรรทัดที่ 7)", "มี 2 ช่อง ต้องมี 4 ช่อง คั่นด้วยแท็บ")]


def test_a_row_with_a_cell_too_many_is_named() -> None:
    assert refused(report(ROW + "\tเกิน")) == [(PLACE_OF_ROW, "มี 5 ช่อง ต้องมี 4 ช่อง คั่นด้วยแท็บ")]


def test_a_row_cut_into_two_lines_is_named_where_it_breaks() -> None:
    found = refused(report(ROW.replace("ทำแล้ว", "ทำ\nแล้ว")))
    assert [place for place, _ in found] == [PLACE_OF_ROW, "ตารางแถวที่ 2 (บรรทัดที่ 7)"]


def test_a_line_without_tabs_between_the_rows_is_named() -> None:
    found = refused(report(ROW, "ต่อจากหน้าก่อน", ROW))
    assert [place for place, _ in found] == ["บรรทัดที่ 7 ต่อจากตารางแถวที่ 1"]


def test_a_measure_cell_that_is_empty_is_refused_and_other_empty_cells_warn() -> None:
    assert [place for place, _ in refused(report(row(measure=" ")))] == [f"{PLACE_OF_ROW} ช่องที่ 1"]
    reading = text.read(report(row(actions=" ", outcomes=" ", officers=" ")))
    empty = [each.key for each in reading.warnings if each.key.startswith("empty")]
    assert empty == ["empty:1:2", "empty:1:3", "empty:1:4"]


@pytest.mark.parametrize("code", ["E99", "I31", "O44"])
def test_a_code_that_neither_years_list_holds_is_refused(code: str) -> None:
    found = refused(report(ROW.replace("E13", code)))
    assert found == [(f"{PLACE_OF_ROW} ช่องที่ 1", f"ไม่มีข้อ {code} ในรายการข้อคำถามปี 2565 และปี 2566")]


@pytest.mark.parametrize("code", ["Q13", "สิบสาม", "E", "E0", "X"])
def test_a_code_that_cannot_be_read_is_refused_with_what_stood_there(code: str) -> None:
    [(place, message)] = refused(report(ROW.replace("E13", code)))
    assert (place, message[: len(code) + 6]) == (f"{PLACE_OF_ROW} ช่องที่ 1", f"พบ “{code}” ")


def test_a_code_typed_longer_than_the_portal_keeps_is_refused_where_it_stands() -> None:
    longest = "E" + "0" * 17 + "13"
    assert text.read(report(ROW.replace("E13", longest))).document.measures[0].code_as_written == longest
    message = f"พบ “E0{longest[1:]}” หลัง “มาตรการข้อ” รหัสยาว 21 ตัวอักษร รับได้ไม่เกิน 20"
    assert refused(report(ROW.replace("E13", f"E0{longest[1:]}"))) == [(f"{PLACE_OF_ROW} ช่องที่ 1", message)]


def test_where_no_year_has_a_list_an_unknown_code_only_warns() -> None:
    opening = "ตามที่ได้วิเคราะห์ ปีงบประมาณ 2580 และจัดทำมาตรการ ในปีงบประมาณ 2581"
    closing = CLOSING.replace("2566", "2581")
    reading = text.read(report(ROW.replace("E13", "E99"), opening=opening, closing=closing))
    assert [each.key for each in reading.warnings] == ["agency", "no-list"]


def test_an_impossible_date_in_the_table_is_named_with_its_words() -> None:
    [(place, message)] = refused(report(row(actions="ทำเมื่อวันที่ 31 กันยายน 2566")))
    assert place == f"{PLACE_OF_ROW} ช่องที่ 2"
    assert message == "“เมื่อวันที่ 31 กันยายน 2566” เดือนกันยายนมี 30 วัน ไม่มีวันที่ 31"


def test_an_impossible_report_date_is_named() -> None:
    [(place, message)] = refused(report(closing=CLOSING.replace("3 ตุลาคม", "32 ตุลาคม")))
    assert (place, message[:23]) == ("ผู้รายงาน (บรรทัดที่ 14) ว/ด/ป", "พบ “32 ตุลาคม 2566” เดื")


def test_all_mistakes_of_a_file_are_named_at_once() -> None:
    data = report(
        row(measure="มาตรการข้อ Q1 ก :"), row(actions="เมื่อวันที่ 30 กุมภาพันธ์ 2566"), "ก\tข", opening="ตามที่ได้วิเคราะห์"
    )
    places = [place for place, _ in refused(data)]
    assert places == [
        "ตารางแถวที่ 3 (บรรทัดที่ 8)",
        "ย่อหน้านำ",
        "ตารางแถวที่ 1 (บรรทัดที่ 6) ช่องที่ 1",
        "ตารางแถวที่ 2 (บรรทัดที่ 7) ช่องที่ 2",
    ]


@pytest.mark.parametrize("mark", ["ปัญหา/อุปสรรค :", "ข้อเสนอแนะ :", "ผู้รายงาน :"])
def test_a_file_that_ends_before_a_closing_block_says_that_it_may_be_cut(mark: str) -> None:
    data = SEED.decode().split(mark)[0].encode()
    assert refused(data)[-1] == ("ส่วนท้ายรายงาน", "ไม่พบ “ผู้รายงาน :” แฟ้มอาจถูกตัด")


@pytest.mark.parametrize("kept", ["ผู้รายงาน : นายดี", "ผู้รายงาน : นายดี งามยิ่ง กองงาน : กองช่าง", CLOSING[:-4]])
def test_a_closing_line_that_is_cut_is_refused(kept: str) -> None:
    [(place, _)] = refused(report(closing=kept))
    assert place[:24] == "ผู้รายงาน (บรรทัดที่ 14)"


def test_a_year_cut_to_two_digits_still_warns() -> None:
    reading = text.read(SEED.decode().rstrip()[:-2].encode())
    assert [each.key for each in reading.warnings if each.key == "reported-on"] == ["reported-on"]


def test_a_unit_that_names_no_agency_asks_for_the_option() -> None:
    [(place, message)] = refused(report(closing=CLOSING.replace("เทศบาลตำบลทุ่งสาย", "")))
    assert (place, "--agency" in message) == ("ผู้รายงาน กองงาน", True)


@pytest.mark.parametrize(
    "second",
    [
        SEED,
        report(),
        report(title="รายงานอีกฉบับ"),
        f"{HEADER}\n{ROW}\n".encode(),
        f"{ROW}\n".encode(),
        "ข้อเสนอแนะ : อีกข้อ".encode(),
    ],
    ids=["the same", "another", "another title", "a table", "a row", "a block"],
)
def test_two_reports_in_one_file_are_refused_where_the_second_begins(second: bytes) -> None:
    [(place, message)] = refused(SEED + b"\n" + second)
    assert message.split(" แฟ้มหนึ่ง")[1] == "ต้องมีรายงานฉบับเดียว โปรดแยกแฟ้ม"
    word, number = place.split(" ")
    assert (word, int(number) > len(SEED.splitlines())) == ("บรรทัดที่", True)


def test_windows_and_old_mac_line_ends_make_no_difference() -> None:
    plain = text.read(SEED).document
    assert [text.read(SEED.replace(b"\n", end)).document for end in (b"\r\n", b"\r")] == [plain, plain]


def test_an_opening_of_one_year_is_refused() -> None:
    assert [place for place, _ in refused(report(opening="ตามที่ได้วิเคราะห์ ปีงบประมาณ 2565"))] == ["ย่อหน้านำ"]


def test_a_second_year_in_the_title_is_enough() -> None:
    document = text.read(report(title=f"{TITLE} ประจำปี 2566", opening=OPENING.split(" และ")[0])).document
    assert (document.assessed_year, document.measures_year) == (2565, 2566)


def test_a_name_longer_than_the_portal_holds_is_refused_when_the_file_is_read() -> None:
    [(place, message)] = refused(report(row(officers="นายดี งามยิ่ง " + "นักวิชาการ" * 25)))
    assert (place, message[:4]) == ("มาตรการที่ 1 ผู้รับผิดชอบที่ 1 position", "ยาว ")
