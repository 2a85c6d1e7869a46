"""`manage.py convert_report IN OUT [--agency NAME] [--year YEAR]`: a report from one form into another, no database."""

import sys
from argparse import ArgumentParser
from dataclasses import replace
from pathlib import Path

from django.core.management.base import BaseCommand

from document import ReportError
from document.doubts import Doubt
from document.errors import refuse
from document.readers.reading import Reading
from document.writers.text import keeps_all
from reports.formats import disk
from reports.formats.registry import READ, WRITTEN


class Command(BaseCommand):
    """Errors go to standard error in Thai, with exit status 1 and nothing written."""

    help = f"แปลงแฟ้มรายงาน ({READ}) เป็น {WRITTEN} โดยไม่ใช้ฐานข้อมูล"
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("input", metavar="IN", type=Path, help=f"แฟ้มต้นทาง {READ}")
        parser.add_argument("output", metavar="OUT", type=Path, help=f"แฟ้มปลายทาง {WRITTEN}")
        parser.add_argument("--agency", default="", metavar="NAME", help="ชื่อหน่วยงาน หากไม่ระบุจะอ่านจากแฟ้ม")
        parser.add_argument("--year", type=int, default=0, metavar="YEAR", help="ปีงบประมาณของมาตรการ ใช้เมื่อแฟ้มไม่บอกปี")

    def handle(self, *, input: Path, output: Path, agency: str, year: int, **options: object) -> None:
        try:
            reading = convert(input, output, agency, year)
        except ReportError as error:
            self.stderr.write(f"แปลงแฟ้มไม่ได้\n{error}")
            sys.exit(1)
        if reading.proof:
            self.stdout.write(reading.proof)
        for warning in reading.warnings:
            self.stderr.write(f"ควรดู {warning}")


def convert(source: Path, target: Path, agency: str = "", year: int = 0) -> Reading:
    """Write the target and its warnings (reports.formats.disk.warnings_beside), or no such file where there are none.

    Returns what was read, warnings about the writing too. Where either cannot be written both are as they were, and
    ReportError says why.
    """
    writer, beside = disk.writer_to(target), disk.warnings_beside(target)
    if disk.are_same(source, target):
        raise refuse(target.name, "เป็นแฟ้มเดียวกับแฟ้มต้นทาง โปรดตั้งชื่ออื่น")
    if disk.are_same(source, beside):
        raise refuse(target.name, f"คำเตือนจะเขียนทับแฟ้มต้นทาง {source.name} โปรดตั้งชื่ออื่น")
    reading = disk.read(source, agency=agency, year=year)
    warnings = (*reading.warnings, *_losses(reading, target))
    written, before = writer(reading.document), disk.present(target)
    disk.write(target, written)
    try:
        _keep(beside, "".join(f"{each}\n" for each in warnings).encode(errors="backslashreplace") or None)
    except ReportError:
        _keep(target, before)
        raise
    return replace(reading, warnings=warnings)


def _keep(path: Path, data: bytes | None) -> None:
    """The file holds this, or is not there."""
    if data is None:
        disk.remove(path)
    else:
        disk.write(path, data)


def _losses(reading: Reading, target: Path) -> tuple[Doubt, ...]:
    """The text form has no place for some facts of a document: that is said when it happens."""
    if target.suffix.lower() != ".txt":
        return ()
    if keeps_all(reading.document):
        return ()
    return (Doubt("text-form", target.name, "แฟ้มข้อความเก็บข้อมูลของรายงานนี้ได้ไม่ครบ ใช้ .json หากจะนำกลับเข้าระบบ"),)
