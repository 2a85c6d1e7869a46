"""Who must set up a second factor finds one way on, whatever address they open, and never goes in circles."""

import re
from urllib.parse import unquote

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.auth import SESSION_KEY
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils import timezone
from pytest_django import Settings

from accounts.access import PUBLIC
from accounts.models import User
from accounts.permissions import Role
from accounts.services import account
from tests.accounts.making import PASSWORD, a_member, a_person
from tests.accounts.office import an_office, code_of, has_factor, signed_in, with_factor

pytestmark = pytest.mark.django_db
SET_UP = "/accounts/2fa/app/"
OPEN = {"mfa_activate_totp", "mfa_reauthenticate", "account_reauthenticate", "account_logout"}


@pytest.fixture(autouse=True)
def required(settings: Settings) -> None:
    settings.MFA_REQUIRED = True


def addresses() -> list[str]:
    """Every address that is not public, with something in its gaps."""
    found: list[str] = []

    def walk(patterns: list[URLPattern | URLResolver], before: str, space: str) -> None:
        for each in patterns:
            if isinstance(each, URLResolver):
                inner = f"{space}{each.namespace}:" if each.namespace else space
                walk(each.url_patterns, before + str(each.pattern), inner)
            elif getattr(each.callback, "access", None) != PUBLIC and space + str(each.name) not in OPEN:
                found.append(before + str(each.pattern))

    walk(get_resolver().url_patterns, "/", "")
    gaps = {"slug": "thung-sai-than", "int": "2566", "str": "x", "document": "plan"}
    return [re.sub(r"<(\w+):\w+>", lambda gap: gaps[gap[1]], path) for path in found]


def later(client: Client, seconds: int = 3600) -> Client:
    session = client.session
    session["signed_in_at"] -= seconds
    session.save()
    return client


@pytest.mark.parametrize("role", [Role.APPROVER, Role.ADMINISTRATOR])
def test_no_page_of_the_whole_portal_opens_before(role: Role) -> None:
    office = an_office()
    holder = a_person("holder")
    a_member(holder, office.agency, role)
    client = signed_in(holder)
    paths = addresses()
    assert len(paths) > 60
    assert {path: client.get(path).get("Location") for path in paths} == dict.fromkeys(paths, SET_UP)
    assert {path: client.post(path).get("Location") for path in paths} == dict.fromkeys(paths, SET_UP)


@pytest.mark.parametrize(
    "path", ["/", SET_UP, "/accounts/2fa/", "/accounts/2fa/app/remove/", "/accounts/password/change/"]
)
@pytest.mark.parametrize("stale", [False, True])
def test_every_way_ends_at_a_page(path: str, stale: bool) -> None:
    client = signed_in(an_office().wilai)
    if stale:
        later(client)
    response = client.get(path, follow=True)
    assert response.status_code == 200
    assert len(response.redirect_chain) <= 2
    assert response.request["PATH_INFO"] == ("/accounts/confirm/" if stale else SET_UP)


@pytest.mark.parametrize("address", ["", "wilai@tst.example"])
def test_from_sign_in_through_setting_up_to_work(address: str) -> None:
    """Also for who set their password by a link, at which allauth notes the address as one to be verified."""
    office = an_office()
    User.objects.filter(pk=office.wilai.pk).update(email=address)
    account.password_path(User.objects.get(pk=office.wilai.pk))
    client = Client()
    typed = {"login": office.wilai.username, "password": PASSWORD, "next": office.url("users/")}
    page = client.post("/accounts/login/", typed, follow=True)
    assert page.request["PATH_INFO"] == SET_UP
    secret = re.search(r'class="code big">([A-Z2-7]+)<', page.content.decode())
    assert secret
    assert client.post(SET_UP, {"code": "000000"}).status_code == 422
    done = client.post(SET_UP, {"code": code_of(secret[1])}, follow=True)
    assert (done.status_code, done.request["PATH_INFO"]) == (200, "/accounts/2fa/codes/")
    assert client.get(office.url("users/")).status_code == 200


def test_the_password_again_leads_back_to_setting_up() -> None:
    client = later(signed_in(an_office().wilai))
    asked = client.get(SET_UP)["Location"]
    assert unquote(asked) == f"/accounts/confirm/?next={SET_UP}"
    assert client.post(asked, {"password": PASSWORD})["Location"] == SET_UP
    assert client.get(SET_UP).status_code == 200


def test_the_page_offers_the_way_out_and_no_link_back_to_itself() -> None:
    client = signed_in(an_office().wilai)
    main = client.get(SET_UP).content.decode().partition("<main")[2].partition("</main>")[0]
    assert (re.findall(r'href="([^"]+)"', main), "ออกจากระบบ" in main) == ([], True)
    officer = signed_in(a_person("mana")).get(SET_UP).content.decode().partition("<main")[2]
    assert 'href="/accounts/2fa/">ยังไม่ตั้ง' in officer


def test_who_takes_theirs_off_is_led_to_the_next_at_once() -> None:
    office = an_office()
    with_factor(office.wilai)
    client = signed_in(office.wilai)
    assert client.get(office.url("users/")).status_code == 200
    client.post("/accounts/2fa/app/remove/")
    assert not Authenticator.objects.exists()
    assert client.get(office.url("users/"))["Location"] == SET_UP


def test_whose_was_reset_by_another_signs_in_anew_and_sets_up() -> None:
    office = an_office()
    somsak = a_person("somsak")
    a_member(somsak, office.agency, Role.APPROVER)
    with_factor(somsak)
    client = signed_in(somsak)
    assert client.get("/accounts/2fa/").status_code == 200
    account.reset_factor(agency=office.agency, user=User.objects.get(pk=somsak.pk), by=office.wilai, now=timezone.now())
    assert not has_factor(somsak)
    assert client.get("/accounts/2fa/")["Location"].startswith("/accounts/login/")
    assert SESSION_KEY not in client.session
    client.post("/accounts/login/", {"login": "somsak", "password": PASSWORD})
    assert client.get("/")["Location"] == SET_UP


def test_recovery_codes_alone_open_nothing() -> None:
    office = an_office()
    Authenticator.objects.create(user=office.wilai, type="recovery_codes", data={"seed": "x", "used_mask": 0})
    assert signed_in(office.wilai).get(office.url("users/"))["Location"] == SET_UP
