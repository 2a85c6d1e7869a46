"""`manage.py backup TO`: an archive of database and files, made while people write; never of keys."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from backups import schedule
from backups.archives import Archive
from backups.errors import NotDone
from backups.make import make
from backups.manifest import Manifest


class Command(BaseCommand):
    """Ends with an error where a file was damaged, too: the archive is made all the same, without it."""

    help = "สำรองฐานข้อมูลและแฟ้มทั้งหมดลงในโฟลเดอร์ (ใช้ระบบต่อได้ระหว่างสำรอง ไม่รวมกุญแจลงนามและ .env)"
    requires_system_checks = ()  # whatever is wrong with settings, what is there is saved

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("to", nargs="?", metavar="TO", type=Path, help="โฟลเดอร์ที่เก็บสำเนาสำรอง เช่น /srv/backups")
        parser.add_argument(
            "--scheduled", action="store_true", help="สำรองลงใน BACKUP_DIR ถ้าวันนี้ยังไม่ได้สำรอง แล้วลบสำเนาเก่าตามที่ตั้งไว้"
        )

    def handle(self, *, to: Path | None, scheduled: bool, **options: object) -> None:
        if scheduled == (to is not None):
            raise CommandError("ระบุโฟลเดอร์ หรือ --scheduled อย่างใดอย่างหนึ่ง")
        if scheduled and not settings.BACKUP_DIR:
            raise CommandError("ยังไม่ได้ตั้ง BACKUP_DIR")
        now = timezone.now().replace(microsecond=0)
        try:
            done = make(to, at=now) if to else schedule.make_scheduled(now)
        except NotDone as error:
            raise CommandError(str(error)) from error
        if done is None:
            self.stdout.write("วันนี้สำรองข้อมูลแล้ว หรือกำลังสำรองอยู่")
        else:
            self._tell(*done)

    def _tell(self, archive: Archive, made: Manifest) -> None:
        size = made.size // 1024 // 1024
        self.stdout.write(f"สำรองแล้วที่ {archive.path}: ฐานข้อมูล และ {made.files:,} แฟ้ม ({size:,} MB)")
        self.stdout.write(f"ค่ายืนยันท้ายบันทึก: ลำดับที่ {made.head.seq:,} รหัส {made.head.hash}")
        if made.let_go:
            self.stdout.write(f"หลักฐาน {len(made.let_go):,} แฟ้มครบกำหนดเก็บรักษาระหว่างสำรอง จึงไม่อยู่ในสำเนา")
        if made.damaged:
            listed = "\n".join(made.damaged[:20])
            raise CommandError(
                f"แฟ้ม {len(made.damaged):,} แฟ้มในที่เก็บเสียหายหรือหายไป จึงไม่อยู่ในสำเนา โปรดกู้จากสำเนาก่อนหน้า:\n{listed}"
            )
