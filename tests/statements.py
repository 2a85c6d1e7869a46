"""Which statements each test sends to the database, so that another database is shown all of them by few tests.

A pytest plugin, loaded by pyproject.toml. RECORD_STATEMENTS names a folder: what the tests of this run ask of the
database is kept there. COVER_STATEMENTS names a folder so made: of the tests that passed then, this run takes as many
as it takes for every statement to be sent again from each line of the program that sends it, and with each error that
it came to. Tests that wrote nothing down (skipped there, say) are all run. Browsers' tests are left out, and long ones
but those of COVERING in tests/long.py: what they send, the pages' own tests send too, but for a few statements that
cost as much as all others together. A module that was collected then, and of which no test is taken, is not imported.
"""

import json
import os
import re
import sys
import time
from collections.abc import Callable, Collection, Generator, Iterable
from functools import cache, lru_cache
from heapq import heapify, heappop, heappush
from pathlib import Path
from types import FrameType
from typing import Any, NamedTuple

import pytest

from tests.house.tree import ROOT

_PROGRAM, _TESTS, _LIBRARIES = f"{ROOT}/", f"{ROOT}/tests/", f"{ROOT}/.venv/"
_LISTENING = {__file__, f"{ROOT}/tests/logged.py"}  # these stand around each statement
_VALUES = re.compile(r"\(%s(?:, %s)*\)(?:, \(%s(?:, %s)*\))*")  # one placeholder or fifty: the statement is the same
_SAVEPOINT = re.compile(r'"s\d+_x\d+"')


class Told(NamedTuple):
    """What one test asked of the database."""

    seconds: float
    statements: frozenset[str]


class Kind(NamedTuple):
    """How a test is chosen."""

    always: bool  # whatever it sends
    dear: bool  # costs more than it tells of a database


class Before(NamedTuple):
    """A run whose processes wrote down what they found and what their tests asked."""

    kinds: dict[str, Kind]  # of every test that was collected
    told: dict[str, Told]


