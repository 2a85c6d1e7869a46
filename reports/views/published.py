"""After publishing: where the report is found, and what an office pastes and hangs up so that others find it."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.html import format_html
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET

from accounts.permissions import Permission
from measures.models import Plan
from paper import qr
from paper.poster import Poster
from paper.press import press
from reports.access import ReportRequest, in_report
from reports.compiling import edition as editions
from reports.compiling.agency_paper import signs_for_trial
from reports.models import Publication
from reports.models.kinds import Kind
from reports.publication import public_state
from reports.publication.publish import address
from reports.views.answers import saying_what_is_not_made

_QR = "คิวอาร์โค้ดไปยัง{}ที่เผยแพร่"


@dataclass(frozen=True)
class Announcement:
    """What is said of a published report outside the portal: as text to paste, and as HTML for a website."""

    agency: str
    title: str
    year: int
    address: str

    @property
    def text(self) -> str:
        return (
            f"{self.agency} เผยแพร่{self.title} ประจำปีงบประมาณ พ.ศ. {self.year} "
            f"อ่านและตรวจสอบว่าเป็นฉบับจริงได้ที่ {self.address}"
        )

    @property
    def html(self) -> str:
        return format_html(
            '<p>{} เผยแพร่<a href="{}">{} ประจำปีงบประมาณ พ.ศ. {}</a> อ่านและตรวจสอบว่าเป็นฉบับจริงได้ที่ลิงก์นี้</p>',
            *(self.agency, self.address, self.title, self.year),
        )


@require_GET
@in_report(Permission.REPORT_VIEW)
def show(request: ReportRequest, plan: Plan) -> HttpResponse:
    """The address with its QR code, words for an announcement, and what belongs where."""
    found = _current(plan, request.kind)
    if found is None:
        return redirect("reports:compile", plan.agency.slug, plan.year, request.kind)
    said = _announcement(found)
    context = {
        "plan": plan,
        "publication": found,
        "said": said,
        "qr": qr.svg(said.address, title=_QR.format(request.kind.called)),
    }
    return render(request, "reports/publish/published.html", context)


@require_GET
@in_report(Permission.REPORT_VIEW)
@saying_what_is_not_made
def hang_up(request: ReportRequest, plan: Plan) -> HttpResponse:
    """A sheet of A4 with the QR code, to be printed for the notice board."""
    found = _current(plan, request.kind)
    if found is None:
        raise Http404
    said = _announcement(found)
    is_trial = settings.DEMO or signs_for_trial(plan.agency)
    sheet = Poster(said.agency, request.kind.called, said.title, said.year, said.address, found.round.code, is_trial)
    response = HttpResponse(press.poster(sheet), content_type="application/pdf")
    name = f"โปสเตอร์{request.kind.called} ITA {plan.year} {plan.agency.short_name}.pdf"
    response["Content-Disposition"] = content_disposition_header(as_attachment=False, filename=name) or ""
    return response


def _current(plan: Plan, kind: Kind) -> Publication | None:
    """The plan's report of a kind that the public reads as the current one."""
    edition = editions.latest(plan, kind)
    found = None if edition._state.adding else public_state.last_of(edition)
    return found if found is not None and found.round.edition.is_published else None


def _announcement(found: Publication) -> Announcement:
    edition = found.round.edition
    plan = edition.report.plan
    return Announcement(plan.agency.name, edition.title, plan.year, address(found.round))
