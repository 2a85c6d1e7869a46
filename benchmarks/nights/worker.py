"""A worker as `run_worker` keeps one, for whom each night's hour has come and whoever was killed is followed soon."""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import time, timedelta
from functools import partial
from unittest import mock

import django

SOON = timedelta(seconds=20)  # instead of five, fifteen minutes: kills come every few seconds


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ita_portal.settings")
    django.setup()
    from django_q.conf import Conf  # noqa: PLC0415 - models can be imported once Django is set up

    from notices import jobs, queue  # noqa: PLC0415
    from notices.mail import posting  # noqa: PLC0415
    from notices.nights import every, looks, turn  # noqa: PLC0415
    from reports.signing import claim  # noqa: PLC0415

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
        print("ready", flush=True)
        own = queue.lines()
        queue.work(partial(jobs.begin, own), own, beside=os.getppid())


if __name__ == "__main__":
    main()
