"""A round that was frozen before there were signatures says that it must be submitted again, and then can be."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.test import Client
from django.utils import timezone

from audit.models import AuditEvent
from files import store
from pades.fields import add_fields
from paper.report_pdf import write as laid_out
from reports.models import Round
from reports.review.moves import standing
from reports.signing import sign
from tests.reports.approved import Scene, a_scene, freeze_as_before
from tests.reports.frozen import PAPER, provenance, seed
from tests.reports.office import approve

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("signable_paper")]


@pytest.fixture
def scene() -> Scene:
    scene = a_scene()
    freeze_as_before(scene)
    sign.sign_all(timezone.now)
    return scene


def drawn(scene: Scene, name: str) -> list[str]:
    return [move.name for move in standing(scene.office.edition).moves(scene.person(name))]


def test_it_says_so_and_only_the_coordinator_opens_it(scene: Scene) -> None:
    assert (scene.state, scene.signing.state, scene.signing.reason) == ("approved", "unfit", sign.UNFIT)
    assert {name: drawn(scene, name) for name in ("mana", "somsak", "prani", "arun")} == {
        "mana": ["reopen"],
        "somsak": [],
        "prani": [],
        "arun": [],
    }


def test_opened_submitted_and_approved_again_it_is_signed(scene: Scene, client: Client) -> None:
    client.force_login(scene.person("mana"))
    page = client.get(scene.office.url()).content.decode()
    assert sign.UNFIT in page and "เปิดให้เสนอใหม่" in page
    answer = client.post(scene.office.url("sign/reopen/"), {"round": scene.round.pk}, follow=True)
    assert "เปิดรายงานให้เสนอใหม่แล้ว" in answer.content.decode()
    assert scene.state == "recalled"
    last = AuditEvent.objects.order_by("-seq")[0]
    assert (last.action, last.actor) == ("edition.reopen", scene.person("mana").pk)
    again = scene.office.submit(scene.person("mana"))
    approve(again, scene.person("somsak"))
    sign.sign_all(timezone.now)
    assert scene.state == "signed"
    assert scene.signing.state == "unfit"  # the old round keeps what was said of it


@pytest.mark.parametrize(("marked", "ends"), [(False, "unfit"), (True, "done")])
def test_a_demonstrations_key_signs_only_what_says_on_its_sheets_that_it_is_one(marked: bool, ends: str) -> None:
    scene = a_scene()
    document, paper = seed(1), replace(PAPER, demo=marked)
    body = add_fields(laid_out(document, paper, provenance=provenance(document, paper)))
    Round.objects.filter(pk=scene.round.pk).update(pdf_digest=store.put(body))
    sign.sign_all(timezone.now)
    assert (scene.signing.state, scene.signing.reason) == (ends, "" if marked else sign.UNMARKED)
    assert drawn(scene, "mana") == (["publish", "set_aside"] if marked else ["reopen"])


def test_a_round_that_can_be_signed_is_not_opened(client: Client) -> None:
    scene = a_scene()
    client.force_login(scene.person("mana"))
    assert "เปิดให้เสนอใหม่" not in client.get(scene.office.url()).content.decode()
    assert client.post(scene.office.url("sign/reopen/"), {"round": scene.round.pk}).status_code == 403
    assert scene.state == "approved"
