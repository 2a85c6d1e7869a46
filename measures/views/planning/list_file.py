"""The list of measures as a file: what the page shows with the same query string, whatever page of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_GET

import clock
from accounts.permissions import Permission
from document.writers.tables import Table, list_format
from document.writers.workbook import Value
from files.download import download
from measures import status
from measures.access import PlanRequest, in_plan
from measures.filters import MeasureFilter
from measures.models import Action, Measure, Outcome, Plan, Step

_MEASURES = (
    *(
        ("รหัสข้อ", 9),
        ("ข้อคำถาม", 46),
        ("สิ่งที่ต้องทำ", 46),
        ("ผู้รับผิดชอบ", 30),
        ("ครบกำหนด", 14),
        ("สถานะ", 18),
        ("เกินกำหนด", 12),
    ),
    *(("จำนวนการดำเนินการ", 12), ("การดำเนินการ", 46), ("จำนวนผลลัพธ์", 12), ("ผลลัพธ์หรือความสำเร็จ", 36)),
)
_ACTIONS = (
    *(("รหัสข้อ", 9), ("ข้อคำถาม", 46), ("การดำเนินการ", 60), ("วันที่เริ่ม", 14), ("วันที่สิ้นสุด", 14), ("ต่อเนื่อง", 12)),
    ("ผู้รับผิดชอบ", 30),
)


@require_GET
@in_plan(Permission.MEASURE_VIEW)
def list_file(request: PlanRequest, plan: Plan, form: str) -> HttpResponse:
    """All measures that the filter finds: a row a measure, and where a file has sheets, another of the actions.

    Raises Http404 for a form that lists aren't written in.
    """
    chosen = list_format(form)
    if chosen is None:
        raise Http404
    today = clock.today()
    found = list(MeasureFilter(request.GET, plan, today, request.user).qs.in_full())
    title = f"มาตรการ ปีงบประมาณ {plan.year} {plan.agency.name}"
    tables = [
        Table("มาตรการ", _MEASURES, [_measure(each, today) for each in found]),
        Table("การดำเนินการ", _ACTIONS, [row for each in found for row in _actions(each)]),
    ]
    name = f"มาตรการ ITA {plan.year} {plan.agency.short_name}.{chosen.extension}"
    return download(chosen.write(title, tables), kind=chosen.media_type, name=name)


def _measure(measure: Measure, today: date) -> list[Value]:
    actions: Sequence[Action] = measure.kept_actions  # type: ignore[attr-defined]  # set by in_full
    outcomes: Sequence[Outcome] = measure.kept_outcomes  # type: ignore[attr-defined]  # as above
    late = status.late(measure, today)
    return [
        measure.code,
        measure.question,
        _lines(measure.steps.all()),
        _officers(measure),
        measure.due_on,
        status.of(measure, len(actions)).text,
        late.text if late else "",
        len(actions),
        _lines(actions),
        len(outcomes),
        _lines(outcomes),
    ]


def _actions(measure: Measure) -> Iterator[list[Value]]:
    for action in measure.kept_actions:  # type: ignore[attr-defined]  # set by in_full
        goes_on = "ต่อเนื่อง" if action.open_ended else ""
        words = _lines([action])
        yield [measure.code, measure.question, words, action.start_on, action.end_on, goes_on, _officers(measure)]


def _officers(measure: Measure) -> str:
    return "\n".join(duty.as_written or duty.officer.line for duty in measure.duties.all())


def _lines(items: Iterable[Step | Action | Outcome]) -> str:
    return "\n".join(f"{each.marker} {each.text}".strip() for each in items)
