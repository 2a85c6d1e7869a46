"""A tombstone: what a kill leaves is found, nothing is done to it, it makes room, and its file may come anew."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

import clock
from accounts.permissions import Role
from evidence.intake.kinds import EvidenceError
from evidence.models import Evidence
from evidence.services import keeping
from evidence.services.limits import bytes_of_year
from files import store
from notices import jobs
from tests.evidence.files import sent
from tests.evidence.making import a_photograph
from tests.reports.retention.making import (
    GONE,
    RULED,
    TOLD,
    an_office,
    events,
    is_erased,
    lies_there,
    nights,
    person,
    swept,
)
from tests.stored import everything_stored

pytestmark = pytest.mark.django_db
SLUG = "thung-sai-than"


def test_a_kill_between_row_and_bytes_leaves_what_the_next_night_finds(monkeypatch: pytest.MonkeyPatch) -> None:
    measure = an_office()
    own = a_photograph(measure, is_public=False)
    nights(TOLD)
    for digest in (own.digest, own.thumbnail):
        os.utime(store.path_of(digest), (0, 0))
    with monkeypatch.context() as patched, clock.set_to(GONE):
        patched.setattr("reports.publication.sweeping.sweep", _killed)
        with pytest.raises(KeyboardInterrupt):
            jobs.sweep_files()
    assert (is_erased(own), lies_there(own)) == (True, [True, True])
    with clock.set_to(GONE + timedelta(days=1)):
        jobs.sweep_files()
    assert lies_there(own) == [False, False]
    assert len(events("evidence.erased")) == 1


def _killed(now: datetime) -> None:
    raise KeyboardInterrupt


def test_the_same_file_can_be_attached_anew_and_its_bytes_are_there() -> None:
    measure, mana = an_office(), person(SLUG, Role.COORDINATOR)
    facts = keeping.Facts("ประชุม")
    first = keeping.add(measure=measure, sent=sent("ภาพ"), facts=facts, by=mana, now=RULED)
    nights(TOLD, GONE)
    swept()
    again = keeping.add(measure=measure, sent=sent("ภาพ"), facts=facts, by=mana, now=GONE)
    assert (again.pk != first.pk, again.digest) == (True, first.digest)
    assert store.get(again.digest) == "ภาพ".encode()
    assert swept() == set()


@pytest.mark.parametrize("deed", ["remove", "restore", "change", "replace"])
def test_nothing_is_done_to_a_tombstone(deed: str) -> None:
    measure, mana = an_office(), person(SLUG, Role.COORDINATOR)
    row = a_photograph(measure, is_public=False)
    nights(TOLD, GONE)
    before = everything_stored()
    deeds: dict[str, Callable[[], object]] = {
        "remove": lambda: keeping.remove(evidence=row, by=mana, now=GONE),
        "restore": lambda: keeping.restore(evidence=row, by=mana),
        "change": lambda: keeping.change(evidence=row, facts=keeping.Facts("อื่น"), base="", by=mana, now=GONE),
        "replace": lambda: keeping.replace(evidence=row, sent=sent("ใหม่"), by=mana, now=GONE),
    }
    with pytest.raises(EvidenceError):
        deeds[deed]()
    assert everything_stored() == before
    assert keeping.reorder(measure=measure, order=[row.pk], by=mana) is None


def test_a_tombstone_makes_room() -> None:
    measure = an_office()
    a_photograph(measure, is_public=False)
    nights(TOLD, GONE)
    assert bytes_of_year(Evidence.objects.all(), measure.plan_id) == 0
    assert Evidence.objects.listed().count() == 1
