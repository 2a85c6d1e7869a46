"""`manage.py export_report --agency NAME --year 2566 OUT [--signed]`: an agency's report as a file.

As it stands, or with `--signed` the latest file that was signed, byte for byte.
"""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from pathlib import Path

from django.core.management.base import BaseCommand

from document import ReportDocument, ReportError
from document.errors import refuse
from files import store
from files.store import Altered
from measures.models import Plan
from reports.compiling.agency_paper import paper_of
from reports.compiling.assemble import assemble
from reports.compiling.edition import latest
from reports.compiling.photographs import illustrated
from reports.formats import disk
from reports.formats.registry import WRITTEN
from reports.models import Round, Signing
from reports.models.kinds import Kind


class Command(BaseCommand):
    """Errors go to standard error in Thai, with exit status 1 and nothing written."""

    help = f"เขียนรายงานของหน่วยงานเป็นแฟ้ม {WRITTEN}"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--agency", required=True, metavar="NAME", help="ชื่อหน่วยงาน")
        parser.add_argument("--year", required=True, type=int, help="ปีงบประมาณของมาตรการ เช่น 2566")
        parser.add_argument("output", metavar="OUT", type=Path, help="แฟ้มปลายทาง")
        kinds = [kind.declared.slug for kind in Kind]
        parser.add_argument(
            "--document", choices=kinds, default=kinds[0], help="เอกสารใดของปี หากไม่ระบุคือรายงานผลการดำเนินการ (report)"
        )
        parser.add_argument("--signed", action="store_true", help="แฟ้ม PDF ที่ลงนามแล้วฉบับล่าสุด ตามที่เก็บไว้ทุกไบต์")

    def handle(self, *, agency: str, year: int, output: Path, signed: bool, document: str, **options: object) -> None:
        try:
            plan, kind = _plan(agency, year), next(each for each in Kind if each.declared.slug == document)
            if signed:
                export_signed(plan, output, kind)
            else:
                export(plan, output, kind)
        except ReportError as error:
            self.stderr.write(f"เขียนแฟ้มไม่ได้\n{error}")
            sys.exit(1)
        self.stdout.write(f"เขียน {output.name} แล้ว")


def export(plan: Plan, output: Path, kind: Kind = Kind.RESULT) -> None:
    """Writes the file whole or raises ReportError; pages say that they are a draft, for only a round is frozen."""
    edition = latest(plan, kind)
    document: ReportDocument = assemble(plan, edition)
    writer = disk.writer_to(output, illustrated(paper_of(plan.agency, draft=True), document))
    disk.write(output, writer(document))


def export_signed(plan: Plan, output: Path, kind: Kind = Kind.RESULT) -> None:
    """Writes the bytes of the plan's latest signed file. Raises ReportError, also where nothing is signed yet."""
    if output.suffix.lower() != ".pdf":
        raise refuse(output.name, f"{kind.called}ที่ลงนามแล้วเป็น PDF โปรดตั้งชื่อแฟ้มให้ลงท้ายด้วย .pdf")
    rounds = Round.objects.filter(edition__report__plan=plan, edition__report__kind=kind)
    done = Signing.objects.filter(state=Signing.State.DONE, round__in=rounds)
    signed = done.order_by("-round__edition__number", "-round__number").first()
    if signed is None:
        raise refuse(str(plan.agency), f"{kind.called}ปี {plan.year} ยังไม่มีฉบับที่ลงนามแล้ว")
    try:
        body = store.get(signed.pdf_digest)
    except Altered as damage:
        raise refuse(str(plan.agency), "แฟ้มที่ลงนามแล้วเสียหายหรือหายไป โปรดกู้จากสำเนาสำรอง") from damage
    disk.write(output, body)


def _plan(agency: str, year: int) -> Plan:
    found = Plan.objects.filter(agency__name=agency.strip(), year=year).select_related("agency").first()
    if found is None:
        raise refuse(agency, f"ไม่พบหน่วยงานนี้ หรือหน่วยงานนี้ไม่มีแผนปี {year}")
    return found
