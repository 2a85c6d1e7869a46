"""What is done once a night: by whichever worker comes first, and made up for where nights were missed."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.mail import EmailMessage
from django.db import connection
from django.test.utils import CaptureQueriesContext

import clock
from accounts.models import Agency
from audit.models import AuditCheck
from measures.models import Plan
from notices import jobs
from notices.models import Look, Mail, Nightly, Notice
from notices.nights import every, looks, turn
from notices.nights.every import Came, Night
from notices.nights.turn import LEASE, Lost, Turn
from tests.measures.reviewing import Office
from tests.notices.telling import TODAY, day

MORNING = datetime(2023, 9, 22, 1, 0, tzinfo=UTC)  # eight o'clock of TODAY in Bangkok
DAY = timedelta(days=1)
pytestmark = pytest.mark.django_db


def a_job(name: str = "job", done_for: date = TODAY - DAY) -> None:
    Nightly.objects.create(name=name, done_for=done_for)


def mine(name: str = "job", today: date = TODAY, now: datetime = MORNING) -> Turn:
    found = turn.take(name, today, now)
    assert found is not None
    return found


def night(now: datetime) -> None:
    """All that a worker does from then on until nothing is left."""
    with clock.set_to(now):
        while every.do_some(now) or looks.are_waiting(now):
            looks.look(seconds=60, at=now)
        every.do_some(now)
        jobs.post_daily_letters()


@pytest.fixture
def declared(office: Office) -> Office:
    """The nights up to that before TODAY are over."""
    every.declare(MORNING - DAY)
    Look.objects.all().delete()
    return office


def test_a_job_is_one_workers_at_a_time_and_done_once_a_day() -> None:
    a_job()
    first = mine()
    assert turn.take("job", TODAY, MORNING) is None, "somebody is at it"
    first.end()
    assert turn.take("job", TODAY, MORNING) is None, "it is done"
    assert mine(today=day(1)).after == TODAY


def test_what_one_left_the_next_goes_on_with() -> None:
    a_job()
    first = mine()
    with first.step():
        first.position = 7
    first.leave()
    assert mine().position == 7


def test_a_new_day_begins_anew_with_what_an_earlier_one_did_not_end() -> None:
    a_job()
    first = mine()
    with first.step():
        first.position = 7
    first.leave()
    second = mine(today=day(1), now=MORNING + DAY)
    assert (second.position, second.after, second.begun_at) == (0, day(-1), MORNING + DAY)


def test_who_was_killed_is_followed_when_their_lease_is_over_and_writes_nothing_more() -> None:
    a_job()
    killed = mine()
    assert turn.take("job", TODAY, MORNING + LEASE - DAY / 10**6) is None
    heir = mine(now=MORNING + LEASE)
    with pytest.raises(Lost), killed.step():
        pytest.fail("another has the job")
    killed.end()
    assert Nightly.objects.get().lease == heir.lease
    heir.end()
    assert turn.is_done("job", TODAY)


def test_a_step_that_fails_leaves_its_place() -> None:
    a_job()
    first = mine()
    with pytest.raises(ZeroDivisionError), first.step():
        first.position = 9
        raise ZeroDivisionError
    assert Nightly.objects.get().position == 0


def test_a_job_waits_for_its_hour_and_for_the_one_before_it(monkeypatch: pytest.MonkeyPatch) -> None:
    done: list[str] = []

    def first(_: Turn) -> Came:
        done.append("first")
        return Came.TO_WAIT if len(done) == 1 else Came.TO_THE_END

    def second(_: Turn) -> Came:
        done.append("second")
        return Came.TO_THE_END

    hour = every.NIGHTS[-1].at
    jobs_of_it = (Night("first", hour, first), Night("second", hour, second, after="first"))
    monkeypatch.setattr(every, "NIGHTS", jobs_of_it)
    every.declare(MORNING - DAY)
    assert [every.do_some(MORNING - timedelta(hours=1)), *done] == [False]
    for _ in range(4):
        every.do_some(MORNING)
    assert done == ["first", "first", "second"]


def test_a_new_portal_looks_everywhere_once_and_begins_with_the_next_hour(office: Office) -> None:
    every.declare(MORNING)
    assert set(Look.objects.values_list("agency", flat=True)) == set(Agency.objects.values_list("pk", flat=True))
    assert set(Nightly.objects.values_list("done_for", flat=True)) == {TODAY}
    Look.objects.all().delete()
    every.declare(MORNING + DAY)
    assert (Look.objects.count(), set(Nightly.objects.values_list("done_for", flat=True))) == (0, {TODAY})


def test_before_its_hour_the_new_portals_first_night_is_this_one(office: Office) -> None:
    every.declare(MORNING - timedelta(hours=7))  # one o'clock
    assert set(Nightly.objects.values_list("done_for", flat=True)) == {day(-1)}


def test_at_night_the_event_log_is_looked_over_once(declared: Office) -> None:
    for _ in range(3):
        night(MORNING)
    assert (AuditCheck.objects.get().whole, AuditCheck.objects.get().by) == (True, None)
    night(MORNING + DAY)
    assert AuditCheck.objects.count() == 2


def test_in_the_morning_who_has_a_day_that_came_near_gets_one_letter(
    declared: Office, mailoutbox: list[EmailMessage]
) -> None:
    declared.measure(due_on=day(14), duties=declared.duties[:1])
    for _ in range(3):
        night(MORNING)
    assert [letter.to for letter in mailoutbox] == [["kanda@office.example"]]
    night(MORNING + DAY)
    assert len(mailoutbox) == 1, "thirteen days are no news"


def test_where_no_worker_ran_for_days_one_letter_makes_up_for_them(
    declared: Office, mailoutbox: list[EmailMessage]
) -> None:
    declared.measure(due_on=day(2), duties=declared.duties[:1])
    night(MORNING + 4 * DAY)
    assert [letter.to[0].partition("@")[0] for letter in mailoutbox] == ["kanda", "mana", "chan"]
    assert set(Notice.objects.values_list("kind", flat=True)) == {"overdue"}


def test_the_letters_wait_until_everywhere_was_looked(declared: Office) -> None:
    declared.measure(due_on=day(3), duties=declared.duties[:1])
    with clock.set_to(MORNING):
        assert not every.do_some(MORNING)
    assert (Look.objects.count(), Mail.objects.count(), turn.is_done("letters", TODAY)) == (1, 0, False)
    Look.objects.update(tries=6)  # what fails again and again keeps nobody's letter
    with clock.set_to(MORNING):
        every.do_some(MORNING)
    assert turn.is_done("letters", TODAY)


def test_a_night_of_which_a_worker_was_killed_is_gone_through_by_another(
    declared: Office, mailoutbox: list[EmailMessage], monkeypatch: pytest.MonkeyPatch
) -> None:
    declared.measure(due_on=day(3), duties=declared.duties[:1])

    def killed(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    for place in ("looks.ask", "digest.write_some"):
        with monkeypatch.context() as patched, pytest.raises(KeyboardInterrupt):
            patched.setattr(f"notices.nights.every.{place}", killed)
            night(MORNING)
        Nightly.objects.exclude(lease="").update(leased_until=MORNING)
    night(MORNING)
    assert [letter.to for letter in mailoutbox] == [["kanda@office.example"]]


@pytest.mark.parametrize("many", [1, 3])
def test_a_night_without_news_takes_the_same_queries_for_any_number_of_agencies(declared: Office, many: int) -> None:
    for n in range(many):
        agency = Agency.objects.create(slug=f"a{n}", code=f"A{n}", name=f"อบต. {n}", short_name=f"{n}")
        Plan.objects.create(agency=agency, year=2566, assessed_year=2565, report_due_on=day(100))
    Nightly.objects.filter(name__in=["log", "sweep"]).update(done_for=TODAY)
    with CaptureQueriesContext(connection) as asked, clock.set_to(MORNING):
        every.do_some(MORNING)
    assert (len(asked), turn.is_done("letters", TODAY)) == (41, True)
