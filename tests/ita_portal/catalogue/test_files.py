"""A list goes out as a file and comes in again: what would change is shown first, each mistake with its place."""

from __future__ import annotations

import io
from typing import Any

import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from accounts.models import User
from audit.models import AuditEvent
from ita.catalogue import load_csv
from measures.models import Indicator
from measures.services import catalogue
from tests.browsing import form_of
from tests.factories import an_indicator
from tests.ita_portal.catalogue.conftest import MANUAL
from tests.stored import everything_stored

pytestmark = pytest.mark.django_db
LOAD = reverse("catalogue:load")
HEAD = "fiscal_year,tool,code,indicator_no,indicator_name,text,status"
THAI = "ปีงบประมาณ,เครื่องมือ,รหัสข้อ,ตัวชี้วัดที่,ชื่อตัวชี้วัด,ถ้อยคำ,สถานะของถ้อยคำ,รายการสำหรับ"


def send(client: Client, body: bytes, name: str = "list.csv") -> Any:
    return client.post(LOAD, {"file": SimpleUploadedFile(name, body)})


def csv(*lines: str, head: str = HEAD) -> bytes:
    return "\n".join([head, *lines, ""]).encode()


def workbook(*rows: tuple[object, ...]) -> bytes:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out)
    sheet = book.add_worksheet("Sheet")
    for at, row in enumerate(rows):
        sheet.write_row(at, 0, row)
    book.close()
    return out.getvalue()


def text_of(page: Any) -> str:
    return " ".join(page.content.decode().split())


def test_what_a_file_would_do_is_shown_and_nothing_is_stored_until_the_button(
    keeper: Client, operator: User, item: Indicator
) -> None:
    same = an_indicator("O14", year=2566, text="แผน")
    body = csv(
        "2566,OIT,O13,1,การปรับปรุงระบบการทำงาน,คู่มือใหม่,confirmed",
        "2566,OIT,O14,1,การปรับปรุงระบบการทำงาน,แผน,second_hand",
        "2569,OIT,O1,9,การเปิดเผยข้อมูล,โครงสร้าง,uncertain",
    )
    before = everything_stored()
    page = send(keeper, body)
    assert everything_stored(but=("django_session",)) == {k: v for k, v in before.items() if k != "django_session"}
    preview = page.context["preview"]
    assert ([each.code for each in preview.added], preview.same) == (["O1"], 1)
    assert [change.parts for change in preview.changed] == [
        [("ถ้อยคำ", MANUAL, "คู่มือใหม่"), ("สถานะของถ้อยคำ", "จากเอกสารที่อ้างต่อกันมา", "ยืนยันแล้ว")]
    ]
    form = form_of(page)
    done = keeper.post(form.action, form.values, follow=True)
    assert "เพิ่ม 1 ข้อ แก้ไข 1 ข้อ ตรงกันแล้ว 1 ข้อ" in text_of(done)
    item.refresh_from_db()
    assert (item.text, item.status, item.confirmed_by) == ("คู่มือใหม่", "confirmed", operator)
    same.refresh_from_db()
    assert same.revised_at is None
    event = AuditEvent.objects.order_by("-seq")[0]
    assert (event.action, event.subject, event.actor) == ("catalogue.loaded", "catalogue", operator.pk)


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_a_list_that_goes_out_and_comes_in_again_changes_nothing(keeper: Client, form: str) -> None:
    catalogue.load(load_csv())
    an_indicator("O1", year=2566, kind="hospital", text='มีจุลภาค, “คำพูด" และ=สูตร')
    for year, kind in ((2565, "general"), (2566, "general"), (2566, "hospital"), (2569, "general")):
        file = keeper.get(reverse("catalogue:file", args=[year, kind, form]))
        page = send(keeper, file.content, f"list.{form}")
        preview = page.context["preview"]
        count = Indicator.objects.filter(year=year, kind=kind).count()
        assert (len(preview.added), len(preview.changed), preview.same) == (0, 0, count), (year, kind)


