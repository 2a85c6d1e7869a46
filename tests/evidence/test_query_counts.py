"""Pages cost the same number of queries for one piece of evidence and for twenty."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.authentication import sessions
from tests.evidence.conftest import Office, SignedIn
from tests.evidence.pages import fetch, file_url, text, url
from tests.factories import evidence_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def last_use_is_not_written(monkeypatch: pytest.MonkeyPatch) -> None:
    """A session's last use is written once a minute: on a slow machine that falls among the queries counted here."""
    monkeypatch.setattr(sessions, "_STEP", float("inf"))


def queries(browser: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert fetch(browser, address)[0] == 200
    return len(captured)


@pytest.mark.parametrize("count", [1, 3, 20])
def test_each_page_makes_as_many_queries_as_it_does_for_one(office: Office, signed_in: SignedIn, count: int) -> None:
    measure = office.measure(actions=["ประชุม"])
    rows = [evidence_of(measure, office.mana, number=number) for number in range(count)]
    for row in rows:
        row.action = measure.actions.get()
        row.save()
        evidence_of(measure, office.mana, number=row.position + 30, removed=True)
    mana = signed_in(office.mana)
    assert {
        "list": queries(mana, url("list", measure)),
        "change": queries(mana, url("change", measure, rows[0].pk)),
        "file": queries(mana, file_url(rows[0])),
    } == {"list": 11, "change": 12, "file": 7}


def test_the_list_shows_all_of_them(office: Office, signed_in: SignedIn) -> None:
    measure = office.measure()
    for number in range(20):
        evidence_of(measure, office.mana, number=number)
    page = text(signed_in(office.mana).get(url("list", measure)))
    assert page.count('id="evidence-') == 20
