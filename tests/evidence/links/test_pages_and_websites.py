"""What pages say and ask of links: a fresh look before a measure goes on, and whose website a link is on."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.conf import LazySettings
from django.core.management import call_command
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django_q.models import Schedule

from accounts.models import Agency
from audit import chain
from evidence.models import Evidence
from evidence.services import doubts, links, open_links
from notices import jobs, queue
from reports.models import Edition, Report
from reports.models.report import Kind
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


def went_on(office: Office, event: str, subject: str) -> None:
    """What the portal writes in the log, and the worker hears of."""
    with transaction.atomic():
        chain.record(event, actor=office.mana.pk, agency=office.plan.agency_id, subject=subject)
    jobs.beat()


@pytest.mark.parametrize(("hours", "is_asked"), [(23, False), (25, True)])
@pytest.mark.parametrize("event", ["measure.hand_in", "measure.complete", "report.compiled", "edition.submit"])
def test_what_goes_on_has_its_links_opened_again_after_a_day(
    office: Office, event: str, hours: int, *, is_asked: bool
) -> None:
    jobs.beat()
    measure, moment = office.measure(), timezone.now() - timedelta(hours=hours)
    links_here = [attached(office, each) for each in (measure, office.measure("E14"))]
    report = Report.objects.create(plan=office.plan, kind=Kind.RESULT)
    edition = Edition.objects.create(report=report, number=1, title="รายงาน")
    for link in links_here:
        opened_at(link, moment)
    went_on(office, event, measure.subject if event.startswith("measure") else f"edition:{edition.pk}")
    asked = [check_of(link).next_at != moment + 30 * DAY for link in links_here]
    assert asked == [is_asked, is_asked and not event.startswith("measure")]
    assert work(Internet(), timezone.now()) == sum(asked)


def test_what_goes_on_asks_for_no_other_measure_and_no_removed_evidence(office: Office) -> None:
    jobs.beat()
    measure, long_ago = office.measure(), timezone.now() - 3 * DAY
    gone, elsewhere = attached(office, measure), attached(office, office.measure("E14"))
    for link in (gone, elsewhere):
        opened_at(link, long_ago)
    Evidence.objects.filter(pk=gone.pk).update(removed_at=NOON)
    went_on(office, "measure.hand_in", measure.subject)
    went_on(office, "progress.saved", f"measure:{elsewhere.measure_id}")
    assert [check_of(link).next_at for link in (gone, elsewhere)] == [long_ago + 30 * DAY] * 2


def test_where_links_are_not_opened_nothing_is_asked(office: Office, settings: LazySettings) -> None:
    jobs.beat()
    settings.LINK_CHECKS = False
    measure, long_ago = office.measure(), timezone.now() - 3 * DAY
    link = attached(office, measure)
    opened_at(link, long_ago)
    went_on(office, "measure.hand_in", measure.subject)
    assert check_of(link).next_at == long_ago + 30 * DAY


def test_the_page_of_the_evidence_asks_nothing(office: Office, signed_in: SignedIn) -> None:
    measure = office.measure()
    link = attached(office, measure)
    opened_at(link, NOON)
    before = check_of(link).next_at
    shown = text(signed_in(office.mana).get(url("list", measure))).replace("\xa0", " ")
    assert "เปิดได้ 29 ก.ย. 66" in shown
    assert check_of(link).next_at == before


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
        links.ask_anew(Evidence.objects.all(), timezone.now())
    assert len(asking) == 1
    mana = signed_in(office.mana)
    with CaptureQueriesContext(connection) as page_of_list:
        assert mana.get(url("list", measure)).status_code == 200
    assert len(page_of_list) == 14


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
