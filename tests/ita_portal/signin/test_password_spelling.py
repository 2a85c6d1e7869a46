"""A password is one however the keyboard sent its marks: at every door, and for hashes that were made before."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable
from unittest import mock

import pytest
from django.contrib.auth import SESSION_KEY
from django.contrib.auth.hashers import MD5PasswordHasher, make_password
from django.test import Client
from django.utils import timezone

from accounts.models import User
from accounts.permissions import Role
from accounts.services import account
from accounts.services import invitation as invitations
from tests.accounts.making import a_person
from tests.accounts.office import a_place, an_office, signed_in

pytestmark = pytest.mark.django_db

# ปู่ ที่ น้ำ: as a keyboard with an order of its own sends them, and as other keyboards do.
MARKS_LAST = "ป\u0e39\u0e48อยู่ท\u0e35\u0e48น\u0e49\u0e33-17"
TONES_FIRST = "ป\u0e48\u0e39อย\u0e48\u0e39ท\u0e48\u0e35น\u0e4d\u0e49\u0e32-17"
NEW_MARKS_LAST = "ผ\u0e39\u0e49ใหญ่บ้านล\u0e35\u0e49-3"
NEW_TONES_FIRST = "ผ\u0e49\u0e39ใหญ่บ้านล\u0e49\u0e35-3"
BOTH = {"password1": NEW_MARKS_LAST, "password2": NEW_TONES_FIRST}


def with_password(user: User, password: str) -> User:
    user.set_password(password)
    user.save()
    return user


def with_older_hash(user: User, password: str) -> User:
    """As it was kept when a password was hashed as it came."""
    user.password = make_password(password)
    user.save()
    return user


def signs_in(user: User, password: str) -> bool:
    client = Client()
    client.post("/accounts/login/", {"login": user.username, "password": password})
    return client.session.get(SESSION_KEY) == str(user.pk)


@pytest.mark.parametrize(("kept", "typed"), [(MARKS_LAST, TONES_FIRST), (TONES_FIRST, MARKS_LAST)])
def test_every_door_takes_it_in_another_order(kept: str, typed: str) -> None:
    office = an_office()
    assert signs_in(with_password(office.wilai, kept), typed)
    client = signed_in(office.wilai)
    helped = client.post(office.url(f"users/{office.kanda.pk}/password/"), {"secret": typed})
    again = client.post("/accounts/confirm/", {"password": typed})
    changed = client.post("/accounts/password/change/", {"oldpassword": typed, **BOTH})
    assert (helped.status_code, again.status_code, changed.status_code) == (302, 302, 302)
    assert signs_in(office.wilai, NEW_TONES_FIRST)


def test_a_new_password_may_be_typed_in_two_orders_and_opens_in_both() -> None:
    office = an_office()
    place = a_place(Role.OFFICER)
    _, token = invitations.invite(
        agency=office.agency, name="นายธนกร", email="", place=place, by=office.wilai, now=timezone.now()
    )
    typed = {"name": "นายธนกร", "username": "thanakorn", **BOTH}
    assert Client().post(f"/invitation/{token}/", typed).status_code == 302
    visitor = Client()
    form = visitor.get(account.password_path(office.kanda), follow=True)
    assert visitor.post(form.request["PATH_INFO"], BOTH).status_code == 302
    for user in (User.objects.get(username="thanakorn"), office.kanda):
        assert [signs_in(user, each) for each in (NEW_MARKS_LAST, NEW_TONES_FIRST, MARKS_LAST)] == [True, True, False]


def test_a_username_too_is_found_as_it_was_typed_when_it_was_chosen() -> None:
    office = an_office()
    for username in ("ทำงาน", "ｋａｎｄａ"):
        place = a_place(Role.OFFICER)
        _, token = invitations.invite(
            agency=office.agency, name="นายคำดี", email="", place=place, by=office.wilai, now=timezone.now()
        )
        typed = {"name": "นายคำดี", "username": username, **BOTH}
        assert Client().post(f"/invitation/{token}/", typed).status_code == 302
        made = User.objects.order_by("-pk")[0]
        assert signs_in(User(pk=made.pk, username=username), NEW_MARKS_LAST), made.username


def test_another_password_is_refused_and_so_is_one_that_only_looks_alike() -> None:
    user = with_password(a_person(), MARKS_LAST)
    for typed in (MARKS_LAST + "\u200b", " " + MARKS_LAST, MARKS_LAST.replace("\u0e48", "\u0e48\u0e48", 1), ""):
        assert not user.check_password(typed)
    assert not with_password(user, MARKS_LAST + "\u200b").check_password(MARKS_LAST)
    user.set_password(None)
    assert not user.has_usable_password()


@pytest.mark.parametrize("older", [MARKS_LAST, TONES_FIRST])
def test_a_hash_that_was_made_before_still_opens(older: str) -> None:
    user = with_older_hash(a_person(), older)
    assert (user.check_password(older), asyncio.run(user.acheck_password(older))) == (True, True)
    assert (user.check_password(older + "x"), asyncio.run(user.acheck_password(older + "x"))) == (False, False)
    assert asyncio.run(with_password(user, MARKS_LAST).acheck_password(TONES_FIRST))


def test_after_one_sign_in_such_a_password_opens_in_any_order_and_nobody_is_told_of_a_new_one() -> None:
    user = with_older_hash(a_person(), TONES_FIRST)
    assert not signs_in(user, MARKS_LAST)
    with mock.patch("django.contrib.auth.password_validation.password_changed") as told:
        assert signs_in(user, TONES_FIRST)
    assert signs_in(user, MARKS_LAST)
    assert not told.called


def test_a_session_lives_on_where_the_older_password_is_asked_again() -> None:
    office = an_office()
    with_older_hash(office.wilai, TONES_FIRST)
    client = signed_in(office.wilai)
    client.post(office.url(f"users/{office.kanda.pk}/password/"), {"secret": TONES_FIRST})
    assert client.get("/me/").status_code == 200


def test_a_new_password_is_as_long_as_in_the_spelling_that_is_kept() -> None:
    client = signed_in(a_person())
    typed = "e\u0301" * 7
    page = client.post("/accounts/password/change/", {"password1": typed, "password2": typed}).content.decode()
    assert re.findall(r'<li><a href="#id_password1">([^<]+)</a>', page) == [
        "รหัสผ่านใหม่: รหัสผ่านสั้นเกินไป โปรดพิมพ์อย่างน้อย 8 ตัว"
    ]


def hashed(act: Callable[[], object]) -> int:
    """How often anything is hashed."""
    encode, runs = MD5PasswordHasher.encode, []

    def counted(hasher: MD5PasswordHasher, password: str, salt: str) -> str:
        runs.append(salt)
        return encode(hasher, password, salt)

    with mock.patch.object(MD5PasswordHasher, "encode", counted):
        act()
    return len(runs)


def test_a_name_without_an_account_is_hashed_for_as_often_as_one_with() -> None:
    user, nobody = with_password(a_person(), MARKS_LAST), User(username="nobody")
    wrong = {"in the one order": "ผิดที่แล้ว", "in another": "ผิดท\u0e48\u0e35แล้ว"}
    runs = {
        how: [hashed(lambda who=who, typed=typed: signs_in(who, typed)) for who in (user, nobody)]  # type: ignore[misc]  # a loop's
        for how, typed in wrong.items()
    }
    assert runs == {"in the one order": [1, 1], "in another": [2, 2]}
