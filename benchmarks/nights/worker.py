"""A worker as `run_worker` keeps one, for whom each night's hour has come and whoever was killed is followed soon."""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import time, timedelta
from functools import partial
from multiprocessing.connection import Connection
from unittest import mock

from django_q.conf import Conf

from notices import jobs, queue
from notices.mail import posting
from notices.nights import every, looks, turn
from reports.signing import claim

SOON = timedelta(seconds=20)  # instead of five, fifteen minutes: kills come every few seconds


def work(way: Connection) -> None:
    """Says that it is ready, and works off what there is until it is killed."""
    at_once = tuple(replace(night, at=time(0)) for night in every.NIGHTS)
    with (
        mock.patch.object(every, "NIGHTS", at_once),
        mock.patch.object(posting, "PATIENCE", SOON),
        mock.patch.object(looks, "_HELD", SOON),
        mock.patch.object(turn, "LEASE", SOON),
        mock.patch.object(claim, "lease", lambda: SOON),
        mock.patch.object(claim, "MOST_DEATHS", 10**6),  # else a report is given up after a dozen kills
        mock.patch.object(Conf, "RETRY", SOON.total_seconds()),
        mock.patch.object(queue, "_ROUND", 1.0),
    ):
        way.send("ready")
        own = queue.lines()
        queue.work(partial(jobs.begin, own), own, beside=os.getppid())
