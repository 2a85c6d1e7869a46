"""An invitation's link opens once, runs out, and makes an account whose password only its person knows."""

import re
from datetime import timedelta
from smtplib import SMTPServerDisconnected
from unittest import mock

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from pytest_django import Settings

from accounts.access import Refused
from accounts.models import Invitation, Unit, User
from accounts.permissions import Role
from accounts.services import invitation as invitations
from audit.models import AuditEvent
from measures.models import Officer
from tests.accounts.making import PASSWORD, a_person
from tests.accounts.office import Office, a_place, actions_recorded, an_office, held, signed_in

pytestmark = pytest.mark.django_db
NAME = "นายธนกร พัฒน์ไพร"
TYPED = {"name": NAME, "username": "thanakorn", "password1": PASSWORD, "password2": PASSWORD}


def invited(office: Office, *roles: Role, email: str = "", post: str = "ผู้อำนวยการกองช่าง") -> tuple[Invitation, str]:
    place = a_place(*(roles or (Role.OFFICER,)), post=post)
    return invitations.invite(
        agency=office.agency, name=NAME, email=email, place=place, by=office.wilai, now=timezone.now()
    )


def test_the_invited_person_makes_their_own_account() -> None:
    office = an_office()
    _, token = invited(office, Role.OFFICER, Role.COORDINATOR, email="thanakorn@tst.example")
    visitor = signed_in(office.wilai)
    visitor.logout()
    page = visitor.get(f"/invitation/{token}/").content.decode()
    assert "เป็นเจ้าหน้าที่ และผู้ประสานงาน ITA" in page
    assert visitor.post(f"/invitation/{token}/", TYPED)["Location"] == "/"
    made = User.objects.get(username="thanakorn")
    assert visitor.session["_auth_user_id"] == str(made.pk)  # signed in at once
    assert (made.name, made.email, made.check_password(PASSWORD)) == (NAME, "thanakorn@tst.example", True)
    assert held(made, office.agency) == {"officer", "coordinator"}
    assert set(made.memberships.values_list("post", flat=True)) == {"ผู้อำนวยการกองช่าง"}


def test_a_link_opens_once() -> None:
    office = an_office()
    _, token = invited(office)
    visitor = signed_in(office.wilai)
    visitor.logout()
    visitor.post(f"/invitation/{token}/", TYPED)
    again = visitor.post(f"/invitation/{token}/", {**TYPED, "username": "another"})
    assert again.status_code == 410
    assert "ลิงก์คำเชิญนี้ใช้ไม่ได้แล้ว" in again.content.decode()
    assert not User.objects.filter(username="another").exists()


def test_a_link_runs_out_after_seven_days() -> None:
    invitation, token = invited(an_office())
    just_before = invitation.invited_at + timedelta(days=7) - timedelta(seconds=1)
    assert invitations.find(token, just_before) == invitation
    with pytest.raises(invitations.Spent):
        invitations.find(token, just_before + timedelta(seconds=1))


def test_a_new_link_closes_the_old_one() -> None:
    office = an_office()
    invitation, old = invited(office)
    new = invitations.renew(invitation=invitation, by=office.wilai, now=timezone.now())
    assert invitations.find(new, timezone.now()) == invitation
    with pytest.raises(invitations.Spent):
        invitations.find(old, timezone.now())


def test_a_withdrawn_invitation_opens_nothing_and_has_no_new_link() -> None:
    office = an_office()
    invitation, token = invited(office)
    invitations.withdraw(invitation=invitation, by=office.wilai, now=timezone.now())
    with pytest.raises(invitations.Spent):
        invitations.accept_as(token=token, user=office.kanda, now=timezone.now())
    with pytest.raises(invitations.Spent):
        invitations.renew(invitation=invitation, by=office.wilai, now=timezone.now())


@pytest.mark.parametrize(
    "change", [lambda t: t[:-1] + ("A" if t[-1] != "A" else "B"), lambda t: "x", lambda t: t + "x"]
)
def test_a_forged_link_opens_nothing(change: "object") -> None:
    _, token = invited(an_office())
    assert callable(change)
    with pytest.raises(invitations.Spent):
        invitations.find(change(token), timezone.now())


def test_the_secret_of_a_link_is_not_stored() -> None:
    invitation, token = invited(an_office())
    stored = str(Invitation.objects.filter(pk=invitation.pk).values().get())
    assert token not in stored
    assert token.split(":")[0] not in stored


