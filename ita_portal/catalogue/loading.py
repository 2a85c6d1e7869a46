"""A list comes and goes as a file; what one would change is shown before anything is stored."""

from __future__ import annotations

from collections.abc import Sequence

from django import forms
from django.contrib import messages
from django.core import signing
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.access import SignedInRequest, operator
from accounts.uploads import takes_files
from document import ReportError
from document.writers.tables import Table, list_format
from document.writers.workbook import Value
from files.download import download
from ita.catalogue import FIELDS, KIND, Entry
from ita_portal.catalogue.forms import ListFileForm
from ita_portal.catalogue.places import place_of
from ita_portal.catalogue.reading import LABELS, Read, read
from measures.models import Indicator
from measures.services.lists import loading as service
from measures.services.lists.items import in_order
from measures.services.previewing import Overtaken
from reports.verification.upload import Passing

SHOWN = 30  # mistakes of a file; of more it is told how many there are
_PAGE = {"caption": "นำเข้ารายการข้อคำถาม", "unit": "ข้อ", "load": "catalogue:load", "store": "catalogue:store"}
_WIDTHS = (10, 10, 9, 10, 36, 70, 22, 26)


class ListUpload(Passing):
    """No more of it than a list may have."""

    limit = 5 * 1024**2


def is_whole(request: HttpRequest, form: forms.Form) -> bool:
    """Whether the form with its file is valid; says beside the file that it is too large."""
    if any(isinstance(each, ListUpload) and each.too_large for each in request.upload_handlers):
        form.errors.clear()
        form.add_error("file", "ไฟล์ใหญ่เกิน 5 MB โปรดลบแผ่นงานที่ไม่ใช้ หรือบันทึกเป็น CSV")
    return form.is_valid()


def add_mistakes(form: forms.Form, mistakes: Sequence[str]) -> None:
    """Says the first of them beside the file, and how many more there are."""
    for mistake in mistakes[:SHOWN]:
        form.add_error("file", mistake)
    if (more := len(mistakes) - SHOWN) > 0:
        form.add_error("file", f"และยังมีอีก {more} แห่ง")


@takes_files(ListUpload)
@require_http_methods(["GET", "POST"])
@operator
def load(request: SignedInRequest) -> HttpResponse:
    """Takes a file and shows what it would add and change."""
    if request.method == "GET":
        return _draw(request, ListFileForm())
    form = ListFileForm(request.POST, request.FILES)
    if not is_whole(request, form):
        return _draw(request, form, status=422)
    found = _read(form.cleaned_data["file"])
    if mistakes := found.mistakes or service.other_tools(found.entries):
        add_mistakes(form, mistakes)
        return _draw(request, form, status=422)
    return _draw_preview(request, found.entries, found.notes)


def _read(file: UploadedFile) -> Read:
    try:
        return read(file.read(), file.name or "")
    except ReportError as error:
        return Read((), [f"{each.place} {each.message}".strip() for each in error.problems])


def _draw(request: SignedInRequest, form: ListFileForm, status: int = 200) -> HttpResponse:
    return render(request, "catalogue/load.html", {"form": form}, status=status)


def _draw_preview(
    request: SignedInRequest, entries: Sequence[Entry], notes: Sequence[str] = (), status: int = 200
) -> HttpResponse:
    context = {**_PAGE, "preview": service.preview(entries), "notes": notes}
    return render(request, "catalogue/preview.html", context, status=status)


@require_POST
@operator
def store(request: SignedInRequest) -> HttpResponse:
    """Stores what the preview showed; shows it anew where the lists were changed since."""
    token = request.POST.get("token", "")
    try:
        done = service.store(token=token, by=request.user)
    except signing.BadSignature:
        messages.warning(request, "หน้าตรวจก่อนนำเข้านี้หมดอายุแล้ว จึงยังไม่ได้นำเข้า โปรดเลือกไฟล์อีกครั้ง")
        return redirect("catalogue:load")
    except Overtaken:
        entries, _ = service.opened(token)
        messages.warning(request, "มีผู้แก้รายการไปแล้วระหว่างที่ท่านตรวจ จึงยังไม่ได้นำเข้า โปรดตรวจอีกครั้ง")
        return _draw_preview(request, entries, status=409)
    messages.success(request, f"นำเข้าแล้ว เพิ่ม {done.added} ข้อ แก้ไข {done.changed} ข้อ ตรงกันแล้ว {done.same} ข้อ")
    return redirect("catalogue:index")


@require_GET
@operator
def list_file(request: SignedInRequest, of_year: int, kind: str, form: str) -> HttpResponse:
    """A list as a file that can be loaded again: CSV with the names that the command takes, Excel in Thai.

    Raises Http404 for another form.
    """
    place, chosen = place_of(of_year, kind), list_format(form)
    if chosen is None:
        raise Http404
    is_plain = chosen.extension == "csv"
    items = in_order(list(Indicator.objects.filter(year=place.year, kind=place.kind)))
    heads = [name if is_plain else LABELS[name] for name in (*FIELDS, KIND)]
    table = Table("รายการข้อคำถาม", list(zip(heads, _WIDTHS, strict=True)), [_cells(each, is_plain) for each in items])
    name = f"รายการข้อคำถาม ITA {place.year} {place.kind.label}.{chosen.extension}"
    return download(chosen.write(place.called, [table]), kind=chosen.media_type, name=name)


def _cells(item: Indicator, is_plain: bool) -> Sequence[Value]:
    status = item.status if is_plain else str(item.get_status_display())
    kind = item.kind if is_plain else str(item.get_kind_display())
    return [item.year, item.tool, item.code, item.group_no, item.group_name, item.text, status, kind]
