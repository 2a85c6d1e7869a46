"""What pages say and ask of links: a fresh look before a measure goes on, and whose website a link is on."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.conf import LazySettings
from django.core.management import call_command
from django.db import DatabaseError, connection
from django.db.models import QuerySet
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django_q.models import Schedule

from accounts.models import Agency
from evidence.models import Evidence, LinkCheck
from evidence.services import doubts, links, open_links
from measures.models import Measure
from notices import jobs, queue
from tests.evidence.conftest import Office, SignedIn
from tests.evidence.links.internet import (
    DAY,
    GONE,
    Internet,
    attached,
    check_of,
    kinds,
    opened_at,
    website,
    work,
)
from tests.evidence.opening.server import page, serving
from tests.evidence.pages import text, url
from tests.factories import NOON, an_agency, evidence_of

pytestmark = pytest.mark.django_db


# Asked anew


@pytest.mark.parametrize(("hours", "is_asked"), [(23, False), (25, True)])
@pytest.mark.parametrize("page_of", ["hand_in", "hand_in_many", "check", "compile"])
def test_before_it_goes_on_a_link_is_asked_for_again_after_a_day(
    office: Office, signed_in: SignedIn, page_of: str, hours: int, *, is_asked: bool
) -> None:
    measure = office.measure(actions=["ประชุม"], outcomes=["ดีขึ้น"])
    link = attached(office, measure)
    moment = timezone.now() - timedelta(hours=hours)
    opened_at(link, moment)
    year = [office.plan.agency.slug, 2566]
    address = {
        "hand_in": office.url("hand_in", measure),
        "hand_in_many": office.url("hand_in_many"),
        "check": reverse("measures:check", args=[*year, measure.pk]),
        "compile": reverse("reports:compile", args=year),
    }[page_of]
    if page_of == "check":
        Measure.objects.update(state="handed_in")
    browser = signed_in(office.mana if page_of.startswith("hand") else office.manee)
    assert browser.get(address).status_code == 200
    assert (check_of(link).next_at != moment + 30 * DAY) == is_asked
    assert (work(Internet(), timezone.now()) == 1) == is_asked


def test_the_page_of_the_evidence_asks_nothing(office: Office, signed_in: SignedIn) -> None:
    measure = office.measure()
    link = attached(office, measure)
    opened_at(link, NOON)
    before = check_of(link).next_at
    shown = text(signed_in(office.mana).get(url("list", measure))).replace("\xa0", " ")
    assert "เปิดได้ 29 ก.ย. 66" in shown
    assert check_of(link).next_at == before


def test_where_nothing_can_be_written_the_page_is_read_all_the_same(
    office: Office, signed_in: SignedIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    measure = office.measure(actions=["ประชุม"], outcomes=["ดีขึ้น"])
    opened_at(attached(office, measure), NOON)

    def full(rows: QuerySet[LinkCheck], **_: object) -> int:
        raise DatabaseError("database or disk is full")

    mana = signed_in(office.mana)
    monkeypatch.setattr(type(LinkCheck.objects.all()), "update", full)
    links.ask_anew(Evidence.objects.select_related("link_check"))
    monkeypatch.undo()
    assert mana.get(office.url("hand_in", measure)).status_code == 200


# Another agency's website


@pytest.mark.parametrize("address", ["https://www.nongfan.go.th/news/1", "https://NongFan.go.th/"])
def test_a_link_to_another_agencys_website_names_it(office: Office, address: str) -> None:
    measure = office.measure()
    evidence_of(measure, office.mana, address=address)
    assert kinds(measure) == []
    website(an_agency("nong-fan", name="อบต.หนองฝาน"), "nongfan.go.th")
    assert kinds(measure) == ["other_agency"]
    [found] = doubts.of_measure(measure).values()
    assert "เว็บไซต์ของอบต.หนองฝาน ไม่ใช่ของหน่วยงานท่าน" in found.open[0].message


def test_ones_own_website_and_one_that_several_share_are_no_others(office: Office) -> None:
    measure = office.measure()
    evidence_of(measure, office.mana, address="https://www.together.go.th/1")
    first, second = an_agency("nong-fan"), an_agency("na-lao")
    website(first, "together.go.th")
    assert kinds(measure) == ["other_agency"]
    website(second, "together.go.th")
    assert kinds(measure) == []
    website(office.plan.agency, "together.go.th")
    Agency.objects.filter(pk=second.pk).update(site="")
    assert kinds(measure) == []
    evidence_of(measure, office.mana, number=1, address="https://sub.together.go.th/1")
    assert kinds(measure) == []


# Queries, the worker, and the whole way


@pytest.mark.parametrize("count", [1, 3])
def test_any_number_of_links_takes_as_many_queries(office: Office, signed_in: SignedIn, count: int) -> None:
    for number in range(count):
        measure = office.measure(f"E{number + 1}", actions=["ประชุม"], outcomes=["ดี"])
        for piece in range(count):
            attached(office, measure, f"https://site{number}.go.th/{piece}")
        website(an_agency(f"agency-{number}"), f"site{number}.go.th")
    work(Internet(**{f"https://site{number}.go.th/0": GONE for number in range(count)}))
    with CaptureQueriesContext(connection) as of_year:
        found = doubts.of_year(office.plan)
    assert (len(found), len(of_year)) == (count * count, 4)
    with CaptureQueriesContext(connection) as asking:
        links.ask_anew(each.evidence for each in found)
    assert len(asking) == 3  # the savepoint, the links, its end
    mana = signed_in(office.mana)
    with CaptureQueriesContext(connection) as page_of_list:
        assert mana.get(url("list", measure)).status_code == 200
    assert len(page_of_list) == 23


def test_the_worker_is_told_to_open_links_each_minute_and_to_look_for_new_ones_each_day(office: Office) -> None:
    queue.keep(jobs.regular(NOON))
    rows = {row.name: (row.func, row.minutes) for row in Schedule.objects.filter(name__contains="link")}
    assert rows == {
        "portal:links": ("notices.jobs.open_links", 1),
        "portal:new_links": ("notices.jobs.note_links", None),
    }


def test_the_portal_names_itself_and_where_it_can_be_asked(settings: LazySettings) -> None:
    settings.PORTAL_URL = "https://portal.example.go.th/"
    assert open_links.agent().endswith("ITA-Portal-LinkCheck/1.0; +https://portal.example.go.th/help/contact/)")


@pytest.mark.django_db(transaction=True)
def test_a_links_whole_way_through_the_worker_to_a_server(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    measure = office.measure()
    with serving() as server:
        server.answers["/news"] = page(404)
        link = evidence_of(measure, office.mana, address=server.url("/news"))
        way = server.way()
        monkeypatch.setattr(open_links, "Way", lambda agent: way)
        call_command("run_jobs")
        call_command("run_jobs")
        jobs.open_links()
    assert (check_of(link).state, check_of(link).status, len(server.heard)) == ("refuses", 404, 1)
    assert kinds(measure) == ["placeholder", "dead_link"]
