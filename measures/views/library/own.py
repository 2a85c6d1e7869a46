"""The measures that an agency keeps for other years: listed, changed, taken out, put back, and used in a plan."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

import clock
from accounts.changed import digest
from accounts.permissions import Permission
from editing import drafts
from editing.conflict import attempt, respond
from editing.fields import ThaiTextField
from editing.form_layout import FilterHelper, PortalHelper
from editing.forms import VersionedForm
from editing.versions import Version
from editing.who_saved import Trail
from measures.access import PlanRequest, in_plan
from measures.filters import holding
from measures.models import Plan, Recommended
from measures.services.recommended import history, library
from measures.services.recommended.entries import LONGEST, LONGEST_QUESTION

PER_PAGE = 50
_LOST = "ถ้อยคำที่ไม่ได้เลือกจะไม่เก็บไว้ หากต้องการใช้ภายหลัง โปรดคัดลอกไว้ก่อน"


class LibraryForm(VersionedForm):
    """A measure of the library: of which item, and what to do."""

    question = ThaiTextField(
        label="ข้อคำถาม",
        rows=3,
        max_length=LONGEST_QUESTION,
        help_text="ตามถ้อยคำในรายการ ระบบเสนอมาตรการนี้ให้ข้อที่มีถ้อยคำเดียวกันทุกปี แม้เลขข้อเปลี่ยน",
        error_messages={"required": "โปรดพิมพ์ข้อคำถาม"},
    )
    text = ThaiTextField(
        label="สิ่งที่ต้องทำ",
        lines=True,
        rows=6,
        max_length=LONGEST,
        help_text="ขึ้นบรรทัดใหม่เมื่อขึ้นข้อใหม่",
        error_messages={"required": "โปรดพิมพ์สิ่งที่ต้องทำ"},
    )

    helper = PortalHelper("question", "text")


class LibrarySearch(forms.Form):
    """What the library is narrowed by."""

    q = forms.CharField(
        label="ค้นหา", required=False, widget=forms.TextInput(attrs={"type": "search", "maxlength": "200"})
    )

    helper = FilterHelper()


@require_GET
@in_plan(Permission.MEASURE_EDIT)
def index(request: PlanRequest, plan: Plan) -> HttpResponse:
    """The agency's own measures, fifty a page, and those that were taken out; one query for any number."""
    rows = library.own_of(plan.agency)
    form = LibrarySearch(request.GET)
    words = form.cleaned_data["q"][:200] if form.is_valid() else ""
    kept = [row for row in rows if row.removed_at is None]
    keys, is_near = holding({row.pk: f"{row.tool} {row.question} {row.text}" for row in kept}, words)
    found = set(keys)
    context = {
        "plan": plan,
        "form": form,
        "count": len(kept),
        "page": Paginator([row for row in kept if row.pk in found], PER_PAGE).get_page(request.GET.get("page")),
        "is_near": is_near,
        "removed": [row for row in rows if row.removed_at is not None],
    }
    return render(request, "measures/library/index.html", context)


@require_http_methods(["GET", "POST"])
@in_plan(Permission.MEASURE_EDIT)
def edit(request: PlanRequest, plan: Plan, recommended_pk: int) -> HttpResponse:
    """One of the agency's own; measures that were made of it stay as they are."""
    row = Recommended.objects.filter(agency=plan.agency, pk=recommended_pk).first()
    if row is None:
        raise Http404
    if request.method == "GET":
        version = _version(library.facts_of(row))
        form = LibraryForm(initial={"question": row.question, "text": row.text, "base": version.sign()})
        return _draw(request, plan, row, drafts.fill(form, request))

    def write(form: LibraryForm, base: str) -> bool:
        facts = library.OwnFacts(form.cleaned_data["question"], form.cleaned_data["text"])
        now, by = clock.now(), request.user
        return library.change(agency=plan.agency, pk=row.pk, facts=facts, base=base, by=by, now=now) is not None

    trail = Trail([f"recommended:{row.pk}"], agency=plan.agency)
    tried = attempt(request.POST, bind=LibraryForm, write=write, version=_version)
    if tried.clashes:
        return respond(request, tried, trail, about="มาตรการในคลังนี้", kept=_LOST)
    tried.tell(request, trail)
    if not tried.saved:
        return _draw(request, plan, row, tried.form, status=tried.status)
    messages.success(request, "บันทึกมาตรการในคลังแล้ว มาตรการในแผนที่ใช้ไปก่อนหน้านี้ไม่เปลี่ยน")
    return redirect("measures:library", plan.agency.slug, plan.year)


def _version(facts: library.OwnFacts) -> Version:
    return LibraryForm.version(digest(facts), {"question": facts.question, "text": facts.text})


def _draw(request: PlanRequest, plan: Plan, row: Recommended, form: LibraryForm, status: int = 200) -> HttpResponse:
    context = {"plan": plan, "row": row, "form": form, "history": history.of(row)}
    return render(request, "measures/library/entry.html", context, status=status)


@require_POST
@in_plan(Permission.MEASURE_EDIT)
def use(request: PlanRequest, plan: Plan, recommended_pk: int) -> HttpResponse:
    """Takes one of the agency's own out of the library, or with `in_use` puts it back; Http404 for another's."""
    in_use = bool(request.POST.get("in_use"))
    row = library.use(agency=plan.agency, pk=recommended_pk, in_use=in_use, by=request.user, now=clock.now())
    if row is None:
        raise Http404
    said = "นำมาตรการกลับเข้าคลังแล้ว" if in_use else "นำมาตรการออกจากคลังของหน่วยงานแล้ว นำกลับได้ที่ท้ายหน้านี้"
    messages.success(request, said)
    return redirect("measures:library", plan.agency.slug, plan.year)
