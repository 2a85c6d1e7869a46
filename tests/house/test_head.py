"""A HEAD is answered as the GET would be, by every page: so ask those who check links and addresses."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import reverse

from accounts.permissions import Role
from tests.factories import a_user
from tests.house.addresses import doors
from tests.house.calls import CALLS, FOR_ANYONE_SIGNED_IN, OPEN
from tests.house.doors import World, a_world, ask

pytestmark = pytest.mark.django_db


def addresses(world: World) -> Iterator[str]:
    """Every address that answers a GET: an agency's, and those that name nothing."""
    yield from (world.url(name) for name, call in CALLS.items() if call.get != 405)
    plain = [door.name for door in doors() if not door.arguments and door.name in {*OPEN, *FOR_ANYONE_SIGNED_IN}]
    yield from (reverse(name) for name in plain)


def a_member_of(world: World) -> Client:
    """Somebody with every role there."""
    client = Client()
    client.force_login(a_user("everything", *Role, agency=world.plan.agency))
    return client


def test_every_page_answers_a_head_as_it_answers_a_get_without_a_body() -> None:
    world = a_world()
    pages = list(addresses(world))
    visitors = {"someone": a_member_of(world), "nobody": Client()}
    assert len(pages) > 40
    for page in pages:
        for who, client in visitors.items():
            seen = ask(client, "GET", page)
            answer = ask(client, "HEAD", page)
            assert answer.status_code == seen.status_code, (page, who)
            assert b"".join(answer) == b"", (page, who)
            if seen.status_code == 200 and not seen.streaming:
                assert int(answer["Content-Length"]) > 0, (page, who)


def test_the_address_of_a_button_takes_no_head_either() -> None:
    world = a_world()
    client = a_member_of(world)
    closed = [name for name, call in CALLS.items() if call.get == 405]
    assert {ask(client, "HEAD", world.url(name)).status_code for name in closed} == {405}
