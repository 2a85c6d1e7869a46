"""Spreadsheets of scores that are wrong, broken or meant to harm, each with what is said of it."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence

from tests.document.grids.makers import XLSX, picture, zipped
from tests.scores.spreadsheets import ROWS, WRITERS, Case, Cells, as_csv, as_xlsx, books, headed, with_score


def cases() -> list[Case]:
    """The files that can't be read, or not for certain."""
    return [*_hostile_cells(), *_hostile_rows(), *_hostile_files()]


def _hostile_cells() -> Iterator[Case]:
    outside: Sequence[str | float] = ("101", "100.01", "-1", "-0.01", "1000", "1,000", "๑๐๑", "999999")
    words = ("เก้าสิบ", "abc1", "84..2", "8 4.2.1", "1e1", "#REF!", "#DIV/0!", "12/5/2566", "=1+1", "2566-01-01", "0x1F")
    for value in outside:
        for kind in ("xlsx", "ods", "csv"):
            yield Case(
                f"outside {value} {kind}", WRITERS[kind](with_score(value)), said=("แถวที่ 3", "คอลัมน์ C", "0 ถึง 100")
            )
    for text in words:
        for kind in ("xlsx", "ods", "csv"):
            yield Case(f"words {text} {kind}", WRITERS[kind](with_score(text)), said=("แถวที่ 3", "คอลัมน์ C", "ไม่ใช่คะแนน"))


def _hostile_rows() -> Iterator[Case]:
    for kind in ("xlsx", "xls", "ods", "csv"):
        write = WRITERS[kind]
        twice = headed([*ROWS, ("E 3", "", 71)])
        yield Case(f"an item twice {kind}", write(twice), said=("แถวที่ 5", "ข้อ E3 มีอยู่แล้วที่", "แถวที่ 3"))
        for code, said in (
            ("O44", "ไม่มีข้อ O44 ในรายการข้อคำถามปี 2566"),
            ("E16", "ไม่มีข้อ E16 ในรายการข้อคำถามปี 2566"),
            ("X12", "อ่านรหัสข้อนี้ไม่ได้"),
            ("12", "ไม่บอกว่าเป็นข้อของ IIT, EIT หรือ OIT"),
            ("I0", "ไม่มีข้อ I0"),
            ("E1234", "เกิน 3 หลัก"),
        ):
            yield Case(f"code {code} {kind}", write(headed([*ROWS, (code, "", 50)])), said=("แถวที่ 5", "คอลัมน์ A", said))
        lost = headed([*ROWS, ("", "ไม่มีรหัส", 50)])
        yield Case(f"a score of nothing {kind}", write(lost), said=("แถวที่ 5", "ไม่ทราบว่าคะแนนนี้เป็นของข้อใด"))
        both: Cells = [("รหัส", "คะแนน", "ร้อยละ"), ("I1", 1, 2)]
        yield Case(f"two columns of scores {kind}", write(both), said=("แถวที่ 1", "พบคอลัมน์คะแนน 2 คอลัมน์"))
        past: Cells = [("รหัส", "คะแนนปี 2565"), ("I1", 84.25)]
        yield Case(f"another year alone {kind}", write(past), said=("แถวที่ 1", "ไม่มีคอลัมน์คะแนนของปี 2566"))
        yield Case(f"no head {kind}", write(ROWS), said=("ไม่พบหัวคอลัมน์",))
        yield Case(f"a head alone {kind}", write(headed([])), said=("ไม่มีคะแนนอยู่เลย",))
        clash: Cells = [("เครื่องมือ", "รหัส", "คะแนน"), ("IIT", "E3", 70)]
        yield Case(
            f"an item of another tool {kind}", write(clash), said=("แถวที่ 2", "เป็นข้อของ EIT แต่แถวหรือแผ่นงานนี้เป็นของ IIT")
        )
        group: Cells = [("เครื่องมือ", "ตัวชี้วัด", "รหัส", "คะแนน"), ("IIT", "11. ใหม่", "", 70)]
        yield Case(f"a group that is not {kind}", write(group), said=("แถวที่ 2", "ไม่มีตัวชี้วัดที่ 11"))
        named: Cells = [("ตัวชี้วัด", "รหัส", "คะแนน"), ("1. การใช้อำนาจ", "", 70)]
        yield Case(f"a group by another name {kind}", write(named), said=("แถวที่ 2", "ของปี 2566 คือ การปฏิบัติหน้าที่"))
    wide: Cells = [("รหัส", "คะแนน", ""), ("I1", 84.25, "ดี"), ("E3", 70.5, "พอใช้")]
    yield Case("a merged head", as_xlsx(wide, merges=[(0, 1, 0, 2)]), said=("แถวที่ 1", "คอลัมน์ B", "ผสานเซลล์คลุม 2 คอลัมน์"))
    shared: Cells = [("รหัส", "คะแนน"), ("I1", 84.25), ("I2", "")]
    yield Case("a merged score", as_xlsx(shared, merges=[(1, 1, 2, 1)]), said=("แถวที่ 2", "คอลัมน์ B", "ผสานเซลล์หลายแถว"))


