"""The library comes as a file; what one would change is shown before anything is stored."""

from __future__ import annotations

from collections.abc import Sequence

from django.contrib import messages
from django.core import signing
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import SignedInRequest, operator
from accounts.uploads import takes_files
from ita_portal.catalogue.library.forms import LibraryFileForm
from ita_portal.catalogue.library.reading import read
from ita_portal.catalogue.loading import ListUpload, add_mistakes, is_whole
from measures.services.previewing import Overtaken
from measures.services.recommended import loading as service
from measures.services.recommended.entries import Entry

_PAGE = {
    "caption": "นำเข้ามาตรการแนะนำ",
    "unit": "มาตรการ",
    "load": "catalogue:library_load",
    "store": "catalogue:library_store",
}


@takes_files(ListUpload)
@require_http_methods(["GET", "POST"])
@operator
def load(request: SignedInRequest) -> HttpResponse:
    """Takes a file and shows what it would add and change."""
    if request.method == "GET":
        return _draw(request, LibraryFileForm())
    form = LibraryFileForm(request.POST, request.FILES)
    if not is_whole(request, form):
        return _draw(request, form, status=422)
    file = form.cleaned_data["file"]
    found = read(file.read(), file.name or "")
    if found.mistakes:
        add_mistakes(form, found.mistakes)
        return _draw(request, form, status=422)
    return _draw_preview(request, found.entries, found.notes)


def _draw(request: SignedInRequest, form: LibraryFileForm, status: int = 200) -> HttpResponse:
    return render(request, "catalogue/library/load.html", {"form": form}, status=status)


def _draw_preview(
    request: SignedInRequest, entries: Sequence[Entry], notes: Sequence[str] = (), status: int = 200
) -> HttpResponse:
    context = {**_PAGE, "preview": service.preview(entries), "notes": notes}
    return render(request, "catalogue/library/preview.html", context, status=status)


@require_POST
@operator
def store(request: SignedInRequest) -> HttpResponse:
    """Stores what the preview showed; shows it anew where the library was changed since."""
    token = request.POST.get("token", "")
    try:
        done = service.store(token=token, by=request.user)
    except (signing.BadSignature, service.UnknownItems):
        messages.warning(request, "หน้าตรวจก่อนนำเข้านี้ใช้ไม่ได้แล้ว จึงยังไม่ได้นำเข้า โปรดเลือกไฟล์อีกครั้ง")
        return redirect("catalogue:library_load")
    except Overtaken:
        entries, _ = service.opened(token)
        messages.warning(request, "มีผู้แก้คลังไปแล้วระหว่างที่ท่านตรวจ จึงยังไม่ได้นำเข้า โปรดตรวจอีกครั้ง")
        return _draw_preview(request, entries, status=409)
    counts = f"เพิ่ม {done.added} มาตรการ แก้ไข {done.changed} มาตรการ ตรงกันแล้ว {done.same} มาตรการ"
    messages.success(request, f"นำเข้าแล้ว {counts}")
    return redirect("catalogue:library")
