"""Opens a stranger's spreadsheet within the bounds of an examination; pades.examination.sandbox starts it.

It takes the file and writes its sheets, or the problems, as JSON.
"""

from __future__ import annotations

import json
import resource
import sys
from typing import Any

from pades.examination.inside_sandbox import close

SECONDS = 9  # of the processor: who brings a file in waits for it


def main() -> None:
    """Reads the one file on standard input."""
    close()
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    sys.stdout.write(answer(sys.stdin.buffer.read()))


def answer(data: bytes) -> str:
    """The sheets of a file as JSON, or the problems for which it is refused."""
    from document.errors import ReportError  # noqa: PLC0415 - within the limits

    try:
        return json.dumps(_opened(data))
    except ReportError as error:
        return json.dumps({"problems": [[each.place, each.message] for each in error.problems]})


def _opened(data: bytes) -> dict[str, Any]:
    from document.errors import refuse  # noqa: PLC0415 - within the limits
    from document.grids import bounds, csv, html, sheets  # noqa: PLC0415
    from document.grids.workbook.found import Found, Workbook  # noqa: PLC0415

    if sheets.is_workbook(data):
        book = sheets.workbook(data)
        notes = sheets.notes_of(book)
    elif html.is_html(data):
        raise refuse(bounds.PLACE, "เป็นหน้าเว็บที่ตั้งชื่อเป็นไฟล์ตารางคำนวณ โปรดเปิดด้วย Excel แล้วบันทึกใหม่เป็น .xlsx")
    else:
        sheet, notes = csv.sheet(data)
        # Lines may stand within a cell: each row is where a person finds it.
        sheet.cells = {(sheet.line(row) - 1, column): text for (row, column), text in sheet.cells.items()}
        book = Workbook([Found(sheet)])
    if not any(found.sheet.cells for found in book.sheets):
        hidden = f" มีแต่แผ่นงานที่ซ่อนไว้ ({', '.join(book.hidden[:10])}) โปรดเลิกซ่อนแล้วบันทึกใหม่" if book.hidden else ""
        raise refuse(bounds.PLACE, f"ไม่มีข้อความในแผ่นงานที่มองเห็น{hidden}")
    return {"sheets": [_sheet(found) for found in book.sheets], "notes": [_said(each) for each in notes]}


def _sheet(found: Any) -> dict[str, Any]:  # noqa: ANN401 - a Found, which only main may load
    cells = [
        (row, column, " ".join(text.split()))
        for (row, column), text in sorted(found.sheet.cells.items())
        if row not in found.hidden_rows and column not in found.hidden_columns and text.strip()
    ]
    merges = [(each.top, each.left, each.bottom, each.right) for each in found.sheet.merges]
    return {"name": found.sheet.name, "cells": cells, "merges": merges}


def _said(note: Any) -> str:  # noqa: ANN401 - a Note, which only main may load
    return f"แผ่นงาน {note.place.sheet} {note.message}" if note.place.sheet else str(note.message)


if __name__ == "__main__":
    main()
