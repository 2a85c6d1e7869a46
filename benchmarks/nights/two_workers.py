"""Two workers that are killed and begun anew, what they have to do meanwhile, and what must be true at the end."""

from __future__ import annotations

import os
import random
import time
import urllib.parse
from datetime import timedelta
from unittest import mock

from django.db import connection, connections
from django.utils import timezone
from django_q.models import OrmQ

from accounts.models import Agency, Membership, User
from accounts.permissions import Role
from audit.models import AuditCheck, AuditEvent
from audit.verify import verify
from benchmarks.begun import Begun, read_portal
from benchmarks.killing import an_agency
from benchmarks.nights import worker
from benchmarks.nights.sink import Sink, sink
from benchmarks.signing import hold
from measures.models import Measure, Plan
from measures.services.decision import decide
from notices import due
from notices.models import Look, Mail, Nightly, Notice, Pulse
from notices.nights import every
from notices.queue import Line, soon
from reports.models import Edition, Signing
from reports.review import decision, submission
from tests.pades.signings import frozen
from thai.dates import local_day

REPORTS = 12
PEOPLE = 300  # who have something to hear in the morning
_PATIENCE = 240  # seconds for what is left when nobody is killed any more


class Broken(SystemExit):
    """Something was done twice, or not at all."""


class Workers:
    """Two processes, each begun anew when it was killed."""

    def __init__(self) -> None:
        self._running = [Begun(worker.work), Begun(worker.work)]

    def kill(self, number: int, seconds: float) -> None:
        """One of them, wherever it is so many seconds after it began to work; another takes its place."""
        if not self._running[number].is_ready():
            raise Broken("a worker ended by itself")
        time.sleep(seconds)
        self.require_running()
        self._running[number].kill()
        self._running[number] = Begun(worker.work)

    def require_running(self) -> None:
        """Raises Broken where one ended by itself."""
        if not all(each.is_running for each in self._running):
            raise Broken("a worker ended by itself")

    def end(self) -> None:
        for each in self._running:
            each.kill()


def kill(kills: int, seed: int) -> None:
    """All of it; raises Broken at a finding, and prints what was counted."""
    chance = random.Random(seed)
    editions = [_approved(number) for number in range(REPORTS)]
    _news(editions[0].agency)
    every.declare(timezone.now())
    Nightly.objects.update(done_for=local_day(timezone.now()) - timedelta(days=1))
    with sink(delay=0.05) as server:  # else all letters were out before the first kill
        read_portal(_environment(server), worker.__name__)
        workers = Workers()
        try:
            for number in range(kills):
                _hand_in(editions[number % REPORTS])
                workers.kill(number % 2, chance.uniform(0, 3))
            _wait_until_done(workers)
        finally:
            workers.end()
        again = _look_at_letters(server, kills)
    _look_at_reports(editions)
    letters, checks = Mail.objects.count(), AuditCheck.objects.count()
    print(
        f"{connection.vendor}: {kills} kills, seed {seed}: {REPORTS} reports signed once each, {letters} letters came"
    )
    print(f"  {again} of them twice, under one Message-ID; {checks} checks of the log were kept; nothing is lost")


def _environment(server: Sink) -> dict[str, str]:
    name = str(connection.settings_dict["NAME"])
    place = urllib.parse.urlsplit(os.environ["DATABASE_URL"])
    address = place._replace(path=f"/{name}").geturl() if connection.vendor == "postgresql" else f"sqlite:///{name}"
    return {"DATABASE_URL": address, "EMAIL_URL": f"smtp://127.0.0.1:{server.port}"}


def _approved(number: int) -> Edition:
    """A report that waits to be signed, of an agency with one more year whose measures are handed in meanwhile."""
    an_agency(number)
    edition = Edition.objects.in_full().get(report__plan__agency__name=f"อบต.ทดสอบ {number}")
    plan = edition.report.plan
    submitter, approver = (User.objects.get(username=f"{name}{number}") for name in ("mana", "somsak"))
    User.objects.filter(pk__in=[submitter.pk, approver.pk]).update(email="people@mail.example")
    with mock.patch("paper.press.press.to_be_signed", lambda *report: (frozen(), [b"\x89PNG a picture"])):
        now, seen = timezone.now(), submission.prepare(plan).digest
        words = submission.DECLARATION
        made = submission.submit(plan=plan, seen=seen, declaration=words, by=submitter, now=now, comment="")
        words = decision.DECLARATION
        decision.approve(round=made, seen=made.pdf_digest, declaration=words, by=approver, now=now, comment="")
    soon("notices.jobs.sign_reports", Line.SIGNING)
    return edition


