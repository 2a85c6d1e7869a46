"""A quiet night and a busy one, measured."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

from django.conf import settings
from django.db import connection
from django.utils import timezone

import clock
from accounts.models import Agency
from audit.models import AuditHead
from benchmarks.country import Country, noon
from benchmarks.figures import Figure, at_most
from benchmarks.goals import LETTERS, STATEMENTS, TURN
from benchmarks.nights.cost import Cost, measure
from benchmarks.nights.sink import Sink, sink
from measures.models import EDITABLE, Measure
from notices import jobs
from notices.mail import posting
from notices.models import Look, Mail, MailServer, Nightly, Notice, Pulse
from notices.nights import every, looks, turn
from notices.write_notices import write_due
from thai.dates import local_day

QUIET, BUSY = 400, 430  # days after the country's own: none of its days falls on these
EVERY = 20  # the agencies with news: one of so many
LOOKED = 100  # agencies by which a look at all of them is reckoned


def compare() -> None:
    """Both nights; raises SystemExit where a goal is missed."""
    if missed := [each.what for each in figures() if each.holds is False]:
        raise SystemExit("missed: " + ", ".join(missed))


def figures() -> list[Figure]:
    """Of both nights, on the configured database; prints more than they say."""
    connection.settings_dict["CONN_MAX_AGE"] = None  # its server's process is the one whose seconds are counted
    connection.close()
    print(f"{connection.vendor}, {Agency.objects.count():,} agencies")
    return [*_quiet(), *_busy()]


def _quiet() -> Iterator[Figure]:
    with _night(QUIET) as now:
        cost = measure(lambda: every.do_some(now), lambda: _is_over(now))
        _say("a night without news", cost)
        agencies = list(Agency.objects.order_by("pk")[:LOOKED])
        old = measure(lambda: [write_due(each, now=now) for each in agencies])
        old = old.times(Agency.objects.count() / len(agencies))
        _say("a look at every agency", old)
        print(f"  the night is {cost.cpu / old.cpu:.4f} of that; goal: at most {STATEMENTS} statements")
        yield at_most("statements of a night without news", STATEMENTS, cost.statements)


def _busy() -> Iterator[Figure]:
    chosen = list(Agency.objects.order_by("pk").values_list("pk", flat=True))[::EVERY]
    with _night(BUSY) as now, _mail() as server:
        rows = Measure.objects.filter(plan__agency__in=chosen, plan__year=Country(1).last_year, state__in=EDITABLE)
        rows.filter(position__lt=3).update(due_on=local_day(now) + timedelta(days=3))
        night = measure(lambda: _turn(now), lambda: _is_over(now))
        _say(f"a night with news in {len(chosen):,} agencies", night)
        post = measure(jobs.post_daily_letters, lambda: not posting.are_waiting(now, daily=True))
        taken, calls = server.taken(), server.calls()
        number = len(taken)
        _say(f"posting {number:,} letters", post)
        print(f"  {post.statements / number:.2f} statements a letter, {number / calls:.0f} letters a connection")
        longest = max(night.longest, post.longest)
        print(f"  the longest turn took {longest:.1f} s of CPU; goals: {LETTERS} letters, {TURN:.0f} s")
        most = min(number, LETTERS)
        yield Figure("letters over a connection", f"at least {most}", f"{number / calls:.0f}", number / calls >= most)
        yield at_most("seconds of CPU of the longest turn", TURN, longest)
        once = number == Mail.objects.count() and max(taken.values()) == 1
        yield Figure("letters, each once", f"{Mail.objects.count():,}", f"{number:,}", once)


def _turn(now: datetime) -> None:
    every.do_some(now)
    looks.look(seconds=every.SECONDS, at=timezone.now())


def _is_over(now: datetime) -> bool:
    return turn.is_done("letters", local_day(now))


def _say(what: str, cost: Cost) -> None:
    print(f"{what + ':':<40} {cost}")


@contextmanager
def _mail() -> Iterator[Sink]:
    with sink() as server:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
        yield server


@contextmanager
def _night(days: int) -> Iterator[datetime]:
    """A morning so many days later, on which nobody was told anything yet, and nothing but the letters is left."""
    now = noon(Country(1).today + timedelta(days=days))
    for model in (Notice, Mail, MailServer, Look, Nightly, Pulse):
        model._default_manager.all().delete()
    Pulse.objects.create(at=now, seq=AuditHead.objects.get().seq)
    for night in every.NIGHTS:
        is_other = night.name in ("log", "sweep")
        Nightly.objects.create(name=night.name, done_for=local_day(now) - timedelta(days=0 if is_other else 1))
    with clock.set_to(now):
        yield now
