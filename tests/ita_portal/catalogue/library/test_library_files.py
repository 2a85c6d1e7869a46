"""The library goes out as a file and comes in again: what would change is shown first, each mistake with its place."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from accounts.models import User
from audit.models import AuditEvent
from measures.models import Recommended
from measures.services.recommended import entries, loading
from measures.services.recommended.entries import Entry
from tests.browsing import form_of
from tests.factories import an_indicator
from tests.stored import everything_stored

pytestmark = pytest.mark.django_db
LOAD, STORE = reverse("catalogue:library_load"), reverse("catalogue:library_store")
HEAD = "รหัสมาตรการ,เครื่องมือ,ชื่อตัวชี้วัด,ข้อคำถาม,สิ่งที่ต้องทำ,ปีของข้อ,รายการสำหรับ,รหัสข้อ,การใช้งาน"
NASTY = "=1+1 มีจุลภาค, “คำพูด\" '@\nบรรทัดที่สอง; และ\tแท็บ"


def send(client: Client, body: bytes, name: str = "library.csv") -> Any:
    return client.post(LOAD, {"file": SimpleUploadedFile(name, body)})


def csv(*lines: str, head: str = HEAD) -> bytes:
    return "\n".join([head, *lines, ""]).encode()


def workbook(*rows: Sequence[object]) -> bytes:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out)
    sheet = book.add_worksheet("คลัง")
    for at, row in enumerate(rows):
        sheet.write_row(at, 0, row)
    book.close()
    return out.getvalue()


def text_of(page: Any) -> str:
    return " ".join(page.content.decode().replace("\N{NO-BREAK SPACE}", " ").split())


def library(keeper: Client) -> None:
    """What comes with the program, one for an item without words, one out of use, one of signs that files mind."""
    loading.load(entries.read())
    item = an_indicator("O20", year=2568, kind="hospital")
    Recommended.objects.create(key="by-place", tool="OIT", text="ทำ\nทำต่อ", indicator=item)
    add = reverse("catalogue:recommended_add")
    for text, question in ((NASTY, "+ข้อ"), ("เลิกแล้ว", "- ข้อ")):
        form = form_of(keeper.get(add), to=add)
        said = {**form.values, "tool": "EIT", "text": text, "question": question}
        assert keeper.post(add, said).status_code == 302
    ended = Recommended.objects.get(text="เลิกแล้ว")
    keeper.post(reverse("catalogue:recommended_use", args=[ended.pk]))


@pytest.mark.parametrize("form", ["csv", "xlsx", "json"])
def test_the_library_goes_out_and_comes_in_again_without_a_change(keeper: Client, form: str) -> None:
    library(keeper)
    file = keeper.get(reverse("catalogue:library_file", args=[form]))
    preview = send(keeper, file.content, f"library.{form}").context["preview"]
    assert [change.parts for change in preview.changed] == []
    assert (len(preview.added), preview.same) == (0, 6)
    Recommended.objects.all().delete()  # and into an installation that has none
    token = send(keeper, file.content, f"library.{form}").context["preview"].token
    assert keeper.post(STORE, {"token": token}).status_code == 302
    assert keeper.get(reverse("catalogue:library_file", args=["json"])).content == (
        file.content if form == "json" else keeper.get(reverse("catalogue:library_file", args=["json"])).content
    )
    assert send(keeper, file.content, f"library.{form}").context["preview"].same == 6


def test_the_file_that_comes_with_the_program_is_written_as_it_is_read() -> None:
    assert entries.as_json(entries.read()) == entries.OWN.read_text(encoding="utf-8")


def test_what_a_file_would_do_is_shown_and_nothing_is_stored_until_the_button(keeper: Client, operator: User) -> None:
    loading.load(entries.read())
    old = Recommended.objects.get(key="online-services")
    body = csv(
        f"online-services,EIT,{old.group_name},{old.question},ทำใหม่,,,,เลิกใช้แล้ว",
        "fresh,OIT,การเปิดเผยข้อมูล,,ทำ,,,,",
    )
    before = everything_stored(but=("django_session",))
    page = send(keeper, body)
    assert everything_stored(but=("django_session",)) == before
    preview = page.context["preview"]
    assert [each.key for each in preview.added] == ["fresh"]
    assert [change.parts for change in preview.changed] == [
        [("สิ่งที่ต้องทำ", old.text, "ทำใหม่"), ("การใช้งาน", "ใช้อยู่", "เลิกใช้แล้ว")]
    ]
    form = form_of(page, to=STORE)
    done = keeper.post(form.action, form.values, follow=True)
    assert "เพิ่ม 1 มาตรการ แก้ไข 1 มาตรการ ตรงกันแล้ว 0 มาตรการ" in text_of(done)
    old.refresh_from_db()
    assert (old.text, old.removed_at is None) == ("ทำใหม่", False)
    event = AuditEvent.objects.order_by("-seq")[0]
    assert (event.action, event.actor, event.agency) == ("recommended.loaded", operator.pk, None)
    assert Recommended.objects.count() == 4  # those that the file doesn't have stay


def test_thai_heads_digits_and_columns_in_any_order_are_read_and_a_key_is_made(keeper: Client) -> None:
    an_indicator("O14", year=2566)
    rows = [
        ("คลังของเรา",),
        (),
        ("สิ่งที่ต้องทำ", "รหัสข้อ", "ปีของข้อ", "เครื่องมือ", "ข้อคำถาม", "หมายเหตุ", "ชื่อตัวชี้วัด"),
        ("ทำ\n\n ทำต่อ ", "o ๑๔", "๒๕๖๖", "oit", "", "x", "การเปิดเผยข้อมูล"),
        ("ทำ", None, None, "EIT", "ถาม", None, None),
    ]
    found = send(keeper, workbook(*rows), "library.xlsx").context["preview"].added
    assert [(each.tool, each.text, each.item, each.question) for each in found] == [
        ("OIT", "ทำ\nทำต่อ", (2566, "general", "O14"), ""),
        ("EIT", "ทำ", None, "ถาม"),
    ]
    assert all(each.key.startswith("m-") for each in found)


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("ก,EIT,กลุ่ม,ถาม,ทำ,,,,", "แถวที่ 2 คอลัมน์ รหัสมาตรการ: พบ “ก” ต้องเป็นอักษรอังกฤษตัวเล็ก"),
        ("a,XIT,กลุ่ม,ถาม,ทำ,,,,", "แถวที่ 2 คอลัมน์ เครื่องมือ: พบ “XIT” ต้องเป็น IIT หรือ EIT หรือ OIT"),
        ("a,EIT,กลุ่ม,ถาม,,,,,", "แถวที่ 2 คอลัมน์ สิ่งที่ต้องทำ: พบ “” ต้องมีสิ่งที่ต้องทำ"),
        ("a,EIT,,,ทำ,,,,", "แถวที่ 2 คอลัมน์ ข้อคำถาม: พบ “” ต้องมีข้อคำถาม"),
        ("a,EIT,กลุ่ม,ถาม,ทำ,66,,E1,", "แถวที่ 2 คอลัมน์ ปีของข้อ: พบ “66” ต้องเป็นปี พ.ศ. สี่หลัก"),
        ("a,EIT,กลุ่ม,ถาม,ทำ,2566,คลินิก,E1,", "แถวที่ 2 คอลัมน์ รายการสำหรับ: พบ “คลินิก” ต้องเป็น หน่วยงานทั่วไป"),
        ("a,EIT,กลุ่ม,ถาม,ทำ,2566,,O1,", "แถวที่ 2 คอลัมน์ รหัสข้อ: พบ “O1” ต้องเป็นรหัสข้อของ EIT"),
        ("a,EIT,กลุ่ม,ถาม,ทำ,,,E1,", "แถวที่ 2 คอลัมน์ รหัสข้อ: พบ “E1” ต้องบอกข้อในรายการให้ครบ"),
        ("a,EIT,กลุ่ม,ถาม,ทำ,,,,อาจจะ", "แถวที่ 2 คอลัมน์ การใช้งาน: พบ “อาจจะ” ต้องเป็น ใช้อยู่ หรือ เลิกใช้แล้ว"),
        ("a,EIT,กลุ่ม,ถาม,ทำ,,,,\na,EIT,กลุ่ม,ถาม,ทำ,,,,", "แถวที่ 3 คอลัมน์ รหัสมาตรการ: มาตรการ a มีในไฟล์แล้ว"),
        ("a,EIT,กลุ่ม,ถาม,ทำ,2566,,E1,", "มาตรการ a: ไม่มีข้อ E1 ในรายการปี 2566 หน่วยงานทั่วไป"),
        (f"a,EIT,{'ก' * 201},ถาม,ทำ,,,,", "คอลัมน์ ชื่อตัวชี้วัด: พบ “" + "ก" * 60 + "” ต้องไม่เกิน 200 ตัวอักษร"),
    ],
)
def test_each_mistake_is_said_with_its_row_and_column(keeper: Client, line: str, sentence: str) -> None:
    page = send(keeper, csv(line))
    assert page.status_code == 422
    assert sentence in " ".join(map(str, page.context["form"].errors["file"]))
    assert not Recommended.objects.exists()


def test_a_mistake_in_a_workbook_says_its_sheet_and_many_are_counted(keeper: Client) -> None:
    rows = [HEAD.split(","), *(["x", "XIT", "กลุ่ม", "ถาม", "ทำ"] for _ in range(40))]
    errors = send(keeper, workbook(*rows), "library.xlsx").context["form"].errors["file"]
    assert errors[0].startswith("แผ่นงาน คลัง แถวที่ 2 คอลัมน์ เครื่องมือ: พบ “XIT”")
    assert (len(errors), errors[-1]) == (31, "และยังมีอีก 10 แห่ง")


BROKEN = [
    (b"", "library.csv"),
    (b"\x00\xff\xfe", "library.csv"),
    (b"PK\x03\x04 broken", "library.xlsx"),
    (b"no heads at all,1\n", "library.csv"),
    (HEAD.encode(), "library.csv"),
    (b"%PDF-1.7", "library.pdf"),
    (b"x" * (5 * 1024**2 + 1), "library.csv"),
    (b"a,b", "no extension"),
    (b"{", "library.json"),
    (b"[]", "library.json"),
    (b"{}", "library.json"),
    (b"\xff\xff", "library.json"),
    (b"[1, null]", "library.json"),
    (b"[" * 100_000, "library.json"),
    (b"[" + b"9" * 5000 + b"]", "library.json"),
    (b'[{"key": nan}]', "library.json"),
    (json.dumps([{"key": "a", "tool": [], "group": "", "question": "x", "steps": ["y"]}]).encode(), "library.json"),
    (json.dumps([{"key": "a", "tool": "EIT", "group": "", "question": "", "steps": ["y"]}]).encode(), "library.json"),
    (json.dumps([{"key": "a", "tool": "EIT", "group": "g", "question": "", "steps": "y"}]).encode(), "library.json"),
]
ROW = {"key": "a", "tool": "EIT", "group": "g", "question": "", "steps": ["y"]}
BROKEN += [
    (json.dumps([{**ROW, **more}]).encode(), "library.json")
    for more in (
        {"item": 5},
        {"item": {"year": "2566", "kind": "general", "code": "E1"}},
        {"item": {"year": True, "kind": "general", "code": "E1"}},
        {"item": {"year": 2566, "kind": "general", "code": "E1"}},
        {"item": {"year": 10**30, "kind": "general", "code": "E1"}},
        {"item": {"year": -1, "kind": "general", "code": "E1"}},
        {"in_use": "yes"},
        {"other": 1},
    )
]
BROKEN += [(json.dumps([ROW, ROW]).encode(), "library.json")]


@pytest.mark.parametrize("at", range(len(BROKEN)))
def test_what_is_no_library_gets_a_sentence(keeper: Client, at: int) -> None:
    page = send(keeper, *BROKEN[at])
    assert page.status_code == 422
    (sentence, *_) = page.context["form"].errors["file"]
    assert re.search(r"[ก-๙]{6}", sentence)
    assert not re.search(r"[A-Za-z]+ [a-z]+ [a-z]+", sentence), sentence  # of a program's own
    assert not Recommended.objects.exists()


def test_more_than_a_page_can_carry_is_refused(keeper: Client) -> None:
    many = [f"k{n},EIT,กลุ่ม,ถาม,ทำ,,,," for n in range(loading.MOST + 1)]
    assert "โปรดแบ่งไฟล์" in text_of(send(keeper, csv(*many)))
    long = [f"k{n},EIT,กลุ่ม,ถาม,{'ก' * 9900},,,," for n in range(51)]
    assert "โปรดแบ่งไฟล์" in text_of(send(keeper, csv(*long)))
    fits = [f"k{n},EIT,กลุ่ม,ถาม,{'ก' * 900},,,," for n in range(loading.MOST)]
    token = send(keeper, csv(*fits)).context["preview"].token
    assert "เพิ่ม 500 มาตรการ" in text_of(keeper.post(STORE, {"token": token}, follow=True))


def test_a_forged_preview_stores_nothing_and_one_that_was_overtaken_is_shown_anew(keeper: Client) -> None:
    loading.load(entries.read())
    old = Recommended.objects.get(key="online-services")
    token = send(keeper, csv("online-services,EIT,กลุ่ม,ถาม,ทำใหม่,,,,")).context["preview"].token
    for forged in ("", "x", token[:-2], token.replace(":", ".")):
        assert keeper.post(STORE, {"token": forged})["Location"] == LOAD
    Recommended.objects.filter(pk=old.pk).update(text="แก้ไปแล้ว")
    page = keeper.post(STORE, {"token": token})
    assert page.status_code == 409
    assert [change.before.text for change in page.context["preview"].changed] == ["แก้ไปแล้ว"]
    old.refresh_from_db()
    assert old.text == "แก้ไปแล้ว"


def test_an_item_that_was_taken_out_of_its_list_before_the_button_is_told(keeper: Client) -> None:
    item = an_indicator("E1", year=2566)
    token = send(keeper, csv("a,EIT,กลุ่ม,ถาม,ทำ,2566,,E1,")).context["preview"].token
    item.delete()
    assert keeper.post(STORE, {"token": token})["Location"] == LOAD
    assert not Recommended.objects.exists()


def test_the_command_takes_the_file_that_the_page_gives(keeper: Client, tmp_path: Path) -> None:
    library(keeper)
    path = tmp_path / "library.json"
    path.write_bytes(keeper.get(reverse("catalogue:library_file", args=["json"])).content)
    Recommended.objects.all().delete()
    call_command("load_recommended", str(path))
    assert Recommended.objects.count() == 6
    path.write_text(entries.as_json([Entry("a", "EIT", "g", "", "ทำ", 2566, "general", "E1")]), encoding="utf-8")
    with pytest.raises(CommandError, match="ไม่มีข้อนี้ในรายการ: a"):
        call_command("load_recommended", str(path))
