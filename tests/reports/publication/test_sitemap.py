"""What search engines are told: where they may look, and the reports that are current, in parts that are kept."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries, Settings

from reports.models import Edition, Publication
from reports.publication import offered, publish, sitemap
from tests.reports.publication.listed_reports import a_listed_report

pytestmark = pytest.mark.django_db
PORTAL = "https://portal.example.go.th"


@pytest.fixture(autouse=True)
def address(settings: Settings) -> None:
    settings.PORTAL_URL = PORTAL


def places(client: Client, url: str) -> list[str]:
    answer = client.get(url)
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/xml; charset=utf-8")
    return [place.removeprefix(PORTAL) for place in re.findall(r"<loc>([^<]*)</loc>", answer.content.decode())]


def test_robots_are_sent_to_the_map_and_away_from_what_needs_a_sign_in(client: Client) -> None:
    said = client.get("/robots.txt").content.decode().splitlines()
    assert f"Sitemap: {PORTAL}/sitemap.xml" in said and "Disallow: /a/" in said
    assert not any(line.startswith("Disallow: /r/") for line in said)


def test_an_empty_portal_has_its_list_alone(client: Client) -> None:
    assert places(client, "/sitemap.xml") == ["/sitemap-1.xml"]
    assert places(client, "/sitemap-1.xml") == ["/r/"]


def test_each_current_report_is_in_one_part(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    made = [a_listed_report(number) for number in range(4)]
    a_listed_report(9, state=Edition.State.WITHDRAWN)
    monkeypatch.setattr(sitemap, "A_PART", made[1].pk)
    parts = places(client, "/sitemap.xml")
    assert len(parts) > 1
    found = [place for part in parts for place in places(client, part)]
    assert sorted(found) == ["/r/", *(f"/r/CODE-{number}/" for number in range(4))]
    assert client.get(f"/sitemap-{len(parts) + 1}.xml").status_code == 404
    assert client.get("/sitemap-0.xml").status_code == 404


def test_a_part_is_kept_until_a_report_of_it_changes(
    client: Client,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    edition = a_listed_report(1).round.edition
    assert places(client, "/sitemap-1.xml") == ["/r/", "/r/CODE-1/"]
    with django_assert_num_queries(1):
        places(client, "/sitemap-1.xml")
    Edition.objects.update(state=Edition.State.WITHDRAWN)
    assert places(client, "/sitemap-1.xml") == ["/r/", "/r/CODE-1/"]
    sitemap.forget(edition)
    assert places(client, "/sitemap-1.xml") == ["/r/"]


def test_the_choices_of_the_list_are_kept_until_something_is_published(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    a_listed_report(1, year=2565)
    assert offered.choices().years == [2565]
    published = a_listed_report(2, year=2566)
    with django_assert_num_queries(0):
        assert offered.choices().years == [2565]
    publish._tell(published.round.edition)
    assert offered.choices().years == [2566, 2565]
    assert Publication.objects.count() == 2
