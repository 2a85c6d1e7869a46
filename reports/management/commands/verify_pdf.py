"""`manage.py verify_pdf FILE [--json]`: the verdict of the page /v/ on a file."""

import json
import sys
from argparse import ArgumentParser
from enum import IntEnum
from pathlib import Path

from django.core.management.base import BaseCommand
from django.db import DatabaseError
from django.utils import timezone

from pades.examination.found import Problem
from pades.examination.sandbox import LIMIT
from reports.verification import findings, judge
from reports.verification.issued import Issued, PublicState
from reports.verification.sentences import words
from thai.dates.showing import format_date


class Status(IntEnum):
    """How the command ends; manage.py adds COULD_NOT_TELL where the verdict could not be printed."""

    GOOD = 0  # ISSUED and SIGNED_OK alone
    NOT_GOOD = 1  # every other verdict
    NO_FILE = 2  # none that could be opened; also where the command is called wrongly
    COULD_NOT_TELL = 3  # nobody has found out: too large, too costly, our own copy or the database is out of order


class Command(BaseCommand):
    """Prints the verdict, and ends with its Status."""

    help = "ตรวจไฟล์รายงาน: สถานะ 0 เฉพาะ ISSUED และ SIGNED_OK, 1 ผลอื่น, 2 ไม่มีไฟล์ให้ตรวจ, 3 ตรวจหรือแสดงผลไม่ได้"
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", metavar="FILE", type=Path, help="ไฟล์ PDF ที่จะตรวจ")
        parser.add_argument("--json", action="store_true", help="ผลตรวจเป็น JSON")

    def handle(self, *, file: Path, json: bool, **options: object) -> None:
        try:
            with file.open("rb") as opened:
                pdf = opened.read(LIMIT + 1)  # one more, so that it is seen to be too large
        except (OSError, ValueError) as error:
            self.stderr.write(f"เปิดไฟล์ไม่ได้: {error}")
            sys.exit(Status.NO_FILE)
        try:
            judgement = judge.judge(pdf, now=timezone.now())
            text = _as_json(judgement) if json else _as_text(judgement)
        except DatabaseError as error:
            self.stderr.write(f"ยังตรวจไม่ได้ อ่านฐานข้อมูลของระบบไม่ได้: {error}")
            sys.exit(Status.COULD_NOT_TELL)
        self.stdout.write(text)
        if status := _status(judgement):
            sys.exit(status)


def _status(judgement: judge.Judgement) -> Status:
    if judgement.verdict.is_good:
        return Status.GOOD
    problems = judgement.examination.problems if judgement.examination else ()
    untold = {Problem.TOO_LARGE, Problem.TOO_COSTLY} & {*problems} or judgement.likeness is judge.Likeness.DAMAGED
    return Status.COULD_NOT_TELL if untold and judgement.issued is None else Status.NOT_GOOD


def _as_json(judgement: judge.Judgement) -> str:
    return json.dumps(findings.facts(judgement), ensure_ascii=False, indent=2)


def _as_text(judgement: judge.Judgement) -> str:
    wording, examination = words(judgement), judgement.examination
    lines = [f"{judgement.verdict} {wording.title}", wording.sentence]
    if judgement.is_demo:
        lines.append("ลงนามด้วยใบรับรองทดลอง ไม่มีผลทางกฎหมาย")
    marks = {"yes": "ผ่าน", "no": "ไม่ผ่าน", "open": "ตรวจไม่ได้"}
    lines += [f"- {marks[each.answer]}: {each.text}" for each in findings.checks(judgement)]
    for each in examination.signatures if examination else ():
        written = f" ในนามของ {each.name}" if each.name else ""
        lines.append(f"{each.field}: {findings.holder_words(each)}{written} {findings.when_words(each)}")
    found = judgement.issued or judgement.named
    if found:
        lines += _of_record(found)
    return "\n".join([*lines, f"SHA-256 {judgement.sha256}"])


def _of_record(found: Issued) -> list[str]:
    """The report in the record, and what became of it."""
    lines = [f"ฉบับในระบบ: {found.title} {found.agency} รหัส {found.code}"]
    if found.standing is PublicState.PUBLISHED:
        return lines
    done = "ถูกแทนที่" if found.standing is PublicState.REPLACED else "ถูกเพิกถอน"
    when = f"เมื่อ {format_date(found.changed_at)}" if found.changed_at else ""
    lines.append(f"{done}{when}" + (f" เหตุผล: {found.reason}" if found.reason else ""))
    return [*lines, f"ฉบับปัจจุบัน: รหัส {found.current}" if found.current else "ฉบับปัจจุบัน: ไม่มี"]
