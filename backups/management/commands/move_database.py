"""`manage.py move_database`: all that DATABASE_URL holds goes into another database, SQLite or PostgreSQL."""

from __future__ import annotations

import sys
import warnings
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.management.base import BaseCommand, CommandError
from environ import Env

from backups.errors import NotDone
from backups.moving.move import move

_ENGINES = {"django.db.backends.postgresql", "django.db.backends.sqlite3"}


class Command(BaseCommand):
    """The address is read from a file, or from the input: on a command line all users of the machine would see it."""

    help = "ย้ายข้อมูลทั้งหมดไปยังฐานข้อมูลอื่นที่ว่าง (SQLite หรือ PostgreSQL) หยุดเซิร์ฟเวอร์ก่อน ต้นทางไม่ถูกแก้"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "to",
            metavar="FILE",
            help="แฟ้มที่มีที่อยู่ของปลายทางบรรทัดเดียว แบบเดียวกับ DATABASE_URL หรือ - เพื่ออ่านจากข้อมูลเข้า",
        )

    def handle(self, *, to: str, **options: object) -> None:
        try:
            text = sys.stdin.read() if to == "-" else Path(to).read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise CommandError(f"อ่านแฟ้ม {to} ไม่ได้") from error
        told = _told(text.strip().removeprefix("DATABASE_URL="))
        try:
            moved = move(told, self._tell)
        except NotDone as error:
            raise CommandError(str(error)) from error
        total = sum(moved.values())
        self.stdout.write(f"ย้ายแล้ว {total:,} แถว จาก {len(moved):,} ตาราง จำนวนและเนื้อหาตรงกันทุกตาราง บันทึกเหตุการณ์ครบถ้วน")
        self.stdout.write(f"โปรดตั้ง DATABASE_URL เป็นปลายทาง แล้วเริ่มเซิร์ฟเวอร์ใหม่ แฟ้มยังอยู่ที่เดิม ({settings.DATA_DIR})")

    def _tell(self, table: str, rows: int) -> None:
        if rows:
            self.stdout.write(f"{table}: {rows:,}")
            self.stdout.flush()


def _told(url: str) -> dict[str, Any]:
    """An address as an entry of DATABASES. Raises CommandError for any that is none."""
    try:
        with warnings.catch_warnings(action="error"):
            told = Env.db_url_config(url)
    except (ImproperlyConfigured, UserWarning, ValueError, KeyError, IndexError) as error:
        raise CommandError("ที่อยู่ของปลายทางอ่านไม่ได้ ต้องเป็นแบบเดียวกับ DATABASE_URL") from error
    if told["ENGINE"] not in _ENGINES or told["NAME"] in {"", ":memory:"}:
        raise CommandError("ที่อยู่ของปลายทางต้องเป็น postgres:// หรือ sqlite:/// พร้อมชื่อฐานข้อมูล")
    if told["ENGINE"].endswith("sqlite3"):
        told["OPTIONS"] = {"transaction_mode": "IMMEDIATE", "init_command": "PRAGMA journal_mode=WAL;"}
    return dict(told)
