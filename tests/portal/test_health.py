"""The watcher's page."""

import pytest
from django.db import OperationalError, connection
from django.test import Client
from pytest_django import Settings

pytestmark = pytest.mark.django_db


def test_a_portal_with_its_database_is_well(client: Client) -> None:
    response = client.get("/health/")
    assert (response.status_code, response.json()) == (200, {"database": "ok"})
    assert response["Content-Type"] == "application/json"


def test_a_portal_without_its_database_says_so_and_nothing_more(client: Client) -> None:
    def gone(*_: object) -> None:
        raise OperationalError("could not connect to 10.0.0.7 as portal")

    with connection.execute_wrapper(gone):
        response = client.get("/health/")
    assert (response.status_code, response.json()) == (503, {"database": "unavailable"})


def test_a_watcher_on_the_inside_needs_no_https(client: Client, settings: Settings) -> None:
    settings.SECURE_SSL_REDIRECT = True
    assert client.get("/health/").status_code == 200
    assert client.get("/help/")["Location"] == "https://testserver/help/"
