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

from accounts.permissions import Permission, Role
from measures.models import Action, Measure, Plan, Question, State
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
from tests.house.open_doors import FOR_ANYONE_SIGNED_IN, OPEN
from tests.measures.reviewing import seen


def unentered(found: Sequence[Door]) -> set[str]:
    """The doors that stand in none of the tables below, so that nobody tries them."""
    return {door.name for door in found} - {*CALLS, *ELSEWHERE, *OPEN, *FOR_ANYONE_SIGNED_IN}


def agency_doors() -> list[Door]:
    """Those under an agency's slug."""
    return [door for door in doors() if "slug" in door.arguments]


@dataclass(frozen=True)
class Call:
    """What an address answers to those who may: to a GET, and to a POST of an empty form.

    `rows` are the arguments beyond slug and year, by their names in World; `post_needs` is what a POST takes beyond
    the view's declaration; `move` is the decision that the POST presses, with what its page showed.
    """

    get: int
    post: int
    rows: tuple[tuple[str, str], ...] = ()
    post_needs: Permission | None = None
    move: str = ""


_MEASURE = (("pk", "measure"),)
_EVIDENCE = (*_MEASURE, ("evidence_pk", "evidence"))
ROWS = {"pk", "action_pk", "row_pk", "question_pk", "evidence_pk"}  # arguments that name a row

