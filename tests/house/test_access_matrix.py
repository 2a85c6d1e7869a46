"""Every kind of person is tried at each address of an agency, and of who keeps the installation."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import Membership, User
from accounts.permissions import GRANTS, OVERSEER_GRANTS, Permission, Role
from measures.models import Recommended
from tests.factories import a_user, an_indicator, an_overseer
from tests.house.addresses import Door
from tests.house.calls import CALLS, ELSEWHERE, OPERATORS
from tests.house.doors import World, a_world, agency_doors, ask, of_another_document

pytestmark = pytest.mark.django_db

METHODS = ("GET", "POST")
NOTHING: frozenset[Permission] = frozenset()
# What a person holds for the measures that they or their unit answer for, and of any measure with PROGRESS_EDIT.
OWN = frozenset({Permission.PROGRESS_EDIT_OWN, Permission.MEASURE_HAND_IN})


@dataclass(frozen=True)
class Person:
    """Somebody at the doors of one agency: `answers` for the measure there or not."""

    make: Callable[[World], User | None]
    granted: frozenset[Permission] = NOTHING
    answers: bool = False
    gets_in: bool = True


def member(name: str) -> Callable[[World], User]:
    return lambda world: world.person(name)


def whose_user_is_inactive(world: World) -> User:
    return a_user("weera", *Role, agency=world.plan.agency, is_active=False)


def whose_membership_is_inactive(world: World) -> User:
    user = a_user("weera", *Role, agency=world.plan.agency)
    Membership.objects.filter(user=user).update(is_active=False)
    return user


def a_stranger(world: World) -> User:
    a_world("elsewhere", province="ไกล", department="กรมสอง")
    return User.objects.get(username="coordinator@elsewhere")


PEOPLE: dict[str, Person] = {
    **{f"the {role}": Person(member(role), GRANTS[role], answers=True) for role in Role},
    "an officer of another unit": Person(member("other-officer"), GRANTS[Role.OFFICER]),
    "an overseer of the province": Person(lambda _: an_overseer(province="สายธาร"), OVERSEER_GRANTS),
    "an overseer of the department": Person(lambda _: an_overseer(department="กรมหนึ่ง"), OVERSEER_GRANTS),
    "an overseer of another province": Person(lambda _: an_overseer(province="ไกล")),
    "an overseer of another department": Person(lambda _: an_overseer(department="กรมสอง")),
    "who keeps the installation but is no member": Person(lambda _: a_user("piti", is_superuser=True)),
    "a person without any role": Person(lambda _: a_user("piti")),
    "a coordinator of another agency": Person(a_stranger),
    "a member no longer": Person(whose_membership_is_inactive),
    "a user no longer": Person(whose_user_is_inactive, gets_in=False),
    "nobody known": Person(lambda _: None, gets_in=False),
}
SAID = {403: "ท่านไม่มีสิทธิ์เปิดหน้านี้", 404: "ไม่พบหน้านี้"}


def expected(person: Person, door: Door, method: str) -> int:
    """The status that a person should get, out of the view's declaration and the grants."""
    call = CALLS[door.name]
    answer, needs = (call.get, None) if method == "GET" else (call.post, call.post_needs)
    if not person.gets_in:
        return 302
    if answer == 405:
        return 405
    if not person.granted:
        return 404
    names_no_measure = not call.rows  # such a page is about one's own
    may_edit_this = person.answers or names_no_measure or Permission.PROGRESS_EDIT in person.granted
    held = person.granted if may_edit_this else person.granted - OWN
    return answer if {door.access, needs} - {None} <= held else 403


def tried_here() -> list[Door]:
    """The doors of an agency that no matrix of their own walks."""
    return [door for door in agency_doors() if door.name not in ELSEWHERE]


@pytest.mark.parametrize("who", PEOPLE)
def test_at_every_door_of_an_agency_stands(who: str, client: Client) -> None:
    world, person = a_world(), PEOPLE[who]
    user = person.make(world)
    if user is not None:
        client.force_login(user)
    found, wanted = {}, {}
    for door in tried_here():
        for method in METHODS:
            url = world.url(door.name, **of_another_document(door))
            response = ask(client, method, url, world.typed(door.name) if method == "POST" else "")
            found[url, method] = response.status_code
            wanted[url, method] = expected(person, door, method)
            if response.status_code in SAID:
                assert f"<h1>{SAID[response.status_code]}</h1>" in response.content.decode()
            if not person.gets_in:
                # Where nothing is to be read, nobody is led back.
                back = f"?next={url}" if CALLS[door.name].get != 405 else ""
                assert response["Location"] == f"/accounts/login/{back}"
    assert found == wanted


@pytest.mark.parametrize("who", PEOPLE)
def test_at_every_door_of_the_operator_stands(who: str, client: Client) -> None:
    world, person = a_world(), PEOPLE[who]
    item = an_indicator("O14", year=2566, text="คู่มือ")
    user = person.make(world)
    if user is not None:
        client.force_login(user)
    values: dict[str, object] = {"agency": world.plan.agency.pk, "item": item.pk}
    values["recommended_to_all"] = Recommended.objects.create(key="a", tool="OIT", question="คู่มือ", text="ทำ").pk
    values |= {"list_year": 2566, "list_kind": "general", "tool": "oit", "log_form": "csv"}
    found, wanted = {}, {}
    for name, call in OPERATORS.items():
        url = reverse(name, kwargs={argument: values[row] for argument, row in call.rows})
        for method, answer in (("GET", call.get), ("POST", call.post)):
            response = ask(client, method, url)
            found[name, method] = response.status_code
            is_operator = user is not None and user.is_superuser
            told = 405 if answer == 405 else answer if is_operator else 404
            wanted[name, method] = told if person.gets_in else 302
            if not person.gets_in:
                assert response["Location"].startswith("/accounts/login/")
    assert found == wanted
