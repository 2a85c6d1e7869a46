"""Scores out of a spreadsheet: read, shown with every mistake and difference, and stored by one confirmation."""

from __future__ import annotations

from collections.abc import Iterable

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

import clock
from accounts.access import AgencyRequest
from accounts.changed import Changed
from accounts.models import Agency
from accounts.permissions import Permission
from accounts.uploads import Passing, takes_files
from document.errors import Problem, ReportError
from document.grids.bounds import LARGEST_FILE, MB, PLACE
from scores.access import YearRequest, in_year
from scores.forms.importing import ScoresFileForm
from scores.services import outline as outlines
from scores.services import sheet as sheets
from scores.services import spreadsheet
from scores.services.outline import Outline
from scores.services.spreadsheet import Preview

SHOWN = 50  # mistakes, and notes: the rest is like them
_AGAIN = "ผลที่แสดงไว้หมดอายุหรือไม่ใช่ของท่าน โปรดเลือกไฟล์อีกครั้ง"


class ScoresUpload(Passing):
    """No more of it than the reader takes."""

    limit = LARGEST_FILE


@takes_files(ScoresUpload)
@require_http_methods(["GET", "POST"])
@in_year(Permission.SCORE_EDIT)
def bring(request: YearRequest, agency: Agency, year: int) -> HttpResponse:
    """Takes a file and shows what it would change; with `do=confirm`, stores what was shown."""
    outline = outlines.of_year(agency, year)
    if request.method == "GET":
        return _draw(request, outline, ScoresFileForm())
    if request.POST.get("do") == "confirm":
        return _confirm(request, outline)
    form = ScoresFileForm(request.POST, request.FILES)
    if any(isinstance(each, ScoresUpload) and each.too_large for each in request.upload_handlers):
        form.errors.pop("file", None)
        form.add_error("file", f"ไฟล์ใหญ่เกิน {LARGEST_FILE // MB} MB โปรดลบแผ่นงานและภาพอื่นออกแล้วบันทึกใหม่")
    if not form.is_valid():
        return _draw(request, outline, form)
    file, sheet = form.cleaned_data["file"], sheets.find(agency, year)
    try:
        found = spreadsheet.read(outline, sheet, file.read(), file.name)
    except ReportError as error:
        for sentence in _sentences(error.problems):
            form.add_error("file", sentence)
        return _draw(request, outline, form)
    return _show(request, outline, spreadsheet.preview(outline, agency, sheet, found, name=file.name, by=request.user))


def _sentences(problems: Iterable[Problem]) -> list[str]:
    return [
        f"ไฟล์นี้{each.message}" if each.place in (PLACE, "แฟ้ม") else f"{each.place}: {each.message}" for each in problems
    ][:SHOWN]


def _confirm(request: YearRequest, outline: Outline) -> HttpResponse:
    shown = spreadsheet.confirmed(request.POST.get("shown", ""), request.agency, outline.year, request.user)
    if shown is None:
        form = ScoresFileForm(request.POST)
        form.errors.pop("file", None)
        form.add_error("file", _AGAIN)
        return _draw(request, outline, form)
    try:
        changed = sheets.save(
            outline=outline,
            agency=request.agency,
            facts=shown.facts,
            base=shown.base,
            by=request.user,
            now=clock.now(),
            imported=True,
        )
    except Changed:
        messages.warning(request, "มีผู้บันทึกคะแนนระหว่างที่ท่านตรวจ ยังไม่ได้นำเข้า โปรดดูความแตกต่างใหม่แล้วยืนยันอีกครั้ง")
        sheet = sheets.find(request.agency, outline.year)
        again = spreadsheet.preview_again(outline, request.agency, sheet, shown, by=request.user)
        return _show(request, outline, again, status=409)
    except ValidationError as error:  # the list of the year was changed since the file was read
        form = ScoresFileForm(request.POST)
        form.errors.pop("file", None)
        form.add_error(
            "file", [f"{outline.called(key)}: {' '.join(words)}" for key, words in error.message_dict.items()]
        )
        return _draw(request, outline, form)
    said = f"นำเข้าคะแนนปี {outline.year} แล้ว เปลี่ยน {len(changed)} ช่อง" if changed else "คะแนนในไฟล์ตรงกับที่บันทึกไว้แล้วทุกช่อง"
    messages.success(request, said)
    return redirect("scores:scores", request.agency.slug, outline.year)


def _draw(request: AgencyRequest, outline: Outline, form: ScoresFileForm) -> HttpResponse:
    context = {"form": form, "agency": request.agency, "year": outline.year, "gaps": sorted(outline.guessed)}
    return render(request, "scores/import.html", context, status=422 if form.is_bound else 200)


def _show(request: AgencyRequest, outline: Outline, preview: Preview, status: int = 200) -> HttpResponse:
    context = {
        "preview": preview,
        "mistakes": preview.mistakes[:SHOWN],
        "more_mistakes": max(len(preview.mistakes) - SHOWN, 0),
        "notes": preview.notes[:SHOWN],
        "more_notes": max(len(preview.notes) - SHOWN, 0),
        "agency": request.agency,
        "year": outline.year,
        "form": ScoresFileForm(),
    }
    return render(request, "scores/preview.html", context, status=422 if preview.mistakes else status)
