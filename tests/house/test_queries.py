"""Every page of an office takes few queries: all addresses that answer a GET, as whoever holds all roles meets them."""

from __future__ import annotations

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.authentication import sessions
from accounts.permissions import Role
from audit import chain
from notices.models import Pulse
from reports.models.kinds import Kind
from tests.factories import a_user
from tests.house.calls import CALLS
from tests.house.doors import World, a_world, agency_doors

pytestmark = pytest.mark.django_db
MOST = 16
# Pages that take more, with what they take: a page that takes fewer is to be taken down here.
MORE = {
    "agency_home": 19,  # three of them for the doubts of evidence, which are not kept
    "reports:compile": 19,  # as above
    "measures:measure": 29,
    "measures:progress": 18,
    "measures:action": 19,
    "measures:hand_in": 23,
    "measures:check": 21,
    "measures:reopen": 17,
    "evidence:list": 22,
    "evidence:change": 20,
    "evidence:settle": 18,
    "reports:import_take": 19,
}


def queries(client: Client, url: str) -> int:
    """Of the second look: what an agency's pages share is read by the first."""
    client.get(url)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(url).status_code == 200, url
    return len(captured)


def pages(world: World) -> dict[str, str]:
    """The addresses within an agency that answer with a page or a file."""
    found = {name: world.url(name) for name, call in CALLS.items() if call.get == 200}
    others = {door.name for door in agency_doors() if "document" in door.arguments} & found.keys()
    return found | {f"{name} of the plan": world.url(name, document=Kind.PLAN) for name in others}


def test_every_page_of_an_office_takes_few_queries(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sessions, "_STEP", float("inf"))
    world = a_world()
    everybody = a_user("everything", *Role, agency=world.plan.agency)
    Pulse.objects.create(at=timezone.now())
    with transaction.atomic():
        chain.record("plan.begun", actor=everybody.pk, agency=world.plan.agency_id, subject=f"plan:{world.plan.pk}")
    client = Client()
    client.force_login(everybody)
    taken = {name: queries(client, url) for name, url in pages(world).items()}
    assert {name: count for name, count in taken.items() if count > MOST} == MORE
    assert len(taken) > 35
