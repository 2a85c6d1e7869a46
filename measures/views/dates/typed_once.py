"""Dates typed once: those of an action's words go into its fields; what is doubtful in them is settled there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

import clock
from accounts.permissions import Permission
from measures.access import PlanRequest, in_plan, measure_of
from measures.forms.days.when import Typed, by_default, digest_of
from measures.forms.days.when import pressed as row_after
from measures.forms.progress import ActionForm, BaseRows
from measures.models import Action, Measure, Plan
from measures.services import progress
from measures.services.doubts import of_measure as doubts
from measures.services.doubts import settled
from measures.services.permission import Locked, require_progress
from measures.services.rows import Conflict, Content, Row
from measures.views.locked import redirect_locked

_VERBS = ("find", "settle", "propose")
UNDO = "measures:undate"


@dataclass(frozen=True)
class Pressed:
    """A button under the dates of an action: what it does, in which row, with which of several."""

    verb: str
    index: int
    at: int


def pressed(do: str) -> Pressed | None:
    """The button that was pressed; None for one of another kind."""
    verb, _, place = do.partition(":actions:")
    numbers = place.split(":")
    if verb not in _VERBS or len(numbers) != 2:
        return None
    if not all(each.isascii() and each.isdigit() and len(each) < 4 for each in numbers):
        return None
    return Pressed(verb, int(numbers[0]), int(numbers[1]))


def after(row: Mapping[str, object], button: Pressed, year: int) -> dict[str, object]:
    """The fields of a row after a button of its own."""
    form = ActionForm(initial=row, prefix=f"actions-{button.index}", plan_year=year)
    return row_after(row, Typed(form, year), button.verb, button.at)


def settled_of(measure: Measure) -> str:
    """What the rows of a measure carry of the doubts about its dates that somebody let stand."""
    key = doubts.key_of(measure)
    messages_ = [said for name, said in settled.of(measure.plan) if name.startswith("date-") and f":{key}:" in name]
    return " ".join(digest_of(message) for message in messages_)


def from_words(measure: Measure, rows: Sequence[Row]) -> tuple[list[Row], list[Content]]:
    """The rows with the dates that their words newly hold, where the fields are empty; and what those rows say then."""
    kept: Sequence[Action] = measure.kept_actions  # type: ignore[attr-defined]  # set by in_full
    before = {action.pk: action.text for action in kept}
    dated, taken = [], []
    for row in rows:
        content = row.content
        known = before.get(row.pk, "") if row.pk else ""
        found = None if row.removed or content.start_on else by_default(content.text, known, measure.plan.year)
        if found:
            content = Content(content.text, found.start, found.end, found.open_ended)
            taken.append(content)
        dated.append(replace(row, content=content))
    return dated, taken


def say_saved(request: PlanRequest, measure: Measure, taken: Sequence[Content]) -> None:
    """The green notice, which also says which dates came out of the words, with the way back."""
    sentence = f"บันทึกการดำเนินการของ{measure.item} แล้ว"
    dated = {content: action.pk for action in _kept(measure) if (content := progress.content_of(action)) in taken}
    if not dated:
        messages.success(request, sentence)
        return
    days = " และ ".join(content.span for content in dated)
    of = ",".join(str(pk) for pk in dated.values())
    undo = reverse(UNDO, args=[measure.plan.agency.slug, measure.plan.year, measure.pk]) + f"?of={of}"
    messages.success(request, f"{sentence} ใช้วันที่ในข้อความเป็นวันที่ดำเนินการ: {days}", extra_tags=undo)


def _kept(measure: Measure) -> list[Action]:
    return list(Action.objects.kept().filter(measure=measure))


def let_stand(request: PlanRequest, measure: Measure, rows: BaseRows) -> None:
    """Settles the doubts that were let stand at the fields, now that their rows are stored."""
    said = {each for form in rows.forms for each in str(form["settled"].value() or "").split()}
    if not said:
        return
    measure = measure_of(measure.plan, measure.pk)
    found = [doubt for doubt in doubts.open_of(measure) if digest_of(doubt.message) in said]
    if found:
        doubts.let_stand(measure=measure, doubts=found, by=request.user, now=clock.now())


@require_POST
@in_plan(Permission.PROGRESS_EDIT_OWN)
def undate(request: PlanRequest, plan: Plan, pk: int) -> HttpResponse:
    """Takes the dates out of the fields again that came out of the words; who changed them meanwhile keeps theirs."""
    measure = measure_of(plan, pk)
    require_progress(request.user, measure)
    asked = set(request.GET.get("of", "").split(","))
    rows = []
    for action in _kept(measure):
        content = progress.content_of(action)
        found = by_default(action.text, "", plan.year) if str(action.pk) in asked else None
        if found and (found.start, found.end, found.open_ended) == (action.start_on, action.end_on, action.open_ended):
            rows.append(Row(action.pk, Content(action.text), content.digest))
    try:
        done = bool(rows) and progress.save(
            measure=measure, actions=rows, outcomes=[], by=request.user, now=clock.now()
        )
    except Locked as locked:
        return redirect_locked(request, measure, locked.reason)
    except Conflict:
        done = False
    if done:
        messages.success(request, "ไม่ใช้วันที่ในข้อความแล้ว ช่องวันที่ว่างไว้ตามเดิม")
    else:
        messages.info(request, "ช่องวันที่เปลี่ยนไปแล้ว จึงไม่มีสิ่งที่ต้องเลิกทำ")
    return redirect("measures:measure", plan.agency.slug, plan.year, pk)
