"""A file that is no whole report of the form is refused in Thai, with the place and what was expected."""

import pytest

from document import ReportError
from document.readers import text
from document.readers.encoding import LIMIT
from tests.document.samples import CLOSING, HEADER, OPENING, ROW, SEED, TITLE, problems, report, row

PLACE_OF_ROW = "ตารางที่ 1 แถวที่ 2"
AT = "(บรรทัดที่ 6)"


def refused(data: bytes) -> list[tuple[str, str]]:
    with pytest.raises(ReportError) as error:
        text.read(data)
    return problems(error.value)


def test_the_small_report_of_these_tests_is_read() -> None:
    measure = text.read(report()).document.measures[0]
    assert (measure.code, measure.actions[0].text, measure.outcomes[0].text) == ("E13", "ทำแล้ว", "ดีขึ้น")


@pytest.mark.parametrize("data", [b"", b" \r\n\t \n", b"\xef\xbb\xbf"])
def test_an_empty_file_is_called_empty(data: bytes) -> None:
    assert refused(data) == [("แฟ้ม", "ว่างเปล่า ไม่มีข้อความรายงาน โปรดตรวจว่าเลือกไฟล์ถูกและบันทึกครบ")]


def test_a_huge_file_is_refused_with_the_limit() -> None:
    assert refused(b"a" * (LIMIT + 1)) == [("แฟ้ม", "ใหญ่เกินไป รับได้ไม่เกิน 5 MB")]


def doubts(data: bytes, *kinds: str) -> list[tuple[str, str]]:
    """Place and message of each doubt of these kinds: the word before the colon of its key."""
    found = text.read(data).warnings
    return [(each.place, each.message) for each in found if each.key.split(":")[0] in kinds]


def test_plain_prose_is_refused_with_what_was_seen() -> None:
    [(place, message)] = refused("เรียนทุกท่าน\n\nขอเชิญประชุม".encode())
    assert (place, message[:32]) == ("ไฟล์", "มีข้อความ 24 ตัวอักษร ไม่มีตาราง")


def test_a_column_under_another_head_is_read_by_its_head_and_said() -> None:
    data = report(header=HEADER.replace("ผู้รับผิดชอบ", "งบประมาณ"))
    [(place, message)] = doubts(data, "columns")
    assert (place, "“งบประมาณ” เป็นงบประมาณ" in message) == ("ตารางที่ 1 (บรรทัดที่ 5) หัวตาราง", True)
    [measure] = text.read(data).document.measures
    assert [(each.kind, each.label) for each in measure.details] == [("budget", "งบประมาณ")]


def test_a_table_of_three_columns_is_read() -> None:
    data = report("\t".join(ROW.split("\t")[:3]), header="\t".join(HEADER.split("\t")[:3]))
    [measure] = text.read(data).document.measures
    assert (measure.code, measure.officers, [each.text for each in measure.outcomes]) == ("E13", (), ["ดีขึ้น"])


def test_a_row_with_missing_cells_says_which_are_empty() -> None:
    found = doubts(report(ROW, "\t".join(ROW.split("\t")[:2])), "empty")
    assert [message for _, message in found] == ["ช่องผลลัพธ์ว่าง", "ช่องผู้รับผิดชอบว่าง"]


def test_a_cell_too_many_is_kept_as_a_note() -> None:
    [measure] = text.read(report(ROW + "\tเกิน")).document.measures
    assert [(each.kind, each.text) for each in measure.details] == [("note", "เกิน")]


@pytest.mark.parametrize("break_", ["\n", "\n\n"])
def test_a_row_cut_into_two_lines_is_put_together_again(break_: str) -> None:
    [measure] = text.read(report(ROW.replace("ทำแล้ว", f"ทำ{break_}แล้ว"))).document.measures
    assert [each.text for each in measure.actions] == ["ทำ", "แล้ว"]


