"""The worker beside a server: script/server starts it, and it ends with the process that started it."""

import logging
import os
import sys
from collections.abc import Collection
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError, CommandParser

from forked.apart import found_apart
from notices import jobs, queue
from notices.queue import Line
from thai import typefaces

_PLACE = Path(__file__).resolve().parents[3]
log = logging.getLogger(__name__)


class Command(BaseCommand):
    help = "ทำงานเบื้องหลังไปเรื่อย ๆ จนกว่าโปรแกรมที่เริ่มคำสั่งนี้จะจบ"
    requires_system_checks = ()  # they load every page, and so are done apart from the worker

    def add_arguments(self, parser: CommandParser) -> None:
        # Said by who starts it: a server that ended before this program was loaded can't be asked for any more.
        parser.add_argument(
            "--beside", type=int, metavar="PID", help="หมายเลขโปรแกรมที่เริ่มคำสั่งนี้ ถ้าโปรแกรมนั้นจบแล้ว คำสั่งนี้จะไม่เริ่มทำงาน"
        )
        # These two are said by forked/keeping.py to whoever takes the place of a worker that ended.
        parser.add_argument("--kept-by", type=int, metavar="PID", help="คำสั่งนี้เริ่มตัวเองเป็นโปรแกรมลูกด้วยตัวเลือกนี้")
        parser.add_argument("--after", type=int, metavar="STATUS", help="โปรแกรมลูกก่อนหน้าจบด้วยสถานะนี้")

        share = parser.add_mutually_exclusive_group()
        share.add_argument("--only", choices=[Line.SIGNING], help="ทำเฉพาะงานนี้: signing คือลงลายมือชื่อ ในเครื่องที่มีกุญแจ")
        share.add_argument("--except", choices=[Line.SIGNING], dest="but", help="ทำทุกงานยกเว้นงานนี้")

    def handle(
        self, *, beside: int | None, kept_by: int | None, after: int | None, only: str, but: str, **options: object
    ) -> None:
        own = queue.lines(only=Line(only) if only else None, but=Line(but) if but else None)
        if not own:
            raise CommandError("เครื่องนี้ตั้ง SIGNING_ELSEWHERE ไว้ คือไม่มีกุญแจ จึงลงลายมือชื่อไม่ได้")
        if kept_by is not None:
            if after is not None:
                log.error("the worker ended with status %s; this one takes its place", after)
            _work(own, kept_by)
            return
        found_apart(_check)
        parent = os.getppid() if beside is None else beside
        if os.getppid() == parent:
            told = [*(("--only", only) if only else ()), *(("--except", but) if but else ())]
            for stream in (self.stdout, self.stderr):
                stream.flush()
            keeper = os.getpid()
            worker = os.fork()
            if worker:
                _keep_worker_running(worker, parent, told)
            _work(own, keeper)


def _check() -> None:
    """Raises SystemCheckError; what is no error is said."""
    Command().check()


def _work(own: Collection[Line], kept_by: int) -> None:
    """Until told to end or until the process of that number is no parent of this one."""
    if os.getppid() == kept_by:
        typefaces.know(found_apart(typefaces.drawn))  # for the fonts that were opened stay in memory
        jobs.work(own, beside=kept_by)


def _keep_worker_running(running: int, beside: int, told: list[str]) -> None:
    """Doesn't come back: this process becomes one that waits, with nothing of the portal loaded."""
    worker = [sys.executable, str(_PLACE / "manage.py"), "run_worker", *told]
    keeper = [sys.executable, "-I", str(_PLACE / "forked/keeping.py"), str(beside), f"--running={running}", *worker]
    os.execv(sys.executable, keeper)  # noqa: S606 - this program itself
