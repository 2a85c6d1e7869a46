"""The second factor keeps no office from finishing: it is set up on the way, or the office does without."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from pytest_django import Settings

from accounts.models import Agency, User
from accounts.permissions import Role
from tests.accounts.office import code_of
from tests.reports.office import PASSWORD, Office, an_office

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("quick_paper")]
SET_UP = "/accounts/2fa/app/"


@pytest.fixture
def office(settings: Settings) -> Office:
    """One coordinator, one approver who administers too; the portal asks for second factors."""
    settings.MFA_REQUIRED = True
    office = an_office()
    office.person("mana", Role.COORDINATOR)
    office.name_approver(office.person("somsak", Role.APPROVER, Role.ADMINISTRATOR))
    return office


def signed_in(username: str) -> Client:
    client = Client()
    client.force_login(User.objects.get(username=username))
    return client


def approve(office: Office, client: Client, secret: str) -> int:
    said = {"seen": office.edition.rounds.get().pdf_digest, "declaration": "on", "secret": secret}
    return client.post(office.url("sign/"), said).status_code


def test_the_only_approver_is_led_to_set_one_up_and_then_approves_with_a_code(office: Office) -> None:
    office.submit(User.objects.get(username="mana"))
    client = signed_in("somsak")
    assert client.get(office.url("sign/"))["Location"] == SET_UP
    found = re.search(r'class="code big">([A-Z2-7]+)<', client.get(SET_UP).content.decode())
    assert found
    assert client.post(SET_UP, {"code": code_of(found[1])}).status_code == 302
    assert client.get(office.url("sign/")).status_code == 200
    assert approve(office, client, PASSWORD) == 422  # the password alone is no answer any more
    assert approve(office, client, code_of(found[1], steps=1)) == 302
    assert office.edition.state == "approved"


def test_a_small_office_that_does_without_approves_with_the_password(office: Office) -> None:
    Agency.objects.filter(pk=office.agency.pk).update(mfa_optional=True)
    office.submit(User.objects.get(username="mana"))
    client = signed_in("somsak")
    assert client.get(office.url("sign/")).status_code == 200
    assert approve(office, client, PASSWORD) == 302
    assert office.edition.state == "approved"


def test_a_coordinator_needs_none_to_submit(office: Office) -> None:
    client = signed_in("mana")
    page = client.get(office.url("submit/"))
    said = {"seen": page.context["ready"].digest, "declaration": "on", "secret": PASSWORD}
    assert client.post(office.url("submit/"), said).status_code == 302
    assert office.edition.state == "submitted"