def test_a_table_pasted_without_quotes_has_its_cells_whole() -> None:
    first = "มาตรการข้อ E13 ถามว่า :\n1. ก\n2. ข\t1. ค\n2. ง\t- จ\n- ฉ\tนายดี งามยิ่ง\nนักวิชาการ กองช่าง"
    second = "มาตรการข้อ E14 ถามอีก :\n1. ช\tซ\t- ฌ\tนายดี งามยิ่ง\nนักวิชาการ กองช่าง"
    measures = text.read(report(first, second)).document.measures
    read = [
        (each.code, [step.text for step in each.steps], [action.text for action in each.actions], each.officers[0].unit)
        for each in measures
    ]
    assert read == [("E13", ["ก", "ข"], ["ค", "ง"], "กองช่าง"), ("E14", ["ช"], ["ซ"], "กองช่าง")]


def test_a_line_without_tabs_between_the_rows_is_kept_and_said() -> None:
    data = report(ROW, "ต่อจากหน้าก่อน", ROW)
    assert doubts(data, "stray") == [("บรรทัดที่ 7", "“ต่อจากหน้าก่อน” อยู่นอกตาราง เก็บไว้เป็นหมายเหตุ")]
    assert [each.text for each in text.read(data).document.cover] == ["ต่อจากหน้าก่อน"]
    assert len(text.read(data).document.measures) == 2


def test_a_row_without_a_measure_goes_on_with_the_one_above() -> None:
    [measure] = text.read(report(ROW, row(measure=" ", actions="ทำอีก", outcomes=" ", officers=" "))).document.measures
    assert [each.text for each in measure.actions] == ["ทำแล้ว", "ทำอีก"]


def test_empty_cells_are_said() -> None:
    found = doubts(report(row(actions=" ", outcomes=" ", officers=" ")), "empty")
    assert [message for _, message in found] == ["ช่องการดำเนินการว่าง", "ช่องผลลัพธ์ว่าง", "ช่องผู้รับผิดชอบว่าง"]


@pytest.mark.parametrize("code", ["E99", "I31", "O44"])
def test_a_code_that_neither_years_list_holds_is_a_doubt(code: str) -> None:
    found = doubts(report(ROW.replace("E13", code)), "code-unlisted")
    assert found == [(f"มาตรการที่ 1 (ข้อ {code})", f"ไม่มีข้อ {code} ในรายการข้อคำถามปี 2565 และปี 2566")]


@pytest.mark.parametrize("code", ["Q13", "สิบสาม", "E", "E0", "X"])
def test_a_code_that_cannot_be_read_leaves_the_measure_without_one(code: str) -> None:
    data = report(ROW.replace("E13", code))
    [(place, message)] = doubts(data, "code-unread")
    assert (place, message[: len(code) + 6]) == (f"{PLACE_OF_ROW} ช่องที่ 1 {AT} มาตรการ", f"พบ “{code}” ")
    [measure] = text.read(data).document.measures
    assert (measure.code, measure.question) == ("", "หน่วยงานมีระบบการให้บริการออนไลน์หรือไม่")


def test_where_no_year_has_a_list_an_unknown_code_only_warns() -> None:
    opening = "ตามที่ได้วิเคราะห์ ปีงบประมาณ 2580 และจัดทำมาตรการ ในปีงบประมาณ 2581"
    closing = CLOSING.replace("2566", "2581")
    reading = text.read(report(ROW.replace("E13", "E99"), opening=opening, closing=closing))
    assert [each.key for each in reading.warnings] == ["agency", "no-list"]


def test_an_impossible_date_in_the_table_is_named_with_its_words() -> None:
    [(place, message)] = doubts(report(row(actions="ทำเมื่อวันที่ 31 กันยายน 2566")), "date")
    assert place == f"{PLACE_OF_ROW} ช่องที่ 2 {AT} การดำเนินการ"
    assert message == "“เมื่อวันที่ 31 กันยายน 2566” เดือนกันยายนมี 30 วัน ไม่มีวันที่ 31"


def test_an_impossible_report_date_is_named() -> None:
    [(place, message)] = doubts(report(closing=CLOSING.replace("3 ตุลาคม", "32 ตุลาคม")), "reported-on")[:1]
    assert (place, message[:23]) == ("ผู้รายงาน (บรรทัดที่ 14) วันที่รายงาน", "พบ “32 ตุลาคม 2566” เดื")


