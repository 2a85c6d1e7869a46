"""Every page of an office takes few queries and writes nothing: all addresses that answer a GET with a page or a file,
as whoever holds all roles meets them.
"""

from __future__ import annotations

import re

import pytest
from django.conf import LazySettings
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.authentication import sessions
from accounts.models import Agency, Unit, User
from accounts.permissions import Role
from audit import chain
from evidence.models import Evidence, LinkCheck
from measures.models import Measure, Officer
from notices.models import Pulse
from reports.models.kinds import Kind
from tests.factories import NOON, a_user, evidence_of
from tests.house.calls import CALLS
from tests.house.doors import World, a_world, agency_doors
from tests.ita_portal.office.test_people_access import DOORS

pytestmark = pytest.mark.django_db
MOST = 16
OF_ONES_OWN = ("me", "me_particulars", "notices:inbox", "account_change_password")  # in the same frame
_WRITE = re.compile(r"\s*(INSERT|UPDATE|DELETE|SAVEPOINT|REPLACE)", re.IGNORECASE)


def queries(client: Client, url: str) -> list[str]:
    """Of the second look: what an agency's pages share is read by the first."""
    client.get(url)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(url).status_code == 200, url
    return [each["sql"] for each in captured]


def pages(world: World, person: User) -> dict[str, str]:
    """The addresses within an agency that answer with a page or a file, and those of a person's own."""
    agency = world.plan.agency
    rows = {
        "user": person.pk,
        "unit": Unit.objects.filter(agency=agency)[0].pk,
        "officer": Officer.objects.filter(agency=agency)[0].pk,
    }
    settings = {
        name: reverse(name, kwargs={"slug": agency.slug} | ({"pk": rows[row]} if row else {}))
        for name, (row, answer, _) in DOORS.items()
        if answer == 200
    }
    own = {name: reverse(name) for name in OF_ONES_OWN}
    found = {name: world.url(name) for name, call in CALLS.items() if call.get == 200}
    others = {door.name for door in agency_doors() if "document" in door.arguments} & found.keys()
    of_the_plan = {f"{name} of the plan": world.url(name, document=Kind.PLAN) for name in others}
    return found | of_the_plan | settings | own


def with_a_history(world: World, person: User) -> None:
    """A link that nobody opened for long, a doubt of the evidence and of the measure, and what happened to it."""
    measure = Measure.objects.get(pk=world.values["measure"])
    link = evidence_of(measure, person, number=7, address="https://www.elsewhere.go.th/news/1")
    LinkCheck.objects.create(evidence=link, state="opens", opened_at=NOON)  # long ago by the real clock
    Agency.objects.filter(slug="elsewhere").update(site="elsewhere.go.th")
    Evidence.objects.filter(measure=measure).exclude(pk=link.pk).update(speaks_for="2020-01-01")
    measure.actions.update(start_on="2020-01-01")
    with transaction.atomic():
        for action, subject in (("plan.begun", f"plan:{world.plan.pk}"), ("measure.added", measure.subject)):
            chain.record(action, actor=person.pk, agency=world.plan.agency_id, subject=subject)
        chain.record("catalogue.loaded", actor=None, agency=None, subject="catalogue")


def test_every_page_of_an_office_takes_few_queries_and_writes_nothing(
    monkeypatch: pytest.MonkeyPatch, settings: LazySettings
) -> None:
    settings.LINK_CHECKS = True
    monkeypatch.setattr(sessions, "_STEP", float("inf"))
    world = a_world()
    everybody = a_user("everything", *Role, agency=world.plan.agency)
    Pulse.objects.create(at=timezone.now())
    with_a_history(world, everybody)
    client = Client()
    client.force_login(everybody)
    asked = {name: queries(client, url) for name, url in pages(world, everybody).items()}
    assert {name: len(found) for name, found in asked.items() if len(found) > MOST} == {}
    assert {name: wrote for name, found in asked.items() if (wrote := list(filter(_WRITE.match, found)))} == {}
    assert len(asked) > 55
