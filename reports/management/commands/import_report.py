"""`manage.py import_report FILE [--agency NAME] [--year YEAR] [--dry-run]`: a file becomes a plan and a draft."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from pathlib import Path

from django.core.management.base import BaseCommand

from document import ReportError
from document.errors import refuse
from document.readers.reading import Reading
from measures.services import catalogue
from reports.compiling.adopt import AlreadyThere, adopt
from reports.formats import disk
from reports.formats.registry import READ


class Command(BaseCommand):
    """Errors go to standard error in Thai, with exit status 1 and nothing stored."""

    help = f"นำเข้าแฟ้มรายงาน ({READ}) เป็นแผน มาตรการ และร่างรายงาน"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", metavar="FILE", type=Path, help=f"แฟ้มรายงาน {READ}")
        parser.add_argument("--agency", default="", metavar="NAME", help="ชื่อหน่วยงาน หากไม่ระบุจะอ่านจากแฟ้ม")
        parser.add_argument("--year", type=int, default=0, metavar="YEAR", help="ปีงบประมาณของมาตรการ ใช้เมื่อแฟ้มไม่บอกปี")
        parser.add_argument("--dry-run", action="store_true", help="อ่านและตรวจเท่านั้น ไม่บันทึก")

    def handle(self, *, file: Path, agency: str, year: int, dry_run: bool, **options: object) -> None:
        try:
            reading = disk.read(file, agency=agency, catalogue=catalogue.known(), year=year)
            for warning in reading.warnings:
                self.stderr.write(f"ควรดู {warning}")
            if not dry_run:
                _require_agency(reading)
                adopt(reading.document, doubts=reading.warnings)
        except (ReportError, AlreadyThere) as error:
            self.stderr.write(f"นำเข้าไม่ได้\n{error}")
            sys.exit(1)
        if reading.proof:
            self.stdout.write(reading.proof)
        document = reading.document
        done = "ตรวจแล้ว ยังไม่ได้บันทึก" if dry_run else "นำเข้าแล้ว"
        whose = document.agency or "ไม่พบชื่อหน่วยงาน"
        self.stdout.write(f"{done}: {whose} ปี {document.measures_year} {len(document.measures)} มาตรการ")


def _require_agency(reading: Reading) -> None:
    """A plan is some agency's: a file that names none is read all the same, and taken in under the name given."""
    if not reading.document.agency:
        raise refuse("หน่วยงาน", "ไม่พบชื่อหน่วยงานในแฟ้ม โปรดระบุด้วย --agency แล้วนำเข้าอีกครั้ง")
