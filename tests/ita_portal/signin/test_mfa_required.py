"""Approvers and administrators set up a second factor before anything else, unless their office does without."""

import pytest
from django.test import Client
from pytest_django import Settings

from accounts.authentication.second_factor import is_needed
from accounts.models import Agency, User
from accounts.permissions import Role
from tests.accounts.making import a_member, a_person
from tests.accounts.office import Office, an_office, signed_in, with_factor

pytestmark = pytest.mark.django_db
SET_UP = "/accounts/2fa/app/"


@pytest.fixture(autouse=True)
def required(settings: Settings) -> None:
    settings.MFA_REQUIRED = True


def a_holder(office: Office, role: Role) -> User:
    user = a_person(f"holder.{role}")
    a_member(user, office.agency, role)
    return user


@pytest.mark.parametrize(
    ("role", "led"),
    [(Role.OFFICER, False), (Role.COORDINATOR, False), (Role.APPROVER, True), (Role.ADMINISTRATOR, True)],
)
def test_by_role(role: Role, led: bool) -> None:
    office = an_office()
    response = signed_in(a_holder(office, role)).get("/accounts/password/change/")
    assert response.get("Location") == (SET_UP if led else None)


@pytest.mark.parametrize("path", ["/", "/overview/", "/accounts/2fa/", "/accounts/2fa/codes/", "/me/drafts/"])
def test_every_page_leads_there(path: str) -> None:
    client = signed_in(an_office().wilai)
    assert client.get(path)["Location"] == SET_UP
    assert client.post(path)["Location"] == SET_UP


def test_the_settings_of_the_agency_lead_there_and_change_nothing() -> None:
    office = an_office()
    client = signed_in(office.wilai)
    assert client.post(office.url("users/invite/"), {"name": "x", "roles": ["approver"]})["Location"] == SET_UP
    assert office.agency.invitations.count() == 0


@pytest.mark.parametrize("path", [SET_UP, "/help/", "/health/", "/accounts/login/"])
def test_setting_it_up_and_public_pages_stay_open(path: str) -> None:
    assert signed_in(an_office().wilai).get(path).get("Location") != SET_UP


def test_one_can_always_sign_out() -> None:
    client = signed_in(an_office().wilai)
    assert client.post("/accounts/logout/")["Location"] == "/accounts/login/"


def test_who_has_one_works_without_being_asked_again() -> None:
    office = an_office()
    with_factor(office.wilai)
    assert signed_in(office.wilai).get(office.url("users/")).status_code == 200


def test_a_small_office_may_do_without_and_says_so_in_the_trail() -> None:
    office = an_office()
    Agency.objects.filter(pk=office.agency.pk).update(mfa_optional=True)
    assert signed_in(office.wilai).get(office.url("users/")).status_code == 200


def test_one_strict_agency_of_several_is_enough() -> None:
    lax, strict = an_office(), an_office("elsewhere")
    Agency.objects.filter(pk=lax.agency.pk).update(mfa_optional=True)
    assert not is_needed(lax.wilai)
    a_member(lax.wilai, strict.agency, Role.APPROVER)
    assert is_needed(User.objects.get(pk=lax.wilai.pk))


def test_a_role_that_ended_asks_for_nothing() -> None:
    office = an_office()
    user = a_holder(office, Role.APPROVER)
    user.memberships.update(is_active=False)
    assert not is_needed(User.objects.get(pk=user.pk))


def test_where_the_setting_is_off_nobody_is_led_away(settings: Settings) -> None:
    settings.MFA_REQUIRED = False
    office = an_office()
    assert signed_in(office.wilai).get(office.url("users/")).status_code == 200


def test_who_is_made_an_approver_while_signed_in_is_led_there_next() -> None:
    office = an_office()
    client = signed_in(office.kanda)
    assert client.get("/accounts/password/change/").status_code == 200
    a_member(office.kanda, office.agency, Role.APPROVER)
    assert client.get("/accounts/password/change/")["Location"] == SET_UP


def test_a_visitor_is_sent_to_sign_in_first() -> None:
    assert Client().get("/overview/")["Location"].startswith("/accounts/login/")