@pytest.mark.parametrize("mark", ["ปัญหา/อุปสรรค :", "ข้อเสนอแนะ :", "ผู้รายงาน :"])
def test_a_file_that_ends_before_a_closing_block_says_that_it_may_be_cut(mark: str) -> None:
    data = SEED.decode().split(mark)[0].encode()
    assert ("ส่วนท้ายรายงาน", "ไม่พบชื่อผู้รายงาน") in doubts(data, "reporter")
    missing = [message for _, message in doubts(data, "missing")]
    heads = ("ปัญหา/อุปสรรค", "ข้อเสนอแนะ")
    assert missing == [f"ไม่พบ “{head}” ไฟล์อาจถูกตัด" for head in heads if f"{head} :" not in data.decode()]


@pytest.mark.parametrize("kept", ["ผู้รายงาน : นายดี งามยิ่ง", "ผู้รายงาน : นายดี งามยิ่ง กองงาน : กองช่าง", CLOSING[:-4]])
def test_of_a_closing_line_that_is_cut_what_is_there_is_read(kept: str) -> None:
    reading = text.read(report(closing=kept), agency="เทศบาลตำบลทุ่งสาย")
    assert (reading.document.reporter.name, reading.document.reported_on) == ("นายดี งามยิ่ง", None)


def test_a_year_cut_to_two_digits_still_warns() -> None:
    reading = text.read(SEED.decode().rstrip()[:-2].encode())
    assert [each.key for each in reading.warnings if each.key == "reported-on"] == ["reported-on"]


def test_a_file_that_names_no_agency_asks_for_it() -> None:
    data = report(closing=CLOSING.replace("เทศบาลตำบลทุ่งสาย", ""))
    assert doubts(data, "agency") == [("ผู้รายงาน กองงาน", "ไม่พบชื่อหน่วยงานในไฟล์ โปรดระบุ")]
    assert text.read(data).document.agency == ""


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
def test_of_two_reports_in_one_file_the_first_is_read_and_the_second_is_said(second: bytes) -> None:
    reading = text.read(SEED + b"\n" + second)
    first = text.read(SEED).document
    assert (reading.document.measures, reading.document.reporter) == (first.measures, first.reporter)
    assert reading.document.reported_on == first.reported_on
    [doubt] = [each for each in reading.warnings if each.key == "second"]
    assert doubt.message.split(" จึง")[1] == "อ่านถึงตรงนี้ ไฟล์หนึ่งควรมีรายงานฉบับเดียว โปรดแยกไฟล์"
    assert int(doubt.place.split("บรรทัดที่ ")[1].strip(")")) > len(SEED.splitlines())


def test_windows_and_old_mac_line_ends_make_no_difference() -> None:
    plain = text.read(SEED).document
    assert [text.read(SEED.replace(b"\n", end)).document for end in (b"\r\n", b"\r")] == [plain, plain]


def test_an_opening_of_one_year_takes_the_year_before_as_assessed() -> None:
    data = report(opening="ตามที่ได้วิเคราะห์ ปีงบประมาณ 2566")
    assert doubts(data, "years-read") == [("ย่อหน้านำ", "พบปีเดียวคือ 2566 จึงถือว่าประเมินปี 2565")]
    document = text.read(data).document
    assert (document.assessed_year, document.measures_year) == (2565, 2566)


def test_a_second_year_in_the_title_is_enough() -> None:
    document = text.read(report(title=f"{TITLE} ประจำปี 2566", opening=OPENING.split(" และ")[0])).document
    assert (document.assessed_year, document.measures_year) == (2565, 2566)


def test_a_name_longer_than_the_portal_holds_is_refused_when_the_file_is_read() -> None:
    [(place, message)] = refused(report(row(officers="นายดี งามยิ่ง " + "นักวิชาการ" * 25)))
    assert (place, message[:4]) == ("มาตรการที่ 1 ผู้รับผิดชอบที่ 1 position", "ยาว ")
