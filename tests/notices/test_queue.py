"""The queue: errands stand or fall with their transaction, a job whose worker was killed runs again."""

from datetime import UTC, datetime, timedelta
from io import StringIO

import pytest
from django.core.mail import EmailMessage
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django_q.brokers import get_broker
from django_q.models import Failure, OrmQ, Schedule

from audit.models import AuditCheck, AuditEvent
from measures.models import State
from notices import jobs, queue
from notices.models import Mail, Notice, Pulse
from tests.measures.reviewing import Office
from tests.notices.telling import another_hand

NOON = datetime(2023, 9, 22, 5, 0, tzinfo=UTC)  # in Bangkok

NAMES = ["portal:digests", "portal:keys", "portal:log", "portal:pulse", "portal:signing", "portal:sweep"]
# django-q2 closes connections between jobs, which no enclosing transaction survives.
pytestmark = pytest.mark.django_db(transaction=True)


def run_jobs() -> str:
    said = StringIO()
    call_command("run_jobs", stdout=said)
    return said.getvalue().strip()


def test_the_first_round_tells_sends_and_gives_a_sign_of_life(office: Office, mailoutbox: list[EmailMessage]) -> None:
    another_hand(office, at=timezone.now())
    assert run_jobs() == "ทำแล้ว 4 งาน", (
        "the pulse, the signatures, what is told of keys, and the errand that the pulse left to send the letter"
    )
    assert [message.subject for message in mailoutbox] == ["ความปลอดภัยของบัญชี: ออกลิงก์ตั้งรหัสผ่านใหม่แล้ว"]
    pulse = Pulse.objects.get()
    assert (pulse.is_alive(timezone.now()), pulse.seq) == (True, AuditEvent.objects.count())


def test_a_second_round_has_nothing_to_do(office: Office, mailoutbox: list[EmailMessage]) -> None:
    another_hand(office, at=timezone.now())
    run_jobs()
    sent = len(mailoutbox)
    assert (run_jobs(), len(mailoutbox)) == ("ทำแล้ว 0 งาน", sent)


def test_only_agencies_in_which_something_happened_are_looked_at(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked: list[str] = []
    monkeypatch.setattr(jobs, "write_due", lambda agency, now: looked.append(agency.slug))
    jobs.beat()
    office.measure(State.HANDED_IN)
    jobs.beat()
    jobs.beat()
    assert looked == ["thung-sai-than"]


def test_who_is_killed_while_telling_hears_of_the_same_again(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    office.measure(State.HANDED_IN)

    def killed(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched, pytest.raises(KeyboardInterrupt):
        patched.setattr(jobs, "write_due", killed)
        jobs.beat()
    assert Notice.objects.count() == 0
    jobs.beat()
    assert Notice.objects.count() == 2


def test_a_job_whose_worker_was_killed_runs_again_and_sends_no_second_letter(
    office: Office, mailoutbox: list[EmailMessage]
) -> None:
    office.measure(State.HANDED_IN)
    queue.soon("notices.jobs.send_digests")
    [(row, _)] = get_broker().dequeue()
    jobs.send_digests()  # done, but the one who did it was killed before it could say so
    assert (len(mailoutbox), queue.work_off()) == (2, 0)
    OrmQ.objects.filter(pk=row).update(lock=timezone.now() - timedelta(seconds=1))  # its time is up
    assert queue.work_off() == 1
    assert (len(mailoutbox), OrmQ.objects.count(), Mail.objects.count()) == (2, 0, 2)


def test_a_job_that_fails_is_written_down_and_keeps_no_other_from_running(
    office: Office, mailoutbox: list[EmailMessage]
) -> None:
    office.measure(State.HANDED_IN)
    queue.soon("notices.jobs.is_no_job")
    queue.soon("notices.jobs.send_digests")
    assert queue.work_off() == 2
    assert (Failure.objects.count(), len(mailoutbox), OrmQ.objects.count()) == (1, 2, 0)


@pytest.mark.parametrize(
    ("clock", "first"),
    [
        (NOON, datetime(2023, 9, 23, 0, 30, tzinfo=UTC)),
        (NOON.replace(hour=0), datetime(2023, 9, 22, 0, 30, tzinfo=UTC)),
    ],
)
def test_letters_go_out_at_half_past_seven_in_bangkok(clock: datetime, first: datetime) -> None:
    assert {each.name: each.first for each in jobs.regular(clock)}["portal:digests"] == first


def test_what_comes_round_is_written_once_and_keeps_its_time() -> None:
    queue.keep(jobs.regular(NOON))
    later = timezone.now() + timedelta(hours=3)
    Schedule.objects.filter(name="portal:digests").update(next_run=later)
    queue.keep(jobs.regular(NOON))
    assert sorted(Schedule.objects.values_list("name", flat=True)) == NAMES
    assert Schedule.objects.get(name="portal:digests").next_run == later


def test_what_was_declared_otherwise_is_corrected_and_what_is_gone_goes() -> None:
    queue.keep(jobs.regular(NOON))
    Schedule.objects.filter(name="portal:pulse").update(func="notices.jobs.of_old")
    Schedule.objects.filter(name="portal:log").update(name="portal:of_old")
    queue.keep(jobs.regular(NOON))
    assert sorted(Schedule.objects.values_list("name", flat=True)) == NAMES
    assert Schedule.objects.get(name="portal:pulse").func == "notices.jobs.beat"


def test_at_night_the_event_log_is_looked_over() -> None:
    queue.keep(jobs.regular(NOON))
    Schedule.objects.exclude(name="portal:log").delete()
    queue.work_off()
    assert (AuditCheck.objects.get().whole, AuditCheck.objects.get().by) == (True, None)


@pytest.mark.parametrize("many", [1, 3, 300])
def test_a_round_without_news_takes_the_same_queries_for_any_number_of_notices(office: Office, many: int) -> None:
    jobs.beat()
    agency = office.plan.agency
    rows = [
        Notice(user=office.people["officer"], agency=agency, kind="due", key=f"k{n}", url="/", created_at=NOON)
        for n in range(many)
    ]
    Notice.objects.bulk_create(rows)
    with CaptureQueriesContext(connection) as asked:
        jobs.beat()
    assert len(asked) == 6
