"""The words of the fourth column become officers: name, position, unit; a guess is said to be one."""

import pytest

from document import Officer
from document.readers import text
from document.understanding.officers import officers
from tests.document.samples import report, row


@pytest.mark.parametrize(
    ("written", "name", "position", "unit"),
    [
        ("นายดี งามยิ่ง นักวิชาการ กองช่าง", "นายดี งามยิ่ง", "นักวิชาการ", "กองช่าง"),
        ("นางสาว ดี งามยิ่ง นิติกร สำนักปลัด", "นางสาว ดี งามยิ่ง", "นิติกร", "สำนักปลัด"),
        ("น.ส.ดี งามยิ่ง นิติกร สำนักปลัด", "น.ส.ดี งามยิ่ง", "นิติกร", "สำนักปลัด"),
        ("ว่าที่ร้อยตรี ดี งามยิ่ง นิติกร กองคลัง", "ว่าที่ร้อยตรี ดี งามยิ่ง", "นิติกร", "กองคลัง"),
        ("ว่าที่ร้อยตรีหญิงดี งามยิ่ง นิติกร กองคลัง", "ว่าที่ร้อยตรีหญิงดี งามยิ่ง", "นิติกร", "กองคลัง"),
        ("ว่าที่ ร.ต.ดี งามยิ่ง นิติกร กองคลัง", "ว่าที่ ร.ต.ดี งามยิ่ง", "นิติกร", "กองคลัง"),
        ("จ่าสิบเอก ดี งามยิ่ง เจ้าพนักงานป้องกัน งานป้องกัน", "จ่าสิบเอก ดี งามยิ่ง", "เจ้าพนักงานป้องกัน", "งานป้องกัน"),
        ("ส.อ.ดี งามยิ่ง เจ้าพนักงาน สำนักปลัด", "ส.อ.ดี งามยิ่ง", "เจ้าพนักงาน", "สำนักปลัด"),
        ("ดร.ดี งามยิ่ง ผู้อำนวยการ โรงเรียนบ้านนา", "ดร.ดี งามยิ่ง", "ผู้อำนวยการ", "โรงเรียนบ้านนา"),
        ("นาย ดร.ดี งามยิ่ง ผู้อำนวยการ กองการศึกษา", "นาย ดร.ดี งามยิ่ง", "ผู้อำนวยการ", "กองการศึกษา"),
        ("นายดี ณรงค์ ณ อยุธยา ครู ศูนย์พัฒนาเด็กเล็ก", "นายดี ณรงค์ ณ อยุธยา", "ครู", "ศูนย์พัฒนาเด็กเล็ก"),
        ("นายกฤษณะ งามยิ่ง นายช่างโยธา กองช่าง", "นายกฤษณะ งามยิ่ง", "นายช่างโยธา", "กองช่าง"),
        ("นายดี งามยิ่ง หัวหน้าสำนักปลัด สำนักปลัด อบต.", "นายดี งามยิ่ง", "หัวหน้าสำนักปลัด", "สำนักปลัด อบต."),
        ("นายดี งามยิ่ง ตำแหน่ง นิติกร ฝ่ายกฎหมาย", "นายดี งามยิ่ง", "นิติกร", "ฝ่ายกฎหมาย"),
        ("1. นายดี งามยิ่ง นิติกร ส่วนการคลัง", "นายดี งามยิ่ง", "นิติกร", "ส่วนการคลัง"),
    ],
)
def test_a_titled_officer_is_split_without_a_guess(written: str, name: str, position: str, unit: str) -> None:
    assert officers([written]) == ((Officer(name, position, unit, written), False),)


@pytest.mark.parametrize(
    ("written", "name", "position", "unit"),
    [
        ("ดี งามยิ่ง นิติกร กองคลัง", "ดี งามยิ่ง", "นิติกร", "กองคลัง"),
        ("นายดี", "นายดี", "", ""),
        ("นายดี งามยิ่ง นายกองค์การบริหารส่วนตำบล", "นายดี งามยิ่ง", "นายกองค์การบริหารส่วนตำบล", ""),
        ("นายดี งามยิ่ง กองคลัง", "นายดี งามยิ่ง", "", "กองคลัง"),
    ],
)
def test_an_uncertain_split_is_a_guess(written: str, name: str, position: str, unit: str) -> None:
    assert officers([written]) == ((Officer(name, position, unit, written), True),)


@pytest.mark.parametrize(
    "parts",
    [
        ["นายดี งามยิ่ง นิติกร กองคลัง นางสาวงาม ดีจริง ครู กองการศึกษา"],
        ["นายดี งามยิ่ง นิติกร กองคลัง", "นางสาวงาม ดีจริง ครู กองการศึกษา"],
        ["นายดี งามยิ่ง", "นิติกร", "กองคลัง", "นางสาวงาม ดีจริง", "ครู", "กองการศึกษา"],
    ],
)
def test_several_officers_in_a_cell_are_told_apart(parts: list[str]) -> None:
    found = [(officer.name, officer.position, officer.unit) for officer, _ in officers(parts)]
    assert found == [("นายดี งามยิ่ง", "นิติกร", "กองคลัง"), ("นางสาวงาม ดีจริง", "ครู", "กองการศึกษา")]


def test_numbered_officers_keep_their_numbers_in_the_words() -> None:
    found = officers(["1. นายดี งามยิ่ง นิติกร กองคลัง 2. นางงาม ดีจริง ครู กองการศึกษา"])
    assert [officer.as_written[:2] for officer, _ in found] == ["1.", "2."]
    assert [officer.name for officer, _ in found] == ["นายดี งามยิ่ง", "นางงาม ดีจริง"]


def test_a_guess_warns_with_its_place() -> None:
    reading = text.read(report(row(officers="ดี งามยิ่ง นิติกร กองคลัง")))
    found = [each for each in reading.warnings if each.key.startswith("officer")]
    assert [(each.key, each.place) for each in found] == [
        ("officer:1:officers:1", "ตารางที่ 1 แถวที่ 2 ช่องที่ 4 (บรรทัดที่ 6) ผู้รับผิดชอบ")
    ]
    assert reading.document.measures[0].officers[0].as_written == "ดี งามยิ่ง นิติกร กองคลัง"
