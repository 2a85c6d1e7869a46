"""The worker beside a server: script/server starts it, and it ends with the process that started it."""

import os

from django.core.management.base import BaseCommand, CommandParser

from notices import jobs, queue, worker


class Command(BaseCommand):
    help = "ทำงานเบื้องหลังไปเรื่อย ๆ จนกว่าโปรแกรมที่เริ่มคำสั่งนี้จะจบ"

    def add_arguments(self, parser: CommandParser) -> None:
        # Said by who starts it: a server that ended before this program was loaded can't be asked for any more.
        parser.add_argument(
            "--beside", type=int, metavar="PID", help="หมายเลขโปรแกรมที่เริ่มคำสั่งนี้ ถ้าโปรแกรมนั้นจบแล้ว คำสั่งนี้จะไม่เริ่มทำงาน"
        )
        parser.add_argument("--kept-by", type=int, metavar="PID", help="คำสั่งนี้เริ่มตัวเองเป็นโปรแกรมลูกด้วยตัวเลือกนี้")

    def handle(self, *, beside: int | None, kept_by: int | None, **options: object) -> None:
        if kept_by is not None:
            if os.getppid() == kept_by:
                queue.work(jobs.begin, beside=kept_by)
            return
        parent = os.getppid() if beside is None else beside
        if os.getppid() == parent:
            worker.keep_worker_running(beside=parent)
