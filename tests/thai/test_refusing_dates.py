"""What can't be read as a date gets a Thai message that names the cure."""

import pytest

from thai.dates import DATE_FORMS, parse_date

FORMS_NAMED = ["29 กันยายน 2566", "29/9/66"]


def refusal(text: str) -> str:
    with pytest.raises(ValueError) as caught:
        parse_date(text)
    return str(caught.value)


@pytest.mark.parametrize(
    "text", ["เร็ว ๆ นี้", "กันยายน 2566", "2566", "29", "x", "29/9/6", "0 2123 4567", "2566-9", "-", "ร.ศ. 112"]
)
def test_what_has_no_date_names_the_forms_that_can_be_read(text: str) -> None:
    message = refusal(text)
    if "อ่านปี" in message:
        assert message == "อ่านปี 6 ไม่ได้ ใส่ปีสี่หลัก เช่น 2566 หรือสองหลัก เช่น 66"
    else:
        assert message == f"อ่านวันที่นี้ไม่ได้ {DATE_FORMS}"


def test_the_help_sentence_names_forms_that_are_read() -> None:
    assert [form for form in FORMS_NAMED if form in DATE_FORMS] == FORMS_NAMED
    assert len({parse_date(form) for form in FORMS_NAMED}) == 1


@pytest.mark.parametrize("text", ["", " ", "\u200b", "\u00a0\n", "....", "\ufeff"])
def test_an_empty_field_is_asked_for_a_date(text: str) -> None:
    assert refusal(text) == f"โปรดใส่วันที่ {DATE_FORMS}"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("31 กันยายน 2566", "เดือนกันยายนมี 30 วัน ไม่มีวันที่ 31"),
        ("๓๑ ก.ย. ๖๖", "เดือนกันยายนมี 30 วัน ไม่มีวันที่ 31"),
        ("31/9/2566", "เดือนกันยายนมี 30 วัน ไม่มีวันที่ 31"),
        ("2023-09-31", "เดือนกันยายนมี 30 วัน ไม่มีวันที่ 31"),
        ("0 กันยายน 2566", "เดือนกันยายนมี 30 วัน ไม่มีวันที่ 0"),
        ("32 มกราคม 2566", "เดือนมกราคมมี 31 วัน ไม่มีวันที่ 32"),
        ("29 กุมภาพันธ์ 2566", "ปี พ.ศ. 2566 เดือนกุมภาพันธ์มี 28 วัน ไม่มีวันที่ 29"),
        ("29 Feb 2023", "ปี พ.ศ. 2566 เดือนกุมภาพันธ์มี 28 วัน ไม่มีวันที่ 29"),
        ("30/2/67", "ปี พ.ศ. 2567 เดือนกุมภาพันธ์มี 29 วัน ไม่มีวันที่ 30"),
    ],
)
def test_a_day_that_the_month_lacks_is_told_how_many_it_has(text: str, message: str) -> None:
    assert refusal(text) == message


@pytest.mark.parametrize(("text", "month"), [("9/29/2566", 29), ("2566-13-01", 13), ("1/0/2566", 0)])
def test_a_month_that_no_year_has_is_told_the_order_of_day_and_month(text: str, month: int) -> None:
    assert refusal(text) == f"ไม่มีเดือนที่ {month} เดือนมีตั้งแต่ 1 ถึง 12 ใส่วันก่อนแล้วจึงใส่เดือน เช่น 29/9/2566"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("29 กันยายน ค.ศ. 2566", "ปี 2566 เป็นปี พ.ศ. แต่เขียนว่า ค.ศ. โปรดแก้เป็น พ.ศ. 2566 หรือ ค.ศ. 2023"),
        ("29 กันยายน พ.ศ. 2023", "ปี 2023 เป็นปี ค.ศ. แต่เขียนว่า พ.ศ. โปรดแก้เป็น ค.ศ. 2023 หรือ พ.ศ. 2566"),
    ],
)
def test_an_era_that_contradicts_its_year_is_refused_with_both_ways_out(text: str, message: str) -> None:
    assert refusal(text) == message


@pytest.mark.parametrize("year", ["1899", "256", "25666", "0000", "9" * 100])
def test_a_year_of_no_era_is_told_how_years_are_written(year: str) -> None:
    assert refusal(f"29 กันยายน {year}") == f"อ่านปี {year[:8]} ไม่ได้ ใส่ปีสี่หลัก เช่น 2566 หรือสองหลัก เช่น 66"


def test_two_digits_after_an_english_month_are_asked_for_four() -> None:
    assert refusal("29-Sep-23") == "ปี 23 หลังชื่อเดือนภาษาอังกฤษเป็นได้ทั้ง พ.ศ. และ ค.ศ. โปรดใส่ปีสี่หลัก เช่น 2566"


def test_a_weekday_that_is_not_the_days_is_told_the_right_one() -> None:
    assert refusal("วันจันทร์ที่ 29 กันยายน 2566") == "วันที่ 29 กันยายน 2566 เป็นวันศุกร์ ไม่ใช่วันจันทร์"


@pytest.mark.parametrize("text", ["29 กันยายน", "วันที่ 29 กันยายน", "๒๙ กันยายน พ.ศ."])
def test_a_date_without_a_year_is_asked_for_it(text: str) -> None:
    assert refusal(text) == "ยังไม่มีปี โปรดใส่ปีด้วย เช่น 29 กันยายน 2566"


def test_the_example_of_a_year_keeps_the_months_last_dot() -> None:
    for text in ("3 ก.ค.", "3 ก.ค", "3 ก. ค."):
        assert refusal(text) == "ยังไม่มีปี โปรดใส่ปีด้วย เช่น 3 ก.ค. 2566", text


@pytest.mark.parametrize(
    "text",
    ["1–29 กันยายน 2566", "1 มิถุนายน 2566 – 29 กันยายน 2566", "1 มิถุนายน ถึง 29 กันยายน 2566", "1/9/2566, 2/9/2566"],
)
def test_two_days_in_a_field_for_one_are_refused(text: str) -> None:
    assert refusal(text) == "ช่องนี้ใส่ได้วันเดียว โปรดใส่เพียงวันเดียว เช่น 29 กันยายน 2566"
