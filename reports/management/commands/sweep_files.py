"""Deletes frozen files that nothing names: what submissions left behind that were refused, or killed half-way.

The worker does the same each night.
"""

from __future__ import annotations

from argparse import ArgumentParser, ArgumentTypeError
from datetime import timedelta

from django.core.management.base import BaseCommand
from django.utils import timezone

from reports.publication.sweeping import YOUNG, sweep

_LONGEST = 24 * 366 * 100  # hours: a century


class Command(BaseCommand):
    """May run while people submit: what is younger than `--hours` stays."""

    help = "ลบแฟ้มที่ไม่มีรอบใดอ้างถึง (เหลือจากการเสนอที่ไม่สำเร็จ)"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--hours", type=_hours, default=YOUNG / timedelta(hours=1), help="เก็บแฟ้มที่ใหม่กว่านี้ไว้ (ชั่วโมง)")

    def handle(self, *, hours: float, **options: object) -> None:
        gone = sweep(timezone.now(), young=timedelta(hours=hours))
        self.stdout.write(f"ลบแล้ว {len(gone)} แฟ้ม")


def _hours(typed: str) -> float:
    """A time that has passed: in the hours of a submission that goes on now, a file is named by nothing yet."""
    try:
        hours = float(typed)
    except ValueError:
        hours = -1.0
    if not 0 <= hours <= _LONGEST:
        raise ArgumentTypeError(f"ระบุจำนวนชั่วโมงตั้งแต่ 0 ถึง {_LONGEST:,}")
    return hours
