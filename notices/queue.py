"""The queue of work behind the pages, in the portal's own database: the one module that knows django-q2.

A job is a function named by its path, without a result that anyone waits for. It may run twice: whoever is killed in
the middle of one leaves it to be run again. So jobs only do what is still to be done.

Jobs stand in lines, and the first line in which one waits is served after each job: a job that takes long keeps
signatures waiting until it ends, and so does its work in short turns, asking for the next one itself (`again`).
"""

from __future__ import annotations

import faulthandler
import logging
import os
import queue
import time
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import partial
from multiprocessing import Value
from pathlib import Path
from pickle import UnpicklingError

from django.conf import settings
from django.core.signing import BadSignature
from django.db import DatabaseError, close_old_connections
from django.utils import timezone
from django_q.brokers import get_broker
from django_q.conf import Conf
from django_q.models import OrmQ, Schedule
from django_q.scheduler import scheduler
from django_q.signing import SignedPackage
from django_q.tasks import async_task

from files import disk
from forked.keeping import ToldToEnd

log = logging.getLogger(__name__)
_UNREADABLE = (BadSignature, UnpicklingError, AttributeError, ImportError)
_MOST = 1000  # jobs in one round: what they leave behind waits for the next
_ROUND = 20.0  # seconds between looks at what comes round, at most once a minute
_HANGS = 4 * Conf.TIMEOUT  # seconds for a round: one job that takes its full time leaves room for the others


class Line(StrEnum):
    """Where jobs wait, in the order in which workers serve them; each is a cluster's name to django-q2."""

    SIGNING = "signing"  # what only a machine with the keys can do
    PORTAL = "portal"
    LOOKS = "looks"
    NIGHTS = "nights"
    LETTERS = "letters"
    LINKS = "links"


def lines(*, only: Line | None = None, but: Line | None = None) -> tuple[Line, ...]:
    """The lines that a worker on this machine serves: without keys it never signs."""
    able = [each for each in Line if each is not Line.SIGNING or not settings.SIGNING_ELSEWHERE]
    return tuple(each for each in able if only in (None, each) and each is not but)


@dataclass(frozen=True)
class Regular:
    """A job that comes round: every so many minutes, or daily where `minutes` is None, from `first` on."""

    name: str
    job: str
    first: datetime
    minutes: int | None = None
    line: Line = Line.PORTAL


def soon(job: str, line: Line = Line.PORTAL, *, after: int | None = None) -> None:
    """Asks the worker for a job, in the caller's transaction: with it the errand stands or falls.

    `after` is the place to which an earlier turn of a job came that knows such a thing.
    """
    async_task(
        job, *(() if after is None else (after,)), cluster=str(line)
    )  # plain text: what waits is read by whatever version comes next


def again(job: str, line: Line) -> None:
    """Asks for a job's next turn, unless one waits in its line already: as many are at it as workers are free."""
    if not OrmQ.objects.filter(key=line, lock__lte=timezone.now()).exists():
        soon(job, line)


def keep(regular: Iterable[Regular]) -> None:
    """Writes the jobs that come round where they are missing or were declared otherwise; others of ours go."""
    wanted = {each.name: each for each in regular}
    stored = {row.name: row for row in Schedule.objects.filter(name__startswith="portal:")}
    for name, each in wanted.items():
        kind = Schedule.DAILY if each.minutes is None else Schedule.MINUTES
        options = str({"q_options": {"cluster": str(each.line)}})
        facts = {"func": each.job, "schedule_type": kind, "minutes": each.minutes, "kwargs": options}
        row = stored.pop(name, None)
        if row is None or any(getattr(row, field) != value for field, value in facts.items()):
            Schedule.objects.update_or_create(name=name, defaults={**facts, "next_run": each.first, "repeats": -1})
    Schedule.objects.filter(pk__in=[row.pk for row in stored.values()]).delete()


def _never() -> bool:
    return False


def work_off(own: Collection[Line] | None = None, stops: Callable[[], bool] = _never) -> int:
    """Runs the jobs that wait in these lines or have come round, here, one after the other; returns how many.

    `stops` is asked after each whether to leave the others. A job that fails is logged and written down; the others go
    on.
    """
    scheduler(broker=get_broker())
    return _work_off_waiting(lines() if own is None else own, stops)


