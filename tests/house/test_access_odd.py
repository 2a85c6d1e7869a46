"""Odd requests at every door of an agency: numbers that no row has, garbage, other methods, forms without a token."""

from __future__ import annotations

import pytest
from django.test import Client

from accounts.models import User
from accounts.permissions import Role
from tests.factories import a_user
from tests.house.calls import CALLS, ROWS
from tests.house.doors import a_world, ask, takes_year, ways_in


@pytest.mark.django_db
@pytest.mark.parametrize("number", [0, 2**31, 2**63, 10**30, "9" * 5000])
def test_no_number_in_an_address_breaks_a_page(client: Client, number: int | str) -> None:
    world = a_world()
    client.force_login(a_user("weera", *Role, agency=world.plan.agency))
    found = {}
    for name, method in ways_in():
        rows = [argument for argument, _ in CALLS[name].rows if argument in ROWS]
        for argument in ["year", *rows] if takes_year(name) else rows:
            url = world.url(name, **{argument: 7777777}).replace("7777777", str(number))
            found[name, method, argument] = ask(client, method, url).status_code
    assert {key: status for key, status in found.items() if status != 404} == {}


@pytest.mark.django_db
@pytest.mark.parametrize("garbage", ["-1", "1.5", "๑", "x", "%00", "%ff", "1%0a", "1'", "1;--", "%F0%9F%98%80"])
def test_what_is_no_number_in_an_address_is_not_found(client: Client, garbage: str) -> None:
    world = a_world()
    client.force_login(User.objects.get(username="coordinator@thung-sai-than"))
    for name in ("measures:measure", "measures:action", "measures:list"):
        argument = {"measures:action": "action_pk", "measures:list": "year"}.get(name, "pk")
        url = world.url(name, **{argument: 7777777}).replace("7777777", garbage)
        assert client.get(url).status_code == 404


@pytest.mark.django_db
def test_no_form_is_taken_without_its_token() -> None:
    world, client = a_world(), Client(enforce_csrf_checks=True)
    client.force_login(User.objects.get(username="coordinator@thung-sai-than"))
    posts = [name for name, method in ways_in() if method == "POST"]
    assert len(posts) == 62
    for name in posts:
        response = ask(client, "POST", world.url(name))
        assert (name, response.status_code) == (name, 403)
        assert "แบบฟอร์มนี้หมดอายุ" in response.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE", "TRACE"])
def test_no_page_takes_another_method(client: Client, method: str) -> None:
    world = a_world()
    client.force_login(User.objects.get(username="coordinator@thung-sai-than"))
    found = {name: ask(client, method, world.url(name)).status_code for name in CALLS}
    assert found == dict.fromkeys(CALLS, 405)
