"""A plan and a progress report are due on days of the year itself: who is told, from when, and until when."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

import clock
from accounts.models import Agency, User
from accounts.permissions import Role
from audit import chain
from measures.models import Plan
from notices import due
from notices.due.turning import turning
from notices.mail import digest
from notices.models import CalendarAddress, Mail, Notice
from notices.models import Kind as Told
from notices.write_notices import write_due
from reports.models import Edition, Report
from reports.models.kinds import Kind
from tests.accounts.making import a_person, an_agency
from tests.notices.telling import told
from tests.reports.office import an_office

pytestmark = pytest.mark.django_db
PLAN_DUE, PROGRESS_DUE, OVER = date(2022, 9, 30), date(2023, 4, 30), date(2023, 9, 30)
EARLY = datetime(2022, 8, 1, 3, tzinfo=UTC)
_DAY = timedelta(days=1)


class Place:
    """An office that began its year 2566 here in August before it, with its coordinator and an approver."""

    def __init__(self) -> None:
        made = an_office()
        self.agency, self.plan = made.agency, made.plan
        self.mana = made.person("mana", Role.COORDINATOR)
        self.somsak = made.person("somsak", Role.APPROVER)
        begun(self.plan, EARLY)

    def put(self, kind: Kind, state: Edition.State, number: int = 1) -> Edition:
        report, _ = Report.objects.get_or_create(plan=self.plan, kind=kind)
        return Edition.objects.create(report=report, state=state, number=number, title="ชื่อ", opening="นำ")

    def told(self, today: date) -> list[tuple[str, str]]:
        return told(self.agency, today, Told.DUE, Told.OVERDUE)


def begun(plan: Plan, at: datetime) -> None:
    with transaction.atomic():
        chain.record("plan.begun", actor=None, agency=plan.agency_id, subject=f"plan:{plan.pk}", at=at)


@pytest.fixture
def place() -> Place:
    return Place()


def test_the_coordinator_is_reminded_of_the_plan_before_its_year_begins(place: Place) -> None:
    assert place.told(PLAN_DUE - 15 * _DAY) == []
    for left in (14, 3, 0):
        assert place.told(PLAN_DUE - left * _DAY) == [("mana", "ใกล้ครบกำหนด: เสนอแผนมาตรการปี 2566")], left
    assert place.told(PLAN_DUE + _DAY) == [("mana", "เกินกำหนด: เสนอแผนมาตรการปี 2566")]
    [matter] = due.of_agency(place.agency, PLAN_DUE - 3 * _DAY)
    assert matter.detail == "ครบกำหนด 30 กันยายน 2565 อีก 3 วัน"
    assert matter.url == f"/a/{place.agency.slug}/2566/plan/"


def test_nobody_is_told_once_it_was_submitted_until_it_comes_back(place: Place) -> None:
    edition = place.put(Kind.PLAN, Edition.State.DRAFT)
    late = PLAN_DUE + 5 * _DAY
    for state in Edition.State:
        Edition.objects.filter(pk=edition.pk).update(state=state)
        is_open = Edition.objects.get(pk=edition.pk).is_open
        assert bool(place.told(late)) is is_open, state
    place.put(Kind.PLAN, Edition.State.DRAFT, number=2)
    assert place.told(late) == []  # another edition is no overdue plan


def test_it_is_told_no_more_when_its_year_is_over_or_the_report_is_submitted(place: Place) -> None:
    assert place.told(OVER) != []
    assert place.told(OVER + _DAY) == []
    Edition.objects.filter(report__kind=Kind.RESULT).update(state=Edition.State.SUBMITTED)
    assert place.told(OVER) == []


def test_a_year_that_was_begun_after_the_day_is_not_overdue(place: Place) -> None:
    late_one = Plan.objects.create(agency=an_agency("late"), year=2566, assessed_year=2565)
    begun(late_one, datetime(2022, 10, 1, 3, tzinfo=UTC))
    unknown = Plan.objects.create(agency=an_agency("unknown"), year=2566, assessed_year=2565)
    for plan in (late_one, unknown):
        person = a_person(f"c{plan.pk}")
        person.memberships.create(agency=plan.agency, role=Role.COORDINATOR)
        assert told(plan.agency, OVER) == []
    assert place.told(OVER) != []


def test_the_progress_report_is_asked_for_where_the_plan_was_submitted_here(place: Place) -> None:
    near = PROGRESS_DUE - 3 * _DAY
    plan = ("mana", "เกินกำหนด: เสนอแผนมาตรการปี 2566")
    assert place.told(near) == [plan]
    place.put(Kind.PLAN, Edition.State.PUBLISHED)
    assert place.told(near) == [("mana", "ใกล้ครบกำหนด: เสนอรายงานความก้าวหน้าปี 2566")]
    assert place.told(PROGRESS_DUE + _DAY) == [("mana", "เกินกำหนด: เสนอรายงานความก้าวหน้าปี 2566")]
    place.put(Kind.PROGRESS, Edition.State.SUBMITTED)
    assert place.told(PROGRESS_DUE + _DAY) == []


def test_a_progress_report_that_was_begun_is_due_whatever_became_of_the_plan(place: Place) -> None:
    place.put(Kind.PROGRESS, Edition.State.DRAFT)
    assert ("mana", "ใกล้ครบกำหนด: เสนอรายงานความก้าวหน้าปี 2566") in place.told(PROGRESS_DUE)


def test_a_year_on_paper_has_nothing_due(place: Place) -> None:
    Plan.objects.filter(pk=place.plan.pk).update(is_from_paper=True)
    assert place.told(PLAN_DUE) == []


def test_another_agency_hears_nothing_of_it(place: Place) -> None:
    elsewhere = an_agency("far-away")
    stranger = a_person("far")
    stranger.memberships.create(agency=elsewhere, role=Role.COORDINATOR)
    assert told(elsewhere, PLAN_DUE) == [] and all(who == "mana" for who, _ in place.told(PLAN_DUE))


def keys(agency: Agency, today: date) -> set[tuple[int, str]]:
    return {(matter.user, matter.key) for matter in due.of_agency(agency, today)}


@pytest.mark.parametrize("first", [PLAN_DUE - 20 * _DAY, PROGRESS_DUE - 20 * _DAY, OVER - 10 * _DAY])
def test_each_day_on_which_something_changes_is_foreseen_and_others_are_quiet(place: Place, first: date) -> None:
    place.put(Kind.PROGRESS, Edition.State.DRAFT)
    changed = foreseen = 0
    for number in range(1, 30):
        today = first + number * _DAY
        turned = place.agency.pk in turning(today - _DAY, today)
        differs = keys(place.agency, today) != keys(place.agency, today - _DAY)
        assert turned or not differs, today
        changed, foreseen = changed + differs, foreseen + turned
    assert changed == (1 if first == OVER - 10 * _DAY else 4) and foreseen <= 5


def test_days_that_nobody_looked_on_are_made_up_for(place: Place) -> None:
    assert place.agency.pk in turning(PLAN_DUE - 40 * _DAY, PLAN_DUE + 20 * _DAY)
    assert place.agency.pk not in turning(PLAN_DUE + 20 * _DAY, PLAN_DUE + 60 * _DAY)


def test_one_letter_a_step_and_none_without_news(place: Place) -> None:
    User.objects.filter(pk=place.mana.pk).update(email="mana@office.example")
    letters = []
    for number in range(-16, 4):
        at = datetime(2022, 9, 30, 1, tzinfo=UTC) + number * _DAY
        with clock.set_to(at):
            write_due(place.agency, now=at)
            digest.make(at.date(), now=at)
        letters.append(Mail.objects.count())
    assert letters[-1] == 4 and sorted(set(letters)) == [0, 1, 2, 3, 4]
    assert Notice.objects.filter(settled_at=None).count() == 1


@pytest.mark.parametrize("years", [1, 3])
def test_it_takes_the_same_queries_for_any_number_of_years(place: Place, years: int) -> None:
    for number in range(1, years):
        plan = Plan.objects.create(agency=place.agency, year=2566 + number, assessed_year=2565 + number)
        begun(plan, EARLY)
    with CaptureQueriesContext(connection) as asked:
        due.of_agency(place.agency, OVER)
    late = len(asked)
    Plan.objects.filter(year=2566).update(is_from_paper=True)
    with CaptureQueriesContext(connection) as asked:
        due.of_agency(place.agency, OVER)
    # When those that are late were begun; and where no year is left, nothing is asked of its editions.
    assert late - len(asked) == (2 if years == 1 else 1)


def test_home_says_that_it_is_due_and_that_it_is_late(place: Place, client: Client) -> None:
    client.force_login(place.mana)
    home = f"/a/{place.agency.slug}/2566/"
    for today, words in (
        (PLAN_DUE - 20 * _DAY, ""),
        (PLAN_DUE - 10 * _DAY, "เสนอภายใน 30 กันยายน 2565 อีก 10 วัน"),
        (PLAN_DUE + 2 * _DAY, "เสนอภายใน 30 กันยายน 2565 เกินกำหนดแล้ว 2 วัน"),
    ):
        with clock.set_to(datetime(today.year, today.month, today.day, 3, tzinfo=UTC)):
            said = " ".join(client.get(home).content.decode().replace("\N{NO-BREAK SPACE}", " ").split())
        assert words in said and ("เสนอภายใน" in said) is bool(words), today
        assert ("เกินกำหนด</span>" in said) is (today > PLAN_DUE), today


def calendar(user: User) -> list[tuple[str, str]]:
    """The days in a person's calendar, each with what it is of."""
    CalendarAddress.objects.get_or_create(user=user, defaults={"token": user.username, "made_at": EARLY})
    body = Client().get(f"/calendar/{user.username}.ics").content.decode().replace("\r\n ", "")
    return re.findall(r"DTSTART;VALUE=DATE:(\d+).*?SUMMARY:(.*?)\r", body, re.DOTALL)