def _hostile_files() -> Iterator[Case]:
    whole = as_xlsx(headed())
    yield Case("nothing", b"", said=("ว่าง",))
    yield Case("blanks", b" \n\n ", said=("ว่าง",))
    yield Case("a picture", picture(), said=("PNG",))
    yield Case("a PDF", b"%PDF-1.7\n" + b"x" * 500, said=("PDF",))
    yield Case("a Word file", zipped({"word/document.xml": "<x/>"}), said=("ไม่ใช่ไฟล์ตารางคำนวณ",))
    yield Case("a ZIP", zipped({"a.txt": "x"}), said=("ไม่ใช่ไฟล์ตารางคำนวณ",))
    yield Case(
        "a locked file", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), said=("รหัสผ่าน",)
    )
    yield Case("a page that is called .xls", b"<html><table><tr><td>I1</td></tr></table></html>", said=("หน้าเว็บ",))
    yield Case("a bomb", zipped({"xl/workbook.xml": b"<x>" + b" " * 60_000_000}), said=("ใหญ่ผิดปกติ",))
    laughs = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><worksheet>&b;</worksheet>'
    yield Case("entities", zipped({**XLSX, "xl/worksheets/sheet1.xml": laughs}), said=("เสียหาย",))
    yield Case(
        "a hidden sheet alone",
        books([("a", [("x",)]), ("b", headed())], hidden=["b"]),
        said=("ไม่พบหัวคอลัมน์",),
        noted="ซ่อนไว้",
    )
    yield Case("a million columns", as_csv([["รหัส", *["คะแนน"] * 300], ["I1", *["5"] * 300]]), said=("คอลัมน์เกิน",))
    yield Case(
        "an open quote",
        'รหัส,คะแนน\nI1,84.25\nE3,"70.50'.encode(),
        {"I1": "84.25", "E3": "70.50"},
        noted="เครื่องหมายคำพูด",
    )
    yield Case("a guarded formula", "รหัส,คะแนน\nI1,84.25\n'=cmd,x1\n".encode(), said=("แถวที่ 3", "อ่านรหัสข้อนี้ไม่ได้"))
    yield Case("noughts", "รหัส,คะแนน\nI1\0,84.25\n".encode(), any_answer=True)
    for number in range(20):
        at = len(whole) * (number + 1) // 21
        yield Case(f"cut at {at}", whole[:at], any_answer=True)
    chance = random.Random(14)
    for number in range(40):
        spoiled = bytearray(whole)
        for _ in range(1 + number % 5):
            spoiled[chance.randrange(len(spoiled))] ^= 1 << chance.randrange(8)
        yield Case(f"spoiled {number}", bytes(spoiled), any_answer=True)
