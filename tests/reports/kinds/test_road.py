"""The plan and the progress report go the result report's road: by the same moves, each beside the others."""

from __future__ import annotations

import json
from urllib.parse import quote

import pytest
from django.test import Client

from accounts.permissions import Role
from audit.models import AuditEvent
from ita_portal.eventlog.lines import lines
from measures.models import Measure, State
from measures.reopening_holds import why_held
from reports.compiling import edition as editions
from reports.models import Edition, Publication
from reports.models.kinds import Kind
from reports.review.moves import TRANSITIONS, standing
from tests.accounts.making import a_person, an_agency
from tests.reports.office import an_office
from tests.reports.publication.scenes import (
    a_published_scene,
    a_signed_scene,
    another_edition,
    another_round,
    page,
    publish,
    set_aside,
    states,
    withdraw,
)
from tests.reports.review.test_workflow_matrix import MAY
from tests.reports.scene import STATES, a_scene

pytestmark = [pytest.mark.django_db]
OTHERS = [Kind.PLAN, Kind.PROGRESS]


@pytest.mark.parametrize("kind", OTHERS)
@pytest.mark.usefixtures("quick_paper")
def test_buttons_are_those_of_the_result_report_in_every_state(kind: Kind) -> None:
    scene = a_scene(kind)
    for state in STATES:
        where = standing(scene.put(state))
        drawn = {who: {move.name for move in where.moves(user)} for who, user in scene.people.items()}
        assert drawn == {
            who: {name for name, may in MAY.items() if who in may and state in TRANSITIONS[name].sources}
            for who in scene.people
        }, state


@pytest.mark.parametrize("kind", OTHERS)
@pytest.mark.usefixtures("signable_paper")
def test_it_is_signed_published_replaced_and_withdrawn_and_each_event_names_it(kind: Kind) -> None:
    scene = a_published_scene(kind=kind)
    publish(another_edition(scene), scene.person("mana"), reason="แก้ไขระยะเวลา")
    assert states(scene) == ["replaced", "published"]
    withdraw(Publication.objects.get(round__edition__number=2).round, scene.person("mana"))
    assert states(scene) == ["replaced", "withdrawn"]
    events = list(AuditEvent.objects.filter(action__startswith="edition.", agency=scene.office.agency.pk))
    assert {event.action for event in events} >= {
        f"edition.{move}" for move in ("submit", "approve", "sign", "publish", "replace", "withdraw", "begun")
    }
    said = lines(events, scene.office.agency)
    assert all(line.on.startswith(f"{kind.called}ปี 2566") for line in said), [line.on for line in said]
    assert editions.latest(scene.office.plan).state == Edition.State.DRAFT  # the result report is as it was


@pytest.mark.parametrize("kind", OTHERS)
@pytest.mark.usefixtures("signable_paper")
def test_a_signed_round_is_set_aside_and_another_is_signed(kind: Kind) -> None:
    scene = a_signed_scene(kind=kind)
    set_aside(scene.round, scene.person("mana"))
    assert states(scene) == ["recalled"]
    another_round(scene)
    assert states(scene) == ["signed"]


@pytest.mark.parametrize("kind", OTHERS)
@pytest.mark.usefixtures("quick_paper")
def test_submitting_it_leaves_the_measures_open(kind: Kind) -> None:
    scene = a_scene(kind)
    assert scene.office.edition.state == Edition.State.SUBMITTED
    assert set(Measure.objects.values_list("state", flat=True)) == {State.OPEN}
    assert why_held(scene.office.plan) == ""


@pytest.mark.usefixtures("quick_paper")
def test_the_result_report_still_holds_them() -> None:
    assert why_held(a_scene().office.plan) != ""


@pytest.mark.parametrize("kind", OTHERS)
@pytest.mark.usefixtures("quick_paper")
def test_its_pages_call_it_by_its_name(kind: Kind, client: Client) -> None:
    office = an_office(kind)
    mana = office.person("mana", Role.COORDINATOR)
    office.name_approver(office.person("somsak", Role.APPROVER))
    client.force_login(mana)
    answer = client.get(office.url())
    assert f"<h1>จัดทำ{kind.called}</h1>" in answer.content.decode()
    shown = client.get(office.url("submit/")).content.decode()
    assert f"<h1>ยืนยันการเสนอ{kind.called}</h1>" in shown
    assert f"ได้ตรวจ{kind.called}ฉบับนี้แล้ว" in shown
    office.submit(mana)
    client.force_login(office.the(Role.APPROVER))
    assert f"<h1>พิจารณา{kind.called}</h1>" in client.get(office.url("review/")).content.decode()
    home = client.get(f"/a/{office.agency.slug}/{office.plan.year}/").content.decode()
    assert f"{kind.called}รอการพิจารณาของท่าน" in home and office.url("review/") in home


@pytest.mark.parametrize("kind", OTHERS)
@pytest.mark.usefixtures("signable_paper")
def test_the_public_is_told_which_document_it_is(kind: Kind, client: Client) -> None:
    scene = a_published_scene(kind=kind)
    shown = client.get(f"/r/{scene.round.code}/").content.decode()
    assert f"{kind.called}ปี 2566" in shown and kind.declared.heading in shown
    for each in (*kind.declared.layout.before, *kind.declared.layout.after):
        assert f">{each.heading}</h2>" in shown
    assert kind.declared.title in client.get(f"/v/{scene.round.code}/").content.decode()
    listed = client.get("/r/", {"kind": kind}).content.decode()
    assert scene.round.code in listed and str(kind.label) in listed
    assert scene.round.code not in client.get("/r/", {"kind": Kind.RESULT}).content.decode()
    handed_out = client.get(f"/r/{scene.round.code}/report.json")
    assert quote(kind.called) in handed_out["Content-Disposition"]
    assert json.loads(handed_out.getvalue())["kind"] == kind
    assert "เผยแพร่แล้ว" in page(client, scene, "")


@pytest.mark.usefixtures("quick_paper")
def test_another_agency_finds_none_of_it_and_changes_nothing(client: Client) -> None:
    scene = a_scene(Kind.PLAN)
    stranger, elsewhere = a_person("far"), an_agency("far-away")
    for role in Role:
        stranger.memberships.create(agency=elsewhere, role=role)
    client.force_login(stranger)
    for name in ("", "submit/", "recall/", "review/", "sign/", "rounds/", "rounds/1/1/", "publish/", "pages/"):
        assert client.get(scene.office.url(name)).status_code == 404
        assert client.post(scene.office.url(name), {"decision": "return"}).status_code in (404, 405)
    assert scene.office.edition.state == Edition.State.SUBMITTED


@pytest.mark.usefixtures("quick_paper")
def test_a_year_on_paper_has_its_result_report_alone(client: Client) -> None:
    office = an_office()
    client.force_login(office.person("mana", Role.COORDINATOR))
    type(office.plan).objects.filter(pk=office.plan.pk).update(is_from_paper=True)
    at = f"/a/{office.agency.slug}/{office.plan.year}"
    assert [client.get(f"{at}/{kind.declared.slug}/").status_code for kind in Kind] == [200, 404, 404]
    assert "แผนมาตรการ</a>" not in client.get(f"{at}/").content.decode()
