"""The log prints the roles that somebody held when they did it, whatever became of them since."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import Agency, Membership, User
from accounts.permissions import Role
from ita_portal.eventlog.roles import Roles
from tests.factories import a_user, an_agency
from tests.ita_portal.eventlog.logging_office import happened

pytestmark = pytest.mark.django_db


@pytest.fixture
def agency() -> Agency:
    return an_agency()


@pytest.fixture
def kanda(agency: Agency) -> User:
    return a_user("kanda", Role.OFFICER, agency=agency)


def act(agency: Agency, user: User) -> int:
    return happened(agency, "measure.changed", "measure:1", user.pk)


def told(agency: Agency, member: Membership, move: str) -> int:
    return happened(
        agency, f"membership.{move}", f"membership:{member.pk}", None, role=member.role, user=member.user_id
    )


def test_a_role_that_came_later_is_not_printed_with_what_was_done_before(agency: Agency, kanda: User) -> None:
    before = act(agency, kanda)
    wider = Membership.objects.create(user=kanda, agency=agency, role=Role.APPROVER)
    told(agency, wider, "added")
    after = act(agency, kanda)
    roles = Roles({kanda.pk}, agency)
    assert (roles.at(kanda.pk, before), roles.at(kanda.pk, after)) == ("เจ้าหน้าที่", "เจ้าหน้าที่ และผู้อนุมัติ")


def test_a_role_that_ended_is_printed_with_what_was_done_in_it_alone(agency: Agency, kanda: User) -> None:
    member = kanda.memberships.get()
    before = act(agency, kanda)
    ended = told(agency, member, "ended")
    Membership.objects.update(is_active=False)
    between = act(agency, kanda)
    told(agency, member, "restored")
    Membership.objects.update(is_active=True)
    after = act(agency, kanda)
    roles = Roles({kanda.pk}, agency)
    seen = [roles.at(kanda.pk, seq) for seq in (before, ended, between, after)]
    assert seen == ["เจ้าหน้าที่", "เจ้าหน้าที่", "", "เจ้าหน้าที่"]


def test_a_move_to_another_unit_changes_no_role(agency: Agency, kanda: User) -> None:
    moved = told(agency, kanda.memberships.get(), "moved")
    roles = Roles({kanda.pk}, agency)
    assert (roles.at(kanda.pk, moved), roles.at(kanda.pk, moved + 1)) == ("เจ้าหน้าที่", "เจ้าหน้าที่")


def test_a_membership_of_which_nothing_is_told_counts_while_it_is_active(agency: Agency, kanda: User) -> None:
    seq = act(agency, kanda)
    assert Roles({kanda.pk}, agency).at(kanda.pk, seq) == "เจ้าหน้าที่"
    Membership.objects.update(is_active=False)
    assert Roles({kanda.pk}, agency).at(kanda.pk, seq) == ""


def test_a_role_in_another_agency_is_not_printed(agency: Agency, kanda: User) -> None:
    other = an_agency("elsewhere")
    Membership.objects.create(user=kanda, agency=other, role=Role.ADMINISTRATOR)
    assert Roles({kanda.pk}, agency).at(kanda.pk, act(agency, kanda)) == "เจ้าหน้าที่"


def test_any_number_of_people_takes_two_queries(agency: Agency, kanda: User) -> None:
    people = {kanda.pk, *(a_user(f"person{n}", Role.OFFICER, agency=agency).pk for n in range(5))}
    for member in Membership.objects.all():
        told(agency, member, "added")
    with CaptureQueriesContext(
        connection,
    ) as seen:
        Roles(people, agency)
    assert len(seen) == 2