def test_thai_heads_labels_and_digits_are_read_in_any_order_of_columns(keeper: Client) -> None:
    rows = [
        ("รายการของเรา",),
        (),
        ("ถ้อยคำ", "รหัสข้อ", "เครื่องมือ", "ปีงบประมาณ", "หมายเหตุ", "ตัวชี้วัดที่", "ชื่อตัวชี้วัด", "สถานะของถ้อยคำ", "รายการสำหรับ"),
        ("โครงสร้าง", "o๑", "oit", "๒๕๖๙", "x", 9, "การเปิดเผยข้อมูล", "ยังไม่แน่ชัด", "หน่วยงานทั่วไป"),
        (None, "O2", "OIT", 2569, None, 9, "การเปิดเผยข้อมูล", "ยังไม่มีถ้อยคำ", None),
    ]
    found = send(keeper, workbook(*rows), "list.xlsx").context["preview"].added
    assert [(each.year, each.tool, each.code, each.text, each.status, each.kind) for each in found] == [
        (2569, "OIT", "O1", "โครงสร้าง", "uncertain", "general"),
        (2569, "OIT", "O2", "", "no_text", "general"),
    ]


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("66,OIT,O1,9,ชื่อ,ข้อความ,seed", "แถวที่ 2 คอลัมน์ ปีงบประมาณ: พบ “66” ต้องเป็นปี พ.ศ. สี่หลัก"),
        ("2569,XIT,O1,9,ชื่อ,ข้อความ,seed", "แถวที่ 2 คอลัมน์ เครื่องมือ: พบ “XIT”"),
        ("2569,OIT,E1,9,ชื่อ,ข้อความ,seed", "แถวที่ 2 คอลัมน์ รหัสข้อ: พบ “E1”"),
        ("2569,OIT,O1,99,ชื่อ,ข้อความ,seed", "แถวที่ 2 คอลัมน์ ตัวชี้วัดที่: พบ “99”"),
        ("2569,OIT,O1,9,,ข้อความ,seed", "แถวที่ 2 คอลัมน์ ชื่อตัวชี้วัด: พบ “” ต้องไม่ว่าง"),
        ("2569,OIT,O1,9,ชื่อ,,seed", "แถวที่ 2 คอลัมน์ ถ้อยคำ: พบ “” ต้องมีข้อความ"),
        ("2569,OIT,O1,9,ชื่อ,ข้อความ,maybe", "แถวที่ 2 คอลัมน์ สถานะของถ้อยคำ: พบ “maybe” ต้องเป็น จากรายงานของหน่วยงาน หรือ"),
        ("2569,OIT,O1,9,ชื่อ,ก,seed\n2569,OIT,o 1,9,ชื่อ,ข,seed", "แถวที่ 3 คอลัมน์ รหัสข้อ: ข้อ O1 ของปี 2569 มีซ้ำ"),
    ],
)
def test_each_mistake_is_said_with_its_row_and_column(keeper: Client, line: str, sentence: str) -> None:
    page = send(keeper, csv(line))
    assert page.status_code == 422
    assert sentence in text_of(page)
    assert not Indicator.objects.exists()


def test_a_group_of_two_tools_or_names_is_told_in_one_file_and_beside_what_is_stored(keeper: Client) -> None:
    """Else the forms of scores would lose the items of one of the tools."""
    page = send(keeper, csv("2569,IIT,I1,1,ก,ข,uncertain", "2569,EIT,E1,1,ค,ง,uncertain"))
    assert page.status_code == 422
    assert "ตัวชี้วัดที่ 1 ของปี 2569 ต้องเป็นของเครื่องมือเดียวและมีชื่อเดียว แต่พบ IIT “ก” (I1) EIT “ค” (E1)" in text_of(page)
    page = send(keeper, csv("2569,IIT,I1,1,ก,ข,uncertain", "2569,IIT,I2,1,ข,ง,uncertain"))
    assert "IIT “ก” (I1) IIT “ข” (I2)" in text_of(page)
    Indicator.objects.create(year=2569, tool="EIT", code="E1", group_no=1, group_name="ก", text="ก", status="seed")
    page = send(keeper, csv("2569,IIT,I1,1,ก,ข,uncertain"))
    assert page.status_code == 422
    assert "เป็นของ EIT ในรายการที่มีอยู่ (ข้อ E1) แต่ในไฟล์เป็นของ IIT (ข้อ I1)" in text_of(page)
    page = send(keeper, csv("2569,IIT,I1,1,ก,ข,uncertain", "2569,EIT,E1,6,ค,ง,uncertain"))  # moved by the same file
    assert page.status_code == 200


