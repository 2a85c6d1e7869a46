"""Everybody with an account in an agency stands in its list of responsible officers, once."""

from __future__ import annotations

import pytest
from django.utils import timezone

from accounts.changed import digest
from accounts.models import User
from accounts.permissions import Role
from accounts.services import invitation as invitations
from accounts.services.membership import place_of, set_place
from measures.models import Officer
from measures.services import people
from measures.services.people import OfficerFacts
from tests.accounts.making import PASSWORD
from tests.accounts.office import a_place, an_office, signed_in

pytestmark = pytest.mark.django_db
NAME = "นายธนกร พัฒน์ไพร"
TYPED = {"name": NAME, "username": "thanakorn", "password1": PASSWORD, "password2": PASSWORD}


def test_everybody_with_an_account_can_be_named_as_responsible_once() -> None:
    office = an_office()
    place = a_place(Role.ADMINISTRATOR, post="ปลัดองค์การบริหารส่วนตำบล")
    _, token = invitations.invite(
        agency=office.agency, name=NAME, email="", place=place, by=office.wilai, now=timezone.now()
    )
    visitor = signed_in(office.wilai)
    visitor.logout()
    visitor.post(f"/invitation/{token}/", TYPED)
    thanakorn = User.objects.get(username="thanakorn")
    made = Officer.objects.get(user=thanakorn)
    assert (made.line, made.agency) == (f"{NAME} ปลัดองค์การบริหารส่วนตำบล", office.agency)
    stored = place_of(thanakorn, office.agency)
    place = a_place(Role.OFFICER, Role.ADMINISTRATOR)
    set_place(agency=office.agency, user=thanakorn, place=place, base=digest(stored), by=office.wilai)
    assert Officer.objects.get(user=thanakorn) == made


def test_an_officer_whom_the_administrator_adds_by_a_members_name_is_theirs() -> None:
    office = an_office()
    facts = OfficerFacts(office.kanda.name, "นักพัฒนาชุมชน", None, None, True)
    assert people.add(agency=office.agency, facts=facts, by=office.wilai).user == office.kanda
