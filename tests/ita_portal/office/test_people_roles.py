"""Changing what people hold: the last administrator stays, who leaves is out at once, and nothing of them goes."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from accounts.access import Refused
from accounts.changed import Changed, digest
from accounts.models import Membership, OverseerReach, Unit, User
from accounts.permissions import Role
from accounts.services import membership
from audit.models import AuditEvent
from tests.accounts.making import a_member, a_person
from tests.accounts.office import Office, a_place, actions_recorded, an_office, held, signed_in

pytestmark = pytest.mark.django_db
LAST = "หน่วยงานต้องมีผู้ดูแลระบบอย่างน้อย 1 คน"


def base_of(office: Office, user: User) -> str:
    return digest(membership.place_of(user, office.agency))


def drawn(office: Office, user: User) -> str:
    """What the page of a person carries of what they hold now."""
    page = signed_in(office.wilai).get(office.url(f"users/{user.pk}/"))
    return str(page.context["form"]["base"].value())


def set_roles(office: Office, user: User, *roles: Role, by: User | None = None, base: str = "") -> None:
    membership.set_place(
        agency=office.agency,
        user=user,
        place=a_place(*roles, post="นักพัฒนาชุมชน"),
        base=base or base_of(office, user),
        by=by or office.wilai,
    )


def test_roles_come_and_go_and_their_rows_stay() -> None:
    office = an_office()
    set_roles(office, office.kanda, Role.APPROVER)
    assert held(office.kanda, office.agency) == {"approver"}
    assert Membership.objects.filter(user=office.kanda).count() == 2
    set_roles(office, office.kanda, Role.OFFICER, Role.APPROVER)
    assert held(office.kanda, office.agency) == {"officer", "approver"}
    assert Membership.objects.filter(user=office.kanda).count() == 2
    assert actions_recorded() == ["membership.ended", "membership.added", "officer.added", "membership.restored"]


def test_unit_and_post_are_those_of_all_roles() -> None:
    office = an_office()
    unit = Unit.objects.create(agency=office.agency, name="กองคลัง", short_name="กองคลัง")
    place = a_place(Role.OFFICER, Role.COORDINATOR, unit=unit.pk, post="นักวิชาการ")
    membership.set_place(
        agency=office.agency, user=office.kanda, place=place, base=base_of(office, office.kanda), by=office.wilai
    )
    rows = set(office.kanda.memberships.values_list("unit", "post"))
    assert rows == {(unit.pk, "นักวิชาการ")}
    assert membership.place_of(office.kanda, office.agency) == place


def test_the_same_again_records_nothing() -> None:
    office = an_office()
    set_roles(office, office.kanda, Role.OFFICER)
    assert actions_recorded() == []


def test_the_last_administrator_keeps_the_role() -> None:
    office = an_office()
    with pytest.raises(membership.LastAdministrator, match=LAST):
        set_roles(office, office.wilai, Role.OFFICER)
    with pytest.raises(membership.LastAdministrator):
        membership.deactivate(agency=office.agency, user=office.wilai, by=office.wilai, now=timezone.now())
    assert held(office.wilai, office.agency) == {"administrator"}
    assert actions_recorded() == []


def test_an_administrator_who_cannot_sign_in_does_not_count() -> None:
    office = an_office()
    closed = a_person("closed")
    a_member(closed, office.agency, Role.ADMINISTRATOR)
    User.objects.filter(pk=closed.pk).update(is_active=False)
    with pytest.raises(membership.LastAdministrator):
        set_roles(office, office.wilai, Role.OFFICER)


def test_with_a_second_administrator_the_first_may_go() -> None:
    office = an_office()
    a_member(office.kanda, office.agency, Role.ADMINISTRATOR)
    set_roles(office, office.wilai, Role.OFFICER)
    assert held(office.wilai, office.agency) == {"officer"}


def test_the_page_says_why_the_last_administrator_stays() -> None:
    office = an_office()
    client = signed_in(office.wilai)
    data = {"roles": ["officer"], "base": drawn(office, office.wilai)}
    changed = client.post(office.url(f"users/{office.wilai.pk}/"), data)
    assert changed.status_code == 409
    assert LAST in changed.content.decode()
    asked = client.get(office.url(f"users/{office.wilai.pk}/deactivate/")).content.decode()
    assert LAST in asked and "ยังไม่ปิด" not in asked, "no button that would be refused"
    ended = client.post(office.url(f"users/{office.wilai.pk}/deactivate/"))
    assert ended.status_code == 409
    assert LAST in ended.content.decode()


def test_the_second_of_two_administrators_sees_what_the_first_saved() -> None:
    office = an_office()
    seen = base_of(office, office.kanda)
    set_roles(office, office.kanda, Role.COORDINATOR)
    with pytest.raises(Changed):
        set_roles(office, office.kanda, Role.APPROVER, base=seen)


def test_who_is_deactivated_is_out_at_once_and_stays_out_after_coming_back() -> None:
    office = an_office()
    client = signed_in(office.kanda)
    assert client.get("/accounts/password/change/").status_code == 200
    membership.deactivate(agency=office.agency, user=office.kanda, by=office.wilai, now=timezone.now())
    assert client.get("/accounts/password/change/").status_code == 302
    office.kanda.refresh_from_db()
    assert office.kanda.is_active is False
    set_roles(office, office.kanda, Role.OFFICER)
    assert User.objects.get(pk=office.kanda.pk).is_active
    assert client.get("/accounts/password/change/").status_code == 302
    assert signed_in(User.objects.get(pk=office.kanda.pk)).get("/accounts/password/change/").status_code == 200


def test_an_account_with_another_agency_stays_open_there() -> None:
    office, other = an_office(), an_office("elsewhere")
    a_member(office.kanda, other.agency, Role.OFFICER)
    client = signed_in(office.kanda)
    now = timezone.now() + timedelta(seconds=1)
    membership.deactivate(agency=office.agency, user=office.kanda, by=office.wilai, now=now)
    assert User.objects.get(pk=office.kanda.pk).is_active
    assert held(office.kanda, other.agency) == {"officer"}
    assert client.get("/accounts/password/change/").status_code == 302


def test_an_overseer_who_leaves_an_office_still_oversees() -> None:
    office = an_office()
    OverseerReach.objects.create(user=office.kanda, province="ตัวอย่าง")
    membership.deactivate(agency=office.agency, user=office.kanda, by=office.wilai, now=timezone.now())
    assert User.objects.get(pk=office.kanda.pk).is_active


def test_what_someone_did_is_still_theirs_after_they_left() -> None:
    office = an_office()
    a_member(office.kanda, office.agency, Role.ADMINISTRATOR)
    set_roles(office, office.wilai, Role.OFFICER, Role.ADMINISTRATOR, by=office.kanda)
    membership.deactivate(agency=office.agency, user=office.kanda, by=office.wilai, now=timezone.now())
    mine = AuditEvent.objects.filter(actor=office.kanda.pk).values_list("action", flat=True)
    assert list(mine) == ["membership.added", "membership.moved", "officer.added"]
    page = signed_in(office.wilai).get(office.url("users/")).content.decode()
    assert "ผู้ที่ปิดการใช้งานแล้ว 1 คน" in page
    assert office.kanda.name in page


def test_who_was_closed_by_the_installations_keeper_is_not_opened_by_an_agency() -> None:
    office = an_office()
    User.objects.filter(pk=office.kanda.pk).update(is_active=False)
    office.kanda.refresh_from_db()
    set_roles(office, office.kanda, Role.COORDINATOR)
    assert not User.objects.get(pk=office.kanda.pk).is_active


def test_nobody_is_made_a_member_by_that_road() -> None:
    office, elsewhere = an_office(), an_office("elsewhere")
    with pytest.raises(ValidationError):
        set_roles(office, elsewhere.kanda, Role.APPROVER)
    assert held(elsewhere.kanda, office.agency) == set()


def test_a_unit_of_another_agency_is_refused() -> None:
    office, elsewhere = an_office(), an_office("elsewhere")
    unit = Unit.objects.create(agency=elsewhere.agency, name="กองคลัง", short_name="กองคลัง")
    with pytest.raises(ValidationError):
        membership.set_place(
            agency=office.agency,
            user=office.kanda,
            place=a_place(Role.OFFICER, unit=unit.pk),
            base=base_of(office, office.kanda),
            by=office.wilai,
        )


def test_only_an_administrator_of_the_agency_changes_roles() -> None:
    office, elsewhere = an_office(), an_office("elsewhere")
    for by in (office.kanda, elsewhere.wilai):
        with pytest.raises(Refused):
            set_roles(office, office.kanda, Role.ADMINISTRATOR, by=by)
        with pytest.raises(Refused):
            membership.deactivate(agency=office.agency, user=office.kanda, by=by, now=timezone.now())


def test_a_post_that_gives_more_than_the_form_gives_no_more() -> None:
    office = an_office()
    data = {"roles": ["officer", "superuser"], "base": base_of(office, office.kanda), "is_superuser": "on"}
    response = signed_in(office.wilai).post(office.url(f"users/{office.kanda.pk}/"), data)
    assert response.status_code == 422
    assert User.objects.get(pk=office.kanda.pk).is_superuser is False


@pytest.mark.parametrize("people", [1, 3])
def test_the_list_of_people_takes_the_same_queries_for_any_number(
    people: int, django_assert_num_queries: "pytest.FixtureRequest"
) -> None:
    office = an_office()
    for n in range(people):
        a_member(a_person(f"p{n}", name=f"คนที่ {n}"), office.agency, Role.OFFICER)
    client = signed_in(office.wilai)
    client.get(office.url("users/"))
    with django_assert_num_queries(8):  # type: ignore[operator]  # pytest-django's fixture carries no type
        page = client.get(office.url("users/")).content.decode()
    assert f"{people + 2} คน" in page
