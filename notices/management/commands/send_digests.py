"""The day's letters by hand or by cron; a second call on the same day sends no second letter."""

from argparse import ArgumentParser
from datetime import date

from django.core.management.base import BaseCommand, CommandError

import clock
from notices.mail import digest, posting
from thai.dates import format_date, local_day, parse_date


def day_of(text: str) -> date:
    """A day as people type it. Raises CommandError."""
    try:
        return parse_date(text)
    except ValueError as error:
        raise CommandError(str(error)) from error


class Command(BaseCommand):
    help = "ส่งจดหมายแจ้งเตือนประจำวัน คนละไม่เกินหนึ่งฉบับต่อวัน"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--date", metavar="DAY", help="จดหมายของวันใด เช่น 22/11/2569 (วันนี้ถ้าไม่ระบุ)")

    def handle(self, *, date: str | None, **options: object) -> None:
        now = clock.now()
        day = day_of(date) if date else local_day(now)
        number = digest.make(day, now=now)
        sent = posting.post(now)
        self.stdout.write(f"จดหมายของวันที่ {format_date(day)}: ใหม่ {number:,} ฉบับ ส่งออกแล้ว {sent:,} ฉบับ")
