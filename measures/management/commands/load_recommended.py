"""Loads the recommended measures that the operator keeps for all agencies; can be run again at any time."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError, CommandParser

from measures.services.recommended import entries, loading


class Command(BaseCommand):
    help = "นำมาตรการแนะนำของทุกหน่วยงานเข้าระบบ (เรียกซ้ำได้)"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="แฟ้ม JSON ตามแบบของ measures/data/recommended.json")

    def handle(self, *, file: Path, **options: object) -> None:
        try:
            loaded = loading.load(entries.read(file))
        except ValueError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"มาตรการแนะนำ เพิ่ม {loaded.added} แก้ไข {loaded.changed} ตรงกันแล้ว {loaded.same}")
