"""Who hears that a report was signed, and who that it could not be."""

import pytest
from django.utils import timezone

from notices.models import Kind
from reports.models import Signing
from reports.signing import sign
from tests.notices.telling import told
from tests.reports.approved import Scene, a_scene
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
