"""What happens in the middle: a machine is killed and begun again, PostgreSQL is restarted twice."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from threading import Thread

from benchmarks.goals import RECOVERY
from benchmarks.load.portal.machines import Machines, readiness
from benchmarks.own_postgresql import Server


@dataclass(frozen=True)
class Disturbed:
    """From when to when requests may fail."""

    what: str
    begun: float
    over: float

    @property
    def seconds(self) -> float:
        return self.over - self.begun

    def covers(self, moment: float, answered: float) -> bool:
        """Whether a request that was under way from one moment to the other may have met it."""
        return moment <= self.over and answered >= self.begun


class Disturbances(Thread):
    """Three, each at its part of the time that people are there."""

    def __init__(self, machines: Machines, server: Server, seconds: float) -> None:
        super().__init__()
        self._machines, self._server, self._seconds = machines, server, seconds
        self.found: list[Disturbed] = []

    def run(self) -> None:
        acts: list[tuple[str, Callable[[], None]]] = [
            ("a web machine killed and begun again", self._kill),
            ("PostgreSQL restarted", lambda: self._server.control("restart", "-m", "fast")),
            ("PostgreSQL killed and begun again", lambda: self._server.control("restart", "-m", "immediate")),
        ]
        for what, act in acts:
            time.sleep(self._seconds / (len(acts) + 1))
            begun = time.time()
            act()
            self._wait()
            self.found.append(Disturbed(what, begun, time.time()))

    def _kill(self) -> None:
        machine = self._machines.web[0]
        machine.kill()
        machine.start()

    def _wait(self) -> None:
        """Until both machines say, twice each, that they can serve; nobody but they themselves does anything for it."""
        end, well = time.monotonic() + 4 * RECOVERY, 0
        while well < 2 and time.monotonic() < end:
            well = well + 1 if all(readiness(each.url) for each in self._machines.web) else 0
            time.sleep(0.2)
