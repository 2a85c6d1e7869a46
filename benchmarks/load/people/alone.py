"""What each act costs when nobody else is there: requests, and seconds of the processor by what they were for."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from dataclasses import asdict
from typing import Any

from benchmarks.load.measured import Cost
from benchmarks.load.names import (
    APPROVE,
    BARE,
    CODE,
    FILE,
    LIST,
    PDF,
    PUBLISH,
    READ,
    SAVE,
    SEARCH,
    SIGN_IN,
    SUBMIT,
)
from benchmarks.load.people import acts
from benchmarks.load.people.browser import Browser
from benchmarks.load.people.desk import Desk
from benchmarks.load.portal import cpu

_QUIET = 5.0  # seconds in which is seen what the machines take while nothing is asked of them
_BARE_TIMES = 10  # times as often as others: one takes less than the clock's step


class Alone:
    """One person who thinks of nothing."""

    def __init__(self, desk: Desk, fresh: Callable[[], Browser]) -> None:
        self._desk, self._fresh = desk, fresh
        self._officer: Browser | None = None
        self._chance = random.Random(desk.world.seed)
        self._idle = self._spent_in(lambda: time.sleep(_QUIET))

    def costs(self, times: int) -> dict[str, dict[str, float]]:
        """Of each act, by its name; of those on reports where there are enough agencies to spare some."""
        found = {BARE: self._cost(BARE, _BARE_TIMES * times)}
        for name in (SIGN_IN, SAVE, LIST, SEARCH, READ, PDF, CODE, FILE):
            found[name] = self._cost(name, times)
        reports = min(times, len(self._desk.world.reports) // 4)
        if reports > 1:
            found |= {name: self._cost(name, reports - 1) for name in (SUBMIT, APPROVE, PUBLISH)}
        return {name: asdict(cost) for name, cost in found.items()}

    def _cost(self, name: str, times: int) -> Cost:
        act = self._acts()[name]
        act()  # the first has modules to load
        number, size, begun = self._desk.requests, self._desk.bytes, time.monotonic()
        spent = self._spent_in(lambda: self._repeat(name, act, times))
        idle, taken = self._idle, time.monotonic() - begun
        each = {key: max(0.0, seconds - idle[key] / _QUIET * taken) / times for key, seconds in spent.items()}
        requests, came = self._desk.requests - number, self._desk.bytes - size
        return Cost(requests / times, came / times, **each)

    def _repeat(self, name: str, act: Callable[[], object], times: int) -> None:
        """What the worker does of it comes a moment later."""
        for _ in range(times):
            act()
        if name in (SAVE, SUBMIT, APPROVE, PUBLISH):
            time.sleep(_QUIET)

    def _spent_in(self, act: Callable[[], Any]) -> dict[str, float]:
        before = cpu.spent(self._desk.world.processes)
        act()
        after = cpu.spent(self._desk.world.processes)
        return {key: after[key] - before[key] for key in before}

    def _save(self) -> None:
        slug, username, measures = self._desk.world.duties[0]
        if self._officer is None:
            self._officer = self._fresh()
            acts.sign_in(self._officer, self._desk, username)
        acts.save(self._officer, self._desk, slug, measures[0], _without_a_thought)

    def _acts(self) -> dict[str, Callable[[], object]]:
        desk, chance, username = self._desk, self._chance, self._desk.world.duties[0][1]
        return {
            BARE: lambda: acts.ask_for_nothing(self._fresh()),
            SIGN_IN: lambda: acts.sign_in(self._fresh(), desk, username),
            SAVE: self._save,
            SUBMIT: lambda: acts.submit(self._fresh(), desk, _some(desk.next_report()), _without_a_thought),
            APPROVE: lambda: acts.approve(self._fresh(), desk, _some(desk.next_submitted()), _without_a_thought),
            PUBLISH: lambda: acts.publish(self._fresh(), desk, _some(desk.next_signed()), _without_a_thought),
            LIST: lambda: acts.see_list(self._fresh(), desk, chance),
            SEARCH: lambda: acts.search(self._fresh(), desk, chance),
            READ: lambda: acts.read_page(self._fresh(), desk.world.whole[0]),
            PDF: lambda: acts.read_pdf(self._fresh(), desk.world.whole[0]),
            CODE: lambda: acts.verify_code(self._fresh(), desk.world.whole[0]),
            FILE: lambda: acts.verify_file(self._fresh(), desk.world.whole[0]),
        }


def _some(report: Any) -> Any:  # noqa: ANN401 - handed on
    assert report is not None
    return report


def _without_a_thought(seconds: tuple[float, float]) -> None:
    """Nobody is there to be imitated."""
