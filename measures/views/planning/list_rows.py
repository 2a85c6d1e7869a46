"""A row of the list of measures: all that it shows is a value, so that the same row is drawn once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from editing.lists.addresses import address_of_each
from measures import status
from measures.access import PlanRequest
from measures.filters import Group
from measures.models import Measure, MeasureOfficer
from measures.moves import TRANSITIONS
from workflow.badge import Status


@dataclass(frozen=True)
class Taking:
    """What a coordinator's list says before a row: the box to take it, ticked or not, or why there is none."""

    round: int
    is_own: bool
    may_be_taken: bool
    is_picked: bool


@dataclass(frozen=True)
class Row:
    """All that a row shows of a measure; `officers` are names with units, `taking` stands where rows are taken."""

    pk: int
    code: str
    shown_code: str
    code_as_written: str
    question: str
    called: str
    url: str
    officers: tuple[tuple[str, str], ...]
    due_on: date | None
    actions: int
    outcomes: int
    status: Status
    late: Status | None
    guessed: bool
    taking: Taking | None


def rows_of(
    request: PlanRequest, measures: Sequence[Measure], today: date, *, checks: bool, own: set[int] | None
) -> list[Row]:
    """The rows of a page in one query; `own` are those that the reader handed in, None where nothing is to be taken.

    What waits for the reader leads to where it is checked, all else to the measure.
    """
    officers, picks_all = _officers(measures), request.GET.get("pick") == "all"
    works = checks and request.GET.get("state") == Group.WAITING
    of_plan = request.plan.agency.slug, request.plan.year
    to_read, to_check = (address_of_each(f"measures:{page}", *of_plan) for page in ("measure", "check"))
    rows = []
    for measure in measures:
        actions, outcomes = measure.action_count, measure.outcome_count  # type: ignore[attr-defined]  # set by counted
        takes = measure.state in TRANSITIONS["take"].sources
        address = to_check if works and takes else to_read
        taking = None
        if own is not None:
            taking = Taking(measure.last_round, measure.pk in own, takes, picks_all)  # type: ignore[attr-defined]  # by with_round
        rows.append(
            Row(
                pk=measure.pk,
                code=measure.code,
                shown_code=measure.shown_code,
                code_as_written=measure.code_as_written,
                question=measure.question,
                called=measure.called,
                url=address(measure.pk),
                officers=officers.get(measure.pk, ()),
                due_on=measure.due_on,
                actions=actions,
                outcomes=outcomes,
                status=status.FROM_PAPER if request.plan.is_from_paper else status.of(measure, actions),
                late=status.late(measure, today),
                guessed=bool(measure.code) and measure.code != measure.code_as_written.upper(),
                taking=taking,
            )
        )
    return rows


def _officers(measures: Sequence[Measure]) -> dict[int, tuple[tuple[str, str], ...]]:
    """Name and unit of each officer by the measures' keys: words alone, for a page of rows would make many objects."""
    found: dict[int, tuple[tuple[str, str], ...]] = {}
    duties = MeasureOfficer.objects.filter(measure__in=[measure.pk for measure in measures])
    for key, name, unit in duties.values_list("measure_id", "officer__name", "officer__unit__short_name"):
        found[key] = (*found.get(key, ()), (name, unit or ""))
    return found
