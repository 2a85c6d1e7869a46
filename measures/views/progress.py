"""Entering progress: one action with the outcomes, or all of a measure's rows in one go."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

import clock
from accounts.permissions import Permission
from editing import drafts
from editing.choices import unanswered
from measures import status as status_words
from measures.access import PlanRequest, in_plan, measure_of
from measures.forms import lists
from measures.forms.progress import (
    ACTION_FIELDS,
    OUTCOME_FIELDS,
    WHEN_HELP,
    ActionRows,
    BaseRows,
    OutcomeRows,
    action_initial,
    outcome_initial,
)
from measures.models import Action, Measure, Outcome, Plan
from measures.services import progress
from measures.services.permission import Locked, may_edit_progress, require_progress
from measures.services.rows import Conflict
from measures.views import after_saving
from measures.views import conflict as conflicts
from measures.views.dates import typed_once as dating
from measures.views.locked import redirect_locked
from measures.views.numbers import places

FIELDS = {"actions": ACTION_FIELDS, "outcomes": OUTCOME_FIELDS}
REMOVABLE: dict[str, type[Action] | type[Outcome]] = {"action": Action, "outcome": Outcome}
ROWS: dict[str, type[BaseRows]] = {"actions": ActionRows, "outcomes": OutcomeRows}


@dataclass
class Page:
    """The progress page in one of its states."""

    measure: Measure
    actions: BaseRows
    outcomes: BaseRows
    only: Action | None = None

    def __post_init__(self) -> None:
        """Each action has the number that the measure's page gives it, whichever of them stand here."""
        kept = [action.pk for action in self.measure.kept_actions]  # type: ignore[attr-defined]  # set by in_full
        for form, number in zip(self.actions, places([form["pk"].value() for form in self.actions], kept), strict=True):
            form.number = number

    @property
    def number(self) -> int:
        """Which action the page is about, counted from 1."""
        return self.actions.forms[0].number if self.actions.forms else 1

    @property
    def forms(self) -> list[object]:
        """All that may have something to say, for the summary of errors."""
        return [self.actions, self.outcomes]


@require_http_methods(["GET", "POST"])
@in_plan(Permission.PROGRESS_EDIT_OWN)
def edit(request: PlanRequest, plan: Plan, pk: int, action_pk: int | None = None) -> HttpResponse:
    """One action (or a new one) with the measure's outcomes."""
    if page := _given_back(request, plan, pk):
        return page
    measure = measure_of(plan, pk)
    only = None
    if action_pk is not None:
        # What was typed into an action that a colleague removed meanwhile must not end in a 404.
        actions = Action.objects.all() if request.method == "POST" else Action.objects.kept()
        only = get_object_or_404(actions, measure=measure, pk=action_pk)
    first = action_initial(only, dating.settled_of(measure)) if only else {}
    return _respond(request, measure, [first], only)


@require_http_methods(["GET", "POST"])
@in_plan(Permission.PROGRESS_EDIT_OWN)
def edit_all(request: PlanRequest, plan: Plan, pk: int) -> HttpResponse:
    """All actions and outcomes of a measure in one form."""
    if page := _given_back(request, plan, pk):
        return page
    measure = measure_of(plan, pk)
    kept: Sequence[Action] = measure.kept_actions  # type: ignore[attr-defined]  # set by in_full
    settled = dating.settled_of(measure) if request.method == "GET" else ""
    return _respond(request, measure, [action_initial(action, settled) for action in kept] or [{}], None)


@require_POST
@in_plan(Permission.PROGRESS_EDIT_OWN)
def restore(request: PlanRequest, plan: Plan, pk: int, kind: str, row_pk: int) -> HttpResponse:
    """Brings a removed row back."""
    model = REMOVABLE.get(kind)
    if model is None:
        raise Http404
    measure = measure_of(plan, pk)
    found: Any = model.objects.removed().filter(measure=measure, pk=row_pk).first()
    if found is None:
        raise Http404
    row: Action | Outcome = found
    row.measure = measure
    try:
        progress.restore(row=row, by=request.user)
    except Locked as locked:
        return redirect_locked(request, measure, locked.reason)
    messages.success(request, f"นำ{row._meta.verbose_name}กลับมาไว้ท้ายรายการแล้ว")
    return redirect("measures:measure", plan.agency.slug, plan.year, pk)


def _given_back(request: PlanRequest, plan: Plan, pk: int) -> HttpResponse | None:
    """What was typed, where a colleague removed the measure or took it off the writer's hands meanwhile."""
    measure = Measure.objects.filter(plan=plan, pk=pk).first() if request.method == "POST" else None
    if measure is None:
        return None
    measure.plan = plan
    if measure.removed_at is None and may_edit_progress(request.user, measure):
        return None
    typed = [row["text"] for name, fields in FIELDS.items() for row in lists.raw_rows(request.POST, name, fields)]
    texts = [str(text) for text in typed if str(text).strip()]
    context = {"measure": measure, "texts": texts, "removed": measure.removed_at is not None}
    return render(request, "measures/progress/given_back.html", context, status=409 if measure.removed_at else 403)


