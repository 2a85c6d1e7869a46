"""The agency's emblem: sent, shown on pages and paper, taken off; and the address under which everyone sees it."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from accounts.access import AgencyRequest, public, requires
from accounts.models import Agency
from accounts.permissions import Permission
from accounts.services import agency as agencies
from accounts.uploads import takes_files
from files import store
from files.serving import Stored, serve
from paper.press import press
from paper.press.faults import Unfit
from reports.verification.upload import Passing

_LARGEST = 2 * 1024 * 1024  # bytes of a file that is sent
_TOO_LARGE = f"ไฟล์ใหญ่เกิน {_LARGEST // 1024**2} MB โปรดย่อภาพแล้วเลือกใหม่"
_NOT_READ = "ขณะนี้ระบบยังอ่านภาพนี้ไม่ได้ โปรดรอสักครู่แล้วเลือกใหม่ หากยังไม่สำเร็จ โปรดส่งออกภาพเป็น PNG แล้วเลือกใหม่"


class EmblemUpload(Passing):
    """No more of it than an emblem may have."""

    limit = _LARGEST


class EmblemForm(forms.Form):
    """One picture, which becomes a PNG."""

    file = forms.FileField(
        label="ไฟล์ภาพ",
        help_text="PNG, SVG หรือ JPEG ไม่เกิน 2 MB ภาพพื้นขาวหรือพื้นโปร่ง ระบบตัดขอบว่างให้",
        widget=forms.FileInput(attrs={"accept": "image/png,image/svg+xml,image/jpeg"}),
        error_messages={"required": "โปรดเลือกไฟล์ภาพ", "empty": "ไฟล์นี้ว่างเปล่า โปรดเลือกไฟล์อื่น"},
    )

    def clean_file(self) -> bytes:
        """Returns the PNG that the picture becomes."""
        try:
            return press.emblem(self.cleaned_data["file"].read())
        except Unfit as error:
            raise forms.ValidationError(str(error)) from error
        except press.NotMade as error:
            raise forms.ValidationError(_NOT_READ) from error


@takes_files(EmblemUpload)
@require_http_methods(["GET", "POST"])
@requires(Permission.SETTINGS_EDIT)
def edit(request: AgencyRequest, agency: Agency) -> HttpResponse:
    """Shows the emblem; POST takes another or, with `do=remove`, takes it off."""
    if request.method == "GET":
        return render(request, "settings/emblem.html", {"form": EmblemForm(), "agency": agency})
    if request.POST.get("do") == "remove":
        agencies.set_emblem(agency=agency, digest="", by=request.user)
        messages.success(request, "นำตราหน่วยงานออกแล้ว")
        return redirect("accounts:emblem", agency.slug)
    form = EmblemForm(request.POST, request.FILES)
    if any(isinstance(each, EmblemUpload) and each.too_large for each in request.upload_handlers):
        form.errors.clear()
        form.add_error("file", _TOO_LARGE)
    if not form.is_valid():
        return render(request, "settings/emblem.html", {"form": form, "agency": agency}, status=422)
    agencies.set_emblem(agency=agency, digest=store.put(form.cleaned_data["file"]), by=request.user)
    messages.success(request, "บันทึกตราหน่วยงานแล้ว ใช้ที่หัวทุกหน้าและเหนือชื่อรายงานที่เสนอตั้งแต่นี้ไป")
    return redirect("accounts:emblem", agency.slug)


@require_GET
@public
def picture(request: HttpRequest, sha256: str) -> HttpResponseBase:
    """The emblem of an agency by its digest: it stands on what the agency publishes."""
    if not Agency.objects.filter(emblem=sha256).exclude(emblem="").exists():
        raise Http404
    try:
        return serve(request, Stored(sha256, store.size_of(sha256), "emblem.png", "image/png"))
    except store.Altered as error:
        raise Http404 from error
