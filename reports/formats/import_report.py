"""A report of another year, as an office has it, becomes that year's measures: read first, then taken in."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from django.db import transaction

from accounts.access import require
from accounts.models import Agency, User
from accounts.permissions import Permission
from document import ReportDocument, canonical
from document.doubts import Doubt
from document.errors import refuse
from document.readers.encoding import decode
from document.readers.reading import Reading
from document.values import schema_of
from measures.models import Plan
from measures.services import catalogue
from measures.services.years.year import latest_to_begin
from reports.compiling.adopt import adopt
from reports.formats.registry import READABLE, reader_for

TEXT = ".txt"
_PLACE = "ไฟล์"


def read(agency: Agency, *, data: bytes, extension: str, year: int = 0) -> Reading:
    """What a file says, against every list that is known; `year` is that of its measures where it says none. Raises
    ReportError for one that can't be read, or whose facts are another agency's.
    """
    reader = reader_for(extension)
    if reader is None:
        raise refuse(_PLACE, f"อ่านไฟล์ชนิดนี้ไม่ได้ อ่านได้เฉพาะ {' '.join(READABLE)} หรือวางข้อความแทน")
    reading = reader(data, catalogue=catalogue.known(), year=year)
    if reading.by_words:
        return _of(agency, reading)
    _require_own(agency, reading.document)
    return reading


def _of(agency: Agency, reading: Reading) -> Reading:
    """What words say is the agency's own, whoever they name: that they name another is a doubt."""
    document = reading.document
    doubts = [each for each in reading.warnings if each.key != "agency"]
    if document.agency and document.agency != agency.name:
        message = f"ไฟล์ระบุชื่อหน่วยงานว่า “{document.agency}” จะนำเข้าเป็นของ{agency.name}"
        doubts.insert(0, Doubt("agency", "หน่วยงาน", message))
    own = replace(document, agency=agency.name)
    own = replace(own, schema=schema_of(own.measures, own.cover, own.agency))
    return replace(reading, document=own, warnings=tuple(doubts))


def carried(reading: Reading, *, data: bytes, extension: str) -> tuple[str, str]:
    """The text that a page carries from reading to taking in, with the extension by which it is read again."""
    if extension.lower() == TEXT:
        return decode(data).text, TEXT
    return canonical(reading.document).decode(), ".json"


@transaction.atomic
def take_in(*, agency: Agency, reading: Reading, by: User, today: date) -> Plan:
    """Writes plan, measures and draft report. Raises Refused, ReportError, AlreadyThere for a year with measures."""
    require(by, Permission.PLAN_EDIT, on=agency)
    document = reading.document
    _require_own(agency, document)
    if document.measures_year > latest_to_begin(today):
        raise refuse("ปีของมาตรการ", f"พบปี {document.measures_year} ซึ่งยังมาไม่ถึง โปรดตรวจปีในย่อหน้านำ")
    return adopt(document, doubts=reading.warnings, by=by.pk).report.plan


def _require_own(agency: Agency, document: ReportDocument) -> None:
    if document.agency != agency.name:
        raise refuse("หน่วยงาน", f"รายงานนี้เป็นของ “{document.agency}” ไม่ใช่ของ{agency.name}")
