"""The watcher's page."""

import pytest
from django.db import OperationalError, connection
from django.test import Client
from pytest_django import Settings

from files import disk
from files.disk import Disk
from tests.stored import everything_stored

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def room(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(disk, "state", lambda folder: Disk.OK)
    monkeypatch.setattr(disk, "free_megabytes", lambda folder: 512)


def test_a_portal_with_its_database_is_well_and_is_asked_without_a_trace(client: Client) -> None:
    before = everything_stored()
    response = client.get("/health/")
    assert (response.status_code, response.json()) == (200, {"database": "ok", "writing": "ok", "free_mb": 512})
    assert response["Content-Type"] == "application/json"
    assert everything_stored() == before


def test_a_portal_without_its_database_says_so_and_nothing_more(client: Client) -> None:
    def gone(*_: object) -> None:
        raise OperationalError("could not connect to 10.0.0.7 as portal")

    with connection.execute_wrapper(gone):
        response = client.get("/health/")
    assert (response.status_code, response.json()["database"]) == (503, "unavailable")
    assert set(response.json()) == {"database", "writing", "free_mb"}
    assert "10.0.0.7" not in response.content.decode()


def test_a_disk_that_takes_nothing_is_told_from_a_database_that_is_away(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    for state in (Disk.FULL, Disk.READ_ONLY, Disk.GONE):
        monkeypatch.setattr(disk, "state", lambda folder, said=state: said)
        response = client.get("/health/")
        said = {"database": "ok", "writing": str(state), "free_mb": 512}
        assert (response.status_code, response.json()) == (503, said)


def test_a_database_that_only_reads_is_told_too(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    if connection.vendor != "postgresql":
        pytest.skip("only on PostgreSQL: on SQLite the disk says so")
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL transaction_read_only = on")
    assert (client.get("/health/").status_code, client.get("/health/").json()["writing"]) == (503, "read_only")


def test_a_watcher_on_the_inside_needs_no_https(client: Client, settings: Settings) -> None:
    settings.SECURE_SSL_REDIRECT = True
    assert client.get("/health/").status_code == 200
    assert client.get("/help/")["Location"] == "https://testserver/help/"
