"""Administrators and coordinators are told thirty days before the agency's rule deletes evidence, by letter too."""

from __future__ import annotations

import pytest
from django.core import mail

import clock
from accounts.models import User
from accounts.permissions import Role
from evidence.models import Evidence
from measures.models import Measure
from notices import due, jobs
from notices.mail import digest
from notices.models import Kind, Mail, Notice
from notices.write_notices import write_due
from reports.retention import longer, nightly
from tests.evidence.making import a_photograph
from tests.factories import a_measure, a_plan, a_user
from tests.reports.retention.making import BEFORE, GONE, RULED, TOLD, an_office, at, person, rule

pytestmark = pytest.mark.django_db
SLUG = "thung-sai-than"


@pytest.fixture
def measure() -> Measure:
    """Two pieces of 2566, and an approver and an officer besides."""
    measure = an_office()
    for number in range(2):
        a_photograph(measure, number=number, is_public=False)
    a_user("somsak", Role.APPROVER, agency=measure.plan.agency)
    a_user("kanda", Role.OFFICER, agency=measure.plan.agency)
    return measure


def open_notices() -> list[tuple[str, str]]:
    rows = Notice.objects.filter(kind=Kind.ERASING, settled_at=None).order_by("user__username", "pk")
    return list(rows.values_list("user__username", "title"))


TITLE = "ครบกำหนดเก็บรักษา: หลักฐานภายใน 2 ไฟล์ ของปี 2566"


def test_those_who_can_keep_it_are_told_how_many_files_of_which_year_and_where_they_stand(measure: Measure) -> None:
    agency = measure.plan.agency
    agency.refresh_from_db()
    assert due.of_agency(agency, TOLD.date()) == []
    nightly.run(TOLD)
    write_due(agency, now=TOLD)
    write_due(agency, now=BEFORE)
    assert open_notices() == [(f"mana-{SLUG}", TITLE), (f"wilai-{SLUG}", TITLE)]
    notice = Notice.objects.filter(kind=Kind.ERASING)[0]
    assert "นำออกตั้งแต่ 1 ตุลาคม 2567 ตามที่หน่วยงานให้เก็บ 1 ปี" in notice.detail
    assert (notice.url, notice.year) == (f"/a/{SLUG}/2566/evidence/retention/", "2566")


def test_the_days_letter_tells_it(measure: Measure) -> None:
    User.objects.filter(username=f"wilai-{SLUG}").update(email="wilai@office.example")
    nightly.run(TOLD)
    digest.make(TOLD.date(), now=TOLD)
    letter = Mail.objects.get(user__username=f"wilai-{SLUG}")
    assert [notice.title for notice in letter.notices.all()] == [TITLE]
    with clock.set_to(TOLD):
        jobs.post_daily_letters()
    assert [letter.subject for letter in mail.outbox] == [TITLE]
    assert f"/a/{SLUG}/2566/evidence/retention/" in mail.outbox[0].body


@pytest.mark.parametrize("how", ["deleted", "kept", "rule taken back"])
def test_it_is_over_once_nothing_is_to_be_deleted(measure: Measure, how: str) -> None:
    agency = measure.plan.agency
    nightly.run(TOLD)
    agency.refresh_from_db()
    write_due(agency, now=TOLD)
    if how == "deleted":
        nightly.run(GONE)
    elif how == "kept":
        for row in Evidence.objects.all():
            longer.keep(evidence=row, reason="ตรวจสอบ", by=person(SLUG, Role.COORDINATOR), now=BEFORE)
    else:
        rule(agency, None, now=BEFORE)
        agency.refresh_from_db()
    write_due(agency, now=GONE)
    assert open_notices() == []


def test_what_is_told_later_is_a_matter_of_its_own(measure: Measure) -> None:
    agency = measure.plan.agency
    agency.refresh_from_db()
    nightly.run(TOLD)
    write_due(agency, now=TOLD)
    a_photograph(measure, number=7, is_public=False)
    a_photograph(a_measure(a_plan(agency, 2565)), number=8, is_public=False)
    nightly.run(at(2024, 9, 10))
    write_due(agency, now=at(2024, 9, 10))
    titles = [title for user, title in open_notices() if user == f"wilai-{SLUG}"]
    assert titles == [TITLE, *(f"ครบกำหนดเก็บรักษา: หลักฐานภายใน 1 ไฟล์ ของปี {year}" for year in (2565, 2566))]


def test_a_rule_is_told_as_soon_as_it_reaches_something() -> None:
    measure = an_office(years=None)
    a_photograph(measure, is_public=False)
    rule(measure.plan.agency, 1, now=at(2025, 5, 5))
    agency = measure.plan.agency
    agency.refresh_from_db()
    write_due(agency, now=at(2025, 5, 5))
    assert [user for user, _ in open_notices()] == [f"mana-{SLUG}", f"wilai-{SLUG}"]
    assert "นำออกตั้งแต่ 4 มิถุนายน 2568" in Notice.objects.filter(kind=Kind.ERASING)[0].detail


@pytest.mark.parametrize("years", [None, 1])
def test_an_agency_without_a_rule_costs_no_query_and_one_with_it_one(
    years: int | None, django_assert_num_queries: object
) -> None:
    from notices.due import evidence  # noqa: PLC0415 - beside what it counts
    from notices.due.people import people_of  # noqa: PLC0415 - as above

    measure = an_office(years=years)
    for number in range(3):
        a_photograph(measure, number=number, is_public=False)
    nightly.run(TOLD)
    agency = measure.plan.agency
    agency.refresh_from_db()
    people = people_of(agency)
    with django_assert_num_queries(1 if years else 0):  # type: ignore[operator]  # a fixture
        assert len(list(evidence.matters(agency, people))) == (2 if years else 0)


def test_the_worker_does_it_before_it_sweeps(measure: Measure) -> None:
    for moment in (TOLD, BEFORE, GONE):
        with clock.set_to(moment):
            jobs.sweep_files()
    assert Evidence.objects.filter(erased_at=None).count() == 0
    assert RULED < TOLD
