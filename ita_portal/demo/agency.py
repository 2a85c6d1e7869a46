"""The demonstration: a fictional agency with its people and a plan, out of a data file."""

from __future__ import annotations

import json
import secrets
from dataclasses import dataclass
from datetime import date, datetime
from operator import itemgetter
from pathlib import Path
from typing import Any

from django.db import transaction

import clock
from accounts.changed import digest
from accounts.models import Agency, Membership, OverseerReach, Unit, User
from accounts.newcomers import Newcomer
from accounts.permissions import Role
from audit import chain
from document import from_json
from evidence.services import keeping
from evidence.services.keeping import Facts
from evidence.services.receiving import receive
from ita_portal.demo import invented_lists, invented_scores
from ita_portal.demo.drawings import draw
from measures.models import Measure
from measures.services import people
from measures.services.decision import decide
from reports.compiling.adopt import adopt
from reports.models import Edition
from reports.retention.setting import Rule, rule_of, set_rule

DATA = Path(__file__).parent / "data" / "demo.json"


@dataclass(frozen=True)
class SignIn:
    """Who can sign in to the demonstration, and how: shown once."""

    username: str
    password: str
    name: str
    roles: str


@transaction.atomic
def seed() -> list[SignIn]:
    """Makes the demonstration agency, nothing decided yet; returns the sign-ins, or nothing where it is there already.

    `play` then goes through the year up to where the report is compiled.
    """
    data = json.loads(DATA.read_text("utf-8"))
    if Agency.objects.filter(slug=data["agency"]["slug"]).exists():
        return []
    with clock.set_to(datetime.fromisoformat(data["begun_at"])):
        return _begin(data)


def _begin(data: dict[str, Any]) -> list[SignIn]:
    agency = Agency.objects.create(**data["agency"])
    chain.record("agency.added", actor=None, agency=agency.pk, subject=f"agency:{agency.pk}")
    units = {
        unit["short_name"]: Unit.objects.create(agency=agency, position=n, **unit)
        for n, unit in enumerate(data["units"])
    }
    edition = adopt(from_json(data["report"]))
    signs = [_person(person, agency, units) for person in data["users"]]
    signs += [_overseer(person) for person in data["overseers"]]
    _dates(agency, data)
    _approver(edition, User.objects.get(username=data["approver"]))
    set_rule(
        agency=agency,
        rule=Rule(data["evidence_years"]["years"]),
        base=digest(rule_of(agency)),
        by=User.objects.get(username=data["evidence_years"]["by"]),
        now=clock.now(),
    )
    return signs


@transaction.atomic
def play() -> None:
    """The people of the demonstration enter scores, attach evidence, hand in, take and return, in the order of time,
    each through the door.
    """
    data = json.loads(DATA.read_text("utf-8"))
    with clock.set_to(datetime.fromisoformat(data["begun_at"])):
        invented_lists.make()
    plan = Agency.objects.get(slug=data["agency"]["slug"]).plans.get()
    for each in sorted([*data["evidence"], *data["decisions"], *invented_scores.years()], key=itemgetter("at")):
        if "scores" in each:
            with clock.set_to(datetime.fromisoformat(each["at"])):
                invented_scores.enter(plan.agency, each)
            continue
        measure = Measure.objects.select_related("plan__agency").get(plan=plan, code=each["code"], removed_at=None)
        by, at = User.objects.get(username=each["by"]), datetime.fromisoformat(each["at"])
        with clock.set_to(at):  # so that its event bears the same moment
            if "move" in each:
                decide(measure=measure, move=each["move"], by=by, now=at, comment=each.get("comment", ""))
            else:
                attach(measure, each, by, at)


def attach(measure: Measure, each: dict[str, Any], by: User, at: datetime) -> None:
    """Sends a drawn picture as a photograph would be; `each` has its scene, day, caption, and if it is public."""
    day = date.fromisoformat(each["day"])
    sent = receive(f"IMG_{day:%Y%m%d}_{each['scene']}.jpg", draw(each["scene"], day))
    keeping.add(measure=measure, sent=sent, facts=Facts(each["caption"], is_public=each["public"]), by=by, now=at)


@transaction.atomic
def new_passwords() -> list[SignIn]:
    """New passwords for the people of the demonstration, where the old ones were lost."""
    data = json.loads(DATA.read_text("utf-8"))
    signs = []
    for person in [*data["users"], *data["overseers"]]:
        user = User.objects.get(username=person["username"])
        signs.append(_sign_in(user, _roles(person)))
    return signs


def _sign_in(user: User, roles: str) -> SignIn:
    password = secrets.token_urlsafe(9)
    user.set_password(password)
    user.save()
    chain.record("user.password_set", actor=None, agency=None, subject=f"user:{user.pk}")
    return SignIn(user.username, password, user.name, roles)


def _roles(person: dict[str, Any]) -> str:
    return ", ".join(str(Role(role).label) for role in person.get("roles", [])) or "ผู้กำกับดูแล"


def _person(person: dict[str, Any], agency: Agency, units: dict[str, Unit]) -> SignIn:
    unit = units.get(person["unit"])
    user = User.objects.create(
        username=person["username"],
        name=person["name"],
        email=person["email"],
        telephone=person.get("telephone", ""),
    )
    for role in person["roles"]:
        member = Membership.objects.create(user=user, agency=agency, unit=unit, role=role, post=person["post"])
        data = {"role": role, "user": user.pk}
        chain.record("membership.added", actor=None, agency=agency.pk, subject=f"membership:{member.pk}", data=data)
    people.welcome(Newcomer(agency, user, unit, person["post"], (user.name,), None))
    return _sign_in(user, _roles(person))


def _overseer(person: dict[str, Any]) -> SignIn:
    user = User.objects.create(username=person["username"], name=person["name"], email=person["email"])
    reach = OverseerReach.objects.create(user=user, province=person["province"])
    chain.record("reach.added", actor=None, agency=None, subject=f"reach:{reach.pk}", data={"user": user.pk})
    return _sign_in(user, _roles(person))


def _dates(agency: Agency, data: dict[str, Any]) -> None:
    plan = agency.plans.get()
    for field, day in data["plan"].items():
        setattr(plan, field, date.fromisoformat(day))
    plan.save()
    for measure in Measure.objects.filter(plan=plan):
        measure.due_on = date.fromisoformat(data["due"][measure.code])
        measure.save()


def _approver(edition: Edition, user: User) -> None:
    membership = user.memberships.get(role=Role.APPROVER)
    edition.approver, edition.approver_name, edition.approver_post = membership, user.name, membership.post
    edition.save()
