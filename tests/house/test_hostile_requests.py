"""No address answers with a fault of ours, whatever stands in its path, its query, its form, its headers."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.test import Client
from pytest_django import Settings

from accounts.permissions import Role
from tests.factories import a_user
from tests.house.addresses import doors
from tests.house.calls import OPEN
from tests.house.doors import World, a_world
from tests.house.hostile import tried

pytestmark = pytest.mark.django_db
DEFAULTS = {
    "uidb36": "1",
    "key": "set-password",
    "form": "json",
    "kind": "action",
    "document": "plan",
    "slug": "thung-sai-than",
    "year": 2566,
}
SIGNS_OUT = {"account_logout"}


@pytest.fixture(autouse=True)
def quick_and_forgetful(settings: Settings, tmp_path: Path) -> None:
    """Quick hashing, and nothing is counted: who tries everything is not told to wait."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.CACHES = dict.fromkeys(("default", "made", "process"), settings.CACHES["nowhere"])
    settings.DATA_DIR = tmp_path


@pytest.fixture
def world() -> World:
    return a_world()


@pytest.fixture
def client() -> Client:
    return Client(raise_request_exception=False)


def test_nothing_that_a_visitor_sends_is_a_fault_of_ours(world: World, client: Client) -> None:
    walk = tried(client, [door for door in doors() if door.name in OPEN], "/r/", DEFAULTS)
    assert walk.faults == {}


def test_nothing_that_a_person_with_every_role_sends_is_a_fault_of_ours(world: World, client: Client) -> None:
    client.force_login(a_user("weera", *Role, agency=world.plan.agency))
    walk = tried(client, [door for door in doors() if door.name not in SIGNS_OUT], "/", DEFAULTS)
    assert walk.faults == {}


# Each by itself, to pages that look at them; one that holds a NUL does not get past the server.
HEADERS = {
    "Referer": ("http://[", "http://testserver/%00", "x" * 5000),
    "Origin": ("http://[", "null"),
    "HX-Request": ("true", "%00"),
    "HX-Current-URL": ("http://[", "%ED%A0%80"),
    "HX-History-Restore-Request": ("%00",),
    "If-None-Match": ('"', "W/*", "x" * 5000),
    "If-Modified-Since": ("x", "Thu, 99 Jan 99999 00:00:00 GMT"),
    "If-Range": ("x",),
    "Range": ("bytes=-", f"bytes={'9' * 5000}-", "bytes=-1-2", "x"),
    "Accept-Language": ("x" * 5000,),
    "User-Agent": ("\xff" * 500, "x" * 5000),
    "Cookie": ('sessionid="\\000aaaaaaaaaaaa"', "csrftoken=%00", f"messages={'x' * 3000}", '"' * 500, "=;=;" * 500),
}


def test_no_header_is_a_fault_of_ours(world: World, client: Client) -> None:
    pages = ("/", "/r/", "/v/", "/me/", world.url("measures:list"), world.url("log_export"))
    found = {}
    for name, values in HEADERS.items():
        for value in values:
            for page in pages:
                found[name, value[:40], page] = client.get(page, headers={name: value}).status_code
        found[name, "posted", "login"] = client.post("/accounts/login/", {}, headers={name: values[0]}).status_code
    assert {key: status for key, status in found.items() if status >= 500} == {}
