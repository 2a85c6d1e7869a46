"""No door without a lock: each address declares who may open it; test_access_matrix.py tries everybody at each."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import get_resolver, path, resolve, reverse

from accounts.access import OPERATOR, PUBLIC, SIGNED_IN, requires
from accounts.models import Agency, Membership, User
from accounts.permissions import Permission, Role
from ita_portal.signin.next_page import reads
from tests.browsing import crawl
from tests.factories import a_plan
from tests.house.addresses import Door, doors
from tests.house.calls import CALLS, ELSEWHERE, FOR_ANYONE_SIGNED_IN, OPEN, OPERATORS, ROWS
from tests.house.doors import World, a_world, agency_doors, ask, takes_year, unentered, ways_in
from tests.stored import everything_stored


def test_every_address_declares_who_may_open_it() -> None:
    assert [door.name for door in doors() if door.access is None] == []
    assert len(doors()) > 25


def test_an_address_without_a_declaration_is_found() -> None:
    def unlocked(request: HttpRequest) -> HttpResponse:
        return HttpResponse()

    assert doors([path("<int:pk>/", unlocked, name="x")]) == [Door("x", frozenset({"pk"}), None)]


def test_what_needs_no_sign_in_or_no_role_is_listed_here() -> None:
    assert {door.name for door in doors() if door.access == PUBLIC} == set(OPEN)
    assert {door.name for door in doors() if door.access == SIGNED_IN} == FOR_ANYONE_SIGNED_IN
    assert {door.name for door in doors() if door.access == OPERATOR} == set(OPERATORS)


def test_every_address_of_an_agency_takes_a_permission_and_is_tried_here() -> None:
    assert [door.name for door in agency_doors() if not isinstance(door.access, Permission)] == []
    assert {door.name for door in agency_doors()} == set(CALLS) | set(ELSEWHERE)
    assert unentered(doors()) == set()
    assert {*CALLS, *ELSEWHERE, *OPEN, *OPERATORS, *FOR_ANYONE_SIGNED_IN} - {door.name for door in doors()} == set()
    assert set(CALLS) & set(ELSEWHERE) == set()


def test_a_new_address_without_an_entry_is_found() -> None:
    @requires(Permission.AGENCY_VIEW)
    def page(request: HttpRequest, agency: Agency) -> HttpResponse:
        return HttpResponse()

    added = [*get_resolver().url_patterns, path("a/<slug:slug>/added/", page, name="added")]
    assert unentered(doors(added)) == {"added"}


@pytest.mark.parametrize("name", ELSEWHERE)
def test_what_is_tried_elsewhere_stands_there(name: str) -> None:
    arguments = min((door.arguments for door in agency_doors() if door.name == name), key=len)
    address = reverse(name, kwargs={"slug": "x", **dict.fromkeys(arguments - {"slug"}, 1)}).removeprefix(
        "/a/x/1/report/"
    )
    said = (Path(__file__).parents[2] / ELSEWHERE[name]).read_text()
    assert f'"{name}"' in said or f'("{address}", ' in said


@pytest.mark.django_db
def test_the_rows_of_another_agency_another_year_or_another_measure_are_not_found(client: Client) -> None:
    elsewhere, world = a_world("elsewhere"), a_world()
    client.force_login(User.objects.get(username="coordinator@thung-sai-than"))
    last_year = World(a_plan(world.plan.agency, 2565), world.values)
    not_of_this = {"action_pk": world.values["other_action"], "row_pk": world.values["action"], "form": "pptx"}
    found = {}
    for name, method in ways_in():
        for argument, row in CALLS[name].rows:
            if argument in ROWS:
                url = world.url(name, **{argument: elsewhere.values[row]})
                found[name, method, argument] = ask(client, method, url).status_code
            if argument in not_of_this:
                url = world.url(name, **{argument: not_of_this[argument]})
                found[name, method, f"{argument} of another measure"] = ask(client, method, url).status_code
            if argument == "pk" and takes_year(name):
                found[name, method, "last year"] = ask(client, method, last_year.url(name)).status_code
    assert len(found) > 30
    assert {key: status for key, status in found.items() if status != 404} == {}


@pytest.mark.django_db
def test_removed_rows_and_unknown_years_and_agencies_are_not_found(client: Client) -> None:
    world = a_world()
    client.force_login(User.objects.get(username="coordinator@thung-sai-than"))
    urls = [
        world.url("measures:measure", pk=world.values["removed_measure"]),
        world.url("measures:action", action_pk=world.values["removed_action"]),
        world.url("measures:list", year=2567),
        world.url("measures:list", year=0),
        world.url("measures:list", slug="nowhere"),
    ]
    assert [ask(client, "GET", url).status_code for url in urls] == [404] * 5
    never_removed = [
        world.url("measures:restore", pk=world.values["measure"]),
        world.url("measures:restore_row", row_pk=world.values["action"]),
        world.url("measures:restore_row", kind="outcome"),
        world.url("measures:restore_row", kind="step"),
    ]
    assert [ask(client, "POST", url).status_code for url in never_removed] == [404] * 4


@pytest.mark.django_db
@pytest.mark.parametrize("name", sorted(FOR_ANYONE_SIGNED_IN))
def test_what_takes_no_role_still_takes_a_sign_in(client: Client, name: str) -> None:
    [arguments] = [door.arguments for door in doors() if door.name == name]
    url = reverse(name, kwargs=dict.fromkeys(arguments, 1))
    response = client.get(url)
    back = f"?next={url}" if reads(url) else ""
    assert (response.status_code, response["Location"]) == (302, f"/accounts/login/{back}")


@pytest.mark.django_db
@pytest.mark.parametrize("name", sorted(OPEN))
def test_what_is_open_sends_nobody_to_sign_in(client: Client, name: str) -> None:
    values = dict.fromkeys(("token", "code", "sha256", "name"), "unknown") | {
        "uidb36": "1",
        "key": "set-password",
        "part": "1",
    }
    [arguments] = [door.arguments for door in doors() if door.name == name]
    response = client.get(reverse(name, kwargs={argument: values[argument] for argument in arguments}))
    assert "?next=" not in response.get("Location", "")
    assert response.status_code == OPEN[name]


@pytest.mark.django_db
def test_looking_at_every_page_changes_no_row(client: Client) -> None:
    world = a_world()
    for role in Role:
        Membership.objects.get_or_create(user=world.person(Role.OFFICER), agency=world.plan.agency, role=role)
    client.force_login(world.person(Role.OFFICER))
    but = ("django_session",)  # notes when it was last in use
    before = everything_stored(but=but)
    pages = crawl(client, "/")
    assert everything_stored(but=but) == before
    seen = {resolve(url.partition("?")[0]).view_name for url in pages}
    linked_once_submitted = {"reports:review", "reports:rounds"}
    linked_where_two_are_ready = {"measures:hand_in_many"}
    linked_where_evidence_is_doubted = {"evidence:settle"}
    linked_where_evidence_is_soon_deleted = {"reports:retention_files", "reports:retention_keep"}
    unseen = {name for name, call in CALLS.items() if call.get == 200} - seen
    reached_by_a_button = {"reports:import_take"}
    seldom = linked_once_submitted | linked_where_two_are_ready | linked_where_evidence_is_doubted
    seldom |= linked_where_evidence_is_soon_deleted
    assert unseen == seldom | reached_by_a_button
    assert {url: page.status_code for url, page in pages.items() if page.status_code != 200} == {}