def test_looking_at_a_link_takes_nothing_up() -> None:
    office = an_office()
    _, token = invited(office)
    signed_in(office.kanda).get(f"/invitation/{token}/")
    assert invitations.find(token, timezone.now()).accepted_at is None
    assert held(office.kanda, office.agency) == {"officer"}


def test_who_has_an_account_joins_with_it_and_keeps_what_they_held() -> None:
    here, there = an_office(), an_office("elsewhere")
    _, token = invited(here, Role.APPROVER)
    client = signed_in(there.kanda)
    page = client.get(f"/invitation/{token}/").content.decode()
    assert "รับบทบาทด้วยบัญชีนี้" in page
    client.post(f"/invitation/{token}/", {"knowing": "on"})
    assert held(there.kanda, here.agency) == {"approver"}
    assert held(there.kanda, there.agency) == {"officer"}


def test_the_officer_of_that_name_becomes_the_new_accounts() -> None:
    office, elsewhere = an_office(), an_office("elsewhere")
    officer = Officer.objects.create(agency=office.agency, name=NAME)
    namesake = Officer.objects.create(agency=elsewhere.agency, name=NAME)
    taken = Officer.objects.create(agency=office.agency, name=NAME, post="อื่น", user=office.kanda)
    _, token = invited(office)
    visitor = signed_in(office.wilai)
    visitor.logout()
    visitor.post(f"/invitation/{token}/", TYPED)
    users = [Officer.objects.get(pk=each.pk).user for each in (officer, namesake, taken)]
    assert users == [User.objects.get(username="thanakorn"), None, office.kanda]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"username": "wilai.thung-sai-than"}, "มีชื่อผู้ใช้นี้แล้ว"),
        ({"username": "WILAI.thung-sai-than"}, "มีชื่อผู้ใช้นี้แล้ว"),
        ({"username": "somsak@tst.example"}, "ชื่อผู้ใช้ไม่ใช่อีเมล"),
        ({"password2": "อื่น"}, "รหัสผ่านสองช่องไม่ตรงกัน"),
        ({"password1": "12345678", "password2": "12345678"}, "มีคนใช้รหัสผ่านนี้มาก"),
        ({"name": ""}, "โปรดพิมพ์คำนำหน้า ชื่อ และนามสกุล"),
    ],
)
def test_a_poor_choice_is_refused_and_the_link_still_opens(change: dict[str, str], said: str) -> None:
    office = an_office()
    _, token = invited(office)
    visitor = signed_in(office.wilai)
    visitor.logout()
    response = visitor.post(f"/invitation/{token}/", {**TYPED, **change})
    assert response.status_code == 422
    assert said in response.content.decode()
    assert invitations.find(token, timezone.now())
    assert User.objects.count() == 2


def test_an_invitation_by_mail_is_sent_and_its_link_not_shown() -> None:
    office = an_office()
    client = signed_in(office.wilai)
    data = {"name": NAME, "email": "thanakorn@tst.example", "roles": ["officer"]}
    page = client.post(office.url("users/invite/"), data, follow=True).content.decode()
    (letter,) = mail.outbox
    assert letter.to == ["thanakorn@tst.example"]
    found = re.search(r"http://testserver/invitation/(\S+)/", str(letter.body))
    assert found and invitations.find(found[1], timezone.now())
    assert "/invitation/" not in page
    assert "ทางอีเมลแล้ว" in page


def test_without_mail_the_link_is_shown_once() -> None:
    office = an_office()
    client = signed_in(office.wilai)
    data = {"name": NAME, "roles": ["officer"]}
    first = client.post(office.url("users/invite/"), data, follow=True).content.decode()
    found = re.search(r'value="http://testserver/invitation/([^"]+)/"', first)
    assert found and invitations.find(found[1], timezone.now())
    assert "/invitation/" not in client.get(office.url("users/")).content.decode()
    assert mail.outbox == []


def test_a_failing_mail_server_leaves_the_link_to_be_handed_over() -> None:
    office = an_office()
    client = signed_in(office.wilai)
    data = {"name": NAME, "email": "thanakorn@tst.example", "roles": ["officer"]}
    with mock.patch("ita_portal.office.views.invitation.send_mail", side_effect=SMTPServerDisconnected("gone")):
        page = client.post(office.url("users/invite/"), data, follow=True).content.decode()
    assert "ส่งอีเมลไม่สำเร็จ" in page
    assert 'value="http://testserver/invitation/' in page


