"""The list of who can sign in to a demonstration."""

import pytest

from accounts.demo import sign_in_notes
from accounts.models import Membership
from accounts.permissions import Role
from tests.factories import a_user, an_agency, an_overseer

pytestmark = pytest.mark.django_db


def test_it_names_each_person_once_with_all_their_roles() -> None:
    agency = an_agency()
    a_user("manee", Role.COORDINATOR, Role.ADMINISTRATOR, agency=agency)
    a_user("mana", Role.OFFICER, agency=agency)
    assert sign_in_notes() == [
        ("manee", "นางสาวมานี รักดี", "ผู้ประสานงาน ITA, ผู้ดูแลระบบหน่วยงาน"),
        ("mana", "นายมานะ ใจกล้า", "เจ้าหน้าที่"),
    ]


def test_a_role_in_two_agencies_is_said_once() -> None:
    mana = a_user("mana", Role.OFFICER, agency=an_agency("one"))
    Membership.objects.create(user=mana, agency=an_agency("two"), role=Role.OFFICER)
    assert [note.role for note in sign_in_notes()] == ["เจ้าหน้าที่"]


def test_an_overseer_stands_behind_the_members() -> None:
    agency = an_agency()
    an_overseer("chujai", province=agency.province)
    a_user("mana", Role.OFFICER, agency=agency)
    assert [(note.username, note.role) for note in sign_in_notes()] == [
        ("mana", "เจ้าหน้าที่"),
        ("chujai", "ผู้กำกับดูแล"),
    ]


def test_who_cannot_sign_in_or_has_no_role_any_more_is_left_out() -> None:
    agency = an_agency()
    a_user("mana", Role.OFFICER, agency=agency, is_active=False)
    piti = a_user("piti", Role.OFFICER, agency=agency)
    Membership.objects.filter(user=piti).update(is_active=False)
    a_user("weera")
    assert sign_in_notes() == []
