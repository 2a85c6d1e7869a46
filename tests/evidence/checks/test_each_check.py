"""Every check of a piece of evidence: what it doubts, and what is like it and no doubt."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from evidence.checks.doubt import Piece, Use
from evidence.checks.every import CHECKS, doubts_of
from evidence.checks.items import subject_words
from evidence.checks.years import years_in
from evidence.opening.seen import Opened, Seen

FILE = Piece(2566, "ประชุมชี้แจงมาตรการ", name="ประชุมชี้แจง.pdf", pages=2, text="บันทึกการประชุมชี้แจงมาตรการ ให้ดำเนินการตามแผน")
PHOTOGRAPH = Piece(2566, "ป้ายประชาสัมพันธ์", name="ป้าย.jpg", is_photograph=True)
LINK = Piece(2566, "หน้าข่าว", address="https://www.thungsaithan.go.th/news/12")
THERE, HERE = Use(7, 2565, "E14"), Use(8, 2566, "I3", "O13")
NOON_OF = date(2023, 9, 22)
SHARE = replace(LINK, address="https://drive.google.com/file/d/1/view")
REPORT = "รายงานผลการดำเนินการเพื่อส่งเสริมคุณธรรมและความโปร่งใสภายในหน่วยงาน"
CONTROL = "การประเมินองค์ประกอบของการควบคุมภายใน (แบบ ปค.4) กิจกรรมการควบคุม สารสนเทศและการสื่อสาร " * 3
OF_THE_ITEM = replace(FILE, item="O43", item_text=REPORT, name="ส่งรายงาน.pdf", caption="เอกสารที่ส่ง")


def opened(piece: Piece, seen: Seen, status: int = 0, *, days: int = 0, handed_in: bool = False) -> Piece:
    """A link that the portal opened."""
    found = Opened(seen, status, "www.thungsaithan.go.th")
    return replace(piece, opened=found, opened_on=NOON_OF, days=days, is_handed_in=handed_in)


# What is doubted, with words that the sentence has, and what is not.
DOUBTED: dict[str, list[tuple[Piece, str]]] = {
    "personal": [
        (replace(FILE, is_public=True, caption="โทร ๐๘๑ ๒๓๔ ๕๖๗๘"), "หมายเลขโทรศัพท์ 081 234 5678 ในคำบรรยาย"),
        (replace(FILE, is_public=True, name="1-1017-00230-70-8.pdf"), "เลขประจำตัวประชาชน"),
        (replace(FILE, is_public=True, text="ติดต่อ mana@tst.example"), "mana@tst.example ในเนื้อหาของไฟล์"),
        (replace(FILE, is_public=True, text=" และ ".join(f"081 234 567{n}" for n in range(5))), "และอีก 2 แห่ง"),
    ],
    "other_year": [
        (replace(FILE, uses=(THERE,)), "ไฟล์เดียวกันนี้เป็นหลักฐานของปีอื่นแล้ว คือ มาตรการ E14 ปี 2565 "),
        (replace(LINK, uses=(THERE, HERE)), "ลิงก์เดียวกันนี้เป็นหลักฐานของปีอื่น"),
    ],
    "used_again": [
        (replace(PHOTOGRAPH, uses=(HERE,)), "ภาพเดียวกันนี้ใช้กับ มาตรการ I3 (ข้อ O13) ด้วย"),
        (replace(FILE, uses=tuple(Use(n, 2566, f"E{n}") for n in range(6))), "มาตรการ E3 และอีก 2 มาตรการ"),
    ],
    "placeholder": [
        (replace(LINK, address="https://www.thungsaithan.go.th/#"), "ลงท้ายด้วย “#”"),
        (replace(LINK, address="https://example.com/page"), "ที่อยู่ตัวอย่าง"),
        (replace(LINK, address="http://www.example.go.th/"), "ที่อยู่ตัวอย่าง"),
        (replace(LINK, address="http://localhost/ita"), "“localhost”"),
        (replace(LINK, address="http://127.0.0.1:8000/"), "เครือข่ายภายใน"),
        (replace(LINK, address="http://192.168.1.5/ita"), "เครือข่ายภายใน"),
        (replace(LINK, address="http://2130706433/"), "เครือข่ายภายใน"),
        (replace(LINK, address="http://127.1/"), "เครือข่ายภายใน"),
        (replace(LINK, address="http://[::1]/"), "เครือข่ายภายใน"),
        (replace(LINK, address="http://server/ita"), "เครือข่ายภายใน"),
        (replace(LINK, address="https://test.thungsaithan.go.th/"), "เว็บไซต์ทดลอง"),
        (replace(LINK, address="https://dev.thungsaithan.go.th/"), "เว็บไซต์ทดลอง"),
        (replace(LINK, address="https://www.staging.thungsaithan.go.th/"), "เว็บไซต์ทดลอง"),
    ],
    "other_agency": [
        (replace(LINK, owner="องค์การบริหารส่วนตำบลหนองฝาน"), "เว็บไซต์ขององค์การบริหารส่วนตำบลหนองฝาน ไม่ใช่ของหน่วยงานท่าน"),
    ],
    "dead_link": [
        (opened(LINK, Seen.REFUSES, 404), "โดยไม่ลงชื่อเข้าใช้เมื่อ 22 กันยายน 2566 เว็บไซต์ตอบว่าไม่พบหน้านี้ (รหัส 404)"),
        (opened(LINK, Seen.REFUSES, 418), "ไม่ได้แสดงหน้าตามปกติ (รหัส 418)"),
        (opened(SHARE, Seen.REFUSES, 404), "ไม่พบหน้านี้"),
        (opened(LINK, Seen.SIGN_IN, 200), "หน้าให้ลงชื่อเข้าใช้"),
        (opened(LINK, Seen.EMPTY, 200), "หน้าว่าง"),
        (opened(LINK, Seen.LOOPS), "วนไปมาไม่จบ"),
        (opened(LINK, Seen.STRANGE), "ไม่ใช่ที่อยู่ของหน้าเว็บ"),
        (opened(LINK, Seen.NOT_PUBLIC), "คนภายนอกเปิดไม่ได้"),
        (opened(LINK, Seen.CERTIFICATE), "ใบรับรอง"),
    ],
    "not_opened": [
        (opened(LINK, Seen.BUSY, 503, days=3), "ลองแล้ว 3 วัน ครั้งล่าสุดเมื่อ 22 กันยายน 2566 เว็บไซต์แจ้งว่าไม่พร้อม"),
        (opened(LINK, Seen.NO_HOST, days=4), "หาเว็บไซต์ชื่อนี้ไม่พบ"),
        (opened(LINK, Seen.NO_ANSWER, days=1, handed_in=True), "ยังเปิดลิงก์นี้ไม่ได้ เมื่อ 22 กันยายน 2566"),
    ],
    "shared": [
        (SHARE, "ลิงก์นี้เปิดจาก drive.google.com ซึ่งอาจ"),
        (opened(SHARE, Seen.BUSY, 429, days=1), "ซึ่งอาจขอให้ลงชื่อเข้าใช้ก่อน"),
        (opened(SHARE, Seen.SIGN_IN, 200), "เมื่อ 22 กันยายน 2566 พบว่า drive.google.com ขอให้ลงชื่อเข้าใช้หรือขอสิทธิ์ก่อน"),
        (replace(LINK, address="https://office-my.sharepoint.com/x"), "หน้าต่างไม่ระบุตัวตน"),
        (replace(LINK, address="https://www.facebook.com/thungsaithan"), "ลงชื่อเข้าใช้"),
    ],
    "wrong_document": [(replace(OF_THE_ITEM, text=CONTROL), "ไม่มีคำใดของข้อ O43")],
    "wrong_year": [
        (replace(FILE, caption="แผนปฏิบัติการ ปี 2565"), "คำบรรยายระบุปี 2565 แต่หลักฐานของมาตรการปี 2566"),
        (replace(FILE, name="แผน_๒๕๖๕.pdf"), "ชื่อไฟล์ระบุปี 2565"),
        (replace(FILE, name="plan-2565.pdf"), "ชื่อไฟล์ระบุปี 2565"),
        (replace(FILE, caption="แผนงบประมาณ พ.ศ..2565"), "2565"),
        (replace(FILE, caption="แผนจัดซื้อ ปีงบประมาณ 65"), "2565"),
        (replace(FILE, caption="ประชุมเมื่อวันที่ 14 มีนาคม 2565"), "2565"),
        (replace(FILE, text="แผนปฏิบัติการป้องกันการทุจริต\nประจำปีงบประมาณ พ.ศ. ๒๕๖๕"), "หน้าแรกของเอกสารระบุปี 2565"),
        (replace(FILE, caption="แผน 2565", item="O39", item_text="แผนปฏิบัติการป้องกันการทุจริต"), "ข้อ O39 ของปี 2566"),
        (replace(OF_THE_ITEM, caption="รายงาน 2564"), "ควรเป็นของปี 2565 หรือ 2566"),
    ],
    "outside_year": [
        (replace(FILE, speaks_for=date(2022, 9, 30)), "30 กันยายน 2565 อยู่นอกปีงบประมาณ 2566"),
        (replace(FILE, speaks_for=date(2023, 10, 1)), "1 ตุลาคม 2566 อยู่นอกปีงบประมาณ 2566"),
    ],
    "scanned": [(replace(FILE, text=" \n"), "ภาพสแกน")],
    "broken_text": [
        (replace(FILE, text="สานักงานดาเนินการตามที่กาหนด จัดทาแผน"), "“สานัก” แทน “สำนัก”"),
        (replace(FILE, text="ส านักงาน ด าเนินการ ตามที่ก าหนด"), "แทน"),
        (replace(FILE, text="แผน \ue000 การดำเนินการ"), "มีสัญลักษณ์ที่อ่านไม่ได้"),
        (replace(FILE, text="¡ÒÃ´Óà¹Ô¹¡ÒÃ»éÍ§¡Ñ¹¡ÒÃ·Ø¨ÃÔµ"), "อักษรต่างประเทศ"),
    ],
    "odd_name": [
        (replace(FILE, name="รายงาน.pdf.pdf"), "นามสกุลไฟล์ซ้อนกัน"),
        (replace(FILE, name="รายงาน..ผล.pdf"), "จุดติดกัน"),
        (replace(FILE, name="รายงานผลการดำเนินการเ.pdf"), "ถูกตัดกลางคำ"),
        (replace(FILE, name="ารรายงาน.pdf".replace("าร", "ิ", 1)), "ถูกตัดกลางคำ"),
        (replace(FILE, name="%E0%B8%A3.pdf"), "รหัสที่อ่านไม่ออก"),
        (replace(FILE, name="ก" * 80 + ".pdf"), "ยาวมาก"),
    ],
}
FINE = [
    FILE,
    replace(FILE, is_public=True),
    replace(FILE, caption="โทร 081 234 5678"),
    replace(FILE, is_public=True, name="1-1017-00230-70-9.pdf"),
    PHOTOGRAPH,
    LINK,
    opened(LINK, Seen.OPENS, 200),
    opened(SHARE, Seen.OPENS, 200),
    opened(LINK, Seen.NOT_TRIED),
    opened(LINK, Seen.BUSY, 503, days=2),
    opened(LINK, Seen.NO_ANSWER, days=1),
    replace(LINK, address="https://xn--12c.xn--o3cw4h/"),
    replace(LINK, address="https://www.thungsaithan.go.th/#news"),
    replace(LINK, address="https://testimony.go.th/devices/example"),
    replace(LINK, address="https://www.thungsaithan.go.th/drive.google.com"),
    replace(OF_THE_ITEM, text=CONTROL + REPORT),
    replace(OF_THE_ITEM, text=CONTROL, caption="ส่งเสริมคุณธรรม"),
    replace(OF_THE_ITEM, text=CONTROL.replace("ำ", "า") + "เพื่อส่งเสริมคุณธรรม"),
    replace(OF_THE_ITEM, text="สั้นเกินกว่าจะบอกได้"),
    replace(OF_THE_ITEM, text=CONTROL, item_text=""),
    replace(FILE, caption="แผนปฏิบัติการ ปี ๒๕๖๖"),
    replace(FILE, caption="แผนพัฒนา พ.ศ. 2561-2570"),
    replace(FILE, caption="ประชุมเมื่อวันที่ 14 พฤศจิกายน 2565"),
    replace(FILE, caption="ตามพระราชบัญญัติข้อมูลข่าวสารของราชการ พ.ศ. 2540"),
    replace(FILE, text="อ้างถึง หนังสือ ลงวันที่ 3 มกราคม 2560"),
    replace(FILE, name="IMG_2563.pdf", caption="IMG_2563"),
    replace(OF_THE_ITEM, caption="รายงาน ปี 2565"),
    replace(FILE, speaks_for=date(2022, 10, 1)),
    replace(FILE, speaks_for=date(2023, 9, 30)),
    replace(FILE, text="บันทึก ดาเนินการ คำเดียว"),
    replace(FILE, name="รายงาน v1.2 (ฉบับแก้ไข).pdf"),
]


@pytest.mark.parametrize(("kind", "piece", "words"), [(k, p, w) for k, rows in DOUBTED.items() for p, w in rows])
def test_what_goes_wrong_is_doubted_once_and_said(kind: str, piece: Piece, words: str) -> None:
    found = [doubt for doubt in doubts_of(piece) if doubt.kind == kind]
    assert [words in doubt.message for doubt in found] == [True], doubts_of(piece)


@pytest.mark.parametrize("piece", FINE, ids=lambda piece: f"{piece.caption} {piece.name} {piece.address}")
def test_what_is_right_is_not_doubted(piece: Piece) -> None:
    assert doubts_of(piece) == []


def test_every_check_has_a_case() -> None:
    assert len(CHECKS) == len(DOUBTED)


def test_a_closed_share_is_no_dead_link_too_and_a_dead_one_is_not_said_to_be_closed() -> None:
    assert [each.kind for each in doubts_of(opened(SHARE, Seen.SIGN_IN, 200))] == ["shared"]
    assert [each.kind for each in doubts_of(opened(SHARE, Seen.REFUSES, 404))] == ["dead_link"]


def test_what_is_settled_of_a_link_stays_so_for_as_long_as_the_same_is_seen() -> None:
    once = doubts_of(opened(LINK, Seen.REFUSES, 404))[0]
    later = doubts_of(replace(opened(LINK, Seen.REFUSES, 404), opened_on=date(2023, 10, 22)))[0]
    other = doubts_of(opened(LINK, Seen.REFUSES, 410))[0]
    assert once.key == later.key
    assert once.key != other.key
    third, fourth = (doubts_of(opened(LINK, Seen.BUSY, 503, days=days))[0] for days in (3, 4))
    assert third.key == fourth.key


def test_a_doubt_keeps_its_key_while_the_same_is_seen_and_has_another_for_another_place() -> None:
    once, twice, other = (
        doubts_of(replace(FILE, uses=uses))[0]
        for uses in [(HERE,), (replace(HERE, measure="I4"),), (replace(HERE, pk=9),)]
    )
    assert once.key == twice.key
    assert once.key != other.key


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("ปี 2566", {2566}),
        ("ปีงบประมาณ พ.ศ. ๒๕๖๖", {2566}),
        ("พ.ศ..2566", {2566}),
        ("ประจำปี 66", {2566}),
        ("29 ก.ย. 66", {2566}),
        ("1 ตุลาคม 2565", {2565, 2566}),
        ("2561-2563", {2561, 2562, 2563}),
        ("โทร 0 2566 1234 5", {2566}),
        ("เลขที่ 125661", set()),
        ("ปีละ 50 คน", set()),
        ("ระเบียบกระทรวงมหาดไทย ว่าด้วยพัสดุ พ.ศ. 2535", set()),
    ],
)
def test_years_are_read_as_people_write_them(text: str, years: set[int]) -> None:
    assert years_in(text) == years


def test_a_subject_is_what_general_words_leave() -> None:
    assert subject_words("รายงานผลการดำเนินงานประจำปี") == set()
    assert "คุณธรรม" in "".join(subject_words(REPORT))
