"""While a year is unfinished it stays everybody's home, whoever has begun the next; the other year is told."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

import clock
from accounts.models import User
from accounts.permissions import Role
from ita_portal.frame.running_year import running_years
from measures.models import Measure, Plan, State
from reports.models import Edition, Report
from reports.models.report import Kind
from tests.browsing import words_of
from tests.factories import a_measure, a_plan, a_user, an_agency, an_officer

pytestmark = pytest.mark.django_db

SEPTEMBER = date(2023, 9, 26)


@pytest.fixture
def plans(monkeypatch: pytest.MonkeyPatch) -> tuple[Plan, Plan]:
    """Two years of an agency in the September in which the next was begun."""
    monkeypatch.setattr(clock, "today", lambda: SEPTEMBER)
    agency = an_agency()
    return a_plan(agency, 2566), a_plan(agency, 2567)


def publish(plan: Plan) -> None:
    Edition.objects.create(report=Report.objects.create(plan=plan, kind=Kind.RESULT), state=Edition.State.PUBLISHED)


def landing(user: User) -> str:
    client = Client()
    client.force_login(user)
    return str(client.get("/").headers.get("Location"))


def test_home_stays_at_the_year_whose_report_is_not_out(plans: tuple[Plan, Plan]) -> None:
    manee = a_user("manee", Role.COORDINATOR, agency=plans[0].agency)
    assert landing(manee) == "/a/thung-sai-than/2566/"
    publish(plans[0])
    assert landing(manee) == "/a/thung-sai-than/2567/"


def test_who_only_enters_progress_goes_on_once_all_measures_are_taken(plans: tuple[Plan, Plan]) -> None:
    kanda = a_user("kanda", Role.OFFICER, agency=plans[0].agency)
    measure = a_measure(plans[0])
    assert landing(kanda) == "/a/thung-sai-than/2566/"
    Measure.objects.filter(pk=measure.pk).update(state=State.TAKEN)
    assert landing(kanda) == "/a/thung-sai-than/2567/"


@pytest.mark.parametrize(("today", "year"), [(date(2024, 3, 31), 2566), (date(2024, 4, 2), 2567)])
def test_a_year_that_was_given_up_holds_nobody_for_ever(plans: tuple[Plan, Plan], today: date, year: int) -> None:
    agency = plans[0].agency_id
    assert running_years([(agency, 2566), (agency, 2567)], today) == {agency: year}


def test_years_apart_hold_nothing_and_ask_nothing(
    plans: tuple[Plan, Plan], django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(0):
        assert running_years([(1, 2566), (1, 2568), (2, 2566)], SEPTEMBER) == {1: 2568, 2: 2566}


@pytest.mark.parametrize("role", [Role.OFFICER, Role.COORDINATOR])
def test_home_tells_of_the_other_year_and_leads_there(client: Client, plans: tuple[Plan, Plan], role: Role) -> None:
    kanda = a_user("kanda", role, agency=plans[0].agency)
    officer = an_officer(plans[0].agency, user=kanda)
    a_measure(plans[0], officers=[officer])
    client.force_login(kanda)
    assert "ปี 2567 ยังไม่มีมาตรการ ไปหน้าแรกของปี 2567" in words_of(client.get("/", follow=True))
    a_measure(plans[1], officers=[officer])
    assert "ปี 2567 มี 1 มาตรการที่ท่านต้องทำ" in words_of(client.get("/", follow=True))
    there = client.get("/a/thung-sai-than/2567/")
    assert "ปี 2566 มี 1 มาตรการที่ท่านต้องทำ" in words_of(there)
    assert "/a/thung-sai-than/2566/report/" in client.get("/me/").content.decode()  # the menu of a page without a year


def test_the_page_that_begins_a_year_says_where_home_stays(client: Client, plans: tuple[Plan, Plan]) -> None:
    client.force_login(a_user("manee", Role.COORDINATOR, agency=plans[0].agency))
    assert "หน้าแรกของทุกคนยังเป็นปี 2566 จนกว่าจะเผยแพร่รายงานปีนั้น" in words_of(client.get("/a/thung-sai-than/begin/"))
