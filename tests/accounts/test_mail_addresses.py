"""A mail address is kept in lower case, for it is looked for so: by sign-in, by who lost a password."""

from collections.abc import Callable
from importlib import import_module

import pytest
from django.apps import apps
from django.db import connection
from django.test import Client

from accounts.models import User
from tests.factories import a_user

pytestmark = pytest.mark.django_db

TYPED = "Mana.Jaikla@Example.GO.TH"
KEPT = "mana.jaikla@example.go.th"


def stored() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT email FROM accounts_user ORDER BY id")
        return [email for (email,) in cursor.fetchall()]


def created() -> User:
    return User.objects.create(username="mana", email=TYPED)


def saved_later() -> User:
    user = a_user("mana")
    user.email = TYPED
    user.save()
    return user


def updated() -> User:
    a_user("mana")
    User.objects.update(email=TYPED)
    return User.objects.get()


def created_with_others() -> User:
    return User.objects.bulk_create([User(username="mana", email=TYPED)])[0]


@pytest.mark.parametrize("make", [created, saved_later, updated, created_with_others])
def test_however_it_comes_in_it_is_kept_in_lower_case(make: Callable[[], User]) -> None:
    user = make()
    assert (stored(), user.email) == ([KEPT], KEPT)
    assert User.objects.filter(email=TYPED).get() == user


def test_who_lost_a_password_is_found_however_the_address_was_entered(mailoutbox: list[object]) -> None:
    created()
    response = Client().post("/accounts/password/reset/", {"email": TYPED})
    assert (response.status_code, len(mailoutbox)) == (302, 1)


def test_addresses_that_were_stored_before_are_brought_to_lower_case() -> None:
    for name in ("mana", "manee", "piti"):
        a_user(name)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE accounts_user SET email = %s WHERE username = 'mana'", [TYPED])
        cursor.execute("UPDATE accounts_user SET email = 'ÉLAN@example.go.th' WHERE username = 'piti'")
    import_module("accounts.migrations.0005_lower_case_mail").lower(apps, None)
    assert stored() == [KEPT, "", "élan@example.go.th"]
