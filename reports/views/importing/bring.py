"""The page on which a report is brought in: a file or pasted words become a draft, and drafts are gone on with."""

from __future__ import annotations

import re
from collections.abc import Iterable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

import clock
from accounts.access import AgencyRequest, requires
from accounts.models import Agency
from accounts.permissions import Permission
from accounts.uploads import takes_files
from document import Problem, ReportError
from editing import drafts
from reports.formats.registry import LARGEST
from reports.forms.importing import ImportForm
from reports.importing import drafts as brought
from reports.models import ImportDraft
from reports.verification.upload import Passing

SHOWN = 10  # reasons why a file can't be read: the rest is like them
_OF_THE_FILE = {"", "ไฟล์", "แฟ้ม"}
_PREDICATE = re.compile("เป็น|มี|ว่าง|ใหญ่|ยาว|เสีย|ไม่ใช่")  # how a message begins that says what a file is


class ReportUpload(Passing):
    """No more of it than some reader takes."""

    limit = LARGEST


@takes_files(ReportUpload)
@require_http_methods(["GET", "POST"])
@requires(Permission.PLAN_EDIT)
def bring(request: AgencyRequest, agency: Agency) -> HttpResponse:
    """Reads what is sent and leads to the page of its draft; lists the agency's drafts."""
    if request.method == "GET":
        return _draw(request, drafts.fill(ImportForm(), request, only=["text"]))
    form = ImportForm(request.POST, request.FILES)
    if any(isinstance(each, ReportUpload) and each.too_large for each in request.upload_handlers):
        form.add_error("file", f"ไฟล์ใหญ่เกิน {LARGEST // 1024**2} MB โปรดวางข้อความแทน")
    if not form.is_valid():
        return _draw(request, form)
    data, extension, name = form.source()
    try:
        draft = brought.begin(
            agency=agency, data=data, extension=extension, name=name, by=request.user, now=clock.now()
        )
    except ReportError as error:
        return _refused(request, form, error.problems)
    return redirect("reports:import_draft", agency.slug, draft.pk)


@require_POST
@requires(Permission.PLAN_EDIT)
def throw_away(request: AgencyRequest, agency: Agency, pk: int) -> HttpResponse:
    """The draft goes, with all that was corrected in it."""
    draft = get_object_or_404(ImportDraft, agency=agency, pk=pk)
    brought.throw_away(draft, by=request.user)
    messages.success(request, f"ทิ้ง “{draft.name}” ที่นำเข้าค้างไว้แล้ว")
    return redirect("reports:import", agency.slug)


def _refused(request: AgencyRequest, form: ImportForm, problems: Iterable[Problem]) -> HttpResponse:
    field = "file" if form.cleaned_data.get("file") else "text"
    reasons = [_reason(each, of_file=field == "file") for each in problems]
    for reason in reasons[:SHOWN]:
        form.add_error(field, reason)
    if len(reasons) > SHOWN:
        form.add_error(None, f"และยังมีอีก {len(reasons) - SHOWN} แห่ง")
    return _draw(request, form)


def _reason(problem: Problem, *, of_file: bool) -> str:
    """A sentence that stands by itself beside the field: it says once what it is about."""
    what = "ไฟล์" if of_file else "ข้อความที่วาง"
    if problem.place not in _OF_THE_FILE:
        return f"ใน{what} {problem.place}: {problem.message}"
    return f"{what}นี้{problem.message}" if _PREDICATE.match(problem.message) else problem.message


def _draw(request: AgencyRequest, form: ImportForm) -> HttpResponse:
    context = {"form": form, "drafts": brought.of(request.agency), "days": brought.KEPT_FOR.days}
    return render(request, "reports/import/import.html", context, status=422 if form.is_bound else 200)
