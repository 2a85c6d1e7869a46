"""`manage.py convert_report IN OUT [--agency NAME]`: a report from one form into another, without a database."""

import os
import sys
import tempfile
from argparse import ArgumentParser
from pathlib import Path

from django.core.management.base import BaseCommand

from reports.document import ReportError
from reports.document.errors import refuse
from reports.doubts import Doubt
from reports.readers import READERS, Reading, reader_for
from reports.readers.encoding import LIMIT
from reports.writers import WRITERS, writer_for
from reports.writers.text import keeps_all

WARNINGS = ".warnings.txt"


class Command(BaseCommand):
    """Errors go to standard error in Thai, with exit status 1 and nothing written."""

    help = "แปลงแฟ้มรายงาน (.txt .json) เป็น .txt .json .html หรือ .pdf โดยไม่ใช้ฐานข้อมูล"
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("input", metavar="IN", type=Path, help="แฟ้มต้นทาง .txt หรือ .json")
        parser.add_argument("output", metavar="OUT", type=Path, help="แฟ้มปลายทาง .txt .json .html หรือ .pdf")
        parser.add_argument("--agency", default="", metavar="NAME", help="ชื่อหน่วยงาน หากไม่ระบุจะอ่านจากหน่วยงานของผู้รายงาน")

    def handle(self, *, input: Path, output: Path, agency: str, **options: object) -> None:
        try:
            warnings = convert(input, output, agency)
        except ReportError as error:
            self.stderr.write(f"แปลงแฟ้มไม่ได้\n{error}")
            sys.exit(1)
        for warning in warnings:
            self.stderr.write(f"ควรดู {warning}")


def convert(source: Path, target: Path, agency: str = "") -> tuple[Doubt, ...]:
    """Write the target and, beside it, its warnings (TARGET.warnings.txt, removed when there are none).

    Either both files are written or, with a ReportError, none.
    """
    reader, writer = reader_for(source.suffix), writer_for(target.suffix)
    if reader is None:
        raise refuse(source.name, f"อ่านนามสกุลแฟ้มนี้ไม่ได้ อ่านได้ {' '.join(READERS)}")
    if writer is None:
        raise refuse(target.name, f"เขียนนามสกุลแฟ้มนี้ไม่ได้ เขียนได้ {' '.join(WRITERS)}")
    if source.exists() and target.exists() and source.samefile(target):
        raise refuse(target.name, "เป็นแฟ้มเดียวกับแฟ้มต้นทาง โปรดตั้งชื่ออื่น")
    reading: Reading = reader(_bytes(source), agency=agency)
    warnings = (*reading.warnings, *_losses(reading, target))
    written = writer(reading.document)
    beside = target.with_name(target.name + WARNINGS)
    try:
        if warnings:
            _replace(beside, "".join(f"{each}\n" for each in warnings).encode())
        _replace(target, written)
        if not warnings:
            beside.unlink(missing_ok=True)
    except OSError as error:
        raise refuse(str(target), f"เขียนแฟ้มไม่ได้ {_why(error)}") from error
    return warnings


def _bytes(source: Path) -> bytes:
    try:
        with source.open("rb") as file:
            return file.read(LIMIT + 1)  # one more, so that the reader sees that it is too large
    except OSError as error:
        raise refuse(str(source), f"เปิดแฟ้มไม่ได้ {_why(error)}") from error


def _why(error: OSError) -> str:
    """The system's reason in Thai where it is a common one."""
    reasons = {
        FileNotFoundError: "ไม่พบแฟ้มหรือโฟลเดอร์นี้",
        NotADirectoryError: "ไม่พบโฟลเดอร์นี้",
        IsADirectoryError: "เป็นโฟลเดอร์ ไม่ใช่แฟ้ม",
        PermissionError: "ไม่มีสิทธิ์เข้าถึง",
    }
    return reasons.get(type(error), f"({error.strerror})")


def _losses(reading: Reading, target: Path) -> tuple[Doubt, ...]:
    """The text form has no place for some facts of a document: that is said when it happens."""
    if target.suffix.lower() != ".txt":
        return ()
    if keeps_all(reading.document):
        return ()
    return (Doubt("text-form", target.name, "แฟ้มข้อความเก็บข้อมูลของรายงานนี้ได้ไม่ครบ ใช้ .json หากจะนำกลับเข้าระบบ"),)


def _replace(path: Path, data: bytes) -> None:
    """All of it or nothing: written beside, synced, then renamed."""
    number, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    try:
        with os.fdopen(number, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        # mkstemp makes files for their owner alone; a converted report is as readable as any new file.
        mask = os.umask(0)
        os.umask(mask)
        Path(name).chmod(0o666 & ~mask)
        Path(name).replace(path)
    except OSError:
        Path(name).unlink(missing_ok=True)
        raise
