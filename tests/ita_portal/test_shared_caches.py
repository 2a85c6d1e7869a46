"""What is counted is counted for all machines that share a database or a Valkey; what is made stays where it was."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import caches
from django.db import connection, connections
from django.test import Client, RequestFactory, override_settings
from django.utils import timezone
from fakeredis import TcpFakeServer
from pytest_django import Settings

from accounts.models import Counted
from ita_portal import checks
from ita_portal.caches.choice import IN_FILES, IN_REDIS, IN_TABLE, TABLE, chosen
from ita_portal.caches.errors import NotCounted
from ita_portal.environment import Environment
from reports.verification import throttle
from tests.accounts.making import PASSWORD, a_person
from tests.browsing import words_of

POSTGRESQL, SQLITE = "django.db.backends.postgresql", "django.db.backends.sqlite3"
TABLE_CACHE = {"BACKEND": IN_TABLE, "LOCATION": TABLE, "OPTIONS": {"MAX_ENTRIES": 100}}


def told(address: str, monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    monkeypatch.setenv("CACHE_URL", address)
    return Environment(Path("no.env")).cache_url("CACHE_URL", default="")


@pytest.mark.parametrize(
    ("address", "database", "default", "made"),
    [
        ("", SQLITE, IN_FILES, IN_FILES),
        ("", POSTGRESQL, IN_TABLE, IN_FILES),
        ("valkey://127.0.0.1:6379/1", POSTGRESQL, IN_REDIS, IN_FILES),
        ("rediss://:word@127.0.0.1:6379/1", SQLITE, IN_REDIS, IN_FILES),
        ("filecache:///srv/cache", POSTGRESQL, IN_FILES, IN_FILES),
    ],
)
def test_which_cache_counts_and_which_keeps_what_was_made(
    monkeypatch: pytest.MonkeyPatch, address: str, database: str, default: str, made: str
) -> None:
    found = chosen(told(address, monkeypatch), folder=Path("/srv/data/cache"), database=database)
    assert (found["default"]["BACKEND"], found["made"]["BACKEND"]) == (default, made)


def test_a_check_warns_of_machines_that_count_by_themselves(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    def warned() -> bool:
        return [each.id for each in checks.counting(None)] == ["ita_portal.W004"]

    settings.SIGNING_ELSEWHERE = True
    monkeypatch.setitem(settings.DATABASES["default"], "ENGINE", POSTGRESQL)
    for backend, expected in ((IN_FILES, True), (IN_TABLE, False), (IN_REDIS, False)):
        settings.CACHES = {**settings.CACHES, "default": {"BACKEND": backend, "LOCATION": "nowhere"}}
        assert warned() is expected, backend
    settings.SIGNING_ELSEWHERE = False
    settings.CACHES = {**settings.CACHES, "default": {"BACKEND": IN_FILES, "LOCATION": "nowhere"}}
    assert not warned()


@pytest.fixture
def in_table(settings: Settings) -> None:
    settings.CACHES = settings.CACHES | {"default": TABLE_CACHE}


@pytest.mark.django_db
@pytest.mark.usefixtures("in_table")
def test_a_table_keeps_counts_and_forgets_what_is_over() -> None:
    cache = caches["default"]
    assert (cache.add("once", 1, 60), cache.add("once", 1, 60)) == (True, False)
    assert (cache.incr("once"), cache.get("once")) == (2, 2)
    with pytest.raises(ValueError, match="not found"):
        cache.incr("never")
    cache.set("over", 1, -1)
    assert cache.get("over") is None
    assert Counted.objects.filter(cache_key__contains="once").count() == 1


@pytest.mark.django_db
@pytest.mark.usefixtures("in_table")
def test_sign_ins_and_questions_are_counted_in_the_table() -> None:
    a_person()
    client = Client()
    answers = [words_of(client.post("/accounts/login/", {"login": "kanda", "password": "ผิด"})) for _ in range(6)]
    assert "หลายครั้ง" not in answers[0]
    assert Counted.objects.exists()
    client.post("/accounts/login/", {"login": "kanda", "password": PASSWORD})
    assert "_auth_user_id" not in client.session  # five wrong ones shut the account for a while
    request, now = RequestFactory().get("/v/"), timezone.now()
    rate = throttle.Rate("test", most=2, seconds=3600)
    assert [throttle.allows(request, rate, now=now) for _ in range(4)] == [True, True, False, False]


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("in_table")
def test_of_many_who_count_at_once_none_is_forgotten() -> None:
    caches["default"].set("many", 0, 60)

    def count() -> None:
        for _ in range(5):
            caches["default"].incr("many")
        connections.close_all()

    everybody = [threading.Thread(target=count) for _ in range(4)]
    for each in everybody:
        each.start()
    for each in everybody:
        each.join()
    assert caches["default"].get("many") == 20, connection.vendor


@pytest.fixture
def valkey(settings: Settings) -> Iterator[TcpFakeServer]:
    server = TcpFakeServer(("127.0.0.1", 0), server_type="valkey")
    serving = threading.Thread(target=server.serve_forever, daemon=True)
    serving.start()
    address = f"valkey://127.0.0.1:{server.server_address[1]}/0"
    with override_settings(CACHES=settings.CACHES | {"default": {"BACKEND": IN_REDIS, "LOCATION": address}}):
        yield server
    server.shutdown()
    server.server_close()
    serving.join()


@pytest.mark.usefixtures("valkey")
def test_a_valkey_counts_too() -> None:
    cache = caches["default"]
    assert (cache.add("once", 1, 60), cache.add("once", 1, 60), cache.incr("once")) == (True, False, 2)
    cache.set_many({"a": 1, "b": [2]}, 60)
    assert (cache.get_many(["a", "b", "c"]), cache.has_key("a"), cache.delete("a")) == ({"a": 1, "b": [2]}, True, True)


@pytest.mark.django_db
def test_while_the_valkey_is_away_pages_are_read_and_nobody_is_let_in_uncounted(settings: Settings) -> None:
    away = {"BACKEND": IN_REDIS, "LOCATION": "redis://127.0.0.1:1/0"}
    with override_settings(CACHES=settings.CACHES | {"default": away}):
        _away()


def _away() -> None:
    cache = caches["default"]
    assert (cache.get("a", 7), cache.has_key("a"), cache.get_many(["a"])) == (7, False, {})
    for write in (lambda: cache.add("a", 1), lambda: cache.set("a", 1), lambda: cache.incr("a")):
        with pytest.raises(NotCounted):
            write()
    a_person()
    client = Client(raise_request_exception=False)
    assert client.get("/accounts/login/").status_code == 200
    page = client.post("/accounts/login/", {"login": "kanda", "password": PASSWORD})
    assert (page.status_code, "ขณะนี้ระบบนับการเข้าใช้ไม่ได้" in words_of(page)) == (503, True)
    assert "_auth_user_id" not in client.session
