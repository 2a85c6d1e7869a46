"""A document as a table for spreadsheets: one row a measure, lists a line an item."""

from __future__ import annotations

from collections.abc import Iterable

from document import Action, MarkedText, Measure, ReportDocument
from document.values import DETAIL_LABELS
from document.writers.spreadsheet import csv_row

HEAD = (
    *("ลำดับ", "หน่วยงาน", "ปีงบประมาณ", "ปีที่ประเมิน", "รหัส", "ข้อคำถาม", "มาตรการหรือกิจกรรม"),
    *("สรุปผลการดำเนินการ", "ผลลัพธ์หรือความสำเร็จ", "ผู้รับผิดชอบ"),
)


def write(document: ReportDocument) -> bytes:
    """UTF-8 with a byte order mark, by which spreadsheets know it."""
    rows = [_row(number, document, measure) for number, measure in enumerate(document.measures, start=1)]
    return ("\ufeff" + "".join(map(csv_row, [HEAD, *rows]))).encode()


def _row(number: int, document: ReportDocument, measure: Measure) -> tuple[str, ...]:
    evidence = [f"{DETAIL_LABELS['evidence']} : {each.printed}" for each in document.evidence_of(number)]
    return (
        str(number),
        document.agency,
        str(document.measures_year),
        str(document.assessed_year),
        " ".join((measure.code, *measure.more_codes)).strip(),
        measure.question,
        _lines([measure.heading, *map(_item, measure.steps), *(each.printed for each in measure.details), *evidence]),
        _lines(map(_item, measure.actions)),
        _lines(map(_item, measure.outcomes)),
        _lines(officer.printed for officer in measure.officers),
    )


def _item(item: MarkedText | Action) -> str:
    words = item.printed if isinstance(item, Action) else item.text
    return f"{item.marker} {words}".strip()


def _lines(items: Iterable[str]) -> str:
    return "\n".join(each for each in items if each)
