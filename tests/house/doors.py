"""Every address of the portal with what it declares, and a world of two agencies in which each can be tried."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any
from urllib.parse import urlencode

from django.db import transaction
from django.test import Client
from django.urls import reverse

from accounts.models import User
from accounts.permissions import Role
from measures.models import Action, Measure, Plan, Question, Recommended, State
from reports.models.kinds import Kind
from tests.factories import (
    NOON,
    a_measure,
    a_plan,
    a_unit,
    a_user,
    an_agency,
    an_indicator,
    an_officer,
    evidence_of,
)
from tests.house.addresses import Door, doors
from tests.house.calls import CALLS, ELSEWHERE, FOR_ANYONE_SIGNED_IN, OPEN, OPERATORS
from tests.kept_scenes import kept
from tests.measures.reviewing import seen
from tests.reports.importing.making import an_import_draft


def unentered(found: Sequence[Door]) -> set[str]:
    """The doors that stand in none of the tables of calls.py, so that nobody tries them."""
    return {door.name for door in found} - {*CALLS, *ELSEWHERE, *OPEN, *OPERATORS, *FOR_ANYONE_SIGNED_IN}


def agency_doors() -> list[Door]:
    """Those under an agency's slug."""
    return [door for door in doors() if "slug" in door.arguments]


@cache
def takes_year(name: str) -> bool:
    """Whether the address is within a year of its agency."""
    return any("year" in door.arguments for door in agency_doors() if door.name == name)


def of_another_document(door: Door) -> dict[str, Kind]:
    """The argument by which an address is that of the plan: without it, it is that of the result report."""
    return {"document": Kind.PLAN} if "document" in door.arguments else {}


@dataclass(frozen=True)
class World:
    """An agency's plan and the rows that addresses name."""

    plan: Plan
    values: dict[str, Any] = field(default_factory=dict)

    def url(self, name: str, **instead: object) -> str:
        """The address with this world's rows, some replaced by the argument's name."""
        kwargs = {"slug": self.plan.agency.slug} | ({"year": self.plan.year} if takes_year(name) else {})
        kwargs |= {argument: self.values[row] for argument, row in CALLS[name].rows}
        return reverse(name, kwargs={**kwargs, **instead})

    def typed(self, name: str) -> str:
        """The body of the address's POST."""
        if not CALLS[name].move:
            return ""
        return urlencode(
            {"move": CALLS[name].move, **seen(Measure.objects.get(pk=self.values[CALLS[name].rows[0][1]]))}
        )

    def person(self, name: str) -> User:
        """The member who is named so in this agency: by their role, or other-officer."""
        return User.objects.get(username=f"{name}@{self.plan.agency.slug}")

    @property
    def measure(self) -> Measure:
        return Measure.objects.get(pk=self.values["measure"])


@kept
def a_world(slug: str = "thung-sai-than", *, province: str = "สายธาร", department: str = "กรมหนึ่ง") -> World:
    """An agency with two units, people named after it, and a plan whose first measure กองช่าง answers for."""
    agency = an_agency(slug, province=province, department=department)
    works, health = a_unit(agency, "กองช่าง"), a_unit(agency, "กองสาธารณสุข", position=1)
    people = [a_user(f"{role}@{slug}", role, unit=works) for role in Role]
    a_user(f"other-{Role.OFFICER}@{slug}", Role.OFFICER, unit=health)
    plan = a_plan(agency)
    measure = a_measure(
        plan,
        steps=["จัดทำคู่มือ (อ้างอิงจาก o13)"],
        actions=["จัดอบรม", "ติดป้าย"],
        outcomes=["ร้องเรียนลดลง"],
        officers=[an_officer(agency, unit=works)],
        references=["o13"],
        indicator=an_indicator(group=slug) if slug == "thung-sai-than" else None,
    )
    other = a_measure(plan, "I1", actions=["ประชุม"])
    states = {}
    for code, state in (("I3", State.HANDED_IN), ("I4", State.TAKEN)):
        states[state] = a_measure(plan, code, actions=["ประชุม"]).pk
        Measure.objects.filter(pk=states[state]).update(state=state)
    removed_action = measure.actions.all()[1]
    Action.objects.filter(pk=removed_action.pk).update(removed_at=NOON)
    values: dict[str, Any] = {
        "measure": measure.pk,
        "other_measure": other.pk,
        "removed_measure": a_measure(plan, "I2", removed=True).pk,
        "handed_in_measure": states[State.HANDED_IN],
        "taken_measure": states[State.TAKEN],
        "action": measure.actions.all()[0].pk,
        "other_action": other.actions.get().pk,
        "removed_action": removed_action.pk,
    }
    said = {"measure": measure, "at": NOON, "text": "กี่ครั้ง"}
    values["question"] = Question.objects.create(by=people[0], to=people[1], **said).pk
    values["import_draft"] = an_import_draft(agency, people[list(Role).index(Role.COORDINATOR)]).pk
    recommended = Recommended.objects.create(
        agency=agency, tool="EIT", question=measure.question, text="จัดอบรม", added_by=people[0], added_at=NOON
    )
    values["recommended"] = recommended.pk
    names = ("evidence", "more_evidence", "removed_evidence")
    rows = [
        evidence_of(measure, people[0], number=n, removed=name == "removed_evidence") for n, name in enumerate(names)
    ]
    values |= {name: row.pk for name, row in zip(names, rows, strict=True) if name}
    values |= {"kind": "action", "form": "json", "log_form": "csv", "digest": "0" * 64, "page": 1, "tool": "iit"}
    return World(plan, values)


def ask(client: Client, method: str, url: str, typed: str = "") -> Any:
    """One request whose changes are taken back, so that each door is tried in the same world."""
    with transaction.atomic():
        response = client.generic(method, url, typed, content_type="application/x-www-form-urlencoded")
        transaction.set_rollback(True)
    return response


def ways_in() -> list[tuple[str, str]]:
    """Each address of an agency with each method that it takes."""
    return [
        (name, method)
        for name, call in CALLS.items()
        for method, answer in (("GET", call.get), ("POST", call.post))
        if answer != 405
    ]
