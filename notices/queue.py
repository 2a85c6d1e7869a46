"""The queue of work behind the pages, in the portal's own database: the one module that knows django-q2.

A job is a function named by its path, without a result that anyone waits for. It may run twice: whoever is killed in
the middle of one leaves it to be run again. So jobs only do what is still to be done.
"""

from __future__ import annotations

import faulthandler
import logging
import os
import queue
import signal
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import partial
from multiprocessing import Value
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, close_old_connections
from django.utils import timezone
from django_q.brokers import get_broker
from django_q.conf import Conf
from django_q.models import OrmQ, Schedule
from django_q.monitor import monitor
from django_q.scheduler import scheduler
from django_q.signing import SignedPackage
from django_q.tasks import async_task
from django_q.worker import worker

from files import disk

log = logging.getLogger(__name__)
_MOST = 1000  # jobs in one round: what they leave behind waits for the next
_ROUND = 20.0  # seconds between looks at what comes round, at most once a minute
_HANGS = 4 * Conf.TIMEOUT  # seconds for a round: one job that takes its full time leaves room for the others


class Lane(StrEnum):
    """Where a job waits: a worker works off the lanes that it was told to, in this order."""

    SIGNING = "signing"  # what only the machine with the keys can do
    ORDINARY = Conf.CLUSTER_NAME


def lanes(*, only: Lane | None = None, but: Lane | None = None) -> tuple[Lane, ...]:
    """The lanes of a worker on this machine: without keys it never signs."""
    able = [each for each in Lane if each is not Lane.SIGNING or not settings.SIGNING_ELSEWHERE]
    return tuple(each for each in able if only in (None, each) and each is not but)


@dataclass(frozen=True)
class Regular:
    """A job that comes round: every so many minutes, or daily where `minutes` is None, from `first` on."""

    name: str
    job: str
    first: datetime
    minutes: int | None = None
    lane: Lane = Lane.ORDINARY


def soon(job: str, lane: Lane = Lane.ORDINARY) -> None:
    """Asks the worker for a job, in the caller's transaction: with it the errand stands or falls."""
    async_task(job, cluster=str(lane))


def keep(regular: Iterable[Regular], own: tuple[Lane, ...] | None = None) -> None:
    """Writes the jobs of a worker's own lanes that come round where they are missing or were declared otherwise; others
    of ours in these lanes go.
    """
    own = lanes() if own is None else own
    wanted = {each.name: each for each in regular if each.lane in own}
    ours = Schedule.objects.filter(name__startswith="portal:")
    stored = {row.name: row for row in ours if (row.cluster or Lane.ORDINARY) in own or row.name in wanted}
    for name, each in wanted.items():
        kind = Schedule.DAILY if each.minutes is None else Schedule.MINUTES
        cluster = None if each.lane is Lane.ORDINARY else str(each.lane)
        facts = {"func": each.job, "schedule_type": kind, "minutes": each.minutes, "cluster": cluster}
        row = stored.pop(name, None)
        if row is None or any(getattr(row, field) != value for field, value in facts.items()):
            Schedule.objects.update_or_create(name=name, defaults={**facts, "next_run": each.first, "repeats": -1})
    Schedule.objects.filter(pk__in=[row.pk for row in stored.values()]).delete()


def work_off(own: tuple[Lane, ...] | None = None) -> int:
    """Runs all jobs of these lanes that wait or have come round, here, one after the other; returns how many.

    A job that fails is logged and written down; the others go on.
    """
    own = lanes() if own is None else own
    for lane in own:
        with _looking_at(lane):
            scheduler(broker=get_broker(lane))
    return _work_off_waiting(own)


@contextmanager
def _looking_at(lane: Lane) -> Iterator[None]:
    """django-q2 knows whose jobs come round by a name that is one for the process; a worker has but one thread."""
    before, Conf.CLUSTER_NAME = Conf.CLUSTER_NAME, str(lane)
    try:
        yield
    finally:
        Conf.CLUSTER_NAME = before


def _work_off_waiting(own: tuple[Lane, ...]) -> int:
    """After each job the first lane is looked at first: a signature waits for no letters but the one at hand."""
    done = 0
    while done < _MOST:
        waiting = set(
            OrmQ.objects.filter(lock__lt=timezone.now(), key__in=own).values_list("key", flat=True).distinct()
        )
        lane = next((each for each in own if each in waiting), None)
        if lane is None:
            break
        for row, package in get_broker(lane).dequeue() or ():
            _run(SignedPackage.loads(package) | {"ack_id": row})
            done += 1
    return done


def _run(task: dict[str, object]) -> None:
    """One job's way through django-q2's own worker and monitor, without their processes."""
    tasks: queue.Queue[object] = queue.Queue()
    results: queue.Queue[object] = queue.Queue()
    for each in (task, "STOP"):
        tasks.put(each)
    worker(tasks, results, Value("f", -1))
    results.put("STOP")
    monitor(results)


def work(begin: Callable[[], None], own: tuple[Lane, ...], *, beside: int) -> None:
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
        rounds.make(partial(work_off if comes_round else _work_off_waiting, own))
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


class ToldToEnd:
    """True once the process was told to end, by SIGTERM or Ctrl-C; what it does then is its own affair."""

    def __init__(self) -> None:
        self._told = False
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._hear)

    def _hear(self, *_: object) -> None:
        self._told = True

    def __bool__(self) -> bool:
        return self._told
