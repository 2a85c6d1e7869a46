"""`manage.py export_report --agency NAME --year 2566 OUT`: the report of an agency's plan as it stands, as a file."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from pathlib import Path

from django.core.management.base import BaseCommand

from measures.models import Plan
from reports import files
from reports.assemble import assemble
from reports.document import ReportDocument, ReportError
from reports.document.errors import refuse
from reports.paper import Paper
from reports.services.edition import draft


class Command(BaseCommand):
    """Errors go to standard error in Thai, with exit status 1 and nothing written."""

    help = "เขียนรายงานของหน่วยงานเป็นแฟ้ม .txt .json .html หรือ .pdf"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--agency", required=True, metavar="NAME", help="ชื่อหน่วยงาน")
        parser.add_argument("--year", required=True, type=int, help="ปีงบประมาณของมาตรการ เช่น 2566")
        parser.add_argument("output", metavar="OUT", type=Path, help="แฟ้มปลายทาง")

    def handle(self, *, agency: str, year: int, output: Path, **options: object) -> None:
        try:
            export(agency, year, output)
        except ReportError as error:
            self.stderr.write(f"เขียนแฟ้มไม่ได้\n{error}")
            sys.exit(1)
        self.stdout.write(f"เขียน {output.name} แล้ว")


def export(agency: str, year: int, output: Path) -> None:
    """Writes the file whole or raises ReportError; pages say that they are a draft, for only a round is frozen."""
    plan = Plan.objects.filter(agency__name=agency.strip(), year=year).select_related("agency").first()
    if plan is None:
        raise refuse(agency, f"ไม่พบหน่วยงานนี้ หรือหน่วยงานนี้ไม่มีแผนปี {year}")
    edition = draft(plan)
    document: ReportDocument = assemble(plan, edition)
    writer = files.writer_to(output, Paper.of(plan.agency, draft=True))
    files.write(output, writer(document))
