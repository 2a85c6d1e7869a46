"""Wrong passwords close an account soon and an office's address late: colleagues behind one address come in."""

import time
from typing import TYPE_CHECKING

import pytest
from django.contrib.auth import SESSION_KEY
from django.test import Client
from pytest_django import Settings

from tests.accounts.making import PASSWORD, a_person
from tests.accounts.office import code_of, with_factor

if TYPE_CHECKING:
    from django.test.client import _MonkeyPatchedWSGIResponse as Response

pytestmark = pytest.mark.django_db
SECOND = "/accounts/2fa/authenticate/"
MINUTE, HOUR = 60, 3600
WATCHED = 50
CLOSED = 300


class Clock:
    """Stands still until it is moved."""

    def __init__(self) -> None:
        self.now = 1_700_000_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch, settings: Settings) -> Clock:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.CACHES = settings.CACHES | {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    made = Clock()
    monkeypatch.setattr(time, "time", made)
    return made


def office(ip: str = "192.0.2.1") -> Client:
    return Client(REMOTE_ADDR=ip)


def try_in(client: Client, login: str, password: str = PASSWORD) -> "Response":
    client.cookies.clear()
    return client.post("/accounts/login/", {"login": login, "password": password})


def fail(client: Client, times: int) -> None:
    """So many wrong passwords, each of another account."""
    for number in range(times):
        try_in(client, f"someone{number}", "ผิด")


def test_five_wrong_passwords_close_the_account_even_to_the_right_one() -> None:
    a_person()
    assert [try_in(office(), "kanda", f"ผิด{n}").status_code for n in range(5)] == [422] * 5
    response = try_in(office("192.0.2.9"), "kanda")
    assert response.status_code == 429
    assert "พิมพ์รหัสผ่านผิดหลายครั้งเกินไป โปรดรอ 5 นาทีแล้วลองใหม่" in response.content.decode()


@pytest.mark.parametrize(("seconds", "status"), [(5 * MINUTE - 1, 429), (5 * MINUTE, 302)])
def test_five_minutes_later_the_account_is_open_again(clock: Clock, seconds: int, status: int) -> None:
    a_person()
    for n in range(5):
        try_in(office(), "kanda", f"ผิด{n}")
    clock.now += seconds
    assert try_in(office(), "kanda").status_code == status


def test_the_right_password_costs_nothing() -> None:
    a_person()
    assert [try_in(office(), "kanda").status_code for _ in range(20)] == [302] * 20


def test_neither_case_nor_address_of_the_name_begins_a_new_count() -> None:
    a_person(email="kanda@example.go.th")
    for name in ("kanda", "KANDA", "kAnda", "kanda@example.go.th", "Kanda@Example.go.th"):
        try_in(office(), name, "ผิด")
    assert try_in(office(), "kanda").status_code == 429
    assert try_in(office(), "kanda@example.go.th").status_code == 429


def test_a_careless_office_locks_out_nobody_but_the_careless() -> None:
    a_person()
    fail(office(), WATCHED - 1)
    assert try_in(office(), "kanda", "ผิด").status_code == 422
    assert try_in(office(), "kanda").status_code == 302


def test_behind_a_watched_address_the_right_password_passes_and_a_wrong_one_costs_five_minutes(clock: Clock) -> None:
    a_person()
    a_person("mana")
    fail(office(), WATCHED)
    assert try_in(office(), "kanda").status_code == 302
    assert try_in(office(), "kanda").status_code == 302
    assert [try_in(office(), "mana", "ผิด").status_code, try_in(office(), "mana").status_code] == [422, 429]
    assert try_in(office("192.0.2.2"), "mana").status_code == 302
    clock.now += 5 * MINUTE
    assert try_in(office(), "mana").status_code == 302


def test_a_watched_address_does_not_open_an_account_that_is_throttled_itself() -> None:
    a_person()
    for n in range(5):
        try_in(office("192.0.2.2"), "kanda", f"ผิด{n}")
    fail(office(), WATCHED)
    assert try_in(office(), "kanda").status_code == 429


def test_who_sprays_passwords_comes_to_an_end_for_an_hour(clock: Clock) -> None:
    a_person()
    client = office()
    statuses = []
    for number in range(CLOSED + 20):
        clock.now += 2
        statuses.append(try_in(client, f"someone{number}", "ผิด").status_code)
    assert statuses == [422] * CLOSED + [429] * 20
    response = try_in(client, "kanda")
    assert response.status_code == 429
    assert "มีผู้พิมพ์รหัสผ่านผิดจากเครือข่ายนี้มากเกินไป" in response.content.decode()
    assert try_in(office("192.0.2.2"), "kanda").status_code == 302
    clock.now += HOUR
    assert try_in(office(), "kanda").status_code == 302, "a closed address opens within the hour"


def test_all_of_a_big_office_come_in_at_half_past_eight() -> None:
    people = [a_person(f"person{number}") for number in range(50)]
    statuses = [
        try_in(office(), person.username, password).status_code for person in people for password in ("x", PASSWORD)
    ]
    assert statuses == [422, 302] * 50


def test_a_flood_of_tries_gets_a_page_that_says_wait() -> None:
    for _ in range(120):
        office().post("/accounts/login/", {})
    response = office().post("/accounts/login/", {})
    assert response.status_code == 429
    assert "ส่งคำขอถี่เกินไป" in response.content.decode()


def test_behind_our_proxy_the_address_is_that_of_the_person(settings: Settings) -> None:
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    a_person()
    near, far = (Client(headers={"x-forwarded-for": f"203.0.113.9, {ip}"}) for ip in ("192.0.2.1", "192.0.2.2"))
    fail(near, WATCHED)
    assert [try_in(near, "kanda", "ผิด").status_code, try_in(near, "kanda").status_code] == [422, 429]
    assert try_in(far, "kanda").status_code == 302


def test_wrong_codes_throttle_their_account_alone_and_the_page_speaks_of_codes(clock: Clock) -> None:
    kanda, mana = a_person(), a_person("mana")
    secrets = {user.username: with_factor(user) for user in (kanda, mana)}
    client = office()
    try_in(client, "kanda")
    assert [client.post(SECOND, {"code": f"{n:06}"}).status_code for n in range(5)] == [422] * 5
    response = client.post(SECOND, {"code": code_of(secrets["kanda"])})
    page = response.content.decode()
    assert response.status_code == 429
    assert "พิมพ์รหัสยืนยันผิดหลายครั้งเกินไป โปรดรอ 5 นาทีแล้วลองใหม่" in page
    assert "พิมพ์รหัสผ่านผิด" not in page
    colleague = office()
    try_in(colleague, "mana")
    assert colleague.post(SECOND, {"code": code_of(secrets["mana"])}).status_code == 302
    clock.now += 5 * MINUTE
    assert client.post(SECOND, {"code": code_of(secrets["kanda"])}).status_code == 302
    assert client.session[SESSION_KEY] == str(kanda.pk)


def test_ones_own_right_code_does_not_wipe_the_address_clean() -> None:
    kanda = a_person()
    secret = with_factor(kanda)
    fail(office(), WATCHED)
    client = office()
    try_in(client, "kanda")
    assert client.post(SECOND, {"code": code_of(secret)}).status_code == 302
    a_person("mana")
    assert [try_in(office(), "mana", "ผิด").status_code, try_in(office(), "mana").status_code] == [422, 429]
