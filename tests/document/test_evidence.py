"""A document names its evidence, in schema 2 alone; what names it wrongly is refused in Thai."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from document import EvidenceItem, ReportDocument, ReportError, canonical, digest, from_json, personal_data, to_data
from document.difference import changes
from document.readers import json as json_reader
from document.readers import text as text_reader
from document.writers import csv, text
from document.writers import json as json_writer
from tests.document.samples import SEED

PLAIN = text_reader.read(SEED).document
PHOTOGRAPH = EvidenceItem(
    measure=2,
    action=1,
    kind="photograph",
    caption="ติดป้ายหน้าที่ทำการ",
    speaks_for=date(2023, 9, 29),
    item="O18",
    name="IMG_1.jpg",
    media_type="image/jpeg",
    size=1200,
    digest="ab" * 32,
)
LINK = EvidenceItem(measure=1, kind="link", caption="ประกาศในเว็บไซต์", address="https://www.agency.example.go.th/a?b=1")
REPORT = replace(PLAIN, schema=2, evidence=(LINK, PHOTOGRAPH))


A_DAY = "ต้องเป็นวันที่มีจริงแบบ 2023-09-29 (ปี ค.ศ.) หรือ null"


def said(**changed: object) -> dict[str, Any]:
    """The report's JSON whose photograph says something else."""
    data: dict[str, Any] = json.loads(canonical(REPORT))
    data["evidence"][1] |= changed
    return data


def reasons(data: object) -> list[str]:
    with pytest.raises(ReportError) as refused:
        from_json(data)
    return [str(each) for each in refused.value.problems]


def test_a_report_without_evidence_is_what_it_was_before_there_was_any() -> None:
    assert PLAIN.schema == 1
    assert digest(PLAIN) == digest(from_json(to_data(PLAIN)))
    assert to_data(PLAIN)["evidence"] == []
    with pytest.raises(ValueError, match="schema 2"):
        replace(PLAIN, evidence=(LINK,))


def test_what_a_piece_is_comes_back_whole() -> None:
    assert from_json(json.loads(canonical(REPORT))) == REPORT
    read = json_reader.read(json_writer.write(REPORT))
    assert read.document == REPORT
    assert [each.message for each in read.warnings if each.kind == "evidence"] == [
        "รายงานนี้อ้างถึงหลักฐาน 2 รายการ ซึ่งไม่ได้อยู่ในแฟ้มของรายงาน เมื่อนำเข้าแล้วโปรดแนบหลักฐานอีกครั้งที่แต่ละมาตรการ"
    ]


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"measure": 4}, "หลักฐานที่ 2 measure: พบ 4 ต้องเป็นตัวเลขระหว่าง 1 ถึง 3"),
        ({"measure": True}, "หลักฐานที่ 2 measure: พบ true ต้องเป็นตัวเลขจำนวนเต็ม"),
        ({"action": 9}, "หลักฐานที่ 2 action: พบ 9 ต้องเป็นตัวเลขระหว่าง 0 ถึง 1"),
        ({"kind": "film"}, "หลักฐานที่ 2 kind: พบ “film” ต้องเป็น photograph file link"),
        ({"caption": " "}, "หลักฐานที่ 2 caption: ต้องไม่ว่าง"),
        ({"caption": "ก" * 501}, "หลักฐานที่ 2 caption: ยาว 501 ตัวอักษร รับได้ไม่เกิน 500"),
        ({"digest": "AB" * 32}, f"หลักฐานที่ 2 digest: พบ “{'AB' * 20}…” ต้องเป็น SHA-256 ตัวพิมพ์เล็ก 64 ตัว"),
        ({"digest": "../../x"}, "หลักฐานที่ 2 digest: พบ “../../x” ต้องเป็น SHA-256 ตัวพิมพ์เล็ก 64 ตัว"),
        ({"media_type": "a b"}, "หลักฐานที่ 2 media_type: พบ “a b” ต้องเป็นชนิดของไฟล์ เช่น image/jpeg"),
        ({"size": -1}, "หลักฐานที่ 2 size: พบ -1 ต้องเป็นตัวเลขระหว่าง 0 ถึง 2147483647"),
        (
            {"speaks_for": "29 ก.ย. 66"},
            "หลักฐานที่ 2 speaks_for: พบ “29 ก.ย. 66” " + A_DAY,
        ),
        ({"address": "https://a.example"}, "หลักฐานที่ 2 address: ไฟล์ต้องไม่มีที่อยู่เว็บไซต์"),
        ({"secret": 1}, "หลักฐานที่ 2: ไม่รู้จัก “secret”"),
    ],
)
def test_each_mistake_is_named(changed: dict[str, object], reason: str) -> None:
    assert reasons(said(**changed)) == [reason]


