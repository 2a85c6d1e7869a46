"""The evidence of a year that is soon deleted, as one ZIP that is written while it is sent: no copy stays anywhere."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator, Sequence
from datetime import datetime

from document.writers.tables import Table, list_format
from document.writers.workbook import Value
from evidence.models import Evidence
from files import store
from measures.models import Plan
from thai.dates import format_date, format_moment
from thai.dates.showing import BANGKOK

LIST = "รายการหลักฐาน.csv"
_COLUMNS = (
    *(("ลำดับ", 8), ("ไฟล์ในชุดนี้", 40), ("มาตรการ", 12), ("คำบรรยาย", 46), ("วันที่ของหลักฐาน", 18), ("ชื่อไฟล์", 30)),
    *(("ขนาด (ไบต์)", 12), ("SHA-256", 64), ("แนบโดย", 24), ("แนบเมื่อ", 24), ("สถานะ", 40)),
)
_DAMAGED = "ไฟล์ที่เก็บไว้เสียหาย จึงไม่อยู่ในชุดนี้"


class _Pipe:
    """What a ZIP is written into: kept until somebody takes it."""

    def __init__(self) -> None:
        self._parts: list[bytes] = []

    def write(self, data: bytes) -> int:
        self._parts.append(bytes(data))
        return len(data)

    def flush(self) -> None:
        """Nothing waits anywhere else."""

    def close(self) -> None:
        """Nothing is open."""

    def take(self) -> bytes:
        """What was written since the last time."""
        found, self._parts = b"".join(self._parts), []
        return found


def written(plan: Plan, rows: Sequence[Evidence], erased: Sequence[Evidence], now: datetime) -> Iterator[bytes]:
    """The ZIP in pieces, a file each: what is still kept, and last the list of it, and of what is no longer kept.

    A file that the disk lost is left out, and the list says so. Wants the rows with measure and whoever added them.
    """
    pipe, lines = _Pipe(), list[list[Value]]()
    with zipfile.ZipFile(pipe, "w", zipfile.ZIP_STORED) as packed:
        for number, row in enumerate(rows, start=1):
            name = f"{number:03d}-{row.file_name}"
            try:
                packed.writestr(_entry(name, row.added_at), store.get(row.digest))
                lines.append(_line(number, name, row, "อยู่ในชุดนี้"))
            except store.Altered:
                lines.append(_line(number, "", row, _DAMAGED))
            yield pipe.take()
        for number, row in enumerate(erased, start=len(rows) + 1):
            assert row.erased_at is not None
            gone = f"นำออกตามกำหนดเก็บรักษาเมื่อ {format_moment(row.erased_at)}"
            lines.append(_line(number, "", row, gone))
        packed.writestr(_entry(LIST, now), _listed(plan, lines))
    yield pipe.take()


def _listed(plan: Plan, lines: list[list[Value]]) -> bytes:
    csv = list_format("csv")
    assert csv is not None  # every list can be had as CSV
    return csv.write(f"หลักฐาน ปีงบประมาณ {plan.year}", [Table("หลักฐาน", _COLUMNS, lines)])


def _line(number: int, name: str, row: Evidence, state: str) -> list[Value]:
    day = format_date(row.speaks_for) if row.speaks_for else ""
    said: list[Value] = [number, name, row.measure.called, row.caption, day, row.name, row.size, row.digest]
    return [*said, str(row.added_by), format_moment(row.added_at), state]


def _entry(name: str, moment: datetime) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, moment.astimezone(BANGKOK).timetuple()[:6])
    entry.external_attr = 0o644 << 16
    return entry
