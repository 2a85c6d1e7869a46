"""Whoever mends what was returned reads what was asked for, on the very form where it is mended."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse

from measures.models import State
from tests.measures.reviewing import WORDS, Office, an_office

pytestmark = pytest.mark.django_db


def shown(office: Office, state: State, name: str) -> str:
    measure = office.measure(state)
    page = office.client("officer").get(
        reverse(f"measures:{name}", args=[office.plan.agency.slug, office.plan.year, measure.pk])
    )
    return " ".join(re.sub(r"<[^>]+>", "", page.content.decode()).split())


@pytest.mark.parametrize("name", ["progress", "action_new"])
@pytest.mark.parametrize(("state", "said"), [(State.RETURNED, "ขอให้แก้ไข"), (State.REOPENED, "เปิดให้แก้ไขอีกครั้ง")])
def test_what_was_asked_for_stands_over_the_form(state: State, said: str, name: str) -> None:
    office = an_office()
    page = shown(office, state, name)
    assert f"{office.people['coordinator']} {said} {WORDS}" in page


def test_a_measure_that_was_never_returned_asks_for_nothing() -> None:
    page = shown(an_office(), State.OPEN, "progress")
    assert "ขอให้แก้ไข" not in page
    assert WORDS not in page
