"""The job that signs: once, whoever is killed or late; and what is said where it cannot."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone
from pytest_django import Settings

from accounts.access import Refused
from audit.models import AuditEvent
from audit.verify import verify
from files import store
from notices import jobs
from pades.errors import FalseStamp
from pades.fields import fields_of
from pades.signing import signatures as pades
from reports.review.moves import TRANSITIONS, standing
from reports.signing import claim
from reports.signing import sign as signing
from tests.audit.making import at_once
from tests.reports.approved import Scene, a_scene, wait_over
from workflow import Overtaken, proceed

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("signable_paper")]


@pytest.fixture
def scene() -> Scene:
    return a_scene()


@pytest.fixture
def now() -> datetime:
    return timezone.now()


def events(scene: Scene) -> list[tuple[str, int | None]]:
    rows = AuditEvent.objects.filter(subject=scene.office.edition.subject).order_by("seq")
    return list(rows.values_list("action", "actor"))


def failing(monkeypatch: pytest.MonkeyPatch, error: Exception) -> None:
    def sign(*args: object, **kwargs: object) -> bytes:
        raise error

    monkeypatch.setattr(pades, "sign", sign)


def test_an_approved_round_is_signed_and_the_portal_itself_moves_it_on(scene: Scene, now: datetime) -> None:
    assert signing.sign_all(lambda: now) == 1
    row = scene.signing
    assert (scene.state, row.state, row.level, row.demo, row.signed_at) == ("signed", "done", "B-LT", True, now)
    body = store.get(row.pdf_digest)
    assert body.startswith(store.get(scene.round.pdf_digest))
    assert [(field.name, field.filled) for field in fields_of(body)] == [("Reporter", True), ("Approver", True)]
    assert events(scene)[-1] == ("edition.sign", None)
    assert verify().whole


def test_a_job_that_runs_again_changes_nothing(scene: Scene, now: datetime) -> None:
    signing.sign_all(lambda: now)
    before = (scene.signing.pdf_digest, events(scene))
    assert signing.sign_all(lambda: now) == 0
    assert signing.sign_round(scene.round.pk, now=now) is False
    assert (scene.signing.pdf_digest, events(scene)) == before


@pytest.mark.django_db(transaction=True)
def test_run_jobs_picks_up_what_is_approved_and_unsigned(scene: Scene) -> None:
    call_command("run_jobs")
    assert scene.state == "signed"


def test_the_workers_job_signs(scene: Scene) -> None:
    jobs.sign_reports()
    assert scene.state == "signed"


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_sign_once(scene: Scene, now: datetime) -> None:
    taken: list[bool] = []
    at_once(2, lambda _: taken.append(signing.sign_round(scene.round.pk, now=now)))
    assert sorted(taken) == [False, True]
    assert [action for action, _ in events(scene)].count("edition.sign") == 1
    assert scene.state == "signed"


def test_a_killed_workers_round_is_taken_up_when_its_lease_has_run_out(
    scene: Scene, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        failing(patch, KeyboardInterrupt())  # type: ignore[arg-type]  # as a kill: nothing catches it
        signing.sign_round(scene.round.pk, now=now)
    assert (scene.state, scene.signing.state) == ("approved", "working")
    assert signing.sign_all(lambda: now + claim.lease() - timedelta(seconds=1)) == 0
    assert signing.sign_all(lambda: now + claim.lease()) == 1
    assert (scene.state, scene.signing.state, scene.signing.tries) == ("signed", "done", 2)


def test_whoever_lost_the_lease_names_nothing(scene: Scene, now: datetime, monkeypatch: pytest.MonkeyPatch) -> None:
    real = pades.sign
    rival: list[str] = []

    def slow(*args: object, **kwargs: object) -> bytes:
        body = real(*args, **kwargs)  # type: ignore[arg-type]  # handed on
        if not rival:
            rival.append("")
            wait_over(scene, now)
            signing.sign_round(scene.round.pk, now=now)
            rival[0] = scene.signing.pdf_digest
        return body

    monkeypatch.setattr(pades, "sign", slow)
    signing.sign_round(scene.round.pk, now=now)
    assert scene.signing.pdf_digest == rival[0] != ""
    assert [action for action, _ in events(scene)].count("edition.sign") == 1


def test_what_will_not_pass_waits_for_a_person(scene: Scene, now: datetime, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        failing(patch, FalseStamp("ตราของข้อมูลอื่น"))
        signing.sign_all(lambda: now)
    assert (scene.state, scene.signing.state, scene.signing.reason) == ("approved", "failed", "ตราของข้อมูลอื่น")
    assert signing.sign_all(lambda: now + timedelta(days=1)) == 0
    signing.try_again(round=scene.round, by=scene.person("prani"), now=now)
    assert events(scene)[-1] == ("signing.again", scene.person("prani").pk)
    assert signing.sign_all(lambda: now) == 1
    assert scene.state == "signed"


@pytest.mark.parametrize(("name", "may"), [("mana", True), ("somsak", True), ("prani", True), ("arun", False)])
def test_who_may_have_it_signed_again(
    scene: Scene, now: datetime, monkeypatch: pytest.MonkeyPatch, name: str, may: bool
) -> None:
    failing(monkeypatch, FalseStamp("ตราของข้อมูลอื่น"))
    signing.sign_all(lambda: now)
    if may:
        signing.try_again(round=scene.round, by=scene.person(name), now=now)
    else:
        with pytest.raises(Refused):
            signing.try_again(round=scene.round, by=scene.person(name), now=now)
    assert scene.signing.state == ("waiting" if may else "failed")


def test_what_is_signed_is_not_signed_again(scene: Scene, now: datetime) -> None:
    signing.sign_all(lambda: now)
    with pytest.raises(Overtaken):
        signing.try_again(round=scene.round, by=scene.person("mana"), now=now)


def test_damaged_bytes_are_not_signed(scene: Scene, now: datetime) -> None:
    store.path_of(scene.round.pdf_digest).write_bytes(b"%PDF-1.7 other")
    signing.sign_all(lambda: now)
    assert (scene.state, scene.signing.state) == ("approved", "failed")
    assert "เสียหาย" in scene.signing.reason


def test_a_full_disk_puts_the_signing_off_until_there_is_room(
    scene: Scene, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(data: bytes) -> str:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as disk:
        disk.setattr(store, "put", full)
        signing.sign_all(lambda: now)
    assert (scene.state, scene.signing.state, scene.signing.pdf_digest) == ("approved", "waiting", "")
    assert "พื้นที่" in scene.signing.reason
    signing.sign_all(lambda: now + timedelta(minutes=2))
    assert (scene.state, scene.signing.state) == ("signed", "done")


def test_a_level_that_is_none_signs_nothing(scene: Scene, now: datetime, settings: Settings) -> None:
    settings.SIGNING_LEVEL = "B-XX"
    signing.sign_all(lambda: now)
    assert scene.signing.state == "failed" and "SIGNING_LEVEL" in scene.signing.reason


def test_without_a_certificate_the_report_stays_approved_and_says_so(
    scene: Scene, now: datetime, settings: Settings
) -> None:
    settings.SIGNING_DEMO = False
    signing.sign_all(lambda: now)
    assert (scene.state, scene.signing.state) == ("approved", "failed")
    assert scene.signing.reason.startswith("ยังไม่มีใบรับรองสำหรับลงนาม")


def test_no_person_makes_the_portals_move(scene: Scene) -> None:
    moves = standing(scene.office.edition).moves(scene.person("somsak"))
    assert "sign" not in {move.name for move in moves}
    with pytest.raises(ValueError, match="a person's move"):
        proceed(scene.office.edition, TRANSITIONS["approve"])


def test_a_sweep_keeps_the_signed_file(scene: Scene, now: datetime) -> None:
    signing.sign_all(lambda: now)
    call_command("sweep_files", hours=-1)
    assert store.get(scene.signing.pdf_digest)
