"""The chain's verdict at the command line, for people and for cron: its exit status says it too."""

from argparse import ArgumentParser
from enum import IntEnum
from pathlib import Path

from django.core.management.base import BaseCommand
from django.db import DatabaseError

from audit import heads
from audit.heads import HeadFileError
from audit.verdict import Verdict
from audit.verify import verify


class Status(IntEnum):
    """How the command ends; manage.py adds COULD_NOT_TELL where the verdict could not be printed."""

    WHOLE = 0
    BROKEN = 1  # altered, or not what the kept head says
    NO_FILE = 2  # a file that was named can't be used; also where the command is called wrongly
    COULD_NOT_TELL = 3  # the database can't be read


class Command(BaseCommand):
    requires_system_checks = ()  # what is wrong with settings says nothing about the chain
    help = "ตรวจว่าบันทึกเหตุการณ์ครบถ้วน ไม่มีรายการใดถูกแก้ ลบ ตัดท้าย สลับ หรือแทรก"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--against",
            type=Path,
            metavar="FILE",
            help="เทียบกับค่ายืนยันในแฟ้มนี้: ที่เก็บด้วย --write-head ข้อมูลที่มาของรายงานที่เสนอ หรือรายงานที่ลงนามแล้ว (PDF)",
        )
        parser.add_argument(
            "--write-head",
            type=Path,
            metavar="FILE",
            help="เมื่อบันทึกครบถ้วน เก็บค่ายืนยันไว้ในแฟ้มนี้ แล้วควรย้ายไปไว้นอกเครื่อง "
            "(แฟ้มที่มีอยู่แล้วจะถูกแทนที่เมื่อเป็นแฟ้มของ --against เท่านั้น)",
        )

    def handle(self, *, against: Path | None, write_head: Path | None, **options: object) -> None:
        try:
            verdict = self._checked(against, write_head)
        except HeadFileError as error:
            self.stderr.write(str(error))
            raise SystemExit(Status.NO_FILE) from error
        except DatabaseError as error:
            self.stderr.write(f"อ่านบันทึกเหตุการณ์จากฐานข้อมูลไม่ได้: {error}")
            raise SystemExit(Status.COULD_NOT_TELL) from error
        if not verdict.whole:
            raise SystemExit(Status.BROKEN)

    def _checked(self, against: Path | None, kept: Path | None) -> Verdict:
        """Files are looked at first: a long check isn't thrown away for a wrong name."""
        if kept:
            heads.refuse_to_forget(kept, held_to=against)
        verdict = verify(against=heads.read_head(against) if against else None)
        self._tell(verdict)
        if kept and verdict.whole and verdict.head:
            heads.write_head(kept, verdict.head)
            self.stdout.write(f"เก็บค่ายืนยันของลำดับที่ {verdict.head.seq:,} ไว้ที่ {kept} แล้ว")
        return verdict

    def _tell(self, verdict: Verdict) -> None:
        self.stdout.write(str(verdict))
        for finding in verdict.findings:
            self.stdout.write(f"- {finding}")
        if verdict.faults > len(verdict.findings):
            self.stdout.write(f"- และอีก {verdict.faults - len(verdict.findings):,} แห่ง")
        if verdict.head:
            self.stdout.write(f"ค่ายืนยันท้ายบันทึก: ลำดับที่ {verdict.head.seq:,} รหัส {verdict.head.hash}")
        self.stdout.write(verdict.meaning)
