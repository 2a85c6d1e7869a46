"""A report of another year, as an office has it, becomes that year's measures: read first, then taken in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from django.core import signing
from django.db import transaction

from accounts.access import require
from accounts.models import Agency, User
from accounts.permissions import Permission
from document import ReportDocument, from_json, to_data
from document.doubts import Doubt
from document.errors import refuse
from document.readers.reading import Reading
from document.values import schema_of
from ita.codes import tool_of
from measures.models import Plan
from measures.services import catalogue
from reports.compiling.adopt import require_empty
from reports.compiling.taking import Way, take
from reports.formats.registry import READABLE, reader_for

TEXT = ".txt"
_PLACE = "ไฟล์"
_SALT = "report-to-import"


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


def carried(reading: Reading) -> str:
    """What was read, as a page carries it from reading to taking in: signed, so that it comes back as it went."""
    doubts = [[each.key, each.place, each.message] for each in reading.warnings]
    return signing.dumps({"report": to_data(reading.document), "doubts": doubts}, salt=_SALT, compress=True)


def opened(text: str) -> Reading:
    """What `carried` made of a reading. Raises ReportError for anything else."""
    try:
        found = signing.loads(text, salt=_SALT)
    except signing.BadSignature as error:
        raise refuse(_PLACE, "ข้อมูลที่อ่านไว้ใช้ไม่ได้แล้ว โปรดเลือกไฟล์หรือวางข้อความอีกครั้ง") from error
    return Reading(from_json(found["report"]), tuple(Doubt(*each) for each in found["doubts"]))


def with_codes(reading: Reading, chosen: Mapping[int, str]) -> Reading:
    """The reading with the items that a person chose for measures without one, by their number from 1."""
    measures = tuple(
        replace(each, code=chosen[number], code_as_written=chosen[number], tool=tool_of(chosen[number]))
        if number in chosen
        else each
        for number, each in enumerate(reading.document.measures, start=1)
    )
    return replace(reading, document=replace(reading.document, measures=measures))


@transaction.atomic
def take_in(*, agency: Agency, reading: Reading, by: User | None, today: date) -> Plan:
    """Writes plan, measures and draft report. Raises Refused, ReportError, AlreadyThere for a year with measures."""
    if by is not None:
        require(by, Permission.PLAN_EDIT, on=agency)
    document = reading.document
    _require_own(agency, document)
    require_empty(agency, document.measures_year)
    return take(
        agency=agency,
        document=document,
        doubts=reading.warnings,
        way=Way.PLAN,
        year=document.measures_year,
        chosen=range(1, len(document.measures) + 1),
        with_progress=True,
        by=by,
        today=today,
    )


def _require_own(agency: Agency, document: ReportDocument) -> None:
    if document.agency != agency.name:
        raise refuse("หน่วยงาน", f"รายงานนี้เป็นของ “{document.agency}” ไม่ใช่ของ{agency.name}")
