"""What a piece of work costs: statements, CPU here and in the database, and its longest turn."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from django.db import connection

_TICKS = os.sysconf("SC_CLK_TCK")


@dataclass
class Cost:
    """`own` and `database` are seconds of CPU, `longest` those of the turn that took most."""

    statements: int = 0
    own: float = 0.0
    database: float = 0.0
    longest: float = 0.0

    @property
    def cpu(self) -> float:
        """Here and there."""
        return self.own + self.database

    def times(self, number: float) -> Cost:
        """So many times as much."""
        return Cost(round(self.statements * number), self.own * number, self.database * number, self.longest)

    def __str__(self) -> str:
        return f"{self.statements:>9,} statements, {self.own:7.2f} s of CPU here, {self.database:6.2f} s in its server"


def measure(turn: Callable[[], object], is_done: Callable[[], bool] = lambda: True) -> Cost:
    """Takes turns until it is done; the questions whether it is are not counted."""
    found, backend = Cost(), _backend()
    while True:
        with connection.execute_wrapper(_counting(found)):
            own, database = time.process_time(), _cpu_of(backend)
            turn()
            spent = time.process_time() - own, _cpu_of(backend) - database
        found.own, found.database = found.own + spent[0], found.database + spent[1]
        found.longest = max(found.longest, sum(spent))
        if is_done():
            return found


def _counting(found: Cost) -> Callable[..., object]:
    def count(execute: Callable[..., object], *said: object) -> object:
        found.statements += 1
        return execute(*said)

    return count


def _backend() -> int | None:
    """The process that works for this connection, where that is one of this machine."""
    if connection.vendor != "postgresql":
        return None
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        return int(cursor.fetchone()[0])


def _cpu_of(process: int | None) -> float:
    if process is None:
        return 0.0  # SQLite works in this one
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / _TICKS
