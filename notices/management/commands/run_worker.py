"""The worker beside a server: script/server starts it, and it ends with the process that started it."""

import os

from django.core.management.base import BaseCommand
from django.utils import timezone

from notices import jobs, queue


class Command(BaseCommand):
    help = "ทำงานเบื้องหลังไปเรื่อย ๆ จนกว่าโปรแกรมที่เริ่มคำสั่งนี้จะจบ"

    def handle(self, **options: object) -> None:
        parent = os.getppid()
        queue.keep(jobs.regular(timezone.now()))
        jobs.beat()
        queue.work(beside=parent)
