"""The demonstration begins in the middle of a year: measures in every state, each brought there by its people."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import transaction
from django.test import Client, override_settings
from pytest_django import DjangoDbBlocker, Settings

from accounts.models import User
from audit.models import AuditEvent
from audit.verify import verify
from evidence.models import Evidence
from files import store
from ita_portal.demo import agency
from measures import acceptance
from measures.acceptance import Kind
from measures.models import Decision, Measure, State

pytestmark = pytest.mark.django_db
QUICK = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@dataclass(frozen=True)
class Seeded:
    """A demonstration: what the command said, and where its files lie."""

    said: str
    folder: Path


@pytest.fixture(scope="module")
def made(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Seeded]:
    """One for all tests here; what each of them writes is taken back, and at last the demonstration too."""
    folder, said = tmp_path_factory.mktemp("demonstration"), StringIO()
    with django_db_blocker.unblock(), transaction.atomic():
        with override_settings(DEBUG=True, DATA_DIR=folder, PASSWORD_HASHERS=QUICK):
            call_command("seed_demo", stdout=said)
        yield Seeded(said.getvalue(), folder)
        transaction.set_rollback(True)


@pytest.fixture
def seeded(made: Seeded, settings: Settings) -> Seeded:
    settings.DEBUG, settings.DATA_DIR = True, made.folder
    return made


def codes(state: State) -> set[str]:
    measures = Measure.objects.filter(state=state, plan__agency__slug="thung-sai-than", plan__year=2566)
    return set(measures.values_list("code", flat=True))


@pytest.mark.usefixtures("seeded")
def test_measures_are_in_the_states_of_the_drawings() -> None:
    assert codes(State.TAKEN) == {"I11", "I7", "I23", "E8", "O18", "O34", "O36"}
    assert codes(State.HANDED_IN) == {"E6", "E13"}
    assert codes(State.RETURNED) == {"E14"}
    assert codes(State.OPEN) == {"I10", "E11"}


@pytest.mark.usefixtures("seeded")
def test_each_came_there_by_a_decision_with_its_event() -> None:
    moves = AuditEvent.objects.filter(subject__startswith="measure:", action__in=_actions())
    of_the_year = Decision.objects.filter(measure__plan__year=2566)
    assert of_the_year.count() == len(json.loads(agency.DATA.read_text("utf-8"))["decisions"])
    assert moves.count() == Decision.objects.count()
    assert verify().whole
    times = list(of_the_year.order_by("pk").values_list("at", flat=True))
    assert times == sorted(times)
    assert list(moves.order_by("seq").values_list("at", flat=True)) == list(
        Decision.objects.order_by("pk").values_list("at", flat=True)
    )
    kinds = {taken.kind for taken in acceptance.of(Measure.objects.all()).values()}
    assert kinds == {Kind.CHECKED, Kind.ALONE, Kind.COMPLETED}


def _actions() -> set[str]:
    return {f"measure.{move}" for move in Decision.Move.values}


def test_a_second_time_changes_nothing(seeded: Seeded) -> None:
    before = (Decision.objects.count(), AuditEvent.objects.count())
    call_command("seed_demo")
    assert (Decision.objects.count(), AuditEvent.objects.count()) == before
    assert len(re.findall(r"^  (\w+)", seeded.said, re.MULTILINE)) == 6


HOMES = {
    "mana": "E6 และ E13 ส่งมาตั้งแต่ 22 ก.ย. 66",
    "kanda": "ขอให้ระบุจำนวนครั้งและจำนวนผู้เข้าร่วมประชุมประชาคม",
    "somsak": "ตรวจรับแล้ว 7 จาก 12 มาตรการ",
}


@pytest.mark.usefixtures("seeded")
def test_homes_begin_with_what_is_to_be_done() -> None:
    missing = []
    for username, said in HOMES.items():
        client = Client()
        client.force_login(User.objects.get(username=username))
        page = client.get("/", follow=True).content.decode()
        if said not in page.replace("\u00a0", " "):
            missing.append((username, said))
    assert missing == []


@pytest.mark.usefixtures("seeded")
def test_measures_have_drawn_evidence_with_captions_and_the_cameras_days_some_of_it_public() -> None:
    rows = list(Evidence.objects.filter(measure__plan__year=2566).select_related("measure"))
    assert Counter(row.measure.code for row in rows) == {"E14": 3, "O18": 1, "I7": 1, "E11": 1}
    assert {row.is_public for row in rows} == {True, False}
    assert all(row.speaks_for and row.speaks_for <= row.added_at.date() for row in rows)
    assert not any(row.lacks_caption for row in rows)
    assert all(store.get(row.digest) and store.get(row.thumbnail) for row in rows)
