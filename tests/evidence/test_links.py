"""The worker opens the links of evidence where the operator allows it, and what it saw stands beside each link."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

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
from evidence.opening.seen import Opened, Seen
from evidence.services import doubts, keeping, links, open_links
from evidence.services.keeping import Facts
from evidence.services.open_links import open_waiting
from measures.models import Measure
from notices import jobs, queue
from tests.evidence.conftest import Office, SignedIn
from tests.evidence.files import sent
from tests.evidence.opening.server import page, serving
from tests.evidence.pages import text, url
from tests.factories import NOON, a_measure, a_plan, an_agency, evidence_of
from tests.stored import everything_stored

NEWS = "https://www.thungsaithan.go.th/news/1"
OTHER = "https://www.thungsaithan.go.th/news/2"
GONE, FINE = Opened(Seen.REFUSES, 404, "www.thungsaithan.go.th"), Opened(Seen.OPENS, 200, "www.thungsaithan.go.th")
BUSY = Opened(Seen.BUSY, 503, "www.thungsaithan.go.th")
DAY = timedelta(days=1)
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def links_are_allowed(settings: LazySettings) -> None:
    settings.LINK_CHECKS = True


class Internet:
    """What each address answers, and which were opened together; other addresses open."""

    def __init__(self, **answers: Opened) -> None:
        self.answers: dict[str, Opened] = answers
        self.asked: list[list[str]] = []

    def __call__(self, addresses: Sequence[str]) -> dict[str, Opened]:
        self.asked.append(list(addresses))
        return {each: self.answers.get(each, FINE) for each in addresses}


def work(internet: Callable[[Sequence[str]], dict[str, Opened]], now: datetime = NOON) -> int:
    """One job of the worker."""
    return open_waiting(lambda: now, year=2566, opener=internet, rest=lambda seconds: None)


def attached(office: Office, measure: Measure, address: str = NEWS) -> Evidence:
    """A link that somebody attached by the form's own way."""
    return keeping.add(measure=measure, sent=address, facts=Facts("หน้าข่าว"), by=office.mana, now=NOON)


def kinds(measure: Measure) -> list[str]:
    return [doubt.kind for each in doubts.of_measure(measure).values() for doubt in each.open]


def check_of(evidence: Evidence) -> LinkCheck:
    return LinkCheck.objects.get(evidence=evidence)


def answering(address: str, opened: Opened) -> Internet:
    internet = Internet()
    internet.answers[address] = opened
    return internet


def test_a_link_is_opened_soon_after_it_was_attached_and_a_dead_one_is_doubted(office: Office) -> None:
    measure = office.measure()
    link = attached(office, measure)
    assert kinds(measure) == []
    assert work(answering(NEWS, GONE)) == 1
    found = check_of(link)
    assert (found.state, found.status, found.opened_at, found.host) == ("refuses", 404, NOON, "www.thungsaithan.go.th")
    assert kinds(measure) == ["dead_link"]
    assert "เมื่อ 29 กันยายน 2566 เว็บไซต์ตอบว่าไม่พบหน้านี้" in doubts.of_measure(measure)[link.pk].open[0].message


def test_a_link_that_takes_its_place_is_opened_by_itself(office: Office) -> None:
    measure = office.measure()
    link = attached(office, measure)
    work(answering(NEWS, GONE))
    new = keeping.replace(evidence=link, sent=OTHER, by=office.mana, now=NOON)
    assert kinds(measure) == []
    assert work(Internet()) == 1
    assert (check_of(new).state, kinds(measure)) == ("opens", [])


def test_files_have_nothing_to_be_opened(office: Office) -> None:
    keeping.add(measure=office.measure(), sent=sent("ภาพ"), facts=Facts("ภาพ"), by=office.mana, now=NOON)
    assert links.note_missing(NOON) == 0
    assert not LinkCheck.objects.exists()


def test_where_it_is_not_allowed_nothing_is_opened_and_nothing_old_is_told(
    office: Office, settings: LazySettings
) -> None:
    measure = office.measure()
    attached(office, measure)
    work(answering(NEWS, GONE))
    LinkCheck.objects.update(next_at=NOON)
    settings.LINK_CHECKS = False
    internet = Internet()
    assert (work(internet), internet.asked, kinds(measure)) == (0, [], [])
    assert [each.name for each in jobs.regular(NOON) if "link" in each.name] == []


def test_each_link_is_opened_again_in_a_month_and_of_years_long_past_only_when_asked(office: Office) -> None:
    this = attached(office, office.measure())
    old = evidence_of(a_measure(a_plan(office.plan.agency, 2564)), office.mana, address=OTHER)
    last = evidence_of(a_measure(a_plan(office.plan.agency, 2565)), office.mana, address=f"{OTHER}1")
    assert links.note_missing(NOON) == 2
    assert work(Internet()) == 3
    soon = NOON + 30 * DAY
    assert [check_of(each).next_at for each in (this, last, old)] == [soon, soon, None]
    assert work(Internet(), soon - DAY) == 0
    assert work(Internet(), soon) == 2


