"""Spreadsheets of scores as offices and strangers make them, each with what a person reads in it."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import xlsxwriter
import xlwt

from tests.document.grids.makers import ods, xlsx

Cells = Sequence[Sequence[str | float]]
RIGHT = {"I1": "84.25", "E3": "70.50", "O14": "100.00"}
ROWS: Cells = [("I1", "ปฏิบัติงานตามขั้นตอน", 84.25), ("E3", "ให้บริการเท่าเทียม", 70.5), ("O14", "E-Service", 100)]
CODES = ("รหัส", "รหัสข้อ", "ข้อ", "ข้อที่", "เลขข้อ", "Code")
SCORES = ("คะแนน", "ผลคะแนน", "ร้อยละ", "คะแนนที่ได้", "คะแนนเฉลี่ย", "ผลการประเมิน", "คะแนนปี 2566", "คะแนน (ร้อยละ)", "Score")


@dataclass(frozen=True)
class Case:
    """A file, and either what is read in it or what is said; `noted` is said beside what is read.

    `any_answer` is a damaged file: what is read of it must be right, or it is refused.
    """

    name: str
    data: bytes = field(repr=False)
    read: Mapping[str, str] = field(default_factory=dict)
    said: tuple[str, ...] = ()
    noted: str = ""
    any_answer: bool = False


def as_xlsx(rows: Cells, *, sheet: str = "Sheet1", merges: Sequence[tuple[int, int, int, int]] = ()) -> bytes:
    return books([(sheet, rows)], merges=merges)


def books(
    sheets: Sequence[tuple[str, Cells]], *, hidden: Sequence[str] = (), merges: Sequence[tuple[int, int, int, int]] = ()
) -> bytes:
    """A workbook of several sheets; `merges` are those of the first."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    for number, (name, rows) in enumerate(sheets):
        sheet = book.add_worksheet(name)
        for row, cells in enumerate(rows):
            for column, value in enumerate(cells):
                if value != "":
                    sheet.write(row, column, value)
        for top, left, bottom, right in merges if not number else ():
            sheet.merge_range(top, left, bottom, right, rows[top][left])
        if name in hidden:
            sheet.hide()
    book.close()
    return buffer.getvalue()


def as_xls(rows: Cells) -> bytes:
    book, buffer = xlwt.Workbook(), io.BytesIO()
    sheet = book.add_sheet("Sheet1")
    for row, cells in enumerate(rows):
        for column, value in enumerate(cells):
            sheet.write(row, column, value)
    book.save(buffer)
    return buffer.getvalue()


def as_csv(rows: Cells, *, delimiter: str = ",", encoding: str = "utf-8-sig") -> bytes:
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter).writerows(rows)
    return out.getvalue().encode(encoding)


def as_ods(rows: Cells) -> bytes:
    def cell(value: str | float) -> str:
        text = str(value).replace("&", "&amp;").replace("<", "&lt;")
        return f"<table:table-cell><text:p>{text}</text:p></table:table-cell>"

    lines = "".join(f"<table:table-row>{''.join(map(cell, cells))}</table:table-row>" for cells in rows)
    return ods(f'<table:table table:name="Sheet1">{lines}</table:table>')


def _semicolons(rows: Cells) -> bytes:
    return as_csv(rows, delimiter=";")


def _tabs(rows: Cells) -> bytes:
    return as_csv(rows, delimiter="\t", encoding="utf-16")


def _windows(rows: Cells) -> bytes:
    return as_csv(rows, encoding="cp874")


WRITERS: Mapping[str, Callable[[Cells], bytes]] = {
    "xlsx": as_xlsx,
    "xls": as_xls,
    "ods": as_ods,
    "csv": as_csv,
    "semicolon": _semicolons,
    "tab": _tabs,
    "tis-620": _windows,
}


def headed(rows: Cells = ROWS, *, code: str = "รหัสข้อ", score: str = "คะแนน") -> list[Sequence[str | float]]:
    return [(code, "ข้อคำถาม", score), *rows]


