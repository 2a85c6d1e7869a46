"""The two jobs of a night that are not divided: how long a signature waits for them where one worker does everything.

    .venv/bin/python -m benchmarks.nights.undivided [AGENCIES [EVENTS_OF_EACH [FILES]]]

Works on a database and in a folder of its own, on SQLite or, where DATABASE_URL names one, PostgreSQL. The log of that
many agencies is looked over, and that many old files in the folder, of which each is named, are swept; seconds of CPU
of the worker and of the database's process.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from benchmarks.own_portal import portal

_OLD = 86_400 * 7  # seconds: older than what the sweep leaves alone


def main(agencies: int = 300, events: int = 5000, files: int = 100_000) -> None:
    with portal("undivided"):
        from benchmarks import country  # noqa: PLC0415 - models can be imported once Django is set up

        country.load(country.Country(agencies, events=events))
        measure_both(files)


def measure_both(files: int) -> None:
    from django.db import connection  # noqa: PLC0415 - see above

    from audit.models import AuditHead  # noqa: PLC0415
    from benchmarks.nights.cost import measure  # noqa: PLC0415
    from files import store  # noqa: PLC0415
    from notices.nights import every  # noqa: PLC0415
    from reports.publication import sweeping  # noqa: PLC0415

    named = sweeping.named()
    number = _fill(store.folder(), islice(sorted(named), files))
    print(f"{connection.vendor}: {AuditHead.objects.get().seq:,} events, {len(named):,} names, {number:,} files")
    print(f"the log's check: {measure(every.check_log)}")
    print(f"the sweep:       {measure(every.sweep_files)}")
    left = sum(1 for _ in store.shelf().names())
    if left != number:
        raise SystemExit(f"{number - left} files that are named were swept")


def _fill(folder: Path, names: Iterator[str]) -> int:
    number = 0
    for name in names:
        path = folder / name[:2] / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
        then = path.stat().st_mtime - _OLD
        os.utime(path, (then, then))
        number += 1
    return number


if __name__ == "__main__":
    main(*(int(word) for word in sys.argv[1:4]))
