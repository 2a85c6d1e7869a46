"""On which days the day alone changes what somebody must know: none of them is overlooked, and others are quiet."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import date, timedelta
from typing import Any
from unittest import mock

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import Agency, Invitation, Membership, User
from accounts.permissions import Role
from audit import chain
from measures.models import Plan, State
from notices import due
from notices.due import evidence, log, measures, questions
from notices.due.turning import turning
from tests.measures.reviewing import NOW, Office
from tests.notices.telling import TODAY, another_hand, day
from tests.reports.approved import a_scene
from tests.reports.office import NOW as SUBMITTED
from tests.reports.office import an_office, approve, decide
from tests.reports.publication.scenes import a_published_scene, a_signed_scene, set_aside, withdraw
from thai.dates import local_day

pytestmark = pytest.mark.django_db
_DAY = timedelta(days=1)
# Two weeks before the day, three days, the day, the next; where it was sent back, the return tells the day to whom it
# asks, the coordinators hear that it is over, and both that it lies untouched.
TURNS = {State.OPEN: 4, State.REOPENED: 4, State.RETURNED: 2}


def keys(agency: Agency, today: date) -> set[tuple[int, str]]:
    return {(matter.user, matter.key) for matter in due.of_agency(agency, today)}


# What is not told the day, the day can't change: most of what is asked.
OF_NO_DAY = (
    (due, "people_of"),
    (log, "matters"),
    (measures, "_standings"),
    (measures, "_given"),
    (questions, "matters"),
    (evidence, "matters"),
)


@contextmanager
def of_no_day_asked_once() -> Iterator[None]:
    """While nothing is written, what is not told the day gives its first answer again."""

    def once(ask: Callable[..., Any]) -> Callable[..., Any]:
        assert "today" not in inspect.signature(ask).parameters
        answers: list[Any] = []

        def answer(*of_agency: Any) -> Any:
            if not answers:
                found = ask(*of_agency)
                answers.append(list(found) if isinstance(found, Iterator) else found)
            return answers[0]

        return answer

    with ExitStack() as stack:
        for module, name in OF_NO_DAY:
            stack.enter_context(mock.patch.object(module, name, once(getattr(module, name))))
        yield


def turns(agency: Agency, first: date, days: int = 50) -> Iterator[tuple[date, bool, bool]]:
    """Each day with whether what must be known is other than on the day before, and whether that was foreseen."""
    with of_no_day_asked_once():
        before = keys(agency, first)
        for number in range(1, days):
            today = first + number * _DAY
            now = keys(agency, today)
            yield today, now != before, agency.pk in turning(today - _DAY, today)
            before = now


def changes(agency: Agency, first: date, days: int = 50) -> int:
    """On how many days something changes; fails where one of them was not foreseen, or too many were."""
    found = list(turns(agency, first, days))
    assert [today for today, changed, foreseen in found if changed and not foreseen] == []
    assert sum(foreseen for _, _, foreseen in found) < days / 2, "most days are quiet"
    return sum(changed for _, changed, _ in found)


def near(office: Office, **of_plan: date) -> Office:
    Plan.objects.filter(pk=office.plan.pk).update(**of_plan)
    return office


@pytest.mark.parametrize("state", State)
def test_a_measure_with_a_day_of_its_own(office: Office, state: State) -> None:
    office.measure(state, due_on=day(20))
    assert changes(office.plan.agency, TODAY) == TURNS.get(state, 0)


@pytest.mark.parametrize("state", State)
def test_a_measure_that_goes_by_the_plans_day(office: Office, state: State) -> None:
    near(office, progress_due_on=day(16)).measure(state)
    assert changes(office.plan.agency, TODAY) == TURNS.get(state, 0)


def test_the_plans_day_is_nothing_to_a_measure_with_its_own(office: Office) -> None:
    near(office, progress_due_on=day(16)).measure(due_on=day(200))
    assert changes(office.plan.agency, TODAY) == 0


def test_a_measure_that_was_sent_back_and_lies_untouched(office: Office) -> None:
    office.measure(State.RETURNED)
    found = [today for today, changed, _ in turns(office.plan.agency, TODAY) if changed]
    assert found == [day(7)]


def test_the_day_of_the_report(office: Office) -> None:
    near(office, report_due_on=day(30))
    assert changes(office.plan.agency, TODAY) == 4


def test_news_of_accounts_is_over_after_a_month(office: Office) -> None:
    agency, officer = office.plan.agency, office.people["officer"]
    another_hand(office)
    invitation = Invitation.objects.create(
        agency=agency,
        name="คนใหม่",
        roles=["officer"],
        invited_by=office.people["administrator"],
        invited_at=NOW,
        expires_at=NOW,
        accepted_at=NOW + _DAY,
        accepted_by=officer,
    )
    subject = f"invitation:{invitation.pk}"
    with transaction.atomic():
        chain.record("invitation.accepted", actor=officer.pk, agency=agency.pk, subject=subject, data={"differs": True})
        at = NOW + 2 * _DAY
        chain.record("account.password_change", actor=officer.pk, agency=None, subject=f"user:{officer.pk}", at=at)
    assert changes(agency, day(2)) == 3
    assert [today for today, changed, _ in turns(agency, day(2)) if changed] == [day(31), day(32), day(33)]


@pytest.mark.usefixtures("quick_paper")
@pytest.mark.parametrize("then", ["", "return", "approve", "endorse"])
def test_a_report_on_its_way(then: str) -> None:
    place = an_office()
    sender = place.person("mana", Role.COORDINATOR)
    approver = place.person("somsak", Role.APPROVER)
    place.name_approver(approver)
    if then == "endorse":
        place.ask([place.person("wilai", Role.ADMINISTRATOR)])
    made = place.submit(sender)
    if then == "approve":
        approve(made, approver)
    elif then:
        decide(made, then, User.objects.get(username="wilai") if then == "endorse" else approver)
    assert changes(place.agency, local_day(SUBMITTED)) == 1


def test_an_approved_report(signable_paper: None) -> None:
    assert changes(a_scene().office.agency, local_day(SUBMITTED)) == 1


@pytest.mark.parametrize("then", ["", "set aside"])
def test_a_signed_report(signable_paper: None, then: str) -> None:
    scene = a_signed_scene()
    if then:
        set_aside(scene.round, scene.person("mana"))
    assert changes(scene.office.agency, local_day(SUBMITTED) if then else local_day(timezone.now())) == 1


@pytest.mark.parametrize("then", ["", "withdrawn"])
def test_a_public_report(signable_paper: None, then: str) -> None:
    scene = a_published_scene()
    if then:
        withdraw(scene.round, scene.person("mana"))
    assert changes(scene.office.agency, local_day(SUBMITTED)) == 1


def test_who_missed_nights_makes_up_for_all_of_them(office: Office) -> None:
    office.measure(due_on=day(20))
    days = [day(n) for n in range(30)]
    alone = {each: turning(each - _DAY, each) for each in days}
    for first in days:
        for last in days[days.index(first) :]:
            one_by_one = set[int]().union(*(alone[each] for each in days if first < each <= last))
            assert turning(first, last) == one_by_one, (first, last)


def test_a_clock_that_stands_or_is_put_back_turns_nothing(office: Office) -> None:
    office.measure(due_on=day(3))
    another_hand(office)
    assert [turning(day(0), day(0)), turning(day(5), day(0))] == [set(), set()]


@pytest.mark.parametrize("many", [1, 3])
def test_it_takes_as_many_queries_for_any_number_of_agencies(office: Office, many: int) -> None:
    for number in range(many):
        agency = Agency.objects.create(
            slug=f"a{number}", code=f"A{number}", name=f"อบต. {number}", short_name=f"{number}"
        )
        Membership.objects.create(user=office.people["coordinator"], agency=agency, role=Role.COORDINATOR)
        Plan.objects.create(agency=agency, year=2566, assessed_year=2565, report_due_on=day(3))
    with CaptureQueriesContext(connection) as asked:
        found = turning(day(-1), day(0))
    assert (len(found), len(asked)) == (many, 8)
