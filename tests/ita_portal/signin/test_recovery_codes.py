"""Recovery codes: shown once, each good once, and none of an old set after a new one; each set is told to its owner."""

import re

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.contrib.auth import SESSION_KEY
from django.core.cache import cache
from django.test import Client

from accounts.models import User
from notices.models import Notice
from tests.accounts.making import PASSWORD, a_person
from tests.accounts.office import actions_recorded, an_office, code_of, signed_in, with_factor

# What follows a new set is done after its commit.
pytestmark = pytest.mark.django_db(transaction=True)
CODES, NEW, SECOND = "/accounts/2fa/codes/", "/accounts/2fa/codes/new/", "/accounts/2fa/authenticate/"


def shown(client: Client) -> list[str]:
    return re.findall(r"<li>(\d{4}-\d{4})</li>", client.get(CODES).content.decode())


def new_set(client: Client) -> list[str]:
    assert client.post(NEW)["Location"] == CODES
    return shown(client)


def opens(user: User, code: str) -> bool:
    cache.clear()
    client = Client()
    client.post("/accounts/login/", {"login": user.username, "password": PASSWORD})
    client.post(SECOND, {"code": code})
    return SESSION_KEY in client.session


def set_up(user: User) -> tuple[Client, list[str]]:
    client = signed_in(user)
    secret = re.search(r'class="code big">([A-Z2-7]+)<', client.get("/accounts/2fa/app/").content.decode())
    assert secret
    assert client.post("/accounts/2fa/app/", {"code": code_of(secret[1])})["Location"] == CODES
    return client, shown(client)


def test_they_are_shown_once_after_setting_up_and_to_nobody_later() -> None:
    client, codes = set_up(a_person())
    assert len(codes) == len(set(codes)) == 10
    assert shown(client) == []
    page = client.get(CODES).content.decode()
    assert "รหัสแสดงครั้งเดียวเมื่อสร้าง" in page
    assert [code for code in codes if code in page or code.replace("-", "") in page] == []
    assert client.get("/accounts/2fa/codes/download/").status_code == 404


def test_each_opens_once() -> None:
    kanda = a_person()
    _, codes = set_up(kanda)
    assert [opens(kanda, code) for code in codes] == [True] * 10
    assert [opens(kanda, code) for code in codes] == [False] * 10


def test_a_new_set_makes_the_old_one_worthless_and_is_shown_once() -> None:
    kanda = a_person()
    client, old = set_up(kanda)
    new = new_set(client)
    assert (len(new), set(new) & set(old)) == (10, set())
    assert shown(client) == []
    assert [opens(kanda, old[0]), opens(kanda, new[0])] == [False, True]


def test_another_person_and_a_visitor_see_none() -> None:
    kanda, mana = a_person(), a_person("mana")
    with_factor(kanda)
    RecoveryCodes.activate(kanda)
    assert signed_in(mana).get(CODES).status_code == 404
    assert Client().get(CODES)["Location"].startswith("/accounts/login/")


def test_who_sits_at_an_open_screen_is_asked_for_a_code_before_a_new_set() -> None:
    kanda = a_person()
    with_factor(kanda)
    codes = RecoveryCodes.activate(kanda).get_unused_codes()
    client = signed_in(kanda)
    session = client.session
    session["signed_in_at"] -= 3600
    session.save()
    for path in (CODES, NEW):
        assert client.get(path)["Location"].startswith("/accounts/2fa/confirm/")
    assert client.post(NEW)["Location"].startswith("/accounts/2fa/confirm/")
    assert RecoveryCodes(Authenticator.objects.get(user=kanda, type="recovery_codes")).get_unused_codes() == codes


def test_without_an_app_there_are_none() -> None:
    client = signed_in(a_person())
    assert client.post(NEW).status_code == 422
    assert not Authenticator.objects.exists()


def test_each_set_is_recorded_and_told_to_its_owner() -> None:
    office = an_office()
    client, _ = set_up(office.kanda)
    new_set(client)
    assert actions_recorded()[-1] == "account.factor_renewed"
    titles = Notice.objects.filter(user=office.kanda).order_by("pk").values_list("title", flat=True)
    assert [title.partition(": ")[2] for title in titles] == [
        "ตั้งการยืนยันตัวตนสองขั้นตอนและแสดงรหัสสำรองแล้ว",
        "สร้างและแสดงรหัสสำรองชุดใหม่แล้ว",
    ]
