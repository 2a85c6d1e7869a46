"""Reports that were signed by the portal's own job, and published, replaced or withdrawn by their coordinator."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import cache
from unittest import mock

from django.conf import settings
from django.test import Client
from django.utils import timezone

from accounts.models import User
from pades.keys.agency_keys import Key
from pades.signing import signatures as pades
from pades.signing import trial
from pades.signing.level import Level
from pades.signing.signatures import Signatory
from reports.compiling import edition as editions
from reports.models import Edition, Publication, Round, Signing
from reports.models.kinds import Kind
from reports.publication import publish as publication
from reports.signing import sign
from tests.kept_scenes import kept
from tests.reports.approved import Scene, a_scene, nothing
from tests.reports.office import NOW, Office, approve

REASON = "แก้ไขตัวเลขในข้อ E13"


@kept
def a_signed_scene(attach: Callable[[Office], object] = nothing, kind: Kind = Kind.RESULT) -> Scene:
    """mana submitted, somsak approved, the portal signed; the same page is signed by the same key once a process."""
    scene = a_scene(attach, kind)
    moment = _moment_of(str(settings.SIGNING_DIR), scene.office.agency.slug)
    with mock.patch.object(pades, "sign", _signed_once), mock.patch.object(trial, "prove", _proved_once):
        sign.sign_all(lambda: moment)
    return scene


@cache
def _moment_of(keys: str, slug: str) -> datetime:
    """When all scenes of an agency are signed; after its key was made, wherever that was."""
    return timezone.now()


_signed: dict[tuple[object, ...], bytes] = {}
_proved: set[tuple[object, ...]] = set()
_sign, _prove = pades.sign, trial.prove


def _signed_once(
    pdf: bytes, *, reporter: Signatory, approver: Signatory, key: Key, level: Level, now: datetime
) -> bytes:
    said = (pdf, reporter, approver, key.certificate.dump(), level, now)
    if said not in _signed:
        _signed[said] = _sign(pdf, reporter=reporter, approver=approver, key=key, level=level, now=now)
    return _signed[said]


def _proved_once(signed: bytes, level: Level, *, now: datetime) -> None:
    if (signed, level, now) not in _proved:
        _prove(signed, level, now=now)
        _proved.add((signed, level, now))


@kept
def a_published_scene(attach: Callable[[Office], object] = nothing, kind: Kind = Kind.RESULT) -> Scene:
    """The same, and mana has published it."""
    scene = a_signed_scene(attach, kind)
    publish(scene.round, scene.person("mana"))
    return scene


def publish(made: Round, by: User, *, reason: str = "") -> Publication:
    """Publishes what was signed, as the page does."""
    seen = Signing.objects.get(round=made).pdf_digest
    return publication.publish(
        round=made, seen=seen, declaration=publication.DECLARATION, reason=reason, by=by, now=NOW
    )


def withdraw(made: Round, by: User, *, reason: str = REASON) -> None:
    publication.withdraw(round=made, reason=reason, declaration=publication.WITHDRAWAL, by=by, now=NOW)


def set_aside(made: Round, by: User, *, reason: str = REASON) -> None:
    publication.set_aside(round=made, reason=reason, by=by, now=NOW)


def another_round(scene: Scene) -> Round:
    """The next round of the edition that is open now: submitted, approved and signed."""
    following = scene.office.submit(scene.person("mana"))
    approve(following, scene.person("somsak"))
    sign.sign_all(timezone.now)
    return following


def another_edition(scene: Scene) -> Round:
    """The next edition, begun, submitted, approved and signed."""
    mana = scene.person("mana")
    made = publication.begin(plan=scene.office.plan, kind=scene.office.kind, by=mana)
    Edition.objects.filter(pk=made.pk).update(reported_on=NOW.date(), reported_on_as_written="๓ ตุลาคม ๒๕๖๖")
    return another_round(scene)


def states(scene: Scene) -> list[str]:
    """Those of the report's editions, in order."""
    rows = Edition.objects.filter(report__plan=scene.office.plan, report__kind=scene.office.kind).order_by("number")
    return list(rows.values_list("state", flat=True))


def latest(scene: Scene) -> Edition:
    return editions.latest(scene.office.plan, scene.office.kind)


def page(client: Client, scene: Scene, name: str, *, by: str = "mana") -> str:
    """A page of the report as somebody reads it: a space that holds words together is a space."""
    client.force_login(scene.person(by))
    answer = client.get(scene.office.url(name))
    assert answer.status_code == 200
    return answer.content.decode().replace("\u00a0", " ")
