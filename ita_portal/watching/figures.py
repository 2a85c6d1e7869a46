"""What is counted in this installation, for Prometheus: by the processes of a machine, and by the database for all.

Loaded only where METRICS_TOKEN or METRICS_ADDRESSES is set. The processes of a machine share their counts in the folder
of PROMETHEUS_MULTIPROC_DIR, which script/server makes; without it each process counts for itself.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import datetime

from django.db.models import Count, Min
from django.utils import timezone
from django_q.models import OrmQ
from prometheus_client import REGISTRY, CollectorRegistry, Histogram, generate_latest, multiprocess
from prometheus_client.metrics_core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from accounts.models import KeyTold
from audit.models import AuditCheck
from clock import measured
from ita_portal.watching.requests import REQUEST
from notices.models import Mail, Pulse
from notices.queue import Line
from reports.models import Signing

_QUICK = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)
_SLOW = (0.25, 0.5, 1, 2.5, 5, 10, 20, 40, 80, 160)
_REQUESTS = Histogram(
    "portal_request_seconds", "Requests by view and class of status", ["view", "status"], buckets=_QUICK
)
_WORK = Histogram(
    "portal_work_seconds", "Pieces of work: paper_pdf and the like, signature, letters", ["work"], buckets=_SLOW
)


def begin() -> None:
    """Counts from now on."""
    if watch not in measured.watchers:
        measured.watchers.append(watch)


def watch(work: str, seconds: float) -> None:
    """Counts one piece of work."""
    kind, _, rest = work.partition(" ")
    if kind == REQUEST:
        view, _, status = rest.rpartition(" ")
        _REQUESTS.labels(view, status).observe(seconds)
    else:
        _WORK.labels(work).observe(seconds)


def text() -> bytes:
    """All figures in Prometheus's own format."""
    registry = CollectorRegistry()
    if "PROMETHEUS_MULTIPROC_DIR" in os.environ:
        multiprocess.MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
        return generate_latest(registry) + generate_latest(_of_database())
    return generate_latest(REGISTRY) + generate_latest(_of_database())


def _of_database() -> CollectorRegistry:
    registry = CollectorRegistry()
    registry.register(_Stored())
    return registry


class _Stored(Collector):
    """What the database tells, the same on each machine: eight queries."""

    def collect(self) -> Iterator[Metric]:
        now = timezone.now()
        yield from _queue(now)
        yield from _signing(now)
        waiting = Mail.objects.waiting(now).count()
        yield GaugeMetricFamily("portal_letters_waiting", "Letters that can be sent now", value=waiting)
        yield from _ages(now)


def _queue(now: datetime) -> Iterator[Metric]:
    ready = OrmQ.objects.filter(lock__lte=now).values_list("key").annotate(jobs=Count("pk"), oldest=Min("lock"))
    found = {key: (jobs, oldest) for key, jobs, oldest in ready}
    depth = GaugeMetricFamily("portal_queue_jobs", "Jobs that wait, by line", labels=["line"])
    age = GaugeMetricFamily("portal_queue_age_seconds", "How long the first of them waits", labels=["line"])
    for line in Line:
        jobs, oldest = found.get(str(line), (0, now))
        depth.add_metric([str(line)], jobs)
        age.add_metric([str(line)], (now - oldest).total_seconds())
    yield from (depth, age)


def _signing(now: datetime) -> Iterator[Metric]:
    counts = dict(Signing.objects.values_list("state").annotate(rounds=Count("pk")))
    found = GaugeMetricFamily("portal_signings", "Approved rounds by how far their signature is", labels=["state"])
    for state in Signing.State:
        found.add_metric([str(state)], counts.get(state, 0))
    yield found


def _ages(now: datetime) -> Iterator[Metric]:
    """Whatever never happened has no figure."""
    pulse = Pulse.objects.values_list("at", flat=True).first()
    signer = KeyTold.objects.filter(slug="").values_list("at", flat=True).first()
    check = AuditCheck.objects.order_by("-pk").first()
    for name, said, at in (
        ("portal_worker_age_seconds", "Since a worker gave a sign of life", pulse),
        ("portal_signer_age_seconds", "Since the machine with the keys looked at them", signer),
        ("portal_log_check_age_seconds", "Since the event log was looked over", check.at if check else None),
    ):
        if at is not None:
            yield GaugeMetricFamily(name, said, value=(now - at).total_seconds())
    if check is not None:
        yield GaugeMetricFamily("portal_log_faults", "What the last look over the event log found", value=check.faults)
