"""`manage.py restore FROM [--verify]`: an archive becomes an installation again, where there is none yet."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError
from django.utils import timezone

from backups import restore
from backups.errors import NotDone
from backups.manifest import Manifest
from backups.verify import SAMPLE, Verified, verify


class Command(BaseCommand):
    """Ends with an error where anything is not as it was saved; what could be put back stays."""

    help = "กู้ข้อมูลจากสำเนาสำรองลงในระบบที่ยังว่าง (หยุดเซิร์ฟเวอร์ก่อน) ไม่กู้ทับข้อมูลที่มีอยู่"
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("archive", metavar="FROM", type=Path, help="โฟลเดอร์ของสำเนา (portal-...Z)")
        parser.add_argument("--verify", action="store_true", help="เมื่อกู้แล้ว ตรวจฐานข้อมูล บันทึกเหตุการณ์ แฟ้ม และลายมือชื่อ")
        parser.add_argument("--check-only", action="store_true", help="ตรวจสำเนาเท่านั้น ไม่กู้")
        parser.add_argument("--sample", type=int, default=SAMPLE, help="จำนวนรายงานที่ตรวจลายมือชื่อ")

    def handle(self, *, archive: Path, verify: bool, check_only: bool, sample: int, **options: object) -> None:
        try:
            if check_only:
                self._check(archive)
                return
            done = restore.restore(archive, self._count)
        except NotDone as error:
            raise CommandError(str(error)) from error
        except DatabaseError as error:
            raise CommandError(f"กู้ข้อมูลไม่ได้ ใช้ฐานข้อมูลไม่ได้: {error}") from error
        made = done.manifest
        self.stdout.write(f"กู้แล้ว: ฐานข้อมูลเมื่อ {made.made_at} (รุ่น {made.portal or '-'}) และ {done.files:,} แฟ้ม")
        faults = [f"แฟ้มในสำเนาเสียหายหรือหายไป: {path}" for path in done.broken]
        faults += [f"แฟ้มเสียหายตั้งแต่ก่อนสำรอง: {digest}" for digest in made.damaged]
        if verify:
            faults += self._verify(made, sample)
        self._end(faults)

    def _check(self, archive: Path) -> None:
        wrong = restore.check(archive, self._count)
        self._end([f"แฟ้มในสำเนาเสียหายหรือหายไป: {path}" for path in wrong])
        self.stdout.write("สำเนาครบถ้วน ทุกแฟ้มตรงกับที่บันทึกไว้")

    def _verify(self, made: Manifest, sample: int) -> list[str]:
        found = verify(made, now=timezone.now(), sample=max(0, sample))
        self._tell(found)
        faults = [f"ฐานข้อมูล: {fault}" for fault in found.database]
        faults += [f"บันทึกเหตุการณ์ {finding}" for finding in found.chain.findings]
        faults += [f"แฟ้มที่ฐานข้อมูลอ้างถึงไม่มีหรือเสียหาย: {digest}" for digest in found.absent]
        return faults + [f"ลายมือชื่อไม่สมบูรณ์ ({each.verdict}): {each.digest}" for each in found.signed if not each.whole]

    def _tell(self, found: Verified) -> None:
        self.stdout.write(str(found.chain))
        let_go = f" (ครบกำหนดเก็บรักษาแล้ว {found.let_go:,})" if found.let_go else ""
        self.stdout.write(f"แฟ้มที่ฐานข้อมูลอ้างถึง {found.files:,} แฟ้ม{let_go}")
        untrusted = sum(each.whole and not each.trusted for each in found.signed)
        self.stdout.write(f"ตรวจลายมือชื่อในรายงาน {len(found.signed):,} ฉบับ")
        if untrusted:
            self.stdout.write(f"ในจำนวนนี้ {untrusted:,} ฉบับยังไม่มีใบรับรองที่เชื่อถือในเครื่องนี้ โปรดนำ SIGNING_DIR มาวาง")

    def _count(self, read: int) -> None:
        self.stdout.write(f"ทำแล้ว {read:,} แฟ้ม")
        self.stdout.flush()

    def _end(self, faults: list[str]) -> None:
        if faults:
            shown = "\n".join(faults[:20])
            raise CommandError(f"พบสิ่งที่ไม่ตรงกับที่สำรองไว้ {len(faults):,} แห่ง:\n{shown}")
