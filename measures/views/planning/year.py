"""Beginning a year, its deadlines, and copying measures of another year into it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from datetime import date
from functools import partial

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.views.decorators.http import require_http_methods

import clock
from accounts.access import AgencyRequest, requires
from accounts.changed import digest
from accounts.models import Agency, SetAside
from accounts.permissions import Permission
from editing import drafts
from editing.conflict import KEPT, attempt, keep_unchosen, respond
from editing.versions import Version
from editing.who_saved import Trail
from measures.access import PlanRequest, in_plan
from measures.forms.days.day_doubts import gone_by
from measures.forms.year import BeginFirstForm, BeginForm, CopyForm, YearForm
from measures.models import EDITABLE, Measure, Plan
from measures.services.years import copy_doubts, copying
from measures.services.years import year as years
from thai.dates import format_date
from thai.fiscal import fiscal_year, years_later


@require_http_methods(["GET", "POST"])
@requires(Permission.PLAN_EDIT)
def begin(request: AgencyRequest, agency: Agency) -> HttpResponse:
    """Which year, and from which year's scores (`scores` proposes them); on to what can be copied into it, or to its
    deadlines.
    """
    today, latest = clock.today(), agency.plans.order_by("-year").first()
    year, assessed = _proposed(agency, latest, today, request.GET.get("scores", ""))
    bind = BeginForm if latest else partial(BeginFirstForm, year=year)
    if request.method == "GET":
        return _draw_begin(request, bind(initial={"year": year, "assessed_year": assessed}))
    form = bind(request.POST)
    if form.is_valid():
        chosen = {name: form.cleaned_data[name] for name in ("year", "assessed_year")}
        days = form.days() if isinstance(form, BeginFirstForm) else None
        try:
            plan = years.begin(agency=agency, **chosen, by=request.user, today=today, days=days)
        except ValidationError as error:
            form.add_error(None, error)
    if form.errors:
        return _draw_begin(request, form, status=422)
    said = [] if latest is None else _moved_days(plan)
    messages.success(request, " ".join([f"เริ่มปีงบประมาณ {plan.year} แล้ว", *said]))
    if latest is None:
        return redirect(_to_first_measures(request, plan))
    page = "measures:copy" if copying.sources(plan) else "measures:deadlines"
    return redirect(page, agency.slug, plan.year)


def _proposed(agency: Agency, latest: Plan | None, today: date, scores: str) -> tuple[int, int]:
    """The year of the measures and that of the scores: the next one, or the first after the scores that were meant
    which is not begun yet; scores of which no year can be begun are passed over.
    """
    last = years.latest_to_begin(today)
    year = min(latest.year + 1 if latest else fiscal_year(today), last)
    if not (scores.isascii() and scores.isdigit() and len(scores) == 4):
        return year, year - 1
    assessed = int(scores)
    begun = set(agency.plans.values_list("year", flat=True))
    free = next((each for each in range(assessed + 1, last + 1) if each not in begun), None)
    return (year, year - 1) if free is None else (free, assessed)


def _to_first_measures(request: AgencyRequest, plan: Plan) -> str:
    """The first measures are typed next; who may not add any finds in the first steps who can."""
    if request.user.can(Permission.MEASURE_EDIT, on=plan.agency):
        return reverse("measures:add_many", args=[plan.agency.slug, plan.year])
    return reverse("start", args=[plan.agency.slug])


def _moved_days(plan: Plan) -> Iterator[str]:
    if plan.deadlines:
        said = " ".join(f"{words} {format_date(day)}" for words, day in plan.deadlines)
        yield f"เลื่อนกำหนดการจากปีก่อนมาด้วย คือ {said} แก้ไขได้จากเมนูปี"


def _draw_begin(request: AgencyRequest, form: BeginForm, status: int = 200) -> HttpResponse:
    return render(request, "measures/year/begin.html", {"form": form}, status=status)


@require_http_methods(["GET", "POST"])
@in_plan(Permission.PLAN_EDIT)
def deadlines(request: PlanRequest, plan: Plan) -> HttpResponse:
    """The days by which progress, report and publication of a year are due."""
    bind = partial(YearForm, plan=plan, undated=len(years.without_due_date(plan)))
    if request.method == "GET":
        facts = years.facts_of(plan)
        form = bind(initial=YearForm.drawn(digest(facts), asdict(facts)))
        return _draw_deadlines(request, plan, drafts.fill(form, request))
    dated: list[Measure] = []

    def write(form: YearForm, base: str) -> bool:
        spread = form.cleaned_data["spread"]
        try:
            saved = years.save(plan=plan, facts=form.facts(), base=base, by=request.user, spread=spread)
            dated.extend(saved.dated)
        except ValidationError as error:
            form.add_error(None, error)
        return not form.errors

    trail = Trail([f"plan:{plan.pk}"])
    keep_unchosen(request, SetAside.Page.YEAR, plan.pk, bind)
    tried = attempt(request.POST, bind=bind, write=write, version=_version)
    if tried.clashes:
        return respond(request, tried, trail, about=f"กำหนดการปี {plan.year}", kept=KEPT)
    tried.tell(request, trail)
    if not tried.saved:
        return _draw_deadlines(request, plan, tried.form, status=tried.status)
    _say_saved(request, plan, tried.form.facts(), dated)
    return redirect(_after(plan))


def _version(facts: years.YearFacts) -> Version:
    return YearForm.version(digest(facts), asdict(facts))


def _say_saved(request: PlanRequest, plan: Plan, facts: years.YearFacts, dated: list[Measure]) -> None:
    words = f" และกำหนดวันให้ {len(dated)} มาตรการแล้ว" if dated else " แล้ว"
    messages.success(request, f"บันทึกกำหนดการปี {plan.year}{words}")
    if past := gone_by(asdict(facts), clock.today()):
        messages.warning(request, f"วันที่ผ่านมาแล้ว: {', '.join(past)} หากไม่ตั้งใจ โปรดแก้ไขกำหนดการ")
    if facts.progress_due_on:
        late = Measure.objects.kept().filter(plan=plan, due_on__gt=facts.progress_due_on, state__in=EDITABLE)
        if names := [measure.called for measure in late.by_code()]:
            day = format_date(facts.progress_due_on)
            messages.warning(request, f"{len(names)} มาตรการครบกำหนดหลังวันส่งผลการดำเนินการ ({day}): {' '.join(names)}")


def _after(plan: Plan) -> str:
    """Back to the first steps while there is nothing yet, else home."""
    if not Measure.objects.filter(plan__agency=plan.agency).exists():
        return reverse("start", args=[plan.agency.slug])
    return reverse("agency_home", args=[plan.agency.slug, plan.year])


def _draw_deadlines(request: PlanRequest, plan: Plan, form: YearForm, status: int = 200) -> HttpResponse:
    return render(request, "measures/year/deadlines.html", {"form": form, "plan": plan}, status=status)


@require_http_methods(["GET", "POST"])
@in_plan(Permission.PLAN_EDIT)
def copy(request: PlanRequest, plan: Plan) -> HttpResponse:
    """Measures of another year (`?from=2566`, else the nearest), each ticked, with what should be looked at in each."""
    others = copying.sources(plan)
    source = next(
        (other for other in others if str(other.year) == request.GET.get("from")), others[0] if others else None
    )
    if source is None:
        if request.method == "POST":
            raise Http404
        return render(request, "measures/year/nothing_to_copy.html", {"plan": plan})
    if request.method == "GET":
        return _draw_copy(request, plan, source, others)
    form = CopyForm(request.POST, source=source)
    if not form.is_valid():
        return _draw_copy(request, plan, source, others, form=form, status=422)
    chosen = {measure.pk for measure in form.cleaned_data["measures"]}
    lists = copy_doubts.of_plans(plan, source)
    offered = copying.offered(plan, source)
    doubtful = {(each.code, each.question) for each in offered if copy_doubts.doubts(each, plan, source, lists)}
    made = copying.copy(plan=plan, source=source, measures=chosen, by=request.user)
    _say_copied(request, source, made, [each for each in made if (each.code, each.question) in doubtful])
    return redirect("measures:list", plan.agency.slug, plan.year)


def _say_copied(request: PlanRequest, source: Plan, made: list[Measure], doubtful: list[Measure]) -> None:
    messages.success(request, f"คัดลอก {len(made)} มาตรการจากปี {source.year} แล้ว การดำเนินการและผลลัพธ์เริ่มใหม่ทั้งหมด")
    if doubtful:
        links = (
            (reverse("measures:measure", args=[each.plan.agency.slug, each.plan.year, each.pk]), each.called)
            for each in doubtful
        )
        messages.warning(
            request, format_html("มาตรการที่ควรดูถ้อยคำก่อนใช้ {}", format_html_join(" ", '<a href="{}">{}</a>', links))
        )


def _draw_copy(
    request: PlanRequest, plan: Plan, source: Plan, others: list[Plan], form: CopyForm | None = None, status: int = 200
) -> HttpResponse:
    lists, ticked = copy_doubts.of_plans(plan, source), set(request.POST.getlist("measures"))
    rows = [
        {
            "measure": measure,
            "ticked": form is None or str(measure.pk) in ticked,
            "due_on": _moved(measure.due_on, plan.year - source.year),
            "doubts": copy_doubts.doubts(measure, plan, source, lists),
        }
        for measure in copying.offered(plan, source)
    ]
    context = {
        "plan": plan,
        "source": source,
        "others": [other for other in others if other != source],
        "rows": rows,
        "there": Measure.objects.kept().filter(plan=plan).count(),
        "unlisted": copy_doubts.unlisted_years(plan, lists),
        "forms": [form] if form else [],
        "form": form or CopyForm(source=source),
    }
    return render(request, "measures/year/copy.html", context, status=status)


def _moved(day: date | None, years_on: int) -> date | None:
    return years_later(day, years_on) if day else None
