"""The last page of bringing a report in: what it becomes, and how it differs from what is there; then it is taken."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.db.models import Exists, OuterRef
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

import clock
from accounts.access import AgencyRequest, requires
from accounts.changed import Changed
from accounts.models import Agency
from accounts.permissions import Permission
from document import ReportDocument, ReportError
from measures.models import Measure, Plan
from reports.compiling.taking import Compared, Comparison, Found, Way, beside, brings_words, compare, tells_all
from reports.forms.import_take import PhotographsForm, TakeForm
from reports.importing.photographs import photographs_of, receive_chosen
from reports.importing.sight import Sight, look
from reports.importing.taken import take_draft
from reports.models import ImportDraft
from reports.models.kinds import Kind
from thai.fiscal import fiscal_year

_CHANGED = "มีผู้แก้ร่างนี้หลังจากที่เปิดหน้านี้ จึงยังไม่ได้นำเข้า โปรดตรวจอีกครั้ง"
_OTHER_YEAR = "โปรดดูส่วนที่ต่างกันตามปีและวิธีที่เลือกก่อน แล้วกดนำเข้าอีกครั้ง"
_NOTHING = "โปรดเลือกมาตรการที่จะนำเข้าอย่างน้อยหนึ่งมาตรการ"


@dataclass(frozen=True)
class Row:
    """A measure of the file beside what is there, and whether its box is ticked."""

    compared: Compared
    is_ticked: bool


@require_http_methods(["GET", "POST"])
@requires(Permission.PLAN_EDIT)
def take_in(request: AgencyRequest, agency: Agency, pk: int) -> HttpResponse:
    """`do=compare` shows the differences for another way or year, `do=take` takes what is ticked."""
    draft = get_object_or_404(ImportDraft.objects.select_related("agency", "touched_by"), agency=agency, pk=pk)
    sight = look(draft)
    if sight.document is None or sight.refusal:
        messages.warning(request, "ยังนำเข้าไม่ได้ โปรดแก้สิ่งที่ระบุไว้ก่อน")
        return redirect("reports:import_draft", agency.slug, pk)
    if request.method == "GET":
        return _proposed(request, agency, sight, sight.document)
    document = sight.document
    form = TakeForm(request.POST, **_about(sight, document))
    if request.POST.get("do") != "take":
        form.fields.pop("own", None)  # asked when it is taken
        return _compared(request, sight, form, status=200)
    if not form.is_valid():
        return _compared(request, sight, form, status=422)
    return _taken(request, agency, sight, document, form)


def _proposed(request: AgencyRequest, agency: Agency, sight: Sight, document: ReportDocument) -> HttpResponse:
    """The page as it comes first, with the way that is most likely meant."""
    year, kept = document.measures_year, Measure.objects.filter(plan=OuterRef("pk"))
    plan = Plan.objects.filter(agency=agency, year=year).annotate(has_measures=Exists(kept)).first()
    if plan is not None:
        plan.agency = agency
    form = TakeForm(initial=_proposal(plan, document), **_about(sight, document))
    progress = Way(form.initial["way"]).takes_progress(asked=form.initial["with_progress"], document=document)
    return _draw(request, sight, form, beside(plan, document, year, with_progress=progress), progress=progress)


def _taken(
    request: AgencyRequest, agency: Agency, sight: Sight, document: ReportDocument, form: TakeForm
) -> HttpResponse:
    year, chosen = form.cleaned_data["year"], form.chosen(request.POST.getlist("measure"))
    if request.POST.get("compared") != _shown(year, progress=form.takes_progress(document)):
        form.add_error(None, _OTHER_YEAR)
    elif not chosen and not _has_words(agency, document, form):
        form.add_error(None, _NOTHING)
    if form.errors:
        return _compared(request, sight, form, status=422)
    seen = request.POST.get("seen", "")
    pictured = _photographs(request, sight)
    received, unread = receive_chosen(sight, pictured.chosen() if pictured.is_valid() else {})
    try:
        plan, refused = take_draft(
            sight.draft,
            base=request.POST.get("draft", ""),
            way=form.chosen_way,
            year=year,
            chosen=chosen,
            with_progress=form.asks_progress,
            seen=int(seen) if seen.isascii() and seen.isdigit() and len(seen) < 10 else -1,
            by=request.user,
            today=clock.today(),
            photographs=[each for each in received if each.measure in chosen],
        )
    except Changed:
        messages.warning(request, _CHANGED)
        return redirect("reports:import_draft", agency.slug, sight.draft.pk)
    except ReportError as error:
        for problem in error.problems[:10]:
            form.add_error(None, str(problem) if problem.place else problem.message)
        return _compared(request, sight, form, status=422)
    messages.success(request, _done(plan, form.chosen_way, len(chosen), document))
    for reason in [*unread, *refused][:10]:
        messages.warning(request, f"ยังไม่ได้แนบภาพ {reason}")
    return redirect("measures:list", agency.slug, plan.year)


def _has_words(agency: Agency, document: ReportDocument, form: TakeForm) -> bool:
    """Whether a plan or a progress report is worth taking without any measure: for its own words."""
    if tells_all(document) or not form.takes_progress(document):
        return False
    return brings_words(Plan.objects.filter(agency=agency, year=form.cleaned_data["year"]).first(), document)


def _photographs(request: AgencyRequest, sight: Sight) -> PhotographsForm:
    """Of which measures the photographs are, as was sent or as it seems; a measure that isn't there is none."""
    is_sent = request.method == "POST" and any(name.startswith("photograph_") for name in request.POST)
    measures = sight.document.measures if sight.document else ()
    return PhotographsForm(request.POST if is_sent else None, photographs_of(sight), measures)


