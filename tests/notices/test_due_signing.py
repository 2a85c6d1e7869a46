"""Who hears that a report was signed, and who that it could not be."""

from datetime import timedelta

import pytest
from django.utils import timezone

from notices import due
from notices.models import Kind
from reports.models import Signing
from reports.signing import sign
from tests.notices.telling import told
from tests.reports.approved import Scene, a_scene
from tests.reports.office import NOW
from tests.reports.publication.scenes import REASON, a_published_scene, a_signed_scene, set_aside, withdraw
from thai.dates import local_day

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("signable_paper")]


@pytest.fixture
def scene() -> Scene:
    return a_scene()


def hear(scene: Scene, kind: Kind) -> list[str]:
    return [who for who, _ in told(scene.office.agency, local_day(timezone.now()), kind)]


def test_who_submitted_and_who_approved_hear_that_it_is_signed(scene: Scene) -> None:
    assert hear(scene, Kind.SIGNED) == []
    sign.sign_all(timezone.now)
    assert hear(scene, Kind.SIGNED) == ["mana", "somsak"]
    assert hear(scene, Kind.APPROVED) == []


def test_coordinators_and_administrators_hear_that_it_cannot_be(scene: Scene) -> None:
    row = Signing.objects.create(round=scene.round, next_at=timezone.now(), state="failed", reason="ใบรับรองหมดอายุ")
    assert hear(scene, Kind.UNSIGNED) == ["mana", "prani"]
    Signing.objects.filter(pk=row.pk).update(state="waiting")
    assert hear(scene, Kind.UNSIGNED) == []


def test_approver_and_administrator_hear_of_what_the_coordinator_alone_did() -> None:
    scene = a_published_scene()
    assert told(scene.office.agency, local_day(NOW), Kind.PUBLISHED) == [
        ("prani", "เผยแพร่แล้ว: รายงานปี 2566 รอบที่ 1"),
        ("somsak", "เผยแพร่แล้ว: รายงานปี 2566 รอบที่ 1"),
    ]
    withdraw(scene.round, scene.person("mana"))
    heard = [each for each in due.of_agency(scene.office.agency, local_day(NOW)) if each.kind == Kind.WITHDRAWN]
    assert {each.user for each in heard} == {scene.person("prani").pk, scene.person("somsak").pk}
    assert {each.detail for each in heard} == {f"เหตุผล: {REASON}\nนายmana เมื่อ 3 ต.ค. 66"}
    assert told(scene.office.agency, local_day(NOW), Kind.PUBLISHED) == []
    assert told(scene.office.agency, local_day(NOW) + timedelta(days=31), Kind.WITHDRAWN) == []


def test_whoever_approved_hears_that_the_round_was_called_off_until_it_is_submitted_again() -> None:
    scene = a_signed_scene()
    set_aside(scene.round, scene.person("mana"))
    assert [who for who, _ in told(scene.office.agency, local_day(NOW), Kind.CALLED_OFF)] == ["prani", "somsak"]
    scene.office.submit(scene.person("mana"))
    assert told(scene.office.agency, local_day(NOW), Kind.CALLED_OFF) == []
