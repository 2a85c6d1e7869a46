"""One measure, and its wording."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.contrib import messages
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db.models import Count, OuterRef, Subquery, Value
from django.db.models.functions import Coalesce, NullIf
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

import clock
from accounts.models import User
from accounts.permissions import Permission
from audit.models import AuditEvent
from editing import drafts
from editing.conflict import attempt, given_up, respond
from editing.who_saved import Trail
from ita.catalogue import Catalogue
from measures import acceptance, characters, history, status
from measures.access import PlanRequest, in_plan, measure_of
from measures.forms import lists, step_doubts
from measures.forms.days.dates import outside
from measures.forms.measure import DETAIL_FIELDS, STEP_FIELDS, MeasureForm, initial_of, typed_again, version_of
from measures.models import Action, Measure, Outcome, Plan, Revision, State
from measures.moves import lacking_words
from measures.services import catalogue, wording
from measures.services import measure as measures
from measures.services.decision import past
from measures.services.permission import Locked, locked_words, may_edit_progress
from measures.views import doubts
from measures.views.checking.buttons import buttons
from measures.views.conflict import KEPT
from measures.views.locked import redirect_locked
from thai.dates import format_date

# Who did it, as a person is called: the event log knows their key alone.
_BY = Subquery(
    User.objects.filter(pk=OuterRef("actor")).values_list(Coalesce(NullIf("name", Value("")), "username"))[:1]
)
ROWS = {"steps": STEP_FIELDS, "details": DETAIL_FIELDS}
# What the page of a measure says first, with the buttons; an open one has them in the page's head.
_NOTICES = {
    State.HANDED_IN: "measures/measure/_handed_in.html",
    State.TAKEN: "measures/measure/_taken.html",
    State.RETURNED: "measures/measure/_asked.html",
    State.REOPENED: "measures/measure/_asked.html",
}


@require_GET
@in_plan(Permission.MEASURE_VIEW)
def show(request: PlanRequest, plan: Plan, pk: int) -> HttpResponse:
    """Shows a measure: what was asked, what was done and what was decided."""
    measure = measure_of(plan, pk)
    today = clock.today()
    decisions, listed = past(measure), catalogue.of_plan(plan, measure.lists_loaded)  # type: ignore[attr-defined]  # set by one_in_full
    may_edit = may_edit_progress(request.user, measure)
    may_hand_in = measure.is_editable and not plan.is_from_paper
    offered = buttons(measure, request.user)
    events = AuditEvent.objects.filter(subject=f"measure:{pk}").annotate(by=_BY).order_by("-seq")[:30]
    actions: list[Action] = measure.kept_actions  # type: ignore[attr-defined]  # set by in_full
    outcomes: list[Outcome] = measure.kept_outcomes  # type: ignore[attr-defined]  # set by in_full
    doubtful = doubts.rows_of(request, measure, "measure", listed)
    context = {
        "measure": measure,
        "doubts": doubtful,
        "is_code_doubted": any(each.kind in ("code", "moved") for row in doubtful for each in row.doubts),
        "actions": [(action, history.when(action)) for action in actions],
        "outcomes": outcomes,
        "status": status.FROM_PAPER if plan.is_from_paper else status.of(measure, len(actions)),
        "state_notice": _NOTICES.get(State(measure.state), ""),
        "asking": status.asking(measure),
        "late": status.late(measure, today),
        "days_left": status.due_words(measure, today),
        "buttons": offered,
        "lacking": lacking_words(bool(actions), bool(outcomes)) if may_edit and may_hand_in else "",
        "characters": characters.doubts_of(measure),
        "has_filled": any(button.primary for button in offered),
        "last": decisions[-1] if decisions else None,
        "taking": acceptance.of([measure]).get(pk),
        "locked": locked_words(measure, measure.state) if may_edit and not offered else "",  # else the buttons say it
        "may_edit": may_edit and measure.is_editable,
        "may_change": request.user.can(Permission.MEASURE_EDIT, on=plan.agency) and measure.is_editable,
        "may_word": request.user.can(Permission.CATALOGUE_EDIT, on=plan.agency),
        "wording": wording.of(measure, listed),
        "references": _undoubted(measure, doubtful, listed),
        "removed_actions": measure.removed_actions,  # type: ignore[attr-defined]  # set by one_in_full
        "removed_outcomes": measure.removed_outcomes,  # type: ignore[attr-defined]  # as above
        "drafts": drafts.under(request.user, request.path),
        "revisions": measure.revisions.select_related("by")[:30],
        "questions": measure.questions.select_related("by", "to").annotate(answer_count=Count("answers")),
        "ask_words": _ask_words(request.user, measure, may_edit=may_edit),
        "may_ask": request.user.can(Permission.MEASURE_ASK, on=plan.agency),
        "history": history.lines(events, {each.actor: each.by for each in events if each.actor}, decisions),
    }
    return render(request, "measures/measure/measure.html", context)


def _ask_words(user: User, measure: Measure, *, may_edit: bool) -> str:
    """Whom the button asks: the coordinator by an officer, the officers by a coordinator."""
    if user.can(Permission.MEASURE_CHECK, on=measure.plan.agency):
        return "ถามโดยไม่ส่งกลับ" if measure.state == State.HANDED_IN else "ถามผู้รับผิดชอบ"
    return "ถามผู้ประสานงาน" if may_edit else "ถามเรื่องมาตรการนี้"


def _undoubted(measure: Measure, rows: list[doubts.DoubtRow], listed: Catalogue) -> list[wording.NamedItem]:
    """The references whose reading is sure: of the others the doubt says more."""
    kept = [each.as_written for each in measure.references.all()]
    doubted = {kept[doubt.number - 1] for row in rows for doubt in row.doubts if doubt.kind.endswith("reference")}
    return [each for each in wording.references(measure, listed) if each.as_written not in doubted]


@require_http_methods(["GET", "POST"])
@in_plan(Permission.MEASURE_EDIT)
def change(request: PlanRequest, plan: Plan, pk: int) -> HttpResponse:
    """Changes the wording, steps and due date of a measure."""
    measure = measure_of(plan, pk, "steps", "references", "details")
    if request.method == "GET" and not measure.is_editable:
        return redirect_locked(request, measure)
    return _form(request, plan, measure)


def _form(request: PlanRequest, plan: Plan, measure: Measure) -> HttpResponse:
    initial, rows = initial_of(measure)
    asked, typed = lists.command(request.POST, ROWS), drafts.asked(request)
    changed = step_doubts.renamed(request.POST, lists.raw_rows(request.POST, "steps", STEP_FIELDS))
    if request.method == "GET" or asked or changed:
        at = None
        if asked or changed or typed is not None:
            data = request.POST if typed is None else typed_again(typed)
            initial = {name: data.get(name, "") for name in MeasureForm.base_fields}
            rows, at = _rearranged(data, asked)
            if changed:
                rows["steps"], at = changed
        form = _bind(plan, measure, initial=initial, steps=rows["steps"], details=rows["details"])
        put_cursor(form, at, asked)
        return _draw_form(request, plan, measure, form)
    return _save(request, plan, measure)


def _bind(plan: Plan, measure: Measure, data: QueryDict | None = None, **drawn: Any) -> MeasureForm:  # noqa: ANN401 - the form's
    """The form of a measure: its own code may stay where no list holds it, and be missing where it has none."""
    return MeasureForm(data, plan=plan, kept=measure.code, may_lack_code=not measure.code, **drawn)


def _rearranged(data: QueryDict, asked: lists.Command | None) -> tuple[dict[str, list[dict[str, object]]], int | None]:
    """The rows of both lists as they were typed, after a command in one of them, and where the cursor should be."""
    rows, cursor = {}, None
    for name, fields in ROWS.items():
        mine = asked if asked is not None and asked.name == name else None
        rows[name], at = lists.rearranged(lists.raw_rows(data, name, fields), mine)
        cursor = at if mine else cursor
    return rows, cursor


def put_cursor(form: MeasureForm, at: int | None, asked: lists.Command | None) -> None:
    """The focus stands in the row that a command was about."""
    if asked is not None and asked.name == "details":
        lists.put_cursor(form.details.forms, at, "kind", asked)
    else:
        lists.put_cursor(form.steps.forms, at, "text", asked)


def _save(request: PlanRequest, plan: Plan, measure: Measure) -> HttpResponse:
    bind = partial(_bind, plan, measure)
    _keep_unchosen(request, measure, bind(request.POST))
    saved: list[Measure] = []
    if lists.asks_about_lines(request.POST, ["steps"]) and "settled" not in request.POST:
        return _draw_form(request, plan, measure, bind(request.POST), status=409, lines=True)

    def write(form: MeasureForm, base: str) -> bool:
        wanted, now = form.wanted(base), clock.now()
        try:
            saved.append(measures.save(plan=plan, measure=measure, wanted=wanted, by=request.user, now=now))
        except Locked as locked:
            form.add_error(None, ValidationError(locked.reason, code="locked"))
        return not form.errors

    tried = attempt(request.POST, bind=bind, write=write, version=version_of)
    trail = Trail([f"measure:{measure.pk}"])
    if tried.clashes:
        return respond(request, tried, trail, about=measure.caption, kept=KEPT)
    tried.tell(request, trail)
    if not tried.saved:
        status = 409 if tried.form.has_error(NON_FIELD_ERRORS, "locked") else tried.status
        return _draw_form(request, plan, measure, tried.form, status=status)
    say_saved(request, plan, saved[-1])
    return redirect("measures:measure", plan.agency.slug, plan.year, saved[-1].pk)


def _keep_unchosen(request: PlanRequest, measure: Measure, form: MeasureForm) -> None:
    """What the person gave up in a choice, before anything else happens to it."""
    words: list[tuple[Revision.Kind, str]] = []
    for part, value in given_up(request.POST, form).items():
        if part in ROWS:
            kind = Revision.Kind.STEP if part == "steps" else Revision.Kind.DETAIL
            words += [(kind, text) for text in form.shown(part, value)]
        else:
            words.append((Revision.Kind.MEASURE, f"{form.name_of(part)}: {value}"))
    if words:
        measures.keep_unchosen(measure=measure, words=words, by=request.user, now=clock.now())


def say_saved(request: PlanRequest, plan: Plan, saved: Measure) -> None:
    """The green notice of a measure that was saved, and what is doubtful about its day."""
    messages.success(request, f"บันทึกมาตรการ {saved.called} แล้ว")
    if saved.code and (code_doubt := catalogue.doubtful(saved.code, plan)):
        messages.warning(request, code_doubt)
    if saved.due_on and (doubt := outside(saved.due_on, plan)):
        messages.warning(request, f"ครบกำหนด {format_date(saved.due_on)} {doubt}")


def _draw_form(
    request: PlanRequest, plan: Plan, measure: Measure, form: MeasureForm, status: int = 200, *, lines: bool = False
) -> HttpResponse:
    errors = [form, form.steps, *([form.details] if form.details.is_bound else [])] if status != 200 else []
    step_doubts.put_doubts(form.steps, plan, measure)
    context = {
        "plan": plan,
        "measure": measure,
        "form": form,
        "steps": form.steps,
        "details": form.details,
        "forms": errors,
        "lines": lines,
    }
    return render(request, "measures/measure/form.html", context, status=status)


@require_POST
@in_plan(Permission.MEASURE_EDIT)
def remove(request: PlanRequest, plan: Plan, pk: int) -> HttpResponse:
    """Takes a measure out of the plan; the list brings it back."""
    measure = measure_of(plan, pk)
    try:
        measures.remove(measure=measure, by=request.user, now=clock.now())
    except Locked as locked:
        return redirect_locked(request, measure, locked.reason)
    messages.success(request, f"นำมาตรการ {measure.called} ออกจากแผนแล้ว นำกลับได้ที่ท้ายหน้านี้")
    return redirect("measures:list", plan.agency.slug, plan.year)


@require_POST
@in_plan(Permission.MEASURE_EDIT)
def restore(request: PlanRequest, plan: Plan, pk: int) -> HttpResponse:
    """Brings a removed measure back into the plan."""
    measure = get_object_or_404(Measure.objects.exclude(removed_at=None), plan=plan, pk=pk)
    measures.restore(measure=measure, by=request.user)
    messages.success(request, f"นำมาตรการ {measure.called} กลับเข้าแผนแล้ว")
    return redirect("measures:measure", plan.agency.slug, plan.year, pk)
