"""One person has one account: an address is invited once, leads to the account that has it, and doubles are shown."""

from __future__ import annotations

import re

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import Invitation, User
from accounts.permissions import Role
from accounts.services import invitation as invitations
from accounts.services import membership
from audit.models import AuditEvent
from tests.accounts.making import PASSWORD, a_member, a_person
from tests.accounts.office import Office, a_place, an_office, held, signed_in
from tests.audit.making import at_once

pytestmark = pytest.mark.django_db
MAIL = "thanakorn@tst.example"
NAME = "นายธนกร พัฒน์ไพร"
TYPED = {"name": NAME, "username": "thanakorn", "password1": PASSWORD, "password2": PASSWORD}


def invited(office: Office, email: str = MAIL, *roles: Role) -> tuple[Invitation, str]:
    place = a_place(*(roles or (Role.OFFICER,)))
    return invitations.invite(
        agency=office.agency, name=NAME, email=email, place=place, by=office.wilai, now=timezone.now()
    )


def refused(office: Office, email: str) -> str:
    """What the page says beside the address; nothing where the invitation was made."""
    typed = {"name": "นายอื่น", "email": email, "roles": ["officer"], "post": "นิติกร"}
    response = signed_in(office.wilai).post(office.url("users/invite/"), typed)
    if response.status_code == 302:
        return ""
    page = response.content.decode()
    assert (response.status_code, 'value="นิติกร"' in page) == (422, True)
    [said] = re.findall(r'<li><a href="#id_email">([^<]+)</a>', page)
    return str(said)


@pytest.mark.parametrize("typed", [MAIL, " Thanakorn@TST.example "])
def test_an_address_with_an_open_invitation_is_said_so_with_what_to_do(typed: str) -> None:
    office = an_office()
    first, _ = invited(office)
    said = refused(office, typed)
    assert (NAME in said, "แสดงลิงก์ใหม่" in said, "ยกเลิกคำเชิญเดิม" in said) == (True, True, True)
    Invitation.objects.update(expires_at=timezone.now())
    assert "แสดงลิงก์ใหม่" in refused(office, typed)
    assert Invitation.objects.get() == first


def test_it_may_be_invited_again_once_that_was_withdrawn_and_elsewhere_meanwhile() -> None:
    office, elsewhere = an_office(), an_office("elsewhere")
    first, _ = invited(office)
    assert refused(elsewhere, MAIL) == ""
    invitations.withdraw(invitation=first, by=office.wilai, now=timezone.now())
    assert refused(office, MAIL) == ""
    assert [refused(office, "") for _ in range(2)] == ["", ""]


def test_an_address_of_the_agencys_own_account_is_said_so_whether_it_is_open_or_closed() -> None:
    office = an_office()
    User.objects.filter(pk=office.kanda.pk).update(email=MAIL)
    said = refused(office, MAIL.upper())
    for words in ("นางสาวกานดา ใจงาม", office.kanda.username, "เป็นผู้ใช้ของหน่วยงานแล้ว", "เพิ่มบทบาท", "เว้นอีเมลว่าง"):
        assert words in said
    membership.deactivate(agency=office.agency, user=office.kanda, by=office.wilai, now=timezone.now())
    assert "เปิดใช้งานอีกครั้ง" in refused(office, MAIL)
    assert not Invitation.objects.exists()


def test_that_an_address_is_an_accounts_elsewhere_is_not_told_to_who_invites() -> None:
    office, elsewhere = an_office(), an_office("elsewhere")
    User.objects.filter(pk=elsewhere.kanda.pk).update(email=MAIL)
    for address in (MAIL, "nobody@tst.example"):
        assert refused(office, address) == ""
    letters = [re.sub(r"/invitation/\S+", "", str(letter.body)) for letter in mail.outbox]
    assert (len(letters), len(set(letters))) == (2, 1)


def test_who_has_an_account_elsewhere_is_led_to_it_and_comes_back_with_a_role() -> None:
    office, elsewhere = an_office(), an_office("elsewhere")
    User.objects.filter(pk=elsewhere.kanda.pk).update(email=MAIL)
    _, token = invited(office, " Thanakorn@TST.example ", Role.APPROVER)
    visitor, url = Client(), f"/invitation/{token}/"
    shown, posted = visitor.get(url), visitor.post(url, TYPED)
    assert (shown.status_code, posted.status_code) == (200, 409)
    page = shown.content.decode()
    assert ("password1" in page, "elsewhere" in page, elsewhere.kanda.name in page) == (False, False, False)
    found = re.search(r'href="(/accounts/login/\?next=[^"]+)"', page)
    assert found
    came = visitor.post(found[1], {"login": MAIL, "password": PASSWORD, "next": url})
    assert came["Location"] == url
    assert visitor.post(url)["Location"] == "/"
    assert held(elsewhere.kanda, office.agency) == {"approver"}
    assert not User.objects.filter(username="thanakorn").exists()