def work_off_all() -> int:
    """Until nothing waits any more; returns how many jobs ran."""
    done = ran = work_off()
    while ran and done < _MOST:
        ran = work_off()
        done += ran
    return done


def _work_off_waiting(own: Collection[Line], stops: Callable[[], bool]) -> int:
    """For as long as until the next look at what comes round; after each job `stops` is asked."""
    end, done = time.monotonic() + _ROUND, 0
    while time.monotonic() < end and not stops() and (line := _next_line(own)) is not None:
        for row, package in get_broker(line).dequeue() or ():
            _open_and_run(row, package)
            done += 1
    return done


def _next_line(own: Collection[Line]) -> Line | None:
    """The first line in which a job waits."""
    waiting = OrmQ.objects.filter(key__in=list(own), lock__lt=timezone.now()).values_list("key", flat=True)
    keys = set(waiting.distinct())
    return next((line for line in Line if line in keys), None)


def _open_and_run(row: int, package: str) -> None:
    """One job, or a line in the log: what was signed with another SECRET_KEY, or names what is gone, is thrown away."""
    try:
        task = SignedPackage.loads(package)
    except _UNREADABLE:
        log.exception("a job of another installation or version is taken out of the queue")
        get_broker().fail(row)
    else:
        _run(task | {"ack_id": row})


def _run(task: dict[str, object]) -> None:
    """One job's way through django-q2's own worker and monitor, without their processes."""
    from django_q.monitor import monitor  # noqa: PLC0415 - loaded where jobs are run, not by who asks for them
    from django_q.worker import worker  # noqa: PLC0415 - as above

    tasks: queue.Queue[object] = queue.Queue()
    results: queue.Queue[object] = queue.Queue()
    for each in (task, "STOP"):
        tasks.put(each)
    worker(tasks, results, Value("f", -1))
    results.put("STOP")
    monitor(results)


def work(begin: Callable[[], None], own: Collection[Line], *, beside: int) -> None:
    """Begins, then works off what waits and what comes round, until told to stop or until the process started beside
    is gone.

    All in this one process, not in django-q2's cluster of them: there a worker that is killed while it waits takes the
    lock of the queue with it, and the next one waits for ever. A job that hangs where no signal reaches it, in a
    device's module, ends the process; whoever started it begins another.
    """
    told_to_end, again_at, rounds = ToldToEnd(), time.monotonic(), Rounds(begin)
    while not told_to_end and os.getppid() == beside:
        faulthandler.dump_traceback_later(_HANGS, exit=True)
        comes_round = time.monotonic() >= again_at  # not each second, for it locks the database
        if comes_round:
            again_at = time.monotonic() + _ROUND
        rounds.make(partial(work_off if comes_round else _work_off_waiting, own, partial(bool, told_to_end)))
        faulthandler.cancel_dump_traceback_later()
        close_old_connections()
        time.sleep(Conf.POLL)


class Rounds:
    """One round of work after the other. A disk that takes nothing or a database that is away ends no worker: what is
    in the way is logged once, and work goes on when it is over.
    """

    def __init__(self, begin: Callable[[], None]) -> None:
        self._begin, self._has_begun, self._trouble = begin, False, ""

    def make(self, work: Callable[[], int]) -> None:
        """Does one round's work, after what comes first if that is still to be done."""
        trouble = _trouble()
        if not trouble:
            try:
                self._do(work)
            except (DatabaseError, OSError) as error:
                trouble = " ".join(str(error).split())
        if trouble and trouble != self._trouble:
            log.error("the worker waits: %s", trouble)
        elif self._trouble and not trouble:
            log.warning("the worker goes on")
        self._trouble = trouble

    def _do(self, work: Callable[[], int]) -> None:
        if not self._has_begun:
            self._begin()
            self._has_begun = True
        work()


def _trouble() -> str:
    """What keeps anybody from writing, as far as one can see without trying."""
    found = disk.state(Path(settings.DATA_DIR))
    return "" if found is disk.Disk.OK else f"the disk of DATA_DIR is {found}"