def with_score(value: str | float) -> list[Sequence[str | float]]:
    return headed([("I1", "ปฏิบัติงาน", 84.25), ("E3", "ให้บริการ", value), ("O14", "E-Service", 100)])


def cases() -> list[Case]:
    """The files that can be read."""
    return [*_heads(), *_figures(), *_codes(), *_layouts()]


def _heads() -> Iterator[Case]:
    for code in CODES:
        for score in SCORES:
            for kind in ("xlsx", "csv"):
                yield Case(f"head {code} {score} {kind}", WRITERS[kind](headed(code=code, score=score)), RIGHT)
    for kind, write in WRITERS.items():
        titles: Cells = [("ผลการประเมิน ITA ปี 2566", "", ""), ("องค์การบริหารส่วนตำบล", "", ""), ("", "", "")]
        yield Case(f"titles {kind}", write([*titles, *headed()]), RIGHT)
        other = [("ผลการประเมิน ITA ปี 2565", "", ""), *headed()]
        yield Case(f"titles of another year {kind}", write(other), RIGHT, noted="ไฟล์เขียนว่าเป็นปี 2565")


def _figures() -> Iterator[Case]:
    alike: Sequence[str | float] = (
        "70.5",
        "70.50",
        "๗๐.๕",
        "๗๐.๕๐",
        "70,5",
        "70.5%",
        "ร้อยละ 70.5",
        "70.50 คะแนน",
        " 70.5 ",
    )
    for value in alike:
        for kind in ("xlsx", "ods", "csv"):
            yield Case(f"figure {value!r} {kind}", WRITERS[kind](with_score(value)), RIGHT)
    for value in (70.504, "70.504", "๗๐.๕๐๔"):
        for kind in ("xlsx", "csv"):
            yield Case(f"rounded {value!r} {kind}", WRITERS[kind](with_score(value)), RIGHT, noted="ปัดคะแนน")
    for blank in ("", "-", "–"):
        left = {key: text for key, text in RIGHT.items() if key != "E3"}
        for kind in ("xlsx", "csv"):
            yield Case(f"blank {blank!r} {kind}", WRITERS[kind](with_score(blank)), left)


def _codes() -> Iterator[Case]:
    for kind in ("xlsx", "csv"):
        for typed in ("e3", "E 3", "E-3", "E03", "E๓", "EIT 3", "E3 ให้บริการ"):
            rows = headed([("I1", "", 84.25), (typed, "", 70.5), ("O14", "", 100)])
            yield Case(f"code {typed} {kind}", WRITERS[kind](rows), RIGHT)
        for typed in ("๐14", "014", "O l4"):
            rows = headed([("I1", "", 84.25), ("E3", "", 70.5), (typed, "", 100)])
            yield Case(f"code {typed} {kind}", WRITERS[kind](rows), RIGHT, noted="เป็นข้อ O14")
        tools: Cells = [
            ("เครื่องมือ", "ตัวชี้วัด", "ข้อ", "ข้อคำถาม", "คะแนน"),
            ("รวม", "", "", "", 87.35),
            ("IIT", "", "", "", 88.12),
            ("IIT", "1. การปฏิบัติหน้าที่", "", "", 89.2),
            ("IIT", "1. การปฏิบัติหน้าที่", 1, "", 84.25),
            ("EIT", "8. การปรับปรุงระบบการทำงาน", "ข้อ 11", "", 70.5),
        ]
        read = {"official_total": "87.35", "IIT": "88.12", "1": "89.20", "I1": "84.25", "E11": "70.50"}
        yield Case(f"bare numbers of a tool {kind}", WRITERS[kind](tools), read)


