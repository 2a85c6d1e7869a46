"""Every address of settings: whoever administers the agency comes in, nobody else, from there or elsewhere."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, resolve, reverse
from django.utils import timezone

from accounts.models import OverseerReach, Unit, User
from accounts.permissions import Permission, Role
from accounts.services import invitation as invitations
from measures.models import Officer
from tests.accounts.making import a_member, a_person
from tests.accounts.office import Office, a_place, an_office, signed_in

pytestmark = pytest.mark.django_db
# name -> the row that its pk names (or nothing), and what a GET and an empty POST answer to an administrator
DOORS: dict[str, tuple[str, int, int]] = {
    "accounts:agency": ("", 200, 422),
    "accounts:emblem": ("", 200, 422),
    "accounts:users": ("", 200, 405),
    "accounts:invite": ("", 200, 422),
    "accounts:person": ("user", 200, 422),
    "accounts:particulars": ("user", 200, 422),
    "accounts:deactivate": ("user", 200, 302),
    "accounts:password_link": ("user", 200, 422),
    "accounts:reset_factor": ("user", 200, 422),
    "accounts:invitation_renew": ("invitation", 405, 302),
    "accounts:invitation_withdraw": ("invitation", 405, 302),
    "accounts:units": ("", 200, 405),
    "accounts:unit_add": ("", 200, 422),
    "accounts:unit": ("unit", 200, 422),
    "accounts:unit_move": ("unit", 405, 302),
    "accounts:unit_remove": ("unit", 405, 302),
    "measures:officer_list": ("", 200, 405),
    "measures:officer_add": ("", 200, 422),
    "measures:officer": ("officer", 200, 422),
    "measures:hand_over": ("officer", 200, 422),
    "settings_endorsers": ("", 200, 302),
    "settings_certificate": ("", 200, 422),
    "settings_certificate_how": ("", 200, 405),
    "settings_retention": ("", 200, 422),
}


def rows(office: Office) -> dict[str, int]:
    """One row of each kind, with everybody present."""
    invitation, _ = invitations.invite(
        agency=office.agency,
        name="ผู้รับเชิญ",
        email="",
        place=a_place(Role.OFFICER),
        by=office.wilai,
        now=timezone.now(),
    )
    unit = Unit.objects.create(agency=office.agency, name="กองช่าง", short_name="กองช่าง")
    officer = Officer.objects.create(agency=office.agency, name="นายธนกร พัฒน์ไพร")
    return {"user": office.kanda.pk, "invitation": invitation.pk, "unit": unit.pk, "officer": officer.pk}


def url_of(name: str, office: Office, values: dict[str, int]) -> str:
    row = DOORS[name][0]
    return reverse(name, kwargs={"slug": office.agency.slug, **({"pk": values[row]} if row else {})})


def statuses(client: Client, url: str) -> tuple[int, int]:
    return client.get(url).status_code, client.post(url).status_code


def settings_doors() -> list[str]:
    """The names of all addresses under settings, out of the URLconf."""

    def walk(patterns: list[URLPattern | URLResolver], space: str) -> list[str]:
        found = []
        for each in patterns:
            if isinstance(each, URLResolver):
                found += walk(each.url_patterns, f"{each.namespace}:" if each.namespace else space)
            elif "/settings/" in str(each.pattern):
                found.append(f"{space}{each.name}")
        return found

    return walk(get_resolver().url_patterns, "")


def test_every_address_of_settings_is_tried_here() -> None:
    assert sorted(settings_doors()) == sorted(DOORS)


@pytest.mark.parametrize("name", DOORS)
def test_an_administrator_comes_in(name: str) -> None:
    office = an_office()
    values = rows(office)
    assert statuses(signed_in(office.wilai), url_of(name, office, values)) == DOORS[name][1:]


def another_role(office: Office, role: Role) -> User:
    user = a_person(f"some.{role}")
    a_member(user, office.agency, role)
    return user


@pytest.mark.parametrize("who", [Role.OFFICER, Role.COORDINATOR, Role.APPROVER, "overseer"])
def test_a_missing_role_in_ones_own_agency_is_told_so(who: Role | str) -> None:
    office = an_office()
    values = rows(office)
    if isinstance(who, Role):
        user = another_role(office, who)
    else:
        user = a_person("overseer")
        OverseerReach.objects.create(user=user, province=office.agency.province)
    client = signed_in(user)
    found = {name: statuses(client, url_of(name, office, values)) for name in DOORS}
    wanted = {name: tuple(405 if own == 405 else 403 for own in (get, post)) for name, (_, get, post) in DOORS.items()}
    assert found == wanted


def test_another_agencys_settings_are_not_there() -> None:
    office, elsewhere = an_office(), an_office("elsewhere")
    values = rows(office)
    client = signed_in(elsewhere.wilai)
    found = {name: statuses(client, url_of(name, office, values)) for name in DOORS}
    wanted = {name: tuple(405 if own == 405 else 404 for own in (get, post)) for name, (_, get, post) in DOORS.items()}
    assert found == wanted


def test_another_agencys_rows_are_not_there_under_ones_own_address() -> None:
    office, elsewhere = an_office(), an_office("elsewhere")
    values = rows(elsewhere)
    client = signed_in(office.wilai)
    with_row = [name for name, (row, _, _) in DOORS.items() if row]
    found = {name: set(statuses(client, url_of(name, office, values))) - {405} for name in with_row}
    assert found == {name: {404} for name in with_row}


def test_a_visitor_is_sent_to_sign_in() -> None:
    office = an_office()
    values = rows(office)
    for name in DOORS:
        url = url_of(name, office, values)
        back = f"?next={url}" if DOORS[name][1] == 200 else ""  # to a page, never to a button's address
        assert Client().get(url)["Location"] == f"/accounts/login/{back}", name


def test_each_declares_the_one_permission() -> None:
    office = an_office()
    values = rows(office)
    views = {name: resolve(url_of(name, office, values)).func for name in DOORS}
    assert {getattr(view, "access", None) for view in views.values()} == {Permission.SETTINGS_EDIT}


def test_no_form_is_taken_without_its_token() -> None:
    office = an_office()
    values = rows(office)
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(office.wilai)
    for name, (_, _, post) in DOORS.items():
        if post != 405:
            assert strict.post(url_of(name, office, values)).status_code == 403, name
