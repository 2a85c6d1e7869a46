"""One round of the worker, for offices that have cron and no worker."""

from django.core.management.base import BaseCommand

from notices import jobs, queue


class Command(BaseCommand):
    help = "ทำงานเบื้องหลังที่ค้างอยู่ให้หมดหนึ่งรอบ: ลงลายมือชื่อ แจ้งเตือน ส่งจดหมาย ตรวจบันทึกเหตุการณ์ (เรียกทุก 5-10 นาที)"

    def handle(self, **options: object) -> None:
        jobs.declare()
        self.stdout.write(f"ทำแล้ว {queue.work_off_all():,} งาน")