class Recorder:
    """Hears each statement of the test that runs; writes all down when the process ends."""

    def __init__(self) -> None:
        self.seen: set[str] = set()
        self.tests: dict[str, tuple[float, list[int]]] = {}
        self.numbers: dict[str, int] = {}
        self.kinds: dict[str, Kind] = {}

    def __call__(self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        sent = f"{_line()}|{_shape(str(sql))}"
        try:
            answer = execute(sql, params, many, context)
        except Exception as error:
            self.seen.add(f"{sent}|{type(error).__name__}")
            raise
        self.seen.add(sent)
        return answer

    def listen(self, connection: Any, **_: Any) -> None:
        if self not in connection.execute_wrappers:
            connection.execute_wrappers.append(self)

    def keep(self, test: str, seconds: float) -> None:
        self.tests[test] = seconds, sorted(self.numbers.setdefault(key, len(self.numbers)) for key in self.seen)

    def write(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        data = {"statements": list(self.numbers), "tests": self.tests, "kinds": self.kinds}
        (folder / f"{os.environ.get('PYTEST_XDIST_WORKER', 'alone')}.json").write_text(json.dumps(data))


@lru_cache(maxsize=20_000)
def _shape(sql: str) -> str:
    return _SAVEPOINT.sub("", _VALUES.sub("(…)", sql))


def _line() -> str:
    """The nearest line of the program that led here; none where a test asks by itself."""
    frame: FrameType | None = sys._getframe(2)
    while frame is not None:
        name = frame.f_code.co_filename
        if name.startswith(_PROGRAM) and not name.startswith(_LIBRARIES) and name not in _LISTENING:
            return "" if name.startswith(_TESTS) else f"{name[len(_PROGRAM) :]}:{frame.f_lineno}"
        frame = frame.f_back
    return ""


def read(folder: Path) -> Before:
    """What the processes of that run wrote down, by the name of the test."""
    before = Before({}, {})
    for path in sorted(folder.glob("*.json")):
        data = json.loads(path.read_text())
        statements = data["statements"]
        before.kinds.update({test: Kind(*kind) for test, kind in data["kinds"].items()})
        for test, (seconds, numbers) in data["tests"].items():
            before.told[test] = Told(seconds, frozenset(statements[number] for number in numbers))
    return before


def cover(told: dict[str, Told], chosen: Iterable[str]) -> set[str]:
    """Tests which together with those chosen already send every statement: whoever brings most a second comes first."""
    sent: set[str] = set().union(*(told[test].statements for test in chosen if test in told))
    cover: set[str] = set()

    def worth(test: str) -> float:
        return -len(told[test].statements - sent) / (told[test].seconds + 0.01)

    waiting = [(worth(test), test) for test in sorted(told)]
    heapify(waiting)
    while waiting and waiting[0][0]:
        _, test = heappop(waiting)
        now = worth(test)  # what others brought since makes it worth less, never more
        if waiting and now > waiting[0][0]:
            heappush(waiting, (now, test))
            continue
        if now:
            cover.add(test)
            sent |= told[test].statements
    return cover


def kinds_of(
    items: list[pytest.Item], *, always: Callable[[pytest.Item], bool], is_dear: Callable[[pytest.Item], bool]
) -> dict[str, Kind]:
    """Of which kind each test is, by its name."""
    return {name(item): Kind(always(item), is_dear(item)) for item in items}


def write_down(kinds: dict[str, Kind]) -> None:
    """What was collected, where this run leaves a folder for another."""
    if _recorder:
        _recorder.kinds = kinds


def few(kinds: dict[str, Kind]) -> Collection[str]:
    """The names of the tests that this run takes of those that it collected."""
    folder = os.environ.get("COVER_STATEMENTS")
    if not folder:
        return kinds
    before, taken = taken_of(Path(folder))
    return taken | {test for test, kind in kinds.items() if test not in before.kinds and (kind.always or not kind.dear)}


@cache
def taken_of(folder: Path) -> tuple[Before, frozenset[str]]:
    """The run that wrote this folder, and which of its tests are taken."""
    before = read(folder)
    assert before.told, f"COVER_STATEMENTS={folder}: no test wrote down there what it asks"
    kinds, told = before
    chosen = {test for test, kind in kinds.items() if kind.always or not (kind.dear or test in told)}
    return before, frozenset(chosen | cover({test: told[test] for test in told if not kinds[test].dear}, chosen))


def takes_none_of(module: str) -> bool:
    """Whether the run before collected this module, and this run takes none of its tests."""
    folder = os.environ.get("COVER_STATEMENTS")
    if not folder:
        return False
    known, wanted = _modules(Path(folder))
    return module in known - wanted


@cache
def _modules(folder: Path) -> tuple[frozenset[str], frozenset[str]]:
    before, taken = taken_of(folder)
    known, wanted = (frozenset(test.partition("::")[0] for test in tests) for tests in (before.kinds, taken))
    return known, wanted


def name(item: pytest.Item) -> str:
    """The test's name without its group, which a process that shares the work appends."""
    group = item.get_closest_marker("xdist_group")
    return item.nodeid.removesuffix(f"@{group.args[0]}") if group else item.nodeid


_recorder = Recorder() if os.environ.get("RECORD_STATEMENTS") else None


def pytest_sessionstart() -> None:
    if _recorder:
        from django.db import connections  # noqa: PLC0415 - a plugin is loaded before Django
        from django.db.backends.signals import connection_created  # noqa: PLC0415

        connection_created.connect(_recorder.listen, weak=False)
        for connection in connections.all(initialized_only=True):
            _recorder.listen(connection)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, Any, Any]:
    if not _recorder:
        return (yield)
    _recorder.seen, began = set(), time.monotonic()
    done = yield
    if item.stash.get(_PASSED, False):
        _recorder.keep(name(item), time.monotonic() - began)
    return done


_PASSED = pytest.StashKey[bool]()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Generator[None, Any, Any]:
    report = yield
    if call.when == "call":
        item.stash[_PASSED] = report.passed
    return report


def pytest_sessionfinish() -> None:
    if _recorder and _recorder.tests:
        _recorder.write(Path(os.environ["RECORD_STATEMENTS"]))
