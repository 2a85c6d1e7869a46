"""How long a signature waits for the night's largest jobs where one worker does everything.

    .venv/bin/python -m benchmarks.nights.long_jobs [AGENCIES [EVENTS_OF_EACH [PHOTOGRAPHS]]]

Works on a database and in a folder of its own, on SQLite or, where DATABASE_URL names one, PostgreSQL. The log of that
many agencies is looked over in its turns. The sweep, which is one, looks at a folder in which each file that some row
names lies, and has lain for a week: those of the reports, and so many photographs of evidence with their small
pictures. Seconds of CPU of the worker and of the database's process.
"""

from __future__ import annotations

import hashlib
import os
import resource
import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from benchmarks.own_portal import portal

_OLD = 86_400 * 7  # seconds: older than what the sweep leaves alone


def main(agencies: int = 300, events: int = 5000, photographs: int = 54_000) -> None:
    with portal("long_jobs"):
        from benchmarks import country  # noqa: PLC0415 - models can be imported once Django is set up
        from benchmarks.country.copying import load  # noqa: PLC0415
        from evidence.models import Evidence  # noqa: PLC0415

        country.load(country.Country(agencies, events=events))
        load(Evidence, _evidence(photographs))
        measure_both()


def measure_both() -> None:
    from django.db import connection  # noqa: PLC0415 - see above
    from django.utils import timezone  # noqa: PLC0415

    from audit.models import AuditHead  # noqa: PLC0415
    from benchmarks.nights.cost import measure  # noqa: PLC0415
    from files import store  # noqa: PLC0415
    from notices.nights import every, turn  # noqa: PLC0415
    from reports.publication import sweeping  # noqa: PLC0415
    from thai.dates import local_day  # noqa: PLC0415

    number = _fill(store.folder(), sweeping.named())
    print(f"{connection.vendor}: {AuditHead.objects.get().seq:,} events, {number:,} files")
    night, now = every.NIGHTS[0], timezone.now()
    turn.declare(night.name, local_day(now).replace(year=2000))

    def one_turn() -> None:
        mine = turn.take(night.name, local_day(now), now)
        assert mine is not None
        (mine.end if night.job(mine) is every.Came.TO_THE_END else mine.leave)()

    log = measure(one_turn, lambda: turn.is_done(night.name, local_day(now)))
    print(f"the log's check: {log}; its longest turn {log.longest:.1f} s")
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(f"the sweep:       {measure(every.sweep_files)}", end="")
    print(f"; {(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024:.0f} MiB more than before it")
    if (left := sum(1 for _ in store.shelf().names())) != number:
        raise SystemExit(f"{number - left} files that are named were swept")


def _evidence(photographs: int) -> Iterator[Mapping[str, object]]:
    from django.utils import timezone  # noqa: PLC0415 - see above

    from accounts.models import User  # noqa: PLC0415
    from measures.models import Measure  # noqa: PLC0415

    measures = list(Measure.objects.order_by("pk").values_list("pk", flat=True))
    by, now = User.objects.earliest("pk").pk, timezone.now()
    for number in range(photographs):
        digest, small = (hashlib.sha256(f"{kind} {number}".encode()).hexdigest() for kind in ("large", "small"))
        yield {
            "id": number + 1,
            "measure_id": measures[number % len(measures)],
            "kind": "photograph",
            "caption": "ภาพกิจกรรม",
            "digest": digest,
            "thumbnail": small,
            "added_by_id": by,
            "added_at": now,
        }


def _fill(folder: Path, names: Iterable[str]) -> int:
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
