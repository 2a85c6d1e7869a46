"""Moves the frozen files between DATA_DIR and the object store of FILES_URL; may be stopped and run again."""

from __future__ import annotations

from argparse import ArgumentParser

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from files import moving, store
from files.errors import Away
from files.moving import Moved
from files.shelves.folder import Folder

_SHOWN = 20  # damaged files by name


class Command(BaseCommand):
    """People may go on working: what they add meanwhile, the next run moves."""

    help = "ย้ายแฟ้มระหว่าง DATA_DIR กับที่เก็บของ FILES_URL โดยตรวจทุกแฟ้ม หยุดแล้วสั่งใหม่ได้ และไม่ลบต้นทางถ้าไม่สั่ง"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "to", choices=["objects", "folder"], help="ปลายทาง: objects คือ FILES_URL, folder คือ DATA_DIR"
        )
        parser.add_argument("--delete", action="store_true", help="ลบต้นทางทีละแฟ้ม เมื่ออ่านจากปลายทางแล้วตรงกัน")

    def handle(self, *, to: str, delete: bool, **options: object) -> None:
        if not settings.FILES_URL:
            raise CommandError("ยังไม่ได้ตั้ง FILES_URL จึงไม่มีที่เก็บอื่นให้ย้าย")
        folder, objects = Folder(store.folder()), store.shelf()
        source, target = (folder, objects) if to == "objects" else (objects, folder)
        try:
            done = moving.move(source, target, delete=delete, tell=self._tell)
        except Away as error:
            raise CommandError(f"ติดต่อที่เก็บไฟล์ไม่ได้ ย้ายแล้วเท่าที่แจ้งข้างบน สั่งใหม่ได้: {error.strerror}") from error
        except OSError as error:
            raise CommandError(f"ปลายทางรับแฟ้มไม่ได้ ย้ายแล้วเท่าที่แจ้งข้างบน สั่งใหม่ได้: {error.strerror}") from error
        except KeyboardInterrupt as error:
            raise CommandError("หยุดตามคำสั่ง สั่งใหม่ได้ จะทำต่อจากที่ค้าง") from error
        self.stdout.write("เสร็จแล้ว" if done.seen else "ต้นทางไม่มีแฟ้ม")
        if done.damaged:
            named = "\n".join(done.damaged[:_SHOWN])
            raise CommandError(
                f"แฟ้มต้นทาง {len(done.damaged):,} แฟ้มเสียหายหรือหายไป จึงไม่ได้ย้าย โปรดกู้จากสำเนาสำรอง:\n{named}"
            )

    def _tell(self, done: Moved) -> None:
        line = f"ดูแล้ว {done.seen:,} แฟ้ม: ย้าย {done.copied:,} ({done.size // 1024 // 1024:,} MB) มีอยู่แล้ว {done.there:,}"
        line += f" ลบต้นทาง {done.deleted:,}" if done.deleted else ""
        line += f" เสียหาย {len(done.damaged):,}" if done.damaged else ""
        self.stdout.write(line)
        self.stdout.flush()
