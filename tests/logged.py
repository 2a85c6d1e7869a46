"""Whatever a request writes of an agency's measures, evidence or people stands in the event log: held by every test.

What pages keep of a plan (reports/compiling/kept/) is read anew when the log has another last event, so that a write
without an event would show what was. A test that writes rows by itself stands for no page: what is kept is forgotten.
What is kept of scores (scores/services/comparing/kept.py) goes by the revision of each sheet.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from unittest import mock

import pytest
from django.db import connections
from django.db.backends.signals import connection_created
from django.test import Client

_WRITE = re.compile(r'\s*(?:INSERT(?: OR IGNORE)? INTO|UPDATE|DELETE FROM) "?([a-z_]+)"?', re.IGNORECASE)
_SAVEPOINT = re.compile(r'\s*(ROLLBACK TO )?SAVEPOINT "?(\w+)"?', re.IGNORECASE)
EVENT = "audit_event"
SCORE, SHEET = "scores_score", "scores_scoresheet"
TOLD = {
    *("measures_measure", "measures_step", "measures_reference", "measures_detail", "measures_measureofficer"),
    *("measures_action", "measures_outcome", "measures_officer", "measures_indicator", "measures_recommended"),
    *("evidence_evidence", "evidence_evidencesettlement", "accounts_agency", "accounts_unit"),
}


class Watch(threading.local):
    """The tables that the thread's request at hand has written to, or nothing outside of one."""

    def __init__(self) -> None:
        self.written: set[str] | None = None
        self._before: dict[str, set[str]] = {}  # by savepoint: what is rolled back was not written

    def __call__(self, execute: Callable[..., Any], sql: str, params: object, many: bool, context: object) -> Any:
        """Django's wrapper of each statement."""
        found = _WRITE.match(sql)
        result = execute(sql, params, many, context)
        if self.written is not None and (savepoint := _SAVEPOINT.match(sql)):
            self._at(savepoint[2], is_back=bool(savepoint[1]))
        elif found and self.written is not None and context["cursor"].rowcount:  # type: ignore[index]  # a dict
            self.written.add(found[1])
        elif found and found[1] in TOLD:
            from measures.services import catalogue  # noqa: PLC0415 - a plugin is loaded before Django
            from reports.compiling.kept import contents  # noqa: PLC0415 - as above

            contents.forget()
            catalogue.forget()
        return result

    def _at(self, savepoint: str, *, is_back: bool) -> None:
        assert self.written is not None
        if is_back:
            self.written.intersection_update(self._before.get(savepoint, set()))
        else:
            self._before[savepoint] = set(self.written)


_watch = Watch()


@contextmanager
def by_somebody_else() -> Iterator[None]:
    """What a colleague writes while a test's request is being answered."""
    seen, _watch.written = _watch.written, None
    yield
    _watch.written = seen


@pytest.fixture(scope="session", autouse=True)
def what_is_written_is_logged() -> Iterator[None]:
    """See above."""
    watch, ask = _watch, Client.request

    def request(client: Client, **asked: Any) -> Any:
        outer, written = watch.written, set[str]()  # one may come while another is being answered
        watch.written = written
        try:
            response = ask(client, **asked)
        finally:
            watch.written = outer
        told = written & TOLD
        assert not told or EVENT in written, f"{asked.get('PATH_INFO')} wrote {sorted(told)} and no event"
        unseen = SCORE in written and SHEET not in written
        assert not unseen, f"{asked.get('PATH_INFO')} wrote scores, and didn't count up the revision of their sheet"
        return response

    connection_created.connect(_listen)
    with mock.patch.object(Client, "request", request):
        yield
    connection_created.disconnect(_listen)


@pytest.fixture(autouse=True)
def every_connection_is_watched() -> None:
    """Django's own execute_wrapper() takes away the last, which may be this one where a connection began within it."""
    for connection in connections.all(initialized_only=True):
        _listen(connection)


def _listen(connection: Any, **_: object) -> None:
    if _watch not in connection.execute_wrappers:
        connection.execute_wrappers.insert(0, _watch)  # so that the last is another's, who takes it away
