"""A signing that can't be done now, or whose worker was killed: tried again for days, given up in words, logged."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from audit.models import AuditEvent
from audit.verify import verify
from files.errors import Away
from pades.errors import FalseStamp, NoStamp, Unasked
from pades.signing import signatures as pades
from reports.models import Round, Signing
from reports.signing import claim
from reports.signing import sign as signing
from tests.reports.approved import Scene, a_scene, wait_over
from workflow import Overtaken

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("signable_paper")]


@pytest.fixture
def scene() -> Scene:
    return a_scene()


@pytest.fixture
def now() -> datetime:
    return timezone.now()


def actions(scene: Scene) -> list[str]:
    rows = AuditEvent.objects.filter(subject=scene.office.edition.subject).order_by("seq")
    return list(rows.values_list("action", flat=True))


def at(moment: datetime) -> Callable[[], datetime]:
    return lambda: moment


def failing(monkeypatch: pytest.MonkeyPatch, error: BaseException) -> None:
    def sign(*args: object, **kwargs: object) -> bytes:
        raise error

    monkeypatch.setattr(pades, "sign", sign)


@pytest.mark.parametrize(("error", "state"), [(NoStamp("รอตราประทับ"), "stamping"), (Unasked("ยังตรวจไม่ได้"), "waiting")])
def test_what_may_pass_is_tried_again_later_and_later(
    scene: Scene, now: datetime, monkeypatch: pytest.MonkeyPatch, error: Exception, state: str
) -> None:
    with monkeypatch.context() as patch:
        failing(patch, error)
        for pause in (1, 2, 4, 8, 16, 30, 30):
            assert signing.sign_round(scene.round.pk, now=now) is True
            row = scene.signing
            assert (scene.state, row.state, row.reason, row.pdf_digest) == ("approved", state, str(error), "")
            assert row.next_at == now + timedelta(minutes=pause)
            assert signing.sign_all(at(now)) == 0
            wait_over(scene, now)
    assert signing.sign_all(at(now)) == 1
    assert scene.state == "signed"


def test_a_night_without_a_stamper_is_waited_out(scene: Scene, now: datetime, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        failing(patch, NoStamp("รอตราประทับ"))
        morning = now + timedelta(hours=16)
        while now < morning:
            signing.sign_round(scene.round.pk, now=now)
            assert scene.signing.state == "stamping"
            now = scene.signing.next_at
    assert actions(scene).count("signing.put_off") == 1, "the log is not filled with one line each half hour"
    signing.sign_round(scene.round.pk, now=now)
    assert scene.state == "signed"


def test_after_two_weeks_it_is_given_up_and_said(scene: Scene, now: datetime, monkeypatch: pytest.MonkeyPatch) -> None:
    assert signing.MOST_TRIES * timedelta(minutes=30) == timedelta(weeks=2)
    Signing.objects.create(round=scene.round, next_at=now, tries=signing.MOST_TRIES - 1)
    failing(monkeypatch, NoStamp("รอตราประทับ"))
    signing.sign_round(scene.round.pk, now=now)
    assert scene.signing.state == "failed" and "สองสัปดาห์" in scene.signing.reason


def test_a_round_that_kills_each_worker_is_given_up_and_said(
    scene: Scene, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    failing(monkeypatch, KeyboardInterrupt())  # as a kill: nothing catches it
    for _ in range(claim.MOST_DEATHS):
        with pytest.raises(KeyboardInterrupt):
            signing.sign_round(scene.round.pk, now=now)
        now += claim.lease()
    assert signing.sign_round(scene.round.pk, now=now) is False
    assert scene.signing.state == "failed" and "หยุดกลางคันทุกครั้ง" in scene.signing.reason
    assert actions(scene)[-1] == "signing.failed"


def test_a_round_whose_worker_was_killed_can_be_put_back_to_work_once_its_lease_is_over(
    scene: Scene, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        failing(patch, KeyboardInterrupt())  # as a kill: nothing catches it
        signing.sign_round(scene.round.pk, now=now)
    with pytest.raises(Overtaken):
        signing.try_again(round=scene.round, by=scene.person("mana"), now=now)
    now += claim.lease()
    signing.try_again(round=scene.round, by=scene.person("mana"), now=now)
    assert (scene.signing.state, scene.signing.lease) == ("waiting", None)
    signing.sign_round(scene.round.pk, now=now)
    assert scene.state == "signed"


def test_a_lease_outlasts_the_slowest_signature_and_ends_within_minutes() -> None:
    assert pades.longest() < claim.lease() <= timedelta(minutes=2)


@pytest.mark.parametrize(
    ("error", "data"),
    [
        (FalseStamp("ตรา"), '{"round":1,"state":"failed","why":"false_stamp"}'),
        (ValueError("no one thought of this"), '{"round":1,"state":"failed","why":"unforeseen"}'),
        (OSError(28, "No space left on device"), '{"round":1,"state":"waiting","why":"not_kept"}'),
        (Away(113, "no answer"), '{"round":1,"state":"waiting","why":"no_files"}'),
        (Unasked("ยังตรวจไม่ได้"), '{"round":1,"state":"waiting","why":"unasked"}'),
    ],
)
def test_the_log_has_a_line_for_what_was_not_signed(
    scene: Scene, now: datetime, monkeypatch: pytest.MonkeyPatch, error: Exception, data: str
) -> None:
    failing(monkeypatch, error)
    with suppress(ValueError):
        signing.sign_all(at(now))
    last = AuditEvent.objects.order_by("-seq")[0]
    assert (last.action.partition(".")[0], last.actor, last.agency, last.data) == (
        "signing",
        None,
        scene.office.agency.pk,
        data,
    )
    assert (scene.state, scene.signing.reason != "") == ("approved", True)
    assert verify().whole


def test_what_nobody_foresaw_of_one_keeps_no_other_from_its_turn(
    scene: Scene, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    turns: list[int] = []

    class Two:
        """Two rounds that are due; of the first nobody knows."""

        def values_list(self, *fields: str, flat: bool) -> list[int]:
            return [0, scene.round.pk]

    real = signing.sign_round

    def noting(key: int, *, now: datetime) -> bool:
        turns.append(key)
        return real(key, now=now)

    monkeypatch.setattr(signing, "sign_round", noting)
    monkeypatch.setattr(signing, "due_rounds", lambda clock: Two())
    with pytest.raises(Round.DoesNotExist):
        signing.sign_all(at(now))
    assert turns == [0, scene.round.pk]
    assert scene.state == "signed"
