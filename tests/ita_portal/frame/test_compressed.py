"""Pages go out gzipped, but no file, and no page that shows a secret."""

from __future__ import annotations

import gzip
import re
from pathlib import Path
from typing import Any

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import reverse

from accounts.permissions import Role
from ita_portal.frame.compressed import SECRETS, CompressedPages
from tests.factories import a_user
from tests.house.addresses import doors
from tests.house.doors import a_world

READS = {"accept-encoding": "gzip, deflate, br"}
pytestmark = pytest.mark.django_db


def test_a_page_comes_gzipped_to_a_browser_that_reads_it_and_plain_to_others(client: Client) -> None:
    plain, packed = client.get("/accounts/login/"), client.get("/accounts/login/", headers=READS)
    assert packed["Content-Encoding"] == "gzip"
    assert int(packed["Content-Length"]) == len(packed.content) < len(plain.content) / 2
    assert _words(gzip.decompress(packed.content)) == _words(plain.content)
    assert not plain.has_header("Content-Encoding")
    assert all("Accept-Encoding" in response["Vary"] for response in (plain, packed))


def _words(page: bytes) -> str:
    """A page without what is drawn anew each time."""
    return re.sub(r'value="[^"]*"', "", page.decode())


def test_the_length_of_the_same_page_differs_from_one_time_to_the_next(client: Client) -> None:
    lengths = {len(client.get("/help/contact/", headers=READS).content) for _ in range(20)}
    assert len(lengths) > 5


def test_the_token_of_a_form_is_another_each_time(client: Client) -> None:
    pages = [client.get("/accounts/login/").content.decode() for _ in range(2)]
    tokens = [re.findall(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)[0] for page in pages]
    assert tokens[0] != tokens[1]


def test_a_head_has_the_headers_of_the_page(client: Client) -> None:
    answer = client.head("/help/contact/", headers=READS)
    assert (answer["Content-Encoding"], answer.content) == ("gzip", b"")


def test_files_stay_as_they_are() -> None:
    world = a_world()
    client = Client()
    client.force_login(a_user("everything", *Role, agency=world.plan.agency))
    for name, rows in (("measures:list_file", {"form": "csv"}), ("log_export", {"form": "csv"})):
        answer = client.get(world.url(name, **rows), headers=READS)
        assert (answer.status_code, answer.has_header("Content-Encoding")) == (200, False)
    assert not client.get("/robots.txt", headers=READS).has_header("Content-Encoding")


@pytest.mark.parametrize("name", sorted(SECRETS))
def test_a_page_that_shows_a_secret_stays_as_it_is(name: str) -> None:
    assert name in {door.name for door in doors()}
    request = HttpRequest()
    request.META["HTTP_ACCEPT_ENCODING"] = "gzip"
    for view_name, expected in ((name, False), ("home", True)):
        request.resolver_match = type("Match", (), {"view_name": view_name})()
        answer: Any = CompressedPages(lambda request: HttpResponse())
        response = answer.process_response(request, HttpResponse("ก" * 400))
        assert response.has_header("Content-Encoding") == expected


def test_ones_calendar_address_stands_on_a_page_that_is_not_compressed() -> None:
    world = a_world()
    client = Client()
    client.force_login(a_user("everything", *Role, agency=world.plan.agency))
    client.post(reverse("notices:calendar_renew"))
    answer = client.get(reverse("notices:inbox"), headers=READS)
    assert "/calendar/" in answer.content.decode()
    assert not answer.has_header("Content-Encoding")


def test_the_server_before_the_portal_compresses_nothing() -> None:
    assert "\n    gzip off;\n" in Path("deploy/nginx.conf").read_text()
