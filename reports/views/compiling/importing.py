"""Last year's report taken in by the browser: read and shown first, with what is doubtful, then written."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

import clock
from accounts.access import AgencyRequest, requires
from accounts.models import Agency
from accounts.permissions import Permission
from accounts.uploads import takes_files
from document import ReportError
from document.readers.reading import Reading
from editing import drafts
from reports.compiling.adopt import AlreadyThere
from reports.formats import import_report
from reports.formats.registry import LARGEST
from reports.forms.importing import CodesForm, ImportForm
from reports.verification.upload import Passing

SHOWN = 10  # mistakes and doubts on a page: the rest is like them


class ReportUpload(Passing):
    """No more of it than some reader takes."""

    limit = LARGEST


@takes_files(ReportUpload)
@require_http_methods(["GET", "POST"])
@requires(Permission.PLAN_EDIT)
def take_in(request: AgencyRequest, agency: Agency) -> HttpResponse:
    """`do=read` shows what was read, `do=import` writes what that page carried."""
    if request.method == "GET":
        return _draw(request, drafts.fill(ImportForm(), request, only=["text"]))
    if request.POST.get("do") == "import":
        return _take_in(request, agency)
    form = ImportForm(request.POST, request.FILES)
    if any(isinstance(each, ReportUpload) and each.too_large for each in request.upload_handlers):
        form.add_error("file", f"ไฟล์ใหญ่เกิน {LARGEST // 1024**2} MB โปรดวางข้อความแทน")
    if not form.is_valid():
        return _draw(request, form)
    data, extension = form.source()
    try:
        reading = import_report.read(agency, data=data, extension=extension)
    except ReportError as error:
        return _refused(request, form, [str(problem) for problem in error.problems])
    drafts.stay(request)
    return _show(request, reading, CodesForm(reading.document))


def _take_in(request: AgencyRequest, agency: Agency) -> HttpResponse:
    """Writes what the page carried, with the codes that were typed on it."""
    form = ImportForm(request.POST)
    form.is_valid()  # what was pasted isn't there any more: only its place for errors is wanted
    form.errors.clear()
    try:
        reading = import_report.opened(request.POST.get("carried", ""))
        codes = CodesForm(reading.document, request.POST)
        if not codes.is_valid():
            return _show(request, reading, codes)
        reading = import_report.with_codes(reading, codes.chosen())
        plan = import_report.take_in(agency=agency, reading=reading, by=request.user, today=clock.today())
    except ReportError as error:
        return _refused(request, form, [str(problem) for problem in error.problems])
    except AlreadyThere as error:
        return _refused(request, form, [str(error)])
    count = len(reading.document.measures)
    messages.success(request, f"นำเข้า {count} มาตรการของปี {plan.year} แล้ว คัดลอกมาใช้ในปีใหม่ได้เมื่อเริ่มปีนั้น")
    return redirect("measures:list", agency.slug, plan.year)


def _show(request: AgencyRequest, reading: Reading, codes: CodesForm) -> HttpResponse:
    context = {"reading": reading, "carried": import_report.carried(reading), "form": codes, "shown": SHOWN}
    return render(request, "reports/import/read.html", context, status=422 if codes.is_bound else 200)


def _refused(request: AgencyRequest, form: ImportForm, reasons: list[str]) -> HttpResponse:
    for reason in reasons[:SHOWN]:
        form.add_error("file" if form.cleaned_data.get("file") else "text", reason)
    if len(reasons) > SHOWN:
        form.add_error(None, f"และยังมีอีก {len(reasons) - SHOWN} แห่ง")
    return _draw(request, form)


def _draw(request: AgencyRequest, form: ImportForm) -> HttpResponse:
    return render(request, "reports/import/import.html", {"form": form}, status=422 if form.is_bound else 200)
