"""`manage.py in_turn COMMAND ...`: what a start of the portal does, in one process, which reads the portal once."""

from __future__ import annotations

import shlex
from argparse import ArgumentParser

from django.core.management import call_command
from django.core.management.base import BaseCommand


class Command(BaseCommand):
    """Each command is one word with its own: `in_turn "migrate --noinput" load_catalogue`."""

    help = "ทำหลายคำสั่งตามลำดับในโปรแกรมเดียว หยุดเมื่อคำสั่งใดทำไม่สำเร็จ"
    requires_system_checks = ()  # the first command has its own, and what they find holds for all

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("commands", nargs="+", metavar="COMMAND", help="คำสั่งพร้อมตัวเลือก อยู่ในเครื่องหมายคำพูดเดียวกัน")

    def handle(self, *, commands: list[str], **options: object) -> None:
        first = True
        for name, *words in map(shlex.split, commands):
            call_command(name, *words, skip_checks=not first, stdout=self.stdout, stderr=self.stderr)
            first = False