def test_what_is_longer_than_the_page_of_an_item_takes_is_told_and_not_repeated_whole(keeper: Client) -> None:
    long, longer = "ก" * 201, "ข" * 2001
    page = send(keeper, csv(f"2569,IIT,I1,1,{long},{longer},uncertain"))
    assert page.status_code == 422
    assert page.context["form"].errors["file"] == [
        f"แถวที่ 2 คอลัมน์ ชื่อตัวชี้วัด: พบ “{'ก' * 60}…” ต้องไม่เกิน 200 ตัวอักษร",
        f"แถวที่ 2 คอลัมน์ ถ้อยคำ: พบ “{'ข' * 60}…” ต้องไม่เกิน 2000 ตัวอักษร",
    ]
    assert send(keeper, csv(f"2569,IIT,I1,1,{long[:200]},{longer[:2000]},uncertain")).status_code == 200


def test_a_mistake_in_a_workbook_says_its_sheet(keeper: Client) -> None:
    rows = [tuple(THAI.split(",")), ("2569", "OIT", "O1", 9, "ชื่อ", "ข้อความ", "ไม่รู้", "คลินิก")]
    page = text_of(send(keeper, workbook(*rows), "list.xlsx"))
    assert "แผ่นงาน Sheet แถวที่ 2 คอลัมน์ สถานะของถ้อยคำ: พบ “ไม่รู้”" in page
    assert "แผ่นงาน Sheet แถวที่ 2 คอลัมน์ รายการสำหรับ: พบ “คลินิก”" in page


@pytest.mark.parametrize(
    ("body", "name"),
    [
        (b"", "list.csv"),
        (b"\x00\xff\xfe", "list.csv"),
        (b"PK\x03\x04 broken", "list.xlsx"),
        (b"no heads at all,1\n", "list.csv"),
        (HEAD.encode(), "list.csv"),
        (b"%PDF-1.7", "list.pdf"),
        (b"x" * (5 * 1024**2 + 1), "list.csv"),
        (b"a,b", "no extension"),
    ],
)
def test_what_is_no_list_gets_a_sentence(keeper: Client, body: bytes, name: str) -> None:
    page = send(keeper, body, name)
    assert page.status_code == 422
    assert page.context["form"].errors["file"]


def test_a_forged_preview_stores_nothing_and_one_that_was_overtaken_is_shown_anew(
    keeper: Client, item: Indicator
) -> None:
    body = csv("2566,OIT,O13,1,การปรับปรุงระบบการทำงาน,คู่มือใหม่,confirmed")
    token = send(keeper, body).context["preview"].token
    store = reverse("catalogue:store")
    for forged in ("", "x", token[:-2], token.replace(":", ".")):
        assert keeper.post(store, {"token": forged})["Location"] == LOAD
    Indicator.objects.filter(pk=item.pk).update(text="แก้ไปแล้ว")
    page = keeper.post(store, {"token": token})
    assert page.status_code == 409
    assert [change.before.text for change in page.context["preview"].changed] == ["แก้ไปแล้ว"]
    item.refresh_from_db()
    assert item.text == "แก้ไปแล้ว"


def test_a_preview_that_is_sent_twice_loads_once_and_blames_nobody(keeper: Client, item: Indicator) -> None:
    body = csv("2566,OIT,O13,1,การปรับปรุงระบบการทำงาน,คู่มือใหม่,confirmed")
    token = send(keeper, body).context["preview"].token
    pages = [keeper.post(reverse("catalogue:store"), {"token": token}, follow=True) for _ in range(2)]
    assert [page.status_code for page in pages] == [200, 200]
    assert "เพิ่ม 0 ข้อ แก้ไข 0 ข้อ ตรงกันแล้ว 1 ข้อ" in text_of(pages[1])
    assert AuditEvent.objects.filter(action="catalogue.loaded").count() == 1


def test_the_programs_own_lists_loaded_again_leave_what_a_person_wrote(keeper: Client, operator: User) -> None:
    catalogue.load(load_csv())
    old = Indicator.objects.get(year=2566, code="O13")
    form = form_of(keeper.get(reverse("catalogue:item", args=[old.pk])))
    keeper.post(form.action, {**form.values, "text": "ของผู้ดูแล", "status": "confirmed"})
    loaded = catalogue.load(load_csv())
    old.refresh_from_db()
    assert (old.text, old.status, loaded.changed) == ("ของผู้ดูแล", "confirmed", 0)
