"""What a document's parts print: the words as written, and what the words lack after them."""

from datetime import date

from document import Action, ActionDate, Approver, Officer

DAY = date(2023, 9, 29)


def test_a_date_that_the_words_hold_is_not_printed_again() -> None:
    held = ActionDate(DAY, DAY, False, "เมื่อวันที่ 29 กันยายน 2566")
    assert Action("", "ทำ เมื่อวันที่ 29 กันยายน 2566", (held,)).printed == "ทำ เมื่อวันที่ 29 กันยายน 2566"


def test_dates_that_the_words_do_not_hold_are_printed_after_them() -> None:
    dates = (
        ActionDate(DAY, DAY, False, ""),
        ActionDate(date(2023, 6, 1), DAY, False, ""),
        ActionDate(DAY, None, True, "คำที่ถูกลบไปแล้ว"),
    )
    assert Action("1.", "ทำแล้ว", dates).printed == (
        "ทำแล้ว เมื่อวันที่ 29 กันยายน 2566 ระหว่างวันที่ 1 มิถุนายน 2566 – 29 กันยายน 2566 ตั้งแต่วันที่ 29 กันยายน 2566 เป็นต้นมา"
    )


def test_an_officer_prints_the_words_as_written_else_the_parts() -> None:
    parts = Officer("นายดี งามยิ่ง", "นิติกร", "กองคลัง", "")
    assert parts.printed == "นายดี งามยิ่ง นิติกร กองคลัง"
    assert Officer("นายดี งามยิ่ง", "นิติกร", "กองคลัง", "นายดี  งามยิ่ง (นิติกร)").printed == "นายดี  งามยิ่ง (นิติกร)"


def test_a_stand_in_prints_their_own_post_the_capacity_and_the_office() -> None:
    posts = [
        Approver("ก", "นายกเทศมนตรี").printed_post,
        Approver("ก", "ปลัดเทศบาล", "acting", "นายกเทศมนตรี").printed_post,
        Approver("ก", "รองนายก", "delegated", "นายกเทศมนตรี").printed_post,
    ]
    assert posts == ["นายกเทศมนตรี", "ปลัดเทศบาล รักษาราชการแทน นายกเทศมนตรี", "รองนายก ปฏิบัติราชการแทน นายกเทศมนตรี"]