def _layouts() -> Iterator[Case]:
    own = [("IIT", headed([(1, "", 84.25)])), ("EIT", headed([(3, "", 70.5)])), ("OIT", headed([(14, "", 100)]))]
    yield Case("sheets of tools", books(own), RIGHT)
    yield Case("sheets of tools, one hidden", books(own, hidden=["OIT"]), {"I1": "84.25", "E3": "70.50"}, noted="ซ่อนไว้")
    with_notes: list[tuple[str, Cells]] = [*own, ("คำอธิบาย", [("แบบนี้ใช้สำหรับผู้ประสานงาน",)])]
    yield Case("a sheet of words", books(with_notes), RIGHT, noted="แผ่นงาน คำอธิบาย ไม่มีหัวคอลัมน์")
    two: Cells = [
        ("รหัส", "ข้อคำถาม", "คะแนน", ""),
        ("", "", "ปี 2565", "ปี 2566"),
        ("I1", "", 60, 84.25),
        ("E3", "", 61, 70.5),
    ]
    merges = [(0, 0, 1, 0), (0, 1, 1, 1), (0, 2, 0, 3)]
    read = {"I1": "84.25", "E3": "70.50"}
    yield Case("a head of two rows", as_xlsx(two, merges=merges), read, noted="เพราะเป็นของปีอื่น")
    blanks = [*headed(ROWS[:1]), ("", "", ""), *ROWS[1:2], ("", "", ""), *ROWS[2:]]
    again = [*headed(ROWS[:1]), *headed(ROWS[1:2]), *headed(ROWS[2:])]
    below = [*headed(), ("", "", ""), ("ผู้รายงาน นายมานะ ใจกล้า", "", ""), ("", "", "ลงชื่อ")]
    for kind, write in WRITERS.items():
        yield Case(f"blank rows {kind}", write(blanks), RIGHT)
        yield Case(f"a head on every page {kind}", write(again), RIGHT)
        yield Case(f"words below {kind}", write(below), RIGHT)
        years: Cells = [("รหัส", "คะแนนปี 2565", "คะแนนปี 2566"), *((code, 50, score) for code, _, score in ROWS)]
        yield Case(f"two years {kind}", write(years), RIGHT, noted="เพราะเป็นของปีอื่น")
    down: Cells = [("เครื่องมือ", "ข้อ", "คะแนน"), ("IIT", 1, 84.25), ("", 2, 70), ("EIT", 3, 70.5)]
    read = {"I1": "84.25", "I2": "70.00", "E3": "70.50"}
    yield Case("a tool over several rows", as_xlsx(down, merges=[(1, 0, 2, 0)]), read)
    yield from _formulas()


def _formulas() -> Iterator[Case]:
    head = _row(1, _text("A1", "รหัส") + _text("B1", "คะแนน"))
    value = '<c r="B2"><f>HYPERLINK("http://127.0.0.1/")+SUM(1,2)</f><v>84.25</v></c>'
    book = xlsx(f"<sheetData>{head}{_row(2, _text('A2', 'I1') + value)}</sheetData>")
    yield Case("a formula with its value", book, {"I1": "84.25"}, noted="ใช้ค่าที่คำนวณไว้ล่าสุด")
    empty = '<c r="B2"><f>SUM(1,2)</f></c>'
    book = xlsx(f"<sheetData>{head}{_row(2, _text('A2', 'I1') + empty)}</sheetData>")
    yield Case("a formula without its value", book, said=("ไม่มีคะแนนอยู่เลย",), noted="ยังไม่ได้คำนวณ")
    seen = _row(2, _text("A2", "I1") + '<c r="B2"><v>84.25</v></c>')
    hidden = _row(3, _text("A3", "I2") + '<c r="B3"><v>5</v></c>', ' hidden="1"')
    yield Case(
        "a hidden row", xlsx(f"<sheetData>{head}{seen}{hidden}</sheetData>"), {"I1": "84.25"}, noted="แถวที่ 3 ซ่อนไว้"
    )


def _row(number: int, cells: str, more: str = "") -> str:
    return f'<row r="{number}"{more}>{cells}</row>'


def _text(place: str, text: str) -> str:
    return f'<c r="{place}" t="inlineStr"><is><t>{text}</t></is></c>'
