"""Audit events a second on the configured database, as a ratio to bare inserts in the same run; and checking them.

    DEBUG=1 .venv/bin/python -m benchmarks.audit [SECONDS]

Works in a test database beside the configured one, made and dropped by the run. Each write is a transaction of its
own. Bare inserts go into a table of the same columns with a key and nothing else. The two take turns of one second,
so that what else the machine does falls on both.
"""

import os
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import django
from django.conf import settings
from django.db import connection, transaction

from benchmarks.own_portal import database

WRITERS = (1, 8)
CREATE_BARE = """CREATE TABLE bare_event (seq {serial} PRIMARY KEY, at varchar(40), agency bigint, actor bigint,
    action varchar(64), subject varchar(200), data text, prev varchar(64), hash varchar(64))"""
INSERT_BARE = """INSERT INTO bare_event (at, agency, actor, action, subject, data, prev, hash)
    VALUES (%s, %s, %s, %s, %s, %s, %s, %s)"""
BARE_ROW = ("2026-11-22T09:09:00.000000Z", 1, 7, "measure.change", "measure:12", '{"step":3}', 64 * "a", 64 * "b")
Write = Callable[[], object]


def main(seconds: float) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ita_portal.settings")
    django.setup()
    on_its_disk = tempfile.TemporaryDirectory(dir=settings.DATA_DIR)  # the disk that the portal writes to
    with on_its_disk as folder, database("audit", Path(folder)):
        compare(seconds)


def compare(seconds: float) -> None:
    from audit.verify import verify  # noqa: PLC0415 - models can be imported once Django is set up

    print(f"database: {connection.vendor}")
    with connection.cursor() as cursor:
        cursor.execute(CREATE_BARE.format(serial="integer" if connection.vendor == "sqlite" else "bigserial"))
    for writers in WRITERS:
        bare, events = in_turns(seconds, writers, insert_bare, record_one)
        print(f"{writers} writers: {bare:,.0f} bare inserts/s, {events:,.0f} events/s, ratio {events / bare:.2f}")
    start = time.perf_counter()
    verdict = verify()
    spent = time.perf_counter() - start
    print(f"verify: {verdict.events:,} events at {verdict.events / spent:,.0f} events/s, whole: {verdict.whole}")


def in_turns(seconds: float, writers: int, *writes: Write) -> list[float]:
    """Writes a second of each, in turns of a second after a turn that isn't counted."""
    counts = [0] * len(writes)
    for write in writes:
        turn(0.2, writers, write)
    turns = max(1, round(seconds))
    for _ in range(turns):
        for index, write in enumerate(writes):
            counts[index] += turn(1.0, writers, write)
    return [count / turns for count in counts]


def turn(seconds: float, writers: int, write: Write) -> int:
    """How many writes that many threads finished; each has its own connection, opened before the clock starts."""
    done: list[int] = []
    ready = threading.Barrier(writers)

    def run() -> None:
        try:
            connection.ensure_connection()
            ready.wait()
            end, count = time.perf_counter() + seconds, 0
            while time.perf_counter() < end:
                write()
                count += 1
            done.append(count)
        finally:
            connection.close()

    threads = [threading.Thread(target=run) for _ in range(writers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if len(done) != writers:
        raise SystemExit("a writer failed: no figure")
    return sum(done)


def insert_bare() -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(INSERT_BARE, BARE_ROW)


def record_one() -> None:
    from audit.chain import record  # noqa: PLC0415 - models can be imported once Django is set up

    with transaction.atomic():
        record("measure.change", actor=7, agency=1, subject="measure:12", data={"step": 3})


if __name__ == "__main__":
    with suppress(KeyboardInterrupt):
        main(float(sys.argv[1]) if len(sys.argv) > 1 else 5)