def test_what_cant_be_opened_is_tried_on_three_days_before_it_is_doubted(office: Office) -> None:
    measure = office.measure()
    link = attached(office, measure)
    internet = answering(NEWS, BUSY)
    seen = []
    for hours in (0, 1, 24, 48):
        LinkCheck.objects.update(next_at=NOON + timedelta(hours=hours))
        work(internet, NOON + timedelta(hours=hours))
        seen.append((check_of(link).failed_days, kinds(measure)))
    assert seen == [(1, []), (1, []), (2, []), (3, ["not_opened"])]
    assert check_of(link).next_at == NOON + 2 * DAY + 30 * DAY
    LinkCheck.objects.update(next_at=NOON + 3 * DAY)
    work(Internet(), NOON + 3 * DAY)
    assert (check_of(link).failed_days, kinds(measure)) == (0, [])


def test_a_day_later_it_is_tried_again(office: Office) -> None:
    link = attached(office, office.measure())
    work(answering(NEWS, BUSY))
    assert check_of(link).next_at == NOON + DAY


def test_of_a_measure_that_was_handed_in_the_first_failure_is_told(office: Office) -> None:
    measure = office.measure()
    attached(office, measure)
    work(answering(NEWS, BUSY))
    Measure.objects.update(state="handed_in")
    measure.refresh_from_db()
    assert kinds(measure) == ["not_opened"]


def test_one_of_each_host_at_a_time_eight_hosts_together_and_a_pause_between(office: Office) -> None:
    measure = office.measure()
    for number in range(3):
        attached(office, measure, f"https://one.go.th/{number}")
    for number in range(9):
        attached(office, measure, f"https://site{number}.go.th/")
    internet = Internet()
    rests: list[float] = []
    done = open_waiting(lambda: NOON, year=2566, opener=internet, rest=rests.append)
    assert (done, sorted(map(len, internet.asked))) == (12, [1, 3, 8])
    for together in internet.asked:
        hosts = [each.split("/")[2] for each in together]
        assert len(set(hosts)) == len(hosts)
    assert rests == [2.0, 2.0]


def test_the_job_ends_after_a_while_and_the_next_one_goes_on(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    measure = office.measure()
    for number in range(3):
        attached(office, measure, f"https://one.go.th/{number}")
    monkeypatch.setattr(open_links, "_WORKING", -1.0)
    assert [work(Internet()) for _ in range(4)] == [1, 1, 1, 0]


def test_the_same_address_on_many_measures_is_opened_once(office: Office) -> None:
    rows = [attached(office, office.measure(f"E{number}")) for number in range(1, 5)]
    internet = answering(NEWS, GONE)
    assert (work(internet), internet.asked) == (4, [[NEWS]])
    assert {check_of(row).state for row in rows} == {"refuses"}


def test_what_was_taken_out_or_replaced_is_left_alone(office: Office) -> None:
    measure, gone = office.measure(), office.measure("E14")
    first, second, third = attached(office, measure), attached(office, measure, OTHER), attached(office, gone)
    keeping.remove(evidence=first, by=office.mana, now=NOON)
    keeping.replace(evidence=second, sent=sent("แทน"), by=office.mana, now=NOON)
    Measure.objects.filter(pk=gone.pk).update(removed_at=NOON)
    internet = Internet()
    assert (work(internet), internet.asked) == (0, [])
    keeping.restore(evidence=first, by=office.mana)
    assert work(internet) == 1
    assert check_of(third).opened_at is None


def test_whoever_is_killed_leaves_the_links_as_they_were_to_be_opened_again(office: Office) -> None:
    link = attached(office, office.measure())
    attached(office, office.measure("E14"), "https://other.go.th/")

    def killed(addresses: Sequence[str]) -> dict[str, Opened]:
        raise KeyboardInterrupt

    before = everything_stored()
    with pytest.raises(KeyboardInterrupt):
        work(killed)
    assert everything_stored() == before
    assert work(answering(NEWS, GONE)) == 2
    after = everything_stored()
    assert work(answering(NEWS, GONE)) == 0
    assert everything_stored() == after
    assert check_of(link).state == "refuses"


def test_a_link_taken_out_while_it_is_opened_is_no_fault(office: Office) -> None:
    link = attached(office, office.measure())

    def removing(addresses: Sequence[str]) -> dict[str, Opened]:
        Evidence.objects.filter(pk=link.pk).update(removed_at=NOON)
        return dict.fromkeys(addresses, GONE)

    assert work(removing) == 0
    assert check_of(link).opened_at is None


def test_links_that_came_by_another_way_are_noted_once(office: Office) -> None:
    evidence_of(office.measure(), office.mana, address=NEWS)
    evidence_of(office.measure("E14"), office.mana, number=1)
    assert [links.note_missing(NOON), links.note_missing(NOON)] == [1, 0]
    assert work(Internet()) == 1


# Asked anew


def opened_at(link: Evidence, moment: datetime) -> None:
    LinkCheck.objects.filter(evidence=link).update(
        state=Seen.OPENS, status=200, opened_at=moment, next_at=moment + 30 * DAY
    )


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


def website(agency: Agency, site: str) -> None:
    Agency.objects.filter(pk=agency.pk).update(website=f"https://www.{site}/", site=site)


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
    assert len(page_of_list) == 30


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