def test_the_days_stand_in_the_calendar_and_on_the_home_of_who_leads_the_year_until_they_are_kept(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clock, "today", lambda: PLAN_DUE - 40 * _DAY)
    sunee = a_person("sunee")
    place.agency.memberships.create(user=sunee, role=Role.OFFICER)
    expected = [("20220930", "วันสุดท้ายที่เสนอแผนมาตรการ ปี 2566")]
    assert calendar(place.mana) == calendar(place.somsak) == expected
    assert calendar(sunee) == []
    assert home(place, place.mana) == [("เสนอแผนมาตรการ", PLAN_DUE)]
    assert home(place, sunee) == []
    place.put(Kind.PLAN, Edition.State.SUBMITTED)
    expected = [("20230430", "วันสุดท้ายที่เสนอรายงานความก้าวหน้า ปี 2566")]
    assert calendar(place.mana) == expected
    assert home(place, place.mana) == [("เสนอรายงานความก้าวหน้า", PROGRESS_DUE)]
    monkeypatch.setattr(clock, "today", lambda: PROGRESS_DUE + _DAY)
    assert calendar(place.mana) == expected
    place.put(Kind.PROGRESS, Edition.State.SUBMITTED)
    assert (calendar(place.mana), home(place, place.mana)) == ([], [])


def home(place: Place, user: User) -> list[tuple[str, date]]:
    """The days of the year that a person's home shows."""
    client = Client()
    client.force_login(user)
    page = client.get(f"/a/{place.agency.slug}/2566/")
    return [(day.label, day.on) for day in page.context["days"]]


def test_no_other_agency_has_them_and_a_year_that_began_late_or_lies_on_paper_has_none(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clock, "today", lambda: PLAN_DUE - _DAY)
    malee = a_person("malee")
    an_agency("elsewhere").memberships.create(user=malee, role=Role.COORDINATOR)
    assert calendar(malee) == []
    Plan.objects.update(is_from_paper=True)
    assert calendar(place.mana) == []


@pytest.mark.parametrize("years", [1, 3])
def test_a_calendar_costs_the_same_for_any_number_of_years(
    place: Place, years: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clock, "today", lambda: PLAN_DUE + _DAY)
    for more in range(1, years):
        Plan.objects.create(agency=place.agency, year=2566 + more, assessed_year=2565 + more)
    calendar(place.mana)
    with CaptureQueriesContext(connection) as asked:
        assert len(calendar(place.mana)) == years
    assert len(asked) == 9
