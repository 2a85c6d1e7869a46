"""Asked again who sits there: a code for who has a second factor, the password for the others."""

import pytest
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.test import RequestFactory

from accounts.access import SignedInRequest
from accounts.authentication.reauthentication import (
    ASKED,
    ASKED_CODE,
    TooManyTries,
    asked_secret,
    confirm_identity,
    why_refused,
)
from accounts.models import User
from tests.accounts.making import PASSWORD, a_person
from tests.accounts.office import code_of, with_factor

pytestmark = pytest.mark.django_db


def asked(user: User) -> SignedInRequest:
    request = RequestFactory().post("/")
    request.user = user
    return request  # type: ignore[return-value]  # what the middleware would have made of it


def test_without_a_factor_it_is_the_password() -> None:
    kanda = a_person()
    assert asked_secret(kanda) == ASKED
    assert [confirm_identity(asked(kanda), typed) for typed in (PASSWORD, "ผิด", "")] == [True, False, False]


def test_with_a_factor_it_is_a_code_and_no_longer_the_password() -> None:
    kanda = a_person()
    secret = with_factor(kanda)
    assert asked_secret(kanda) == ASKED_CODE
    code = code_of(secret)
    assert [confirm_identity(asked(kanda), typed) for typed in (PASSWORD, code, code)] == [False, True, False]


def test_a_code_that_was_right_and_is_used_is_not_called_wrong() -> None:
    kanda, mana = a_person(), a_person("mana")
    code = code_of(with_factor(kanda))
    with_factor(mana)
    assert why_refused(kanda, code).endswith("ไม่ถูกต้อง โปรดพิมพ์ใหม่")
    assert confirm_identity(asked(kanda), code)
    assert why_refused(kanda, f"{code[:3]} {code[3:]}").startswith("รหัสนี้ใช้ไปแล้ว โปรดรอรหัสใหม่ในแอป (ไม่เกิน 30 วินาที)")
    assert why_refused(mana, code) == f"{ASKED_CODE}ไม่ถูกต้อง โปรดพิมพ์ใหม่"


def test_a_recovery_code_is_used_up() -> None:
    kanda = a_person()
    with_factor(kanda)
    code = RecoveryCodes.activate(kanda).get_unused_codes()[3]
    assert [confirm_identity(asked(kanda), code) for _ in range(2)] == [True, False]


def test_the_code_of_another_person_is_none() -> None:
    kanda, mana = a_person(), a_person("mana")
    with_factor(kanda)
    assert not confirm_identity(asked(kanda), code_of(with_factor(mana)))


def test_ten_tries_a_minute_are_all() -> None:
    kanda = a_person()
    with_factor(kanda)
    tries = [confirm_identity(asked(kanda), f"{n:06}") for n in range(10)]
    assert tries == [False] * 10
    with pytest.raises(TooManyTries, match="รอ 1 นาที"):
        confirm_identity(asked(kanda), "000000")