def _news(agency: Agency) -> None:
    """Many people of one agency, each with something to hear that the morning's letter tells."""
    users = [User(username=f"u{n}", name=f"นาย{n}", email=f"u{n}@mail.example") for n in range(PEOPLE)]
    User.objects.bulk_create(users)
    Membership.objects.bulk_create(Membership(user=user, agency=agency, role=Role.COORDINATOR) for user in users)


def _hand_in(edition: Edition) -> None:
    """Somebody hands a measure in: the coordinators are to hear of it."""
    plan = edition.report.plan
    later, _ = Plan.objects.get_or_create(agency=plan.agency, year=plan.year + 1, defaults={"assessed_year": plan.year})
    measure = Measure.objects.create(plan=later, code="E13", code_as_written="E13", tool="EIT", question="คำถาม")
    measure.actions.create(position=0, text="ทำแล้ว")
    measure.outcomes.create(position=0, text="ดีขึ้น")
    by = plan.agency.memberships.filter(role=Role.COORDINATOR).earliest("pk").user
    decide(measure=measure, move="hand_in", by=by, now=timezone.now(), comment="")


def _wait_until_done(workers: Workers) -> None:
    end = time.monotonic() + _PATIENCE
    while left := _what_is_left():
        workers.require_running()
        if time.monotonic() > end:
            stuck = Signing.objects.exclude(state=Signing.State.DONE)
            said = list(stuck.values_list("state", "tries", "reason", "next_at", "leased_until"))
            raise Broken(f"after {_PATIENCE} s there is left: {left}; {said}")
        time.sleep(1)
        connections.close_all()


def _what_is_left() -> str:
    day = local_day(timezone.now())
    left = {
        "reports to sign": Edition.objects.exclude(state="signed").count(),
        "nights": Nightly.objects.filter(done_for__lt=day).count(),
        "looks": Look.objects.count(),
        "letters": Mail.objects.filter(sent_at=None).count(),
        "events": AuditEvent.objects.filter(seq__gt=_heard()).count(),
    }
    return ", ".join(f"{number} {what}" for what, number in left.items() if number)


def _heard() -> int:
    """The last event that some worker heard of."""
    pulse = Pulse.objects.first()
    return 0 if pulse is None else pulse.seq


def _look_at_letters(server: Sink, kills: int) -> int:
    """Each came, and was repeated by who was killed in the middle of it alone; how many came twice."""
    taken, mails = server.taken(), Mail.objects.count()
    again = sum(taken.values()) - len(taken)
    if len(taken) != mails or again > kills:
        raise Broken(f"{mails} letters, {len(taken)} came, {again} of them again after {kills} kills")
    day = f"digest:{local_day(timezone.now()):%Y-%m-%d}"
    if Mail.objects.filter(key=day).count() < PEOPLE:
        raise Broken(f"{Mail.objects.filter(key=day).count()} of {PEOPLE} people have the day's letter")
    return again


def _look_at_reports(editions: list[Edition]) -> None:
    now = timezone.now()
    for edition in editions:
        events = AuditEvent.objects.filter(subject=edition.subject, action="edition.sign").count()
        row = Signing.objects.get(round__edition=edition)
        if events != 1 or row.state != Signing.State.DONE:
            raise Broken(f"edition {edition.pk}: {events} events, {row.state}")
        hold(row, now)
    verdict = verify()
    if not verdict.whole:
        raise Broken(f"the log: {verdict.findings}")
    today = local_day(now)
    for agency in Agency.objects.all():
        known = set(Notice.objects.filter(agency=agency).values_list("user", "key"))
        missing = {(each.user, each.key) for each in due.of_agency(agency, today)} - known
        if missing:
            raise Broken(f"agency {agency.pk}: nobody told {sorted(missing)[:5]}")
    if OrmQ.objects.filter(lock__gt=now + timedelta(minutes=1)).exists():
        raise Broken("a job is locked for longer than anybody works")
