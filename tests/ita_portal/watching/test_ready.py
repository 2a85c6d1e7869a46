"""Whether a machine can serve is told by what it needs; that others are late is told and sends nobody away."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import OperationalError, connection
from django.db.migrations.recorder import MigrationRecorder
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from files import disk
from files.disk import Disk
from ita_portal.watching import health
from notices.models import Pulse
from notices.models.pulse import LATE
from reports.signing import keys_told
from tests.files.shelves import serving

pytestmark = pytest.mark.django_db
WELL = {"database": "ok", "tables": "ok", "files": "ok", "worker": "ok", "signer": "ok"}


@pytest.fixture(autouse=True)
def begun() -> Iterator[None]:
    health._up_to_date = False
    yield
    health._up_to_date = False


def ask(client: Client) -> tuple[int, dict[str, str]]:
    answer = client.get("/health/ready")
    return answer.status_code, answer.json()


def test_a_process_that_answers_lives(client: Client) -> None:
    def gone(*_: object) -> None:
        raise OperationalError("away")

    with connection.execute_wrapper(gone):
        answer = client.get("/health/live")
    assert (answer.status_code, answer.content) == (200, b"ok\n")


def test_all_is_well(client: Client) -> None:
    Pulse.objects.create(id=1, at=timezone.now())
    assert ask(client) == (200, WELL)


def test_a_worker_or_a_signer_that_is_late_is_told_and_sends_nobody_away(client: Client, settings: Settings) -> None:
    settings.SIGNING_ELSEWHERE = True
    assert ask(client) == (200, WELL | {"worker": "late", "signer": "late"})
    Pulse.objects.create(id=1, at=timezone.now() - LATE - timedelta(minutes=1))
    keys_told.tell(timezone.now())
    assert ask(client) == (200, WELL | {"worker": "late"})


def test_without_its_database_or_with_tables_of_an_older_version_it_serves_nobody(client: Client) -> None:
    def gone(*_: object) -> None:
        raise OperationalError("could not connect to 10.0.0.7 as portal")

    with connection.execute_wrapper(gone):
        status, told = ask(client)
    assert (status, told["database"], "10.0.0.7" in str(told)) == (503, "unavailable", False)
    MigrationRecorder.Migration.objects.filter(app="accounts").order_by("-pk").first().delete()  # type: ignore[union-attr]
    status, told = ask(client)
    assert (status, told["tables"]) == (503, "old")


def test_the_place_of_the_files_is_asked(
    client: Client, settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(disk, "state", lambda folder: Disk.FULL)
    assert ask(client)[1]["files"] == "ok"  # what is there can be read
    monkeypatch.setattr(disk, "state", lambda folder: Disk.GONE)
    assert ask(client) == (503, WELL | {"files": "unavailable", "worker": "late"})
    with serving(tmp_path / "objects") as server:
        settings.FILES_URL = server.bucket()
        assert ask(client)[0] == 200
        settings.FILES_URL = server.address("nowhere")
        assert ask(client) == (503, WELL | {"files": "unavailable", "worker": "late"})
