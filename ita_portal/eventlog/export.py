"""The event log as a file: CSV for people and their spreadsheets, JSON lines for whoever checks the hashes."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime

from django.db.models import QuerySet

from accounts.models import Agency
from audit.events import in_batches
from audit.link import instant
from audit.models import AuditEvent
from document.writers.spreadsheet import csv_row
from ita_portal.eventlog.lines import Line, lines
from thai.dates.showing import BANGKOK

HEAD = (
    "ลำดับ",
    "เวลา",
    "ผู้ทำรายการ",
    "บทบาทในขณะนั้น",
    "เหตุการณ์",
    "เรื่อง",
    "ข้อความ",
    "รหัสเหตุการณ์",
    "วัตถุ",
    "ข้อมูล",
    "รหัสก่อนหน้า",
    "รหัส",
)


def as_csv(rows: QuerySet[AuditEvent], agency: Agency) -> Iterator[str]:
    """With a byte order mark, by which spreadsheets know that it is UTF-8; times of Bangkok."""
    yield "\ufeff" + csv_row(HEAD)
    for batch in in_batches(rows):
        yield "".join(csv_row(_cells(line)) for line in lines(batch, agency))


def as_jsonl(rows: QuerySet[AuditEvent], agency: Agency) -> Iterator[str]:
    """The very fields that were hashed (audit.link) with the hash, and the sentence beside them."""
    for batch in in_batches(rows):
        yield "".join(json.dumps(_facts(line), ensure_ascii=False) + "\n" for line in lines(batch, agency))


def _cells(line: Line) -> tuple[str, ...]:
    event = line.event
    return (
        str(event.seq),
        _local(event.at),
        *(line.who, line.role, line.did, line.on, line.note),
        *(event.action, event.subject, event.data, event.prev, event.hash),
    )


def _local(at: datetime) -> str:
    return at.astimezone(BANGKOK).isoformat(timespec="seconds")


def _facts(line: Line) -> dict[str, object]:
    event = line.event
    hashed = {
        "seq": event.seq,
        "at": instant(event.at),
        "agency": event.agency,
        "actor": event.actor,
        "action": event.action,
        "subject": event.subject,
        "data": event.data,
        "prev": event.prev,
    }
    return {**hashed, "hash": event.hash, "who": line.who, "sentence": f"{line.did} {line.on}".strip()}
