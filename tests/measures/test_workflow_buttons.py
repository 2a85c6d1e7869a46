"""Pages draw what the table allows: no button that would be refused, none missing."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client

from measures.models import Measure, State
from measures.moves import TRANSITIONS, moves, rule
from measures.views.checking.buttons import PAGES
from tests.measures.reviewing import WORDS, Office, again, an_office, seen
from workflow import refusal

pytestmark = pytest.mark.django_db

OUTSIDE = {"left", "foreign_officer", "foreign_coordinator", "nobody"}
READERS = {"other_officer", "approver", "administrator", "overseer"}


def allowed(office: Office, measure: Measure, who: str) -> list[str]:
    return [move.name for move in moves(again(measure), office.people[who])]


def links(response: Any) -> list[str]:
    return re.findall(r'data-move="(\w+)"', response.content.decode())


def buttons(response: Any) -> list[str]:
    return re.findall(r'<button[^>]*name="move" value="(\w+)"', response.content.decode())


def test_every_move_has_its_page() -> None:
    assert sorted(move for held in PAGES.values() for move in held) == sorted(TRANSITIONS)


@pytest.mark.parametrize("state", State)
def test_the_page_of_a_measure_draws_what_is_allowed_and_one_filled_button_at_most(state: State) -> None:
    office = an_office()
    measure = office.measure(state)
    for who in office.people:
        response = office.client(who).get(office.url("measure", measure))
        assert response.status_code == (404 if who in OUTSIDE else 200), who
        assert links(response) == allowed(office, measure, who), who
        assert who in OUTSIDE or response.content.decode().count("btn-primary") <= 1, who


def ever(office: Office, measure: Measure, who: str, page: str) -> bool:
    """Whether a move of the page could be the person's in some state: they are told of the state, not of a role."""
    return any(refusal(TRANSITIONS[move], measure, office.people[who], rule) is None for move in PAGES[page])


@pytest.mark.parametrize("state", State)
def test_a_decision_page_holds_what_is_allowed_and_answers_by_role_first_and_by_state_second(state: State) -> None:
    office = an_office()
    measure = office.measure(state)
    for who in office.people:
        can, client = allowed(office, measure, who), office.client(who)
        for page, held in PAGES.items():
            response = client.get(office.url(page, measure))
            assert buttons(response) == [move for move in can if move in held], (who, page)
            if who in OUTSIDE:
                expected = 404
            elif not ever(office, measure, who, page):
                expected = 403
            else:
                expected = 200 if set(held) & set(can) else 409
            assert response.status_code == expected, (who, page)


def answer(client: Client, office: Office, measure: Measure, move: str) -> int:
    page = next(page for page, held in PAGES.items() if move in held)
    return client.post(
        office.url(page, measure), {"move": move, "comment": WORDS, "asked": "1", **seen(measure)}
    ).status_code


@pytest.mark.parametrize("state", State)
def test_a_post_without_its_button_changes_nothing(state: State) -> None:
    office = an_office()
    measure = office.measure(state)
    for who in office.people:
        client = office.client(who)
        can = allowed(office, measure, who)
        for move in (move for move in TRANSITIONS if move not in can):
            status = answer(client, office, measure, move)
            assert again(measure).state == state
            if who in OUTSIDE:
                assert status == 404, (who, move)
            else:
                theirs = refusal(TRANSITIONS[move], measure, office.people[who], rule) is None
                assert status == (409 if theirs else 403), (who, move)
                assert who not in READERS or status == 403, (who, move)


@pytest.mark.parametrize("move", TRANSITIONS)
def test_a_post_with_its_button_makes_the_move(move: str) -> None:
    office = an_office()
    source = next(state for state in State if state in TRANSITIONS[move].sources)
    measure = office.measure(source)
    who = next(who for who in office.people if move in allowed(office, measure, who))
    assert answer(office.client(who), office, measure, move) == 302
    assert again(measure).state == TRANSITIONS[move].target


def test_a_locked_measure_shows_no_way_to_change_it() -> None:
    office = an_office()
    measure = office.measure(State.TAKEN)
    edits = [office.url(name, measure) for name in ("progress", "action_new", "officers", "change", "remove")]
    page = office.client("own_coordinator").get(office.url("measure", measure)).content.decode()
    assert [url for url in edits if url in page] == []
    page = office.client("own_coordinator").get(office.url("measure", office.measure(code="E1"))).content.decode()
    assert 'href="' + office.url("measure", measure) + '"' not in page
