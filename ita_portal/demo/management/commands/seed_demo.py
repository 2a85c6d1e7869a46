"""`manage.py seed_demo [--new-passwords]`: a fictional agency to try the portal with; refused when DEBUG is off."""

from __future__ import annotations

from argparse import ArgumentParser

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from ita_portal.demo import agency, neighbour, past_report
from reports.publication.publish import address


class Command(BaseCommand):
    """Passwords are made at random and printed once."""

    help = "สร้างหน่วยงานสมมติสำหรับทดลองใช้ (เฉพาะเมื่อ DEBUG เปิดอยู่)"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--new-passwords", action="store_true", help="ตั้งรหัสผ่านใหม่ให้ผู้ใช้สาธิตทุกคน")

    def handle(self, *, new_passwords: bool, **options: object) -> None:
        if not settings.DEBUG:
            raise CommandError("สร้างข้อมูลสาธิตได้เฉพาะเมื่อ DEBUG เปิดอยู่")
        with transaction.atomic():
            signs = agency.seed()
            if signs:
                agency.play()
            neighbour.seed()
        published = past_report.publish(now=timezone.now())
        if not signs and new_passwords:
            signs = agency.new_passwords()
        if published is not None:
            self.stdout.write(f"รายงานปีก่อนที่เผยแพร่แล้วอยู่ที่ {address(published.round)}")
        if not signs:
            self.stdout.write("มีข้อมูลสาธิตอยู่แล้ว หากลืมรหัสผ่านให้เรียก seed_demo --new-passwords")
            return
        self.stdout.write("เข้าสู่ระบบสาธิตได้ด้วยชื่อผู้ใช้และรหัสผ่านต่อไปนี้ (แสดงครั้งเดียว)")
        for sign in signs:
            self.stdout.write(f"  {sign.username:<10} {sign.password:<14} {sign.name} ({sign.roles})")
