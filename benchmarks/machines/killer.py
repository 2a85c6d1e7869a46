"""Kills one machine after the other in the middle of its work, and begins it again."""

from __future__ import annotations

import random
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from django.utils import timezone

from accounts.models import KeyTold
from benchmarks.killing import Torn
from benchmarks.machines.people import PATIENCE
from notices import queue
from notices.models import Pulse
from notices.queue import Line
from reports.models import Signing
from tests.machines.machines import NAMES, WEB, Machines

_WORK = {"web-1": 15.0, "web-2": 15.0, "worker": 1.0, "signer": 120.0}  # seconds in which work is waited for
_AMID = {"web-1": 1.5, "web-2": 1.5, "worker": 2.0, "signer": 1.0}  # seconds after it began


@dataclass
class Killer:
    """`counted` says what each killed machine was at; each of the four dies once before any dies again."""

    machines: Machines
    chance: random.Random
    begun: dict[str, datetime]
    counted: Counter[str] = field(default_factory=Counter)
    _left: list[str] = field(default_factory=list)

    def kill(self) -> None:
        """One machine that is at work; the next takes its place, and the other of its kind stands meanwhile."""
        name = self._next()
        _wait(lambda: self.is_up(name), f"{name} does not come back")
        is_busy = self._await_work(name)
        time.sleep(self.chance.uniform(0, _AMID[name]))
        self.machines.kill(name)
        self.counted[f"{name} killed {'at work' if is_busy else 'idle'}"] += 1
        if name == "signer":
            self._let_its_lease_run_out()
        time.sleep(self.chance.uniform(0, 2))
        self.begun[name] = timezone.now()
        self.machines.start(name)

    def await_all(self) -> None:
        """Until all are at work again."""
        for name in NAMES:
            _wait(lambda name=name: self.is_up(name), f"{name} does not come back")  # type: ignore[misc]

    def is_up(self, name: str) -> bool:
        """Whether it has done something since it was begun last."""
        since = self.begun[name]
        if name in WEB:
            return self.machines.is_alive(name)
        if name == "worker":
            return Pulse.objects.filter(at__gt=since).exists()
        return KeyTold.objects.filter(slug="", at__gt=since).exists()

    def _next(self) -> str:
        """One of those that have not died in this round."""
        self._left = self._left or list(NAMES)
        _wait(lambda: any(map(self._may_die, self._left)), "the other web machine does not come back")
        name = self.chance.choice([each for each in self._left if self._may_die(each)])
        self._left.remove(name)
        return name

    def _may_die(self, name: str) -> bool:
        """Of two web machines one is left to answer."""
        return name not in WEB or all(self.machines.is_alive(each) for each in WEB)

    def _await_work(self, name: str) -> bool:
        end = time.monotonic() + _WORK[name]
        while time.monotonic() < end:
            if self._is_at_work(name):
                return True
            time.sleep(0.02)
        return False

    def _is_at_work(self, name: str) -> bool:
        if name in WEB:
            return self.machines.proxy is not None and self.machines.proxy.in_hand[name] > 0
        if name == "signer":
            return Signing.objects.filter(state=Signing.State.WORKING).exists()
        return True  # it looks at its queue each second

    def _let_its_lease_run_out(self) -> None:
        """As if the minutes had passed for which a killed signer's rounds are its own, and the next minute had come."""
        Signing.objects.filter(state=Signing.State.WORKING).update(leased_until=timezone.now())
        queue.soon("notices.jobs.sign_reports", Line.SIGNING)


def _wait(is_so: Callable[[], bool], what: str) -> None:
    end = time.monotonic() + PATIENCE
    while not is_so():
        if time.monotonic() > end:
            raise Torn(f"{what} in {PATIENCE} s")
        time.sleep(0.2)
