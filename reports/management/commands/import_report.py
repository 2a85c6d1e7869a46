"""`manage.py import_report FILE [--agency NAME] [--year YEAR] [--way WAY] [--dry-run]`: a file becomes a year's
measures.
"""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from django.core.management.base import BaseCommand
from django.db import transaction

import clock
from accounts.models import Agency
from document import ReportDocument, ReportError
from document.errors import refuse
from document.readers.reading import Reading
from document.values import schema_of
from measures.services import catalogue
from reports.compiling.adopt import AlreadyThere, agency_named, require_empty
from reports.compiling.taking import Comparison, Found, Way, compare, take
from reports.formats import disk
from reports.formats.registry import READ


class Command(BaseCommand):
    """Errors go to standard error in Thai, with exit status 1 and nothing stored."""

    help = f"นำเข้าแฟ้มรายงาน ({READ}) เป็นแผน มาตรการ และร่างรายงาน"

    def add_arguments(self, parser: ArgumentParser) -> None:
        ways = ", ".join(f"{each.value} {each.label}" for each in Way)
        parser.add_argument("file", metavar="FILE", type=Path, help=f"แฟ้มรายงาน {READ}")
        parser.add_argument("--agency", default="", metavar="NAME", help="ชื่อหน่วยงาน หากไม่ระบุจะอ่านจากแฟ้ม")
        parser.add_argument("--year", type=int, default=0, metavar="YEAR", help="ปีงบประมาณของมาตรการ ใช้เมื่อแฟ้มไม่บอกปี")
        parser.add_argument("--way", choices=Way.values, default=Way.PLAN.value, help=f"นำเข้าเป็นอะไร: {ways}")
        parser.add_argument("--dry-run", action="store_true", help="อ่านและตรวจเท่านั้น ไม่บันทึก")

    def handle(self, *, file: Path, agency: str, year: int, way: str, dry_run: bool, **options: object) -> None:
        try:
            reading = disk.read(file, agency=agency, catalogue=catalogue.known(), year=year)
            for warning in reading.warnings:
                self.stderr.write(f"ควรดู {warning}")
            if not dry_run:
                reading = self._take(reading, Way(way))
        except (ReportError, AlreadyThere) as error:
            self.stderr.write(f"นำเข้าไม่ได้\n{error}")
            sys.exit(1)
        if reading.proof:
            self.stdout.write(reading.proof)
        document = reading.document
        done = "ตรวจแล้ว ยังไม่ได้บันทึก" if dry_run else "นำเข้าแล้ว"
        whose = document.agency or "ไม่พบชื่อหน่วยงาน"
        self.stdout.write(f"{done}: {whose} ปี {document.measures_year} {len(document.measures)} มาตรการ")

    @transaction.atomic
    def _take(self, reading: Reading, way: Way) -> Reading:
        """Takes all of a file whose year is empty; of measures alone what is new, and tells what differs and stays."""
        document = _with_agency(reading.document)
        agency, year = agency_named(document.agency), document.measures_year
        compared = compare(agency, document, year)
        for line in _differences(compared):
            self.stderr.write(line)
        if way != Way.MEASURES:
            require_empty(agency, year)
        take(
            agency=agency,
            document=document,
            doubts=reading.warnings,
            way=way,
            year=year,
            chosen=[each.number for each in compared.of(Found.NEW)],
            with_progress=True,
            by=None,
            today=clock.today(),
        )
        return replace(reading, document=document)


def _with_agency(document: ReportDocument) -> ReportDocument:
    """The document, with the portal's only agency where it names none. Raises ReportError where there are others."""
    if document.agency:
        return document
    names = list(Agency.objects.values_list("name", flat=True)[:2])
    if len(names) != 1:
        raise refuse("หน่วยงาน", "ไม่พบชื่อหน่วยงานในแฟ้ม โปรดระบุด้วย --agency")
    own = replace(document, agency=names[0])
    schema = schema_of(own.measures, own.cover, own.agency, own.evidence, own.analysis, own.scores)
    return replace(own, schema=schema)


def _differences(compared: Comparison) -> Iterator[str]:
    for each in compared.of(Found.DIFFERENT):
        for change in each.changes:
            yield f"ต่างจากที่มีอยู่ {each.read.called} {change.field}: “{change.before}” ในแฟ้มเป็น “{change.after}”"
    for stored in compared.only_stored:
        yield f"มีอยู่แต่ไม่มีในแฟ้ม {stored.called}"
