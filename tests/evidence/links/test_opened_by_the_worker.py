"""The worker opens the links of evidence where the operator allows it, and what it saw stands beside each link."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

import pytest
from django.conf import LazySettings

from evidence.models import Evidence, LinkCheck
from evidence.opening.seen import Opened
from evidence.services import doubts, keeping, links, open_links
from evidence.services.keeping import Facts
from evidence.services.open_links import open_waiting
from measures.models import Measure
from notices import jobs
from tests.evidence.conftest import Office
from tests.evidence.files import sent
from tests.evidence.links.internet import (
    BUSY,
    DAY,
    GONE,
    NEWS,
    OTHER,
    Internet,
    answering,
    attached,
    check_of,
    kinds,
    work,
)
from tests.factories import NOON, a_measure, a_plan, evidence_of
from tests.stored import everything_stored

pytestmark = pytest.mark.django_db


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
