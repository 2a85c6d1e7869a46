"""The worker beside a server: script/server starts it, and it ends with the process that started it."""

import os
from functools import partial

from django.core.management.base import BaseCommand, CommandError, CommandParser

from notices import jobs, queue, worker
from notices.queue import Line


class Command(BaseCommand):
    help = "ทำงานเบื้องหลังไปเรื่อย ๆ จนกว่าโปรแกรมที่เริ่มคำสั่งนี้จะจบ"

    def add_arguments(self, parser: CommandParser) -> None:
        # Said by who starts it: a server that ended before this program was loaded can't be asked for any more.
        parser.add_argument(
            "--beside", type=int, metavar="PID", help="หมายเลขโปรแกรมที่เริ่มคำสั่งนี้ ถ้าโปรแกรมนั้นจบแล้ว คำสั่งนี้จะไม่เริ่มทำงาน"
        )
        parser.add_argument("--kept-by", type=int, metavar="PID", help="คำสั่งนี้เริ่มตัวเองเป็นโปรแกรมลูกด้วยตัวเลือกนี้")

        share = parser.add_mutually_exclusive_group()
        share.add_argument("--only", choices=[Line.SIGNING], help="ทำเฉพาะงานนี้: signing คือลงลายมือชื่อ ในเครื่องที่มีกุญแจ")
        share.add_argument("--except", choices=[Line.SIGNING], dest="but", help="ทำทุกงานยกเว้นงานนี้")

    def handle(self, *, beside: int | None, kept_by: int | None, only: str, but: str, **options: object) -> None:
        own = queue.lines(only=Line(only) if only else None, but=Line(but) if but else None)
        if not own:
            raise CommandError("เครื่องนี้ตั้ง SIGNING_ELSEWHERE ไว้ คือไม่มีกุญแจ จึงลงลายมือชื่อไม่ได้")
        if kept_by is not None:
            if os.getppid() == kept_by:
                queue.work(partial(jobs.begin, own), own, beside=kept_by)
            return
        parent = os.getppid() if beside is None else beside
        if os.getppid() == parent:
            told = [*(("--only", only) if only else ()), *(("--except", but) if but else ())]
            worker.keep_worker_running(beside=parent, options=told)
