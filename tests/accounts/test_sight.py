"""What a person sees: the agencies of their memberships and reach, and of those only."""

import pytest
from pytest_django import DjangoAssertNumQueries

from accounts.models import Agency, Membership, User
from accounts.permissions import OVERSEER_GRANTS, Permission, Role
from measures.models import Measure, Plan
from tests.factories import a_measure, a_plan, a_unit, a_user, an_agency, an_overseer
from tests.stored import changed_tables, everything_stored

pytestmark = pytest.mark.django_db


def slugs(user: User, permission: Permission) -> list[str]:
    return sorted(user.agencies(permission).values_list("slug", flat=True))


def held(user: User, agency: Agency) -> set[Permission]:
    return {permission for permission in Permission if user.can(permission, on=agency)}


def test_who_has_no_role_sees_nothing_even_as_keeper_of_the_installation() -> None:
    a_measure(a_plan(an_agency()))
    for user in (a_user("mana"), a_user("piti", is_superuser=True)):
        assert [slugs(user, permission) for permission in Permission] == [[]] * len(Permission)
        assert (list(Measure.objects.visible_to(user)), list(Plan.objects.visible_to(user))) == ([], [])
        assert list(Agency.objects.visible_to(user)) == []


def test_a_member_sees_the_rows_of_their_agency_and_no_others() -> None:
    own, other = a_plan(an_agency("own")), a_plan(an_agency("other"))
    mine = a_measure(own)
    a_measure(other)
    manee = a_user("manee", Role.OFFICER, agency=own.agency)
    assert list(Measure.objects.visible_to(manee)) == [mine]
    assert list(Plan.objects.visible_to(manee)) == [own]
    assert list(Agency.objects.visible_to(manee)) == [own.agency]


def test_a_role_in_one_agency_gives_nothing_in_the_other() -> None:
    one, two = an_agency("one"), an_agency("two")
    manee = a_user("manee", Role.COORDINATOR, agency=one)
    Membership.objects.create(user=manee, agency=two, role=Role.APPROVER)
    assert slugs(manee, Permission.AGENCY_VIEW) == ["one", "two"]
    assert (slugs(manee, Permission.REPORT_EDIT), slugs(manee, Permission.REPORT_APPROVE)) == (["one"], ["two"])
    assert not manee.can(Permission.REPORT_APPROVE, on=one)
    assert not manee.can(Permission.REPORT_EDIT, on=two)


def test_several_roles_add_up() -> None:
    agency = an_agency()
    manee = a_user("manee", Role.ADMINISTRATOR, Role.OFFICER, Role.APPROVER, agency=agency)
    assert held(manee, agency) == set(Permission) - {
        Permission.MEASURE_EDIT,
        Permission.PROGRESS_EDIT,
        Permission.MEASURE_CHECK,
        Permission.CATALOGUE_EDIT,
        Permission.SCORE_EDIT,
        Permission.REPORT_EDIT,
        Permission.REPORT_SUBMIT,
        Permission.REPORT_PUBLISH,
    }
    assert manee.roles(agency) == [Role.OFFICER, Role.APPROVER, Role.ADMINISTRATOR]


def test_an_inactive_membership_or_user_gives_nothing() -> None:
    agency = an_agency()
    mana = a_user("mana", Role.COORDINATOR, agency=agency, is_active=False)
    piti = a_user("piti", Role.COORDINATOR, agency=agency)
    Membership.objects.filter(user=piti).update(is_active=False)
    overseer = an_overseer(province=agency.province)
    User.objects.filter(pk=overseer.pk).update(is_active=False)
    overseer = User.objects.get(pk=overseer.pk)
    for user in (mana, piti, overseer):
        assert (held(user, agency), slugs(user, Permission.AGENCY_VIEW)) == (set(), [])
    assert piti.roles(agency) == []


def test_an_overseer_reads_a_province_or_a_department_as_far_as_it_goes() -> None:
    near = an_agency("near", province="สายธาร", department="กรมหนึ่ง")
    far = an_agency("far", province="ไกล", department="กรมหนึ่ง")
    neither = an_agency("neither", province="อื่น")
    of_province = an_overseer("p", province="สายธาร")
    of_department = an_overseer("d", department="กรมหนึ่ง")
    assert slugs(of_province, Permission.MEASURE_VIEW) == ["near"]
    assert slugs(of_department, Permission.MEASURE_VIEW) == ["far", "near"]
    assert slugs(of_department, Permission.REPORT_EDIT) == []
    found = [[held(who, agency) for agency in (near, far, neither)] for who in (of_province, of_department)]
    assert found == [[OVERSEER_GRANTS, set(), set()], [OVERSEER_GRANTS, OVERSEER_GRANTS, set()]]


def test_an_overseer_with_a_post_of_their_own_has_both() -> None:
    own, overseen = an_agency("own", province="ไกล"), an_agency("overseen")
    overseer = an_overseer(province=overseen.province)
    Membership.objects.create(user=overseer, agency=own, role=Role.OFFICER)
    assert slugs(overseer, Permission.AGENCY_VIEW) == ["overseen", "own"]
    assert slugs(overseer, Permission.PROGRESS_EDIT_OWN) == ["own"]


def test_rights_are_read_once_and_anew_after_a_refresh(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    agency = an_agency()
    mana = User.objects.get(pk=a_user("mana", Role.OFFICER, agency=agency).pk)
    with django_assert_num_queries(2):
        assert [mana.can(permission, on=agency) for permission in Permission].count(True) == 8
        assert not mana.can(Permission.SETTINGS_EDIT, on=agency)
    Membership.objects.create(user=mana, agency=agency, role=Role.ADMINISTRATOR)
    mana.refresh_from_db()
    assert mana.can(Permission.SETTINGS_EDIT, on=agency)


def test_the_comparison_of_all_rows_sees_a_change_of_any_kind() -> None:
    agency = an_agency()
    before = everything_stored()
    assert changed_tables(before, everything_stored()) == set()
    unit = a_unit(agency)
    assert changed_tables(before, everything_stored()) == {"accounts_unit"}
    with_unit = everything_stored()
    unit.short_name = "อื่น"
    unit.save()
    assert changed_tables(with_unit, everything_stored()) == {"accounts_unit"}
