"""From a document's measures to models: the only place that writes measures for a report."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from accounts.models import Agency, Unit
from document import Action as PrintedAction
from document import Measure as PrintedMeasure
from document import Officer as PrintedOfficer
from document.dating import dates_of
from measures.models import (
    Action,
    Detail,
    Measure,
    MeasureOfficer,
    Officer,
    Outcome,
    Plan,
    Reference,
    Step,
)
from measures.services.catalogue import items_of
from measures.services.lists.holding import hold
from measures.services.people import account_named


class People:
    """The agency's officers and units, made where a document names new ones."""

    def __init__(self, agency: Agency) -> None:
        self.agency = agency
        # A report calls a division as the office does, its list by its full name.
        self.known = {each.short_name: each for each in agency.units.all()}

    def unit(self, name: str) -> Unit | None:
        """The unit of that name, or one that was there before and is called so for short; None for no name."""
        if not name:
            return None
        if name in self.known and not self.agency.units.filter(name=name).exists():
            return self.known[name]
        short = name.removesuffix(self.agency.name).strip() or name
        count = self.agency.units.count()
        found, _ = Unit.objects.get_or_create(
            agency=self.agency, name=name, defaults={"short_name": short[:80], "position": count}
        )
        return found

    def officer(self, printed: PrintedOfficer) -> Officer:
        """The officer of that name, post and unit, with the account of their name if there is one."""
        name = printed.name or printed.as_written[:150]
        found, _ = Officer.objects.get_or_create(
            agency=self.agency,
            name=name,
            post=printed.position,
            unit=self.unit(printed.unit),
            defaults={"user": account_named(self.agency, name)},
        )
        return found


def add(plan: Plan, position: int, printed: PrintedMeasure, people: People, *, with_progress: bool = True) -> Measure:
    """Writes a measure at a place of the plan and returns it; what was done and what came of it `with_progress`."""
    measure = Measure(plan=plan, position=position)
    fill(measure, printed)
    measure.save()
    write_steps(measure, printed)
    write_references(measure, printed)
    write_details(measure, printed)
    write_officers(measure, printed, people)
    if with_progress:
        for number, action in enumerate(printed.actions):
            Action.objects.create(measure=measure, position=number, **action_facts(action))
        for number, outcome in enumerate(printed.outcomes):
            Outcome.objects.create(measure=measure, position=number, marker=outcome.marker, text=outcome.text)
    return measure


def as_held(printed: PrintedMeasure) -> PrintedMeasure:
    """A document's measure as the tables give it back: what they can't tell apart is the same in both."""
    officers: dict[tuple[str, str, str], PrintedOfficer] = {}
    for each in printed.officers:
        name = each.name or each.as_written[:150]
        line = PrintedOfficer(name, each.position, each.unit, "").printed
        officers.setdefault(
            (name, each.position, each.unit),
            PrintedOfficer(name, each.position, each.unit, each.as_written or line),
        )
    actions = [(each, action_facts(each)) for each in printed.actions]
    return replace(
        printed,
        code_as_written=printed.code_as_written or printed.code,
        references=tuple(replace(ref, as_written=ref.as_written or ref.code) for ref in printed.references),
        actions=tuple(
            replace(each, dates=dates_of(each.text, day["start_on"], day["end_on"], day["open_ended"]))
            for each, day in actions
        ),
        officers=tuple(officers.values()),
        standing="",  # found anew from the measure's state each time
    )


def fill(measure: Measure, printed: PrintedMeasure) -> None:
    """The measure's own words and its item in the list of the assessed year."""
    measure.code, measure.tool, measure.question = printed.code, printed.tool, printed.question
    measure.code_as_written = printed.code_as_written or printed.code
    measure.more_codes = list(printed.more_codes)
    items = items_of(measure.plan.agency, measure.plan.assessed_year).filter(code=printed.code)
    measure.indicator = hold(items.first()) if printed.code else None
    measure.heading_as_written = ""
    if printed.heading != measure.heading:
        measure.heading_as_written = printed.heading


def write_steps(measure: Measure, printed: PrintedMeasure) -> None:
    """Writes the steps of a measure that has none."""
    for number, step in enumerate(printed.steps):
        Step.objects.create(measure=measure, position=number, marker=step.marker, text=step.text)


def write_references(measure: Measure, printed: PrintedMeasure) -> None:
    """Writes the references of a measure that has none."""
    for number, ref in enumerate(printed.references):
        Reference.objects.create(
            measure=measure, position=number, code=ref.code, as_written=ref.as_written or ref.code, year=ref.year
        )


def write_details(measure: Measure, printed: PrintedMeasure) -> None:
    """Writes the details of a measure that has none."""
    for number, each in enumerate(printed.details):
        Detail.objects.create(measure=measure, position=number, kind=each.kind, label=each.label, text=each.text)


def write_officers(measure: Measure, printed: PrintedMeasure, people: People) -> None:
    """Writes who answers for a measure for which nobody does."""
    stand = set()
    for number, each in enumerate(printed.officers):
        officer = people.officer(each)
        if officer in stand:
            continue  # said by a doubt: see document.doubts
        stand.add(officer)
        as_written = "" if each.as_written == officer.line else each.as_written
        MeasureOfficer.objects.create(measure=measure, officer=officer, position=number, as_written=as_written)


def action_facts(printed: PrintedAction) -> dict[str, Any]:
    """What an action's row says; its date is the one that the words don't hold, else the first that they do."""
    dates = printed.unwritten_dates or printed.dates[:1]
    day = dates[0] if dates else None
    return {
        "marker": printed.marker,
        "text": printed.text,
        "start_on": day.start if day else None,
        "end_on": day.end if day else None,
        "open_ended": bool(day and day.open_ended),
    }
