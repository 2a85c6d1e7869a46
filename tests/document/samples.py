"""The sample report and small ones made for a test."""

import json
from pathlib import Path
from typing import Any

from document import COLUMNS, ReportError

DATA = Path(__file__).parent / "data"
SEED = (DATA / "report-2566.txt").read_bytes()
GOLDEN = (DATA / "report-2566.json").read_bytes()
HEADER = "\t".join(COLUMNS)
ROW = "มาตรการข้อ E13 หน่วยงานมีระบบการให้บริการออนไลน์หรือไม่ :\tทำแล้ว\t- ดีขึ้น\tนายดี งามยิ่ง นักวิชาการ กองช่าง"
TITLE = "รายงานผลการดำเนินการ"
OPENING = "ตามที่ได้วิเคราะห์ ปีงบประมาณ 2565 และจัดทำมาตรการ ในปีงบประมาณ 2566"
CLOSING = "ผู้รายงาน : นายดี งามยิ่ง กองงาน : กองช่างเทศบาลตำบลทุ่งสาย ว/ด/ป 3 ตุลาคม 2566"


def report(
    *rows: str,
    title: str = TITLE,
    opening: str = OPENING,
    header: str = HEADER,
    problems: str = "ไม่มี",
    suggestions: str = "ไม่มี",
    closing: str = CLOSING,
) -> bytes:
    """A small report as text; one row when none is given."""
    table = "\n".join([header, *(rows or (ROW,))])
    blocks = f"ปัญหา/อุปสรรค :\n{problems}\n\nข้อเสนอแนะ :\n{suggestions}\n\n{closing}\n"
    return f"{title}\n\n{opening}\n\n{table}\n\n{blocks}".encode()


def row(measure: str = "", actions: str = "", outcomes: str = "", officers: str = "") -> str:
    """A row of which some cells are as in ROW."""
    return "\t".join(
        given or usual for given, usual in zip((measure, actions, outcomes, officers), ROW.split("\t"), strict=True)
    )


def golden() -> dict[str, Any]:
    """The golden reading as data to be spoilt."""
    data: dict[str, Any] = json.loads(GOLDEN)
    return data


def problems(error: ReportError) -> list[tuple[str, str]]:
    """Place and message of each problem."""
    return [(each.place, each.message) for each in error.problems]
