"""Measures out of a real report, opened in the forms: what was written is not changed by looking at it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import Agency
from accounts.permissions import Role
from audit.models import AuditEvent
from document import ReportDocument
from ita.catalogue import load_csv
from measures.models import Measure
from measures.services import catalogue
from reports.compiling import edition as editions
from reports.compiling.adopt import adopt
from reports.compiling.assemble import assemble
from reports.formats import disk
from tests.browsing import open_form
from tests.document import samples
from tests.factories import a_user

pytestmark = pytest.mark.django_db

FORMS = ("progress", "change", "officers")


@pytest.fixture
def manee(client: Client) -> Any:
    """The coordinator of the agency whose report was imported."""
    catalogue.load(load_csv())
    adopt(disk.read(Path(samples.DATA) / "report-2566.txt").document)
    client.force_login(a_user("manee", Role.COORDINATOR, agency=Agency.objects.get()))
    return client


def document() -> ReportDocument:
    plan = Agency.objects.get().plans.get()
    return assemble(plan, editions.latest(plan))


def url(name: str, measure: Measure) -> str:
    return reverse(f"measures:{name}", args=[measure.plan.agency.slug, measure.plan.year, measure.pk])


@pytest.mark.parametrize("name", FORMS)
def test_opening_and_saving_changes_nothing(manee: Any, name: str) -> None:
    before, events = document(), AuditEvent.objects.count()
    measures = list(Measure.objects.all())
    assert len(measures) == 3
    for measure in measures:
        assert open_form(manee, url(name, measure)).press(manee).status_code == 302
        assert measure.revisions.count() == 0
    assert document() == before
    if name != "change":
        assert AuditEvent.objects.count() == events


def test_each_action_alone_can_be_opened_and_saved(manee: Any) -> None:
    before, events = document(), AuditEvent.objects.count()
    actions = [(measure, action) for measure in Measure.objects.all() for action in measure.actions.all()]
    assert len(actions) > 3
    for measure, action in actions:
        alone = reverse("measures:action", args=[measure.plan.agency.slug, measure.plan.year, measure.pk, action.pk])
        assert open_form(manee, alone).press(manee).status_code == 302
    assert document() == before
    assert AuditEvent.objects.count() == events


def test_a_new_action_is_the_only_thing_that_changes_in_the_report(manee: Any) -> None:
    measure = Measure.objects.first()
    assert measure is not None
    before = document().measures
    form = open_form(manee, url("action_new", measure))
    assert form.press(manee, actions_0_text="เพิ่มอีกหนึ่งเรื่อง", actions_0_start="1/9/66").status_code == 302
    after = document().measures
    assert after[1:] == before[1:]
    assert [action.text for action in after[0].actions] == [*(a.text for a in before[0].actions), "เพิ่มอีกหนึ่งเรื่อง"]
    assert after[0].actions[-1].printed == "เพิ่มอีกหนึ่งเรื่อง เมื่อวันที่ 1 กันยายน 2566"
    assert (after[0].steps, after[0].outcomes, after[0].officers) == (
        before[0].steps,
        before[0].outcomes,
        before[0].officers,
    )