def _respond(
    request: PlanRequest, measure: Measure, first: list[dict[str, object]], only: Action | None
) -> HttpResponse:
    require_progress(request.user, measure)
    if request.method == "GET":
        if not measure.is_editable:
            return redirect_locked(request, measure)
        typed = drafts.asked(request)
        if typed is not None:
            was = conflicts.data_of_draft(typed)
            return _draw(request, _rearranged(was, measure, None, only), drawn=was.get("drawn", ""))
        stored: Sequence[Outcome] = measure.kept_outcomes  # type: ignore[attr-defined]  # set by in_full
        outcomes = [outcome_initial(outcome) for outcome in stored]
        page = Page(
            measure,
            _rows("actions", measure, initial=first),
            _rows("outcomes", measure, initial=[*outcomes, {}]),
            only,
        )
        return _draw(request, page, drawn=conflicts.drawn([*first, *outcomes]))
    asked = lists.command(request.POST, FIELDS)
    if asked:
        return _draw(request, _rearranged(request.POST, measure, asked, only))
    if pressed := dating.pressed(request.POST.get("do", "")):
        return _draw(request, _redated(request.POST, measure, pressed, only))
    return _save(request, measure, only)


def _rows(name: str, measure: Measure, data: QueryDict | None = None, **kwargs: Any) -> BaseRows:  # noqa: ANN401 - handed on to Django
    """One list of the form; a date in it without a year is of the plan's."""
    form_kwargs = {"plan_year": measure.plan.year} if name == "actions" else {}
    return ROWS[name](data, prefix=name, form_kwargs=form_kwargs, **kwargs)


def _redated(data: QueryDict, measure: Measure, pressed: dating.Pressed, only: Action | None) -> Page:
    """The rows as they were typed, after a button under the dates of one."""
    rows = lists.raw_rows(data, "actions", ACTION_FIELDS)
    if pressed.index < len(rows):
        rows[pressed.index] = dating.after(rows[pressed.index], pressed, measure.plan.year)
    actions = _rows("actions", measure, initial=rows)
    lists.put_cursor(actions.forms, pressed.index, "start")
    outcomes = _rows("outcomes", measure, initial=lists.raw_rows(data, "outcomes", OUTCOME_FIELDS))
    return Page(measure, actions, outcomes, only)


def _rearranged(data: QueryDict, measure: Measure, asked: lists.Command | None, only: Action | None) -> Page:
    """The rows as they were typed, after the command of a button."""
    drawn = {}
    for name, fields in FIELDS.items():
        of_list = asked if asked and asked.name == name else None
        rows, at = lists.rearranged(lists.raw_rows(data, name, fields), of_list)
        drawn[name] = _rows(name, measure, initial=rows)
        lists.put_cursor(drawn[name].forms, at, "text", of_list)
    return Page(measure, drawn["actions"], drawn["outcomes"], only)


def _save(request: PlanRequest, measure: Measure, only: Action | None) -> HttpResponse:
    _keep_unchosen(request, measure)
    data = conflicts.chosen(request.POST)
    page = Page(measure, _rows("actions", measure, data), _rows("outcomes", measure, data), only)
    if not (page.actions.is_valid() & page.outcomes.is_valid()):
        return _draw(request, page, status=422)
    if lists.asks_about_lines(request.POST, ROWS):
        return _draw(request, page, status=409, lines=True)
    rows, taken = dating.from_words(measure, page.actions.rows())
    try:
        changed = progress.save(
            measure=measure,
            actions=rows,
            outcomes=page.outcomes.rows(),
            by=request.user,
            now=clock.now(),
        )
    except Conflict as conflict:
        return conflicts.respond(request, measure, conflict, data)
    except Locked as locked:
        return _draw(request, page, status=409, locked=locked.reason)
    except (Action.DoesNotExist, Outcome.DoesNotExist) as error:
        raise Http404 from error
    dating.let_stand(request, measure, page.actions)
    if changed:
        dating.say_saved(request, measure, taken)
    else:
        messages.info(request, "ไม่มีข้อความใหม่หรือที่แก้ไข จึงไม่มีสิ่งที่ต้องบันทึก")
    return redirect(after_saving.url_of(request, measure))


def _keep_unchosen(request: PlanRequest, measure: Measure) -> None:
    """Before anything else happens to them: whatever becomes of the save, what was typed is not lost."""
    if unanswered(request.POST) or not any(key.startswith("choose-") for key in request.POST):
        return
    given_up = {}
    for name in ROWS:
        sent = _rows(name, measure, request.POST)
        sent.is_valid()
        given_up[name] = conflicts.given_up(request.POST, sent.rows())
    progress.keep_unchosen(measure=measure, **given_up, by=request.user, now=clock.now())


def _draw(
    request: HttpRequest, page: Page, status: int = 200, locked: str = "", drawn: str = "", *, lines: bool = False
) -> HttpResponse:
    """`lines`: nothing was saved, for a text has several lines."""
    context = {
        "lines": lines,
        "locked": locked,
        "drawn": drawn or request.POST.get("drawn", ""),
        "page": page,
        "measure": page.measure,
        "asked": page.measure.asked_for,
        "asking": status_words.asking(page.measure),
        "actions": page.actions,
        "outcomes": page.outcomes,
        "next": after_saving.next_of(request.user, page.measure),  # type: ignore[arg-type]  # of somebody who is signed in
        "forms": page.forms if status != 200 else [],
        "date_help": WHEN_HELP,
    }
    return render(request, "measures/progress/form.html", context, status=status)
