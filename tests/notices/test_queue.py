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
from django_q.scheduler import scheduler

from audit.models import AuditEvent
from measures.models import State
from notices import jobs, queue
from notices.models import Look, Mail, Notice, Pulse
from notices.nights import looks
from notices.queue import Line
from tests.measures.reviewing import Office
from tests.notices.telling import another_hand, two_letters

NOON = datetime(2023, 9, 22, 5, 0, tzinfo=UTC)  # in Bangkok

NAMES = ["portal:backup", "portal:keys", "portal:nights", "portal:pulse", "portal:signing"]
# django-q2 closes connections between jobs, which no enclosing transaction survives.
QUIET = 9  # queries of a pulse while nothing happens, with those that begin and end its transaction
pytestmark = pytest.mark.django_db(transaction=True)


def run_jobs() -> str:
    said = StringIO()
    call_command("run_jobs", stdout=said)
    return said.getvalue().strip()


def test_the_first_round_tells_sends_and_gives_a_sign_of_life(office: Office, mailoutbox: list[EmailMessage]) -> None:
    another_hand(office, at=timezone.now())
    assert run_jobs() == "ทำแล้ว 6 งาน", (
        "the signatures, the pulse, what is told of keys, the errand to send the letter, the night, and a backup"
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
    monkeypatch.setattr(looks, "write_due", lambda agency, now: looked.append(agency.slug))
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
        patched.setattr(looks, "write_due", killed)
        jobs.beat()
    assert Notice.objects.count() == 0
    Look.objects.update(leased_until=timezone.now())  # the time of who was killed is up
    jobs.beat()
    assert Notice.objects.count() == 2


def test_a_job_whose_worker_was_killed_runs_again_and_sends_no_second_letter(
    office: Office, mailoutbox: list[EmailMessage]
) -> None:
    two_letters(office, timezone.now())
    queue.soon("notices.jobs.post_daily_letters")
    [(row, _)] = get_broker().dequeue()
    jobs.post_daily_letters()  # done, but the one who did it was killed before it could say so
    assert (len(mailoutbox), queue.work_off()) == (2, 0)
    OrmQ.objects.filter(pk=row).update(lock=timezone.now() - timedelta(seconds=1))  # its time is up
    assert queue.work_off() == 1
    assert (len(mailoutbox), OrmQ.objects.count(), Mail.objects.count()) == (2, 0, 2)


def test_a_job_that_fails_is_written_down_and_keeps_no_other_from_running(
    office: Office, mailoutbox: list[EmailMessage]
) -> None:
    two_letters(office, timezone.now())
    queue.soon("notices.jobs.is_no_job")
    queue.soon("notices.jobs.post_daily_letters")
    assert queue.work_off() == 2
    assert (Failure.objects.count(), len(mailoutbox), OrmQ.objects.count()) == (1, 2, 0)


def test_what_comes_round_is_written_once_and_keeps_its_time() -> None:
    queue.keep(jobs.regular(NOON))
    later = timezone.now() + timedelta(hours=3)
    Schedule.objects.filter(name="portal:nights").update(next_run=later)
    queue.keep(jobs.regular(NOON))
    assert sorted(Schedule.objects.values_list("name", flat=True)) == NAMES
    assert Schedule.objects.get(name="portal:nights").next_run == later


def test_what_was_declared_otherwise_is_corrected_and_what_is_gone_goes() -> None:
    queue.keep(jobs.regular(NOON))
    Schedule.objects.filter(name="portal:pulse").update(func="notices.jobs.of_old")
    Schedule.objects.filter(name="portal:nights").update(name="portal:of_old")
    queue.keep(jobs.regular(NOON))
    assert sorted(Schedule.objects.values_list("name", flat=True)) == NAMES
    assert Schedule.objects.get(name="portal:pulse").func == "notices.jobs.beat"


def test_signatures_go_before_everything_that_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    ran: list[str] = []
    for name in ("open_links", "nights", "look", "beat"):
        monkeypatch.setattr(jobs, name, lambda name=name: ran.append(name))

    def letters() -> None:
        ran.append("post_daily_letters")
        if len(ran) < 6:
            queue.soon("notices.jobs.sign_reports", Line.SIGNING)
            queue.again("notices.jobs.post_daily_letters", Line.LETTERS)

    monkeypatch.setattr(jobs, "post_daily_letters", letters)
    monkeypatch.setattr(jobs, "sign_reports", lambda: ran.append("sign_reports"))
    last_first = ("open_links", "post_daily_letters", "nights", "look", "beat", "sign_reports")
    for line, job in zip(reversed(Line), last_first, strict=True):
        queue.soon(f"notices.jobs.{job}", line)
    assert queue.work_off() == 8
    once = list(reversed(last_first))
    assert ran == [*once[:-1], "sign_reports", "post_daily_letters", "open_links"]


def test_a_worker_serves_the_lines_that_it_is_told_to(monkeypatch: pytest.MonkeyPatch) -> None:
    ran: list[str] = []
    monkeypatch.setattr(jobs, "beat", lambda: ran.append("beat"))
    monkeypatch.setattr(jobs, "sign_reports", lambda: ran.append("sign_reports"))
    queue.soon("notices.jobs.beat")
    queue.soon("notices.jobs.sign_reports", Line.SIGNING)
    assert [queue.work_off([Line.SIGNING]), *ran] == [1, "sign_reports"]
    assert [queue.work_off(), *ran] == [1, "sign_reports", "beat"]


def test_a_next_turn_is_asked_for_once_while_one_waits() -> None:
    for _ in range(3):
        queue.again("notices.jobs.look", Line.LOOKS)
    assert list(OrmQ.objects.values_list("key", flat=True)) == ["looks"]
    get_broker(Line.LOOKS).dequeue()  # a worker has it
    queue.again("notices.jobs.look", Line.LOOKS)
    assert OrmQ.objects.count() == 2


def test_a_job_that_comes_round_waits_in_its_line() -> None:
    queue.keep(jobs.regular(timezone.now() - timedelta(hours=3)))  # django-q2 counts each minute missed since then
    scheduler(broker=get_broker())
    assert sorted(OrmQ.objects.values_list("key", flat=True)) == ["nights", "portal", "portal", "signing", "signing"]


def test_a_worker_that_is_told_to_end_begins_no_other_job(monkeypatch: pytest.MonkeyPatch) -> None:
    ran: list[str] = []
    monkeypatch.setattr(jobs, "beat", lambda: ran.append("beat"))
    for _ in range(3):
        queue.soon("notices.jobs.beat")
    assert (queue.work_off(stops=lambda: len(ran) == 2), OrmQ.objects.count()) == (2, 1)


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
    assert len(asked) == QUIET


def test_a_job_that_nobody_can_read_keeps_no_other_from_running(monkeypatch: pytest.MonkeyPatch) -> None:
    ran: list[str] = []
    monkeypatch.setattr(jobs, "beat", lambda: ran.append("beat"))
    queue.soon("notices.jobs.beat")
    OrmQ.objects.update(payload="signed:with:another:key")
    queue.soon("notices.jobs.beat")
    assert (queue.work_off(), ran, OrmQ.objects.count()) == (2, ["beat"], 0)
