"""What telephones and browsers are told of each field that takes a code or a password."""

import re

import pytest
from django.test import Client

from tests.accounts.making import PASSWORD
from tests.accounts.office import an_office, signed_in, with_factor

pytestmark = pytest.mark.django_db


def field(page: str, name: str) -> str:
    found = re.search(rf'<input[^>]*name="{name}"[^>]*>', page)
    assert found
    return found[0]


def is_code(tag: str) -> bool:
    return 'autocomplete="one-time-code"' in tag and 'inputmode="numeric"' in tag


def test_the_second_step_of_sign_in() -> None:
    office = an_office()
    with_factor(office.kanda)
    client = Client()
    client.post("/accounts/login/", {"login": office.kanda.username, "password": PASSWORD})
    assert is_code(field(client.get("/accounts/2fa/authenticate/").content.decode(), "code"))


def test_being_asked_again() -> None:
    office = an_office()
    with_factor(office.kanda)
    client = signed_in(office.kanda)
    assert is_code(field(client.get("/accounts/2fa/confirm/").content.decode(), "code"))


def test_setting_up_and_its_secret_is_in_no_field() -> None:
    page = signed_in(an_office().kanda).get("/accounts/2fa/app/").content.decode()
    secret = re.search(r'class="code big">([A-Z2-7]+)<', page)
    assert secret
    assert is_code(field(page, "code"))
    assert [tag for tag in re.findall(r"<(?:input|textarea)[^>]*>", page) if secret[1] in tag] == []


@pytest.mark.parametrize(("factor", "code"), [(True, True), (False, False)])
def test_helping_another_asks_for_a_code_where_one_has_a_factor(factor: bool, code: bool) -> None:
    office = an_office()
    if factor:
        with_factor(office.wilai)
    tag = field(
        signed_in(office.wilai).get(office.url(f"users/{office.kanda.pk}/password/")).content.decode(), "secret"
    )
    assert (is_code(tag), 'autocomplete="current-password"' in tag) == (code, not code)
