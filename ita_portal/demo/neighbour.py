"""A second agency of the demonstration, small and late with its report: what an overseer's page is for."""

from __future__ import annotations

import json
from datetime import date, datetime
from pathlib import Path

from django.db import transaction

import clock
from accounts.models import Agency
from audit import chain
from measures.models import Action, Measure, Outcome, Plan

DATA = Path(__file__).parent / "data" / "demo-neighbour.json"


@transaction.atomic
def seed() -> Agency | None:
    """Makes the agency with its plan; nobody signs in to it. None where it is there already."""
    data = json.loads(DATA.read_text("utf-8"))
    if Agency.objects.filter(slug=data["agency"]["slug"]).exists():
        return None
    with clock.set_to(datetime.fromisoformat(data["begun_at"])):
        agency = Agency.objects.create(**data["agency"])
        chain.record("agency.added", actor=None, agency=agency.pk, subject=f"agency:{agency.pk}")
        days = {name: date.fromisoformat(day) for name, day in data["days"].items()}
        plan = Plan.objects.create(agency=agency, year=data["year"], assessed_year=data["year"] - 1, **days)
        for position, facts in enumerate(data["measures"]):
            _measure(plan, position, facts)
    return agency


def _measure(plan: Plan, position: int, facts: dict[str, str]) -> None:
    measure = Measure.objects.create(
        plan=plan,
        position=position,
        code=facts["code"],
        code_as_written=facts["code"],
        tool=facts["tool"],
        question=facts["question"],
        due_on=plan.progress_due_on,
    )
    if facts.get("action"):
        Action.objects.create(measure=measure, position=0, text=facts["action"])
    if facts.get("outcome"):
        Outcome.objects.create(measure=measure, position=0, text=facts["outcome"])