# A new address must be entered here, in ELSEWHERE or below: a test compares the names with the URLconf.
CALLS: dict[str, Call] = {
    "agency_home": Call(200, 405),
    "start": Call(200, 405),
    "measures:begin": Call(200, 422),
    "measures:deadlines": Call(200, 302),
    "measures:copy": Call(200, 404),
    "measures:list": Call(200, 405),
    "measures:sheet": Call(200, 405),
    "measures:add": Call(200, 422),
    "measures:add_many": Call(200, 422),
    "measures:assign": Call(200, 422),
    "measures:assign_undo": Call(405, 302),
    "measures:measure": Call(200, 405, _MEASURE),
    "measures:change": Call(200, 422, _MEASURE),
    "measures:ask": Call(200, 422, _MEASURE),
    "measures:question": Call(200, 422, (*_MEASURE, ("question_pk", "question")), post_needs=Permission.MEASURE_ASK),
    "measures:remove": Call(405, 302, _MEASURE),
    "measures:restore": Call(405, 302, (("pk", "removed_measure"),)),
    "measures:progress": Call(200, 422, _MEASURE),
    "measures:action_new": Call(200, 422, _MEASURE),
    "measures:action": Call(200, 422, (*_MEASURE, ("action_pk", "action"))),
    "measures:restore_row": Call(405, 302, (*_MEASURE, ("kind", "kind"), ("row_pk", "removed_action"))),
    "measures:officers": Call(200, 422, _MEASURE),
    "measures:undate": Call(405, 302, _MEASURE),
    "measures:doubts": Call(405, 302, _MEASURE),
    "measures:references": Call(200, 422, _MEASURE),
    "measures:wording": Call(200, 422, _MEASURE),
    "measures:hand_in_many": Call(200, 422),
    "measures:take_many": Call(405, 302),
    "measures:hand_in": Call(200, 302, _MEASURE, move="hand_in"),
    "measures:check": Call(200, 422, (("pk", "handed_in_measure"),), move="return"),
    "measures:recall": Call(409, 409, _MEASURE, move="recall"),
    "measures:reopen": Call(200, 422, (("pk", "taken_measure"),), move="reopen"),
    "evidence:list": Call(200, 422, _MEASURE, post_needs=Permission.PROGRESS_EDIT_OWN),
    "evidence:link": Call(200, 422, _MEASURE),
    "evidence:change": Call(200, 422, _EVIDENCE),
    "evidence:settle": Call(200, 422, _EVIDENCE),
    "evidence:replace": Call(405, 422, _EVIDENCE),
    "evidence:remove": Call(405, 302, _EVIDENCE),
    "evidence:restore": Call(405, 302, (*_MEASURE, ("evidence_pk", "removed_evidence"))),
    "evidence:move": Call(405, 302, _EVIDENCE),
    "reports:import": Call(200, 422),
    "reports:compile": Call(200, 422, post_needs=Permission.REPORT_EDIT),
    "reports:preview": Call(200, 405),
    "reports:preview_page": Call(404, 405, (("digest", "digest"), ("page", "page"))),
    "reports:order": Call(405, 302),
    "reports:settle": Call(405, 302),
    "reports:download": Call(200, 405, (("form", "form"),)),
    "reports:submit": Call(302, 302),
    "reports:recall": Call(302, 302),
    "reports:review": Call(200, 409),
    "reports:sign": Call(302, 302),
    "reports:signed": Call(302, 405),
    "reports:sign_progress": Call(404, 405),
    "reports:sign_again": Call(405, 409),
    "reports:reopen": Call(405, 409),
    "reports:rounds": Call(200, 405),
    "reports:publish": Call(302, 409),
    "reports:set_aside": Call(302, 409),
    "reports:replace": Call(302, 409),
    "reports:withdraw": Call(302, 409),
    "reports:begin": Call(302, 409),
    "reports:published": Call(302, 405),
    "reports:poster": Call(404, 405),
    "log": Call(200, 405),
    "log_check": Call(405, 302),
    "log_export": Call(200, 405, (("form", "log_form"),)),
    "log_proof": Call(200, 405),
}
SETTINGS = "tests/ita_portal/office/test_people_access.py"
EVIDENCE = "tests/evidence/test_handing_out.py"
FROZEN = "tests/reports/review/test_workflow_matrix.py"
# Addresses of an agency that a matrix of their own walks, with its file: a test looks for the name or address in it.
ELSEWHERE: dict[str, str] = {
    "settings_endorsers": SETTINGS,
    "settings_certificate": SETTINGS,
    "settings_certificate_how": SETTINGS,
    "accounts:agency": SETTINGS,
    "accounts:emblem": SETTINGS,
    "accounts:users": SETTINGS,
    "accounts:invite": SETTINGS,
    "accounts:person": SETTINGS,
    "accounts:particulars": SETTINGS,
    "accounts:deactivate": SETTINGS,
    "accounts:password_link": SETTINGS,
    "accounts:reset_factor": SETTINGS,
    "accounts:invitation_renew": SETTINGS,
    "accounts:invitation_withdraw": SETTINGS,
    "accounts:units": SETTINGS,
    "accounts:unit_add": SETTINGS,
    "accounts:unit": SETTINGS,
    "accounts:unit_move": SETTINGS,
    "accounts:unit_remove": SETTINGS,
    "measures:officer_list": SETTINGS,
    "measures:officer_add": SETTINGS,
    "measures:officer": SETTINGS,
    "measures:hand_over": SETTINGS,
    "evidence:file": EVIDENCE,
    "evidence:thumbnail": EVIDENCE,
    "reports:round": FROZEN,
    "reports:round_pdf": FROZEN,
    "reports:round_document": FROZEN,
    "reports:round_record": FROZEN,
    "reports:round_page": FROZEN,
    "reports:signed_pdf": FROZEN,
}


@cache
def takes_year(name: str) -> bool:
    """Whether the address is within a year of its agency."""
    return any("year" in door.arguments for door in agency_doors() if door.name == name)


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

    @property
    def measure(self) -> Measure:
        return Measure.objects.get(pk=self.values["measure"])


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
    names = ("evidence", "more_evidence", "removed_evidence")
    rows = [
        evidence_of(measure, people[0], number=n, removed=name == "removed_evidence") for n, name in enumerate(names)
    ]
    values |= {name: row.pk for name, row in zip(names, rows, strict=True) if name}
    values |= {"kind": "action", "form": "json", "log_form": "csv", "digest": "0" * 64, "page": 1}
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
