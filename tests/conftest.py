"""Fixtures of the whole suite."""

import gc
import os
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from unittest import mock

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings
from pytest_django import DjangoDbBlocker

from pades.examination import sandbox
from paper.press import press
from tests import database, long, statements
from tests.house.tree import ROOT

BROWSERS = 2  # each with a part of the modules that want one: all of them in a row are the longest of the suite
_NAME = 100
_BROWSERS_FIRST = [f"browser {number}" for number in range(BROWSERS)]

# A busy machine is slow, not wrong. All else is as Hypothesis has it: the same examples each time where CI is set.
hypothesis_settings.register_profile(
    "patient", hypothesis_settings(), deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
hypothesis_settings.register_profile("few", hypothesis_settings.get_profile("patient"), max_examples=25)


def pytest_configure(config: pytest.Config) -> None:
    """A run without the long tests tries fewer examples, where a test doesn't say how many."""
    hypothesis_settings.load_profile("few" if config.option.markexpr == long.LEFT_OUT else "patient")


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix: None,
    django_db_blocker: DjangoDbBlocker,
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    with django_db_blocker.unblock():
        database.use_a_copy(tmp_path_factory.mktemp("database") / "tests.sqlite3")


@pytest.fixture(scope="session")
def django_db_keepdb() -> bool:
    """The file stands there with its tables when Django comes to make it; pytest clears the folder away."""
    return database.is_a_file()


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    with django_db_blocker.unblock():
        assert connection.features.supports_json_field  # asked of SQLite once a process, not while a test counts
    yield
    with django_db_blocker.unblock():
        database.see_others_off()


@pytest.fixture(scope="session", autouse=True)
def emptying_allowed() -> Iterator[None]:
    with database.emptying_allowed():
        yield


@pytest.fixture(scope="session", autouse=True)
def keys_of_the_tests(tmp_path_factory: pytest.TempPathFactory) -> None:
    """One demonstration authority for the whole run: making it takes most of a second."""
    settings.SIGNING_DIR = tmp_path_factory.mktemp("keys")


@pytest.fixture(scope="session", autouse=True)
def nothing_waits_for_a_disk() -> Iterator[None]:
    """No file of a test outlives its machine: that one is to be synced is asked, and how that fails has tests."""

    def fsync(number: int) -> None:
        os.fstat(number)  # which raises OSError where no file is open, too

    with mock.patch.object(os, "fsync", fsync):
        yield


@pytest.fixture(scope="session", autouse=True)
def patience_with_examinations() -> Iterator[None]:
    """A file is examined by a process that lets all others go first, and here every core is busy."""
    with mock.patch.object(sandbox, "WAIT", 120):
        yield


@pytest.fixture(scope="session", autouse=True)
def press_in_this_process() -> Iterator[None]:
    """Tests take the place of what a report is made by; `tests/paper/test_press.py` has the portal's own processes."""

    def done(job: str, *arguments: object) -> object:
        from paper.press import jobs  # noqa: PLC0415 - most tests lay nothing out

        return jobs.JOBS[job](*arguments)

    with mock.patch.object(press, "_done", done):
        yield


@pytest.fixture(scope="session", autouse=True)
def one_session_for_whoever_signs_in() -> Iterator[None]:
    """Django's client first stores one for nobody, reads it and deletes it: half of what signing in costs a test."""
    made: Any = Client
    sign_in, session_of = made._login, made.session.fget
    signing_in: set[Client] = set()

    def session(client: Client) -> Any:
        is_the_first = client in signing_in and settings.SESSION_COOKIE_NAME not in client.cookies
        return None if is_the_first else session_of(client)

    def login(client: Client, *said: Any) -> None:
        signing_in.add(client)
        try:
            sign_in(client, *said)
        finally:
            signing_in.remove(client)

    with mock.patch.multiple(Client, session=property(session), _login=login):
        yield


@pytest.fixture(autouse=True)
def no_scores_are_kept() -> None:
    """A test's rows are taken back, and their keys used again: in the portal no sheet has the key of another."""
    from scores.services.comparing import kept  # noqa: PLC0415 - a plugin is loaded before Django

    kept.forget()


def pytest_make_parametrize_id(val: object) -> str | None:
    """The name of a test of a long text begins with it: whole, some names had 20 MB, and each process has them all."""
    return f"{val[:_NAME]!r}..." if isinstance(val, str | bytes) and len(val) > _NAME else None


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """A run of few tests imports no module that has none of them: all others were half of what it cost to collect."""
    if collection_path.suffix != ".py" or collection_path.name == "__init__.py":
        return None
    only_each = config.option.markexpr == database.EACH
    is_passed = only_each and not database.may_matter_on_each(collection_path)
    return is_passed or statements.takes_none_of(collection_path.relative_to(ROOT).as_posix()) or None


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """A module's tests share what they set up, and browsers' modules one of two browsers."""
    long.mark(items)
    for item in filter(database.matters_on_each, items):
        assert database.may_matter_on_each(item.path), f"a run of {database.EACH} would pass over {item.nodeid}"
        item.add_marker(database.EACH)
    kinds = statements.kinds_of(items, always=database.matters_on_each, is_dear=long.is_dear)
    statements.write_down(kinds)
    few = statements.few(kinds)
    if len(few) < len(items):
        config.hook.pytest_deselected(items=[item for item in items if statements.name(item) not in few])
        items[:] = [item for item in items if statements.name(item) in few]
    in_browsers = sorted({item.path for item in items if item.get_closest_marker("browser")})
    browsers = {path: f"browser {number % BROWSERS}" for number, path in enumerate(in_browsers)}
    for item in items:
        item.add_marker(pytest.mark.xdist_group(browsers.get(item.path, _module(item))))


@pytest.hookimpl(trylast=True, specname="pytest_collection_modifyitems")
def pytest_what_takes_longest_begins(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Where processes share the work: they come to an end together when short modules are left for the end."""
    if hasattr(config, "workerinput"):
        tests = Counter(map(_together, items))
        groups = [*_BROWSERS_FIRST, *long.BEGIN_WITH, *(group for group, _ in tests.most_common())]
        place = {group: at for at, group in reversed(list(enumerate(groups)))}
        items.sort(key=lambda item: place[_together(item)])


def _together(item: pytest.Item) -> str:
    """The name under which one process runs the test with others."""
    [group] = (mark.args[0] for mark in item.iter_markers("xdist_group"))
    return str(group)


def _module(item: pytest.Item) -> str:
    return item.nodeid.partition("::")[0]


def pytest_collection_finish() -> None:
    """What the modules hold stays to the end: looking through it for garbage took an eighth of the time."""
    gc.collect()
    gc.freeze()


def pytest_report_header(config: pytest.Config) -> list[str]:
    left_out = long.said_of(config.option.markexpr)
    if os.environ.get("COVER_STATEMENTS"):
        left_out.append(
            "COVER_STATEMENTS: of what ran before, as many tests as send each statement again from each line that sent "
            "it, beside those in which several write at once"
        )
    return left_out