@pytest.mark.parametrize("address", ["javascript:alert(1)", "ftp://a.example", "https://a b", 'https://a"b', ""])
def test_a_link_leads_to_a_website(address: str) -> None:
    data: dict[str, Any] = json.loads(canonical(REPORT))
    data["evidence"][0]["address"] = address
    shown = f"พบ “{address}” ต้องเป็นที่อยู่เว็บไซต์ http:// หรือ https://"
    assert reasons(data) == [f"หลักฐานที่ 1 address: {shown}"]


def test_schema_1_has_no_place_for_it_and_a_report_without_measures_none_either() -> None:
    data = json.loads(canonical(REPORT)) | {"schema": 1}
    assert "รายงาน evidence: schema 1 ยังไม่รับหลักฐาน ต้องเป็นรายการว่าง" in reasons(data)
    data = json.loads(canonical(REPORT)) | {"measures": []}
    assert "หลักฐานที่ 1 measure: รายงานไม่มีมาตรการที่หลักฐานนี้อ้างถึง" in reasons(data)


def test_lists_of_words_name_it_under_its_measure() -> None:
    line = f"หลักฐาน : ภาพถ่าย ติดป้ายหน้าที่ทำการ (29 กันยายน 2566) IMG_1.jpg SHA-256 {'ab' * 32}"
    assert text.write(REPORT).count(line) == 1
    assert [line in each for each in csv.write(REPORT).decode().split('\r\n"')] == [False, False, True, False]
    assert not text.keeps_all(REPORT)
    read = text_reader.read(text.write(REPORT).encode()).document
    words = [" ".join(step.text for step in each.steps) for each in read.measures]
    assert [line in each for each in words] == [False, True, False]


def test_a_difference_names_what_came_went_and_was_read_otherwise() -> None:
    added = changes(PLAIN, REPORT)
    assert [each.field for each in added] == ["แบบรายงาน", "หลักฐานที่ 1", "หลักฐานที่ 2"]
    assert LINK.address in added[1].after
    other = replace(REPORT, evidence=(LINK, replace(PHOTOGRAPH, action=0, item="")))
    assert [(each.field, each.before, each.after) for each in changes(REPORT, other)] == [
        (
            "หลักฐานที่ 2 (ที่ระบบอ่านได้)",
            "มาตรการที่ 2 การดำเนินการที่ 1 ข้อ O18 image/jpeg 1200 ไบต์",
            "มาตรการที่ 2 image/jpeg 1200 ไบต์",
        )
    ]


def test_personal_data_is_looked_for_in_captions_and_names() -> None:
    spoken = replace(PHOTOGRAPH, caption="โทร 081 234 5678", name="somchai@agency.example.go.th.jpg")
    found = personal_data.in_report(replace(REPORT, evidence=(spoken,)))
    assert [(each.text, each.part) for each in found] == [
        ("081 234 5678", "measures:1"),
        ("somchai@agency.example.go.th.jpg", "measures:1"),
    ]


def test_the_words_alone_are_a_report_of_schema_1() -> None:
    found: ReportDocument = REPORT.without_evidence()
    assert found == PLAIN
    assert found.without_evidence() is found