def two_links() -> tuple[Office, str, str]:
    """Two open invitations to one address in one agency, as there could be before an address was invited once."""
    office = an_office()
    _, first = invited(office, "", Role.COORDINATOR)
    _, second = invited(office, "", Role.APPROVER)
    Invitation.objects.update(email="Thanakorn@tst.example")
    return office, f"/invitation/{first}/", f"/invitation/{second}/"


def test_taking_up_the_second_leads_to_the_first_account() -> None:
    office, first, second = two_links()
    visitor = Client()
    assert visitor.post(first, TYPED).status_code == 302
    assert Client().post(second, {**TYPED, "username": "another"}).status_code == 409
    one = User.objects.get(email=MAIL)
    assert signed_in(one).post(second).status_code == 302
    assert held(one, office.agency) == {"coordinator", "approver"}


def test_a_closed_account_is_opened_by_its_own_agency_and_stands_in_nobodys_way_elsewhere() -> None:
    office, first, second = two_links()
    visitor = Client()
    visitor.post(first, TYPED)
    one = User.objects.get(email=MAIL)
    membership.deactivate(agency=office.agency, user=one, by=office.wilai, now=timezone.now())
    page = visitor.get(second).content.decode()
    assert ("เปิดใช้งานบัญชีเดิม" in page, "password1" in page) == (True, False)
    _, elsewhere = invited(an_office("elsewhere"))
    assert visitor.post(f"/invitation/{elsewhere}/", {**TYPED, "username": "another"}).status_code == 302


@pytest.mark.django_db(transaction=True)
def test_of_two_invitations_at_the_same_moment_one_is_made() -> None:
    office = an_office()
    told: list[str] = []

    def invite(number: int) -> None:
        try:
            invited(office, MAIL if number else MAIL.upper())
        except ValidationError as error:
            told.extend(error.message_dict)

    at_once(2, invite)
    assert (Invitation.objects.count(), told) == (1, ["email"])


@pytest.mark.django_db(transaction=True)
def test_of_two_links_to_one_address_taken_up_at_the_same_moment_one_makes_an_account() -> None:
    here, there = an_office(), an_office("elsewhere")
    urls = [f"/invitation/{invited(office)[1]}/" for office in (here, there)]
    statuses: list[int] = []

    def take_up(number: int) -> None:
        statuses.append(Client().post(urls[number], {**TYPED, "username": f"thanakorn{number}"}).status_code)

    at_once(2, take_up)
    assert sorted(statuses) == [302, 409]
    assert (User.objects.filter(email=MAIL).count(), Invitation.objects.filter(accepted_at=None).count()) == (1, 1)
    assert AuditEvent.objects.filter(action="user.added").count() == 1


@pytest.mark.django_db(transaction=True)
def test_who_clicks_twice_has_one_account_and_who_is_too_late_for_a_username_chooses_another() -> None:
    office = an_office()
    _, twice = invited(office, "")
    others = [invited(office, f"{name}@tst.example")[1] for name in ("mana", "piti")]
    for links, username, answered in (([twice, twice], "thanakorn", [302, 410]), (others, "mana", [302, 422])):
        statuses: list[int] = []

        def take_up(
            number: int, links: list[str] = links, username: str = username, into: list[int] = statuses
        ) -> None:
            typed = {**TYPED, "username": username}
            into.append(Client().post(f"/invitation/{links[number]}/", typed).status_code)

        at_once(2, take_up)
        assert (sorted(statuses), User.objects.filter(username=username).count()) == (answered, 1)


def doubled(office: Office) -> list[tuple[str, list[str]]]:
    """The addresses that the people page shows as several accounts', each with the accounts to which it links."""
    page = signed_in(office.wilai).get(office.url("users/")).content.decode()
    notices = re.findall(r"<h2>\d บัญชีใช้อีเมลเดียวกัน (.*?)</h2>(.*?)</div>", page, re.DOTALL)
    return [(re.sub("<.*?>", "", title), re.findall(r'<span class="code">([^<]+)', said)) for title, said in notices]


def test_whoever_is_two_accounts_is_shown_to_the_administrator_until_one_is_closed() -> None:
    office = an_office()
    elsewhere = a_person("elsewhere", email="office@tst.example")
    assert doubled(office) == []
    twins = [a_person(f"mana{n}", name="นายมานะ", email=MAIL if n else MAIL.upper()) for n in range(2)]
    for user in (*twins, a_person("mali", email="mali@tst.example"), a_person("piti"), a_person("chujai")):
        a_member(user, office.agency)
    User.objects.filter(pk=office.kanda.pk).update(email=elsewhere.email)
    assert doubled(office) == [(MAIL, ["mana0", "mana1"])]
    membership.deactivate(agency=office.agency, user=twins[0], by=office.wilai, now=timezone.now())
    assert doubled(office) == []


def test_showing_them_costs_no_query() -> None:
    office, counts = an_office(), []
    client = signed_in(office.wilai)
    for number in range(3):
        with CaptureQueriesContext(
            connection,
        ) as queries:
            client.get(office.url("users/"))
        counts.append(len(queries))
        a_member(a_person(f"mana{number}", email=MAIL), office.agency)
    assert len(set(counts)) == 1
