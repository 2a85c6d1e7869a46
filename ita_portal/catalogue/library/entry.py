"""One recommended measure of the installation: added, changed, taken out of use and put back."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

import clock
from accounts.access import SignedInRequest, operator
from editing import drafts
from editing.conflict import attempt, respond
from editing.who_saved import Trail
from ita_portal.catalogue.library.forms import NewRecommendedForm, RecommendedForm, facts_of
from measures.models import Indicator, Recommended
from measures.services.recommended import history, keeping
from measures.services.recommended.entries import Entry, entry_of

_LOST = "ถ้อยคำที่ไม่ได้เลือกจะไม่เก็บไว้ หากต้องการใช้ภายหลัง โปรดคัดลอกไว้ก่อน"


@require_http_methods(["GET", "POST"])
@operator
def add(request: SignedInRequest) -> HttpResponse:
    """Adds a measure; `?item=` is the key of a list's item for which it is."""
    if request.method == "GET":
        form = NewRecommendedForm(initial=_of_item(request.GET.get("item", "")))
        return _draw(request, drafts.fill(form, request))
    form = NewRecommendedForm(request.POST)
    if form.is_valid():
        try:
            row = keeping.add(entry=form.entry(), by=request.user, now=clock.now())
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, "เพิ่มมาตรการแนะนำแล้ว หน่วยงานเห็นในหน้าเลือกมาตรการทันที")
            return redirect(f"{reverse('catalogue:library')}#row-{row.pk}")
    return _draw(request, form, status=422)


def _of_item(key: str) -> dict[str, object]:
    """What the form of a measure for an item begins with; nothing for no item."""
    asked = int(key) if key.isascii() and key.isdigit() and len(key) < 12 else None
    item = Indicator.objects.filter(pk=asked).first() if asked else None
    if item is None:
        return {}
    entry = Entry("", item.tool, item.group_name, item.text, "", item.year, item.kind, item.code)
    return {**facts_of(entry)}


@require_http_methods(["GET", "POST"])
@operator
def edit(request: SignedInRequest, pk: int) -> HttpResponse:
    """What the library says of one measure, for every agency."""
    row = get_object_or_404(Recommended.objects.select_related("indicator"), pk=pk, agency=None)
    if request.method == "GET":
        form = RecommendedForm(initial=RecommendedForm.initial_of(entry_of(row)))
        return _draw(request, drafts.fill(form, request), row)

    def write(form: RecommendedForm, base: str) -> bool:
        try:
            keeping.save(pk=row.pk, entry=form.entry(), base=base, by=request.user, now=clock.now())
        except ValidationError as error:
            form.add_error(None, error)
        return not form.errors

    trail = Trail([f"recommended:{row.pk}"])
    tried = attempt(request.POST, bind=RecommendedForm, write=write, version=RecommendedForm.version_of)
    if tried.clashes:
        return respond(request, tried, trail, about="มาตรการแนะนำนี้", kept=_LOST)
    tried.tell(request, trail)
    if not tried.saved:
        return _draw(request, tried.form, row, status=tried.status)
    messages.success(request, "บันทึกมาตรการแนะนำแล้ว มาตรการที่หน่วยงานเลือกไปก่อนหน้านี้ไม่เปลี่ยน")
    return redirect(f"{reverse('catalogue:library')}#row-{row.pk}")


def _draw(
    request: SignedInRequest, form: RecommendedForm, row: Recommended | None = None, status: int = 200
) -> HttpResponse:
    context = {"form": form, "row": row, "history": history.of(row) if row else []}
    return render(request, "catalogue/library/entry.html", context, status=status)


@require_POST
@operator
def use(request: SignedInRequest, pk: int) -> HttpResponse:
    """Takes a measure out of use, or with `in_use` puts it back."""
    in_use = bool(request.POST.get("in_use"))
    try:
        row = keeping.use(pk=pk, in_use=in_use, by=request.user, now=clock.now())
    except Recommended.DoesNotExist as error:
        raise Http404 from error
    said = "นำมาตรการกลับมาใช้แล้ว" if in_use else "เลิกใช้มาตรการนี้แล้ว มาตรการที่หน่วยงานเลือกไปก่อนหน้านี้คงไว้ตามเดิม"
    messages.success(request, said)
    return redirect("catalogue:recommended", row.pk)
