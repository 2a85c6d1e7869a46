"""The queue of work behind the pages, in the portal's own database: the one module that knows django-q2.

A job is a function named by its path, without a result that anyone waits for. It may run twice: whoever is killed in
the middle of one leaves it to be run again. So jobs only do what is still to be done.
"""

from __future__ import annotations

import os
import queue
import time
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from multiprocessing import Value

from django.utils import timezone
from django_q.brokers import get_broker
from django_q.cluster import Cluster
from django_q.models import OrmQ, Schedule
from django_q.monitor import monitor
from django_q.scheduler import scheduler
from django_q.signing import SignedPackage
from django_q.tasks import async_task
from django_q.worker import worker

_MOST = 1000  # jobs in one round: what they leave behind waits for the next


@dataclass(frozen=True)
class Regular:
    """A job that comes round: every so many minutes, or daily where `minutes` is None, from `first` on."""

    name: str
    job: str
    first: datetime
    minutes: int | None = None


def soon(job: str) -> None:
    """Asks the worker for a job, in the caller's transaction: with it the errand stands or falls."""
    async_task(job)


def keep(regular: Iterable[Regular]) -> None:
    """Writes the jobs that come round where they are missing or were declared otherwise; others of ours go."""
    wanted = {each.name: each for each in regular}
    stored = {row.name: row for row in Schedule.objects.filter(name__startswith="portal:")}
    for name, each in wanted.items():
        kind = Schedule.DAILY if each.minutes is None else Schedule.MINUTES
        facts = {"func": each.job, "schedule_type": kind, "minutes": each.minutes}
        row = stored.pop(name, None)
        if row is None or any(getattr(row, field) != value for field, value in facts.items()):
            Schedule.objects.update_or_create(name=name, defaults={**facts, "next_run": each.first, "repeats": -1})
    Schedule.objects.filter(pk__in=[row.pk for row in stored.values()]).delete()


def work_off() -> int:
    """Runs all jobs that wait or have come round, in this process, one after the other; returns how many.

    A job that fails is logged and written down; the others go on.
    """
    broker = get_broker()
    scheduler(broker=broker)
    done = 0
    while done < _MOST and OrmQ.objects.filter(lock__lt=timezone.now()).exists():
        for row, package in broker.dequeue() or ():
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


def work(*, beside: int) -> None:
    """Works until it is told to stop, or until the process that it was started beside is gone; in processes of its own.

    `beside` is the number of that process, which must be this one's parent.
    """
    cluster = Cluster()
    cluster.start()
    while cluster.sentinel.is_alive():
        if os.getppid() != beside:
            cluster.stop()
            return
        time.sleep(0.5)
