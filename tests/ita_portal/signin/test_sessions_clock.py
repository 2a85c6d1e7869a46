"""A working day by the clock: who works on stays in until the twelfth hour, who goes to lunch too long does not."""

import time

import pytest
from django.contrib.auth import SESSION_KEY
from django.test import Client
from pytest_django import Settings

from tests.accounts.making import PASSWORD, a_person
from tests.accounts.office import code_of, with_factor

pytestmark = pytest.mark.django_db
PAGE, HOME = "/me/", "/accounts/login/"
MINUTE, HOUR = 60, 3600


class Clock:
    """Runs on from the hour at which the test began, as it is moved."""

    def __init__(self) -> None:
        self.now = time.time()

    def __call__(self) -> float:
        return self.now


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch, settings: Settings) -> Clock:
    settings.CACHES = settings.CACHES | {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    made = Clock()
    monkeypatch.setattr(time, "time", made)
    return made


def at_work(client: Client, **more: str) -> Client:
    a_person()
    client.post("/accounts/login/", {"login": "kanda", "password": PASSWORD, **more})
    return client


def is_in(client: Client, path: str = PAGE) -> bool:
    return client.get(path).status_code == 200 and SESSION_KEY in client.session


@pytest.mark.parametrize("more", [{}, {"remember": "on"}])
def test_a_page_every_fifty_minutes_lasts_twelve_hours_and_no_longer(
    client: Client, clock: Clock, more: dict[str, str]
) -> None:
    at_work(client, **more)
    seen = []
    for _ in range(15):
        clock.now += 50 * MINUTE
        seen.append(is_in(client))
    assert seen == [True] * 14 + [False]


def test_the_first_page_after_an_hour_away_is_that_of_sign_in(client: Client, clock: Clock) -> None:
    at_work(client)
    clock.now += HOUR - 1
    assert is_in(client)
    clock.now += HOUR
    assert not is_in(client)


def test_a_public_page_does_not_wake_what_has_ended(client: Client, clock: Clock) -> None:
    at_work(client)
    clock.now += HOUR
    client.get("/help/")
    assert not is_in(client)


def test_a_form_that_sends_itself_after_the_end_wakes_nothing(client: Client, clock: Clock) -> None:
    at_work(client)
    clock.now += HOUR
    client.post("/me/drafts/", {"draft_page": "/x/"}, headers={"hx-request": "true"})
    assert not is_in(client)


def test_a_stolen_cookie_of_an_ended_session_opens_nothing_however_the_clock_runs(client: Client, clock: Clock) -> None:
    at_work(client)
    stolen = client.cookies["sessionid"].value
    clock.now += HOUR
    client.get(PAGE)
    thief = Client()
    thief.cookies["sessionid"] = stolen
    clock.now -= HOUR
    assert not is_in(thief)


def test_between_the_two_steps_of_sign_in_nothing_is_open_and_the_wait_has_an_end(client: Client, clock: Clock) -> None:
    secret = with_factor(a_person())
    client.post("/accounts/login/", {"login": "kanda", "password": PASSWORD})
    assert not is_in(client)
    clock.now += HOUR
    response = client.post("/accounts/2fa/authenticate/", {"code": code_of(secret)})
    assert (response["Location"], SESSION_KEY in client.session) == (HOME, False)