PRINTED = "django.core.mail.backends.console.EmailBackend"


def test_an_installation_without_mail_shows_the_link_and_claims_no_letter(settings: Settings) -> None:
    settings.EMAIL_BACKEND = PRINTED
    office = an_office()
    client = signed_in(office.wilai)
    data = {"name": NAME, "email": "thanakorn@tst.example", "roles": ["officer"]}
    page = client.post(office.url("users/invite/"), data, follow=True).content.decode()
    assert "ระบบนี้ยังไม่ได้ตั้งค่าอีเมล จึงไม่ได้ส่งคำเชิญ" in page and "ทางอีเมลแล้ว" not in page
    assert 'value="http://testserver/invitation/' in page
    assert "ส่งลิงก์ใหม่ทางอีเมล" not in page
    assert "ระบบนี้ยังไม่ได้ตั้งค่าอีเมล" in client.get(office.url("users/invite/")).content.decode()


@pytest.mark.parametrize(("how", "letters"), [("show", 0), ("mail", 1)])
def test_whoever_invites_chooses_whether_a_new_link_is_shown_or_sent(how: str, letters: int) -> None:
    office = an_office()
    invitation, _ = invited(office, Role.OFFICER, email="thanakorn@tst.example")
    client = signed_in(office.wilai)
    shown = client.get(office.url("users/")).content.decode()
    assert "แสดงลิงก์ใหม่" in shown and "ส่งลิงก์ใหม่ทางอีเมล" in shown
    page = client.post(office.url(f"invitations/{invitation.pk}/renew/"), {"how": how}, follow=True).content.decode()
    assert ('value="http://testserver/invitation/' in page) is (how == "show")
    assert len(mail.outbox) == letters


def test_only_an_administrator_of_the_agency_invites() -> None:
    office, elsewhere = an_office(), an_office("elsewhere")
    for by in (office.kanda, elsewhere.wilai):
        with pytest.raises(Refused):
            invitations.invite(
                agency=office.agency, name=NAME, email="", place=a_place(Role.OFFICER), by=by, now=timezone.now()
            )
    assert not Invitation.objects.exists()


def test_a_unit_of_another_agency_or_no_role_is_refused() -> None:
    office, elsewhere = an_office(), an_office("elsewhere")
    unit = Unit.objects.create(agency=elsewhere.agency, name="กองช่าง", short_name="กองช่าง")
    for place in (a_place(Role.OFFICER, unit=unit.pk), a_place()):
        with pytest.raises(ValidationError):
            invitations.invite(
                agency=office.agency, name=NAME, email="", place=place, by=office.wilai, now=timezone.now()
            )


def test_the_trail_says_who_and_which_roles_and_nothing_else() -> None:
    office = an_office()
    _, token = invited(office, email="thanakorn@tst.example")
    visitor = signed_in(office.wilai)
    visitor.logout()
    since = AuditEvent.objects.count()
    visitor.post(f"/invitation/{token}/", TYPED)
    done = ["user.added", "membership.added", "officer.added", "invitation.accepted", "account.sign_in"]
    assert actions_recorded(since=since) == done
    said = " ".join(AuditEvent.objects.values_list("data", flat=True))
    assert "thanakorn" not in said and NAME not in said


def test_the_database_refuses_one_that_is_both_taken_up_and_withdrawn() -> None:
    office = an_office()
    invitation, token = invited(office)
    invitations.accept_as(token=token, user=office.kanda, now=timezone.now(), knowing=True)
    with pytest.raises(IntegrityError), transaction.atomic():
        Invitation.objects.filter(pk=invitation.pk).update(withdrawn_at=timezone.now())


def test_who_asks_for_that_username_is_one_person_only() -> None:
    office = an_office()
    a_person("Thanakorn")
    _, token = invited(office)
    visitor = signed_in(office.wilai)
    visitor.logout()
    assert visitor.post(f"/invitation/{token}/", TYPED).status_code == 422


def test_nothing_is_ticked_beforehand_and_the_link_can_be_copied() -> None:
    office = an_office()
    client = signed_in(office.wilai)
    page = client.get("/a/thung-sai-than/settings/users/invite/?name=นายธนกร&post=ช่าง")
    assert " checked" not in page.content.decode()
    client.post("/a/thung-sai-than/settings/users/invite/", {"name": NAME, "roles": ["officer"]})
    assert 'data-copy="link-to-hand-over" hidden>' in client.get("/a/thung-sai-than/settings/users/").content.decode()