def _done(plan: Plan, way: Way, count: int, document: ReportDocument) -> str:
    if not count:
        return f"นำเข้าข้อความของ{Kind(document.kind).called}ปี {plan.year} แล้ว"
    said = f"นำเข้า {count} มาตรการของปี {plan.year} แล้ว"
    if way == Way.PAST:
        return f"{said} เป็นรายงานตามเอกสาร คัดลอกมาใช้ในปีใหม่ได้เมื่อเริ่มปีนั้น"
    return said


def _proposal(plan: Plan | None, document: ReportDocument) -> dict[str, Any]:
    """Results of a year that the portal has no measures of are a past report; all else is a plan, or its rest. A plan
    and a progress report are of a year that goes on.
    """
    year = document.measures_year
    is_there = plan is not None and plan.has_measures  # type: ignore[attr-defined]  # annotated
    has_results = any(measure.actions or measure.outcomes for measure in document.measures)
    is_from_paper = plan is not None and plan.is_from_paper
    if not tells_all(document):
        way = Way.MEASURES if is_from_paper else Way.PLAN
    elif is_there:
        way = Way.PAST if is_from_paper else Way.MEASURES
    else:
        way = Way.PAST if has_results and year <= fiscal_year(clock.today()) else Way.PLAN
    return {"way": way.value, "year": year, "with_progress": has_results}


def _about(sight: Sight, document: ReportDocument) -> dict[str, Any]:
    """What is brought in, and what the form asks of the agency where the file names another."""
    named = next((each.doubt.message for each in sight.doubts if each.doubt.kind == "agency"), "")
    return {"document": document, "named": named, "agency": sight.draft.agency.name}


def _compared(request: AgencyRequest, sight: Sight, form: TakeForm, status: int) -> HttpResponse:
    """The page by what the form says, as far as it can be read; else as it would be proposed."""
    form.is_valid()
    document = sight.document
    if document is None:
        raise AssertionError(sight.draft.pk)  # the page isn't reached without
    year = form.cleaned_data.get("year") or document.measures_year
    way = Way(form.cleaned_data.get("way") or Way.MEASURES)
    progress = way.takes_progress(asked=bool(form.cleaned_data.get("with_progress")), document=document)
    return _draw(
        request, sight, form, compare(request.agency, document, year, with_progress=progress), status, progress=progress
    )


def _shown(year: int, *, progress: bool) -> str:
    return f"{year} {progress:d}"


def _draw(
    request: AgencyRequest,
    sight: Sight,
    form: TakeForm,
    comparison: Comparison,
    status: int = 200,
    *,
    progress: bool,
) -> HttpResponse:
    is_posted = request.method == "POST"
    ticked = form.chosen(request.POST.getlist("measure"))
    same_page = is_posted and request.POST.get("compared") == _shown(comparison.year, progress=progress)
    rows = [
        Row(row, is_ticked=row.number in ticked if same_page else row.found == Found.NEW) for row in comparison.measures
    ]
    context = {
        "draft": sight.draft,
        "form": form,
        "comparison": comparison,
        "new": [each for each in rows if each.compared.found == Found.NEW],
        "different": [each for each in rows if each.compared.found == Found.DIFFERENT],
        "same": comparison.of(Found.SAME),
        "compared": _shown(comparison.year, progress=progress),
        "doubts": len(sight.doubts),
        "photographs": _photographs(request, sight).rows(),
    }
    return render(request, "reports/import/take.html", context, status=status)
