"""Loads the ITA items known so far; can be run again at any time."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError, CommandParser

from ita import catalogue
from measures.services import catalogue as service
from measures.services.recommended import entries, loading


class Command(BaseCommand):
    help = "นำรายการข้อคำถาม ITA เข้าระบบ (เรียกซ้ำได้)"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", nargs="?", type=Path, help="แฟ้ม CSV หากไม่ระบุคือรายการทั้งหมดที่มากับโปรแกรม")

    def handle(self, *, file: Path | None, **options: object) -> None:
        try:
            loaded = service.load(catalogue.read_csv(*([file] if file else [])))
        except catalogue.CatalogueError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"เพิ่ม {loaded.added} ข้อ แก้ไข {loaded.changed} ข้อ ตรงกันแล้ว {loaded.same} ข้อ")
        if file is None:
            advice = loading.load(entries.read(), keeps_written=True)
            self.stdout.write(f"มาตรการแนะนำ เพิ่ม {advice.added} แก้ไข {advice.changed} ตรงกันแล้ว {advice.same}")
