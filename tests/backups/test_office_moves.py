"""An office on one machine, SQLite and a folder, goes to PostgreSQL and an object store, works there, and comes back.

On SQLite's run the server's part is another file of SQLite; the object store is a real one in both.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from audit.models import AuditEvent
from audit.verify import verify as verify_chain
from backups.moving import rows
from evidence.models import Evidence
from files import store
from ita_portal.demo import agency, neighbour, past_report
from reports.publication import sweeping
from tests.backups import portals
from tests.backups.portals import SQLITE, Portal
from tests.backups.test_moving import NOT_ROWS, move
from tests.backups.test_while_people_write import write_one
from tests.files.shelves import ObjectServer, serving
from tests.upgrades.facts import facts

pytestmark = pytest.mark.django_db(transaction=True)


@dataclass(frozen=True)
class Picture:
    """All that a place holds: tables, events, the digest of the bytes under each name, verdicts and counts."""

    tables: dict[str, rows.Content]
    events: list[str]
    files: dict[str, str]
    facts: dict[str, object]


@pytest.fixture
def server(tmp_path: Path) -> Iterator[ObjectServer]:
    with serving(tmp_path / "objects") as server:
        yield server


@pytest.fixture
def office(transactional_db: None, tmp_path: Path) -> Iterator[Portal]:
    """The demonstration, with a year of work, photographs, and a report that is signed and published."""
    if connection.vendor != "postgresql":
        pytest.skip("only on PostgreSQL: that is where an office goes")
    portal = portals.an_empty_portal(tmp_path / "office", engine=SQLITE)
    with portal.entered():
        agency.seed()
        agency.play()
        neighbour.seed()
        past_report.publish(now=timezone.now())
        assert Evidence.objects.exclude(thumbnail="").exists()
        connection.close()
    yield portal
    portals.drop_all()


def picture(portal: Portal) -> Picture:
    with portal.entered():
        assert verify_chain().whole
        assert [digest for digest in sweeping.named() if not store.get(digest)] == []
        found: dict[str, Any] = facts()
        for code, (_, title, _) in found["reports"].items():
            page = Client().get(f"/r/{code}/")
            assert page.status_code == 404 or title in page.content.decode()
        return Picture(
            {each._meta.db_table: rows.content(each, "default") for each in rows.models()},
            list(AuditEvent.objects.order_by("seq").values_list("hash", flat=True)),
            {name: hashlib.sha256(store.shelf().read(name)).hexdigest() for name in store.shelf().names()},
            found,
        )


def nothing_is_lost(before: Picture, after: Picture) -> None:
    """Of the event log but that it was moved."""
    assert after.events[:-1] == before.events
    assert after.files == before.files == {name: name for name in before.files}
    assert after.facts == before.facts
    differ = [table for table, content in before.tables.items() if after.tables[table] != content]
    assert {*differ} <= NOT_ROWS


def test_an_office_goes_to_a_server_and_an_object_store_and_comes_back(
    office: Portal, server: ObjectServer, tmp_path: Path, settings: Settings
) -> None:
    at_home = picture(office)
    assert len(at_home.files) > 20 and set(at_home.facts["verdicts"].values()) == {"ISSUED"}  # type: ignore[attr-defined]

    settings.FILES_URL = server.bucket()
    office.does("move_files", "objects", "--delete")
    away = portals.an_empty_portal(tmp_path / "away")  # who moves to no tables: tests/backups/test_moving.py
    move(office, away, tmp_path)
    there = picture(away)
    nothing_is_lost(at_home, there)
    assert [path for path in (office.folder / "data/files").rglob("*") if path.is_file()] == []

    with away.entered():
        write_one()
    worked = picture(away)
    assert len(worked.files) == len(there.files) + 1

    home = portals.an_empty_portal(tmp_path / "home", engine=SQLITE)
    move(away, home, tmp_path)
    home.does("move_files", "folder", "--delete")
    with home.entered():
        assert [*store.shelf().names()] == []
    settings.FILES_URL = ""
    nothing_is_lost(worked, picture(home))
