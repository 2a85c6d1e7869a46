"""A link meant for one person and opened by another: said, asked twice, told to who invited, and no officer's line."""

import re

import pytest
from django.contrib.auth import SESSION_KEY
from django.utils import timezone

from accounts.models import Invitation, User
from accounts.permissions import Role
from accounts.services import invitation as invitations
from audit.models import AuditEvent
from measures.models import Officer
from notices.models import Mail, Notice
from tests.accounts.making import PASSWORD, a_member, a_person
from tests.accounts.office import Office, a_place, an_office, held, signed_in

pytestmark = pytest.mark.django_db
NAME = "นายธนกร พัฒน์ไพร"
MAIL = "thanakorn@tst.example"


def invited(office: Office, *, email: str = MAIL) -> str:
    place = a_place(Role.APPROVER, post="ปลัด")
    _, token = invitations.invite(
        agency=office.agency, name=NAME, email=email, place=place, by=office.wilai, now=timezone.now()
    )
    return f"/invitation/{token}/"


@pytest.mark.parametrize(
    ("invited_mail", "name", "mail", "meant"),
    [
        (MAIL, NAME, MAIL, True),
        (MAIL, "ธนกร (บัญชีเดิม)", MAIL.upper(), True),
        (MAIL, NAME, "", True),
        (MAIL, NAME, "other@tst.example", False),
        (MAIL, "นายอื่น", "", False),
        ("", NAME, "other@tst.example", True),
        ("", "นายธนกร  พัฒน์ไพร ", "", True),
        ("", "นายอื่น", "", False),
    ],
)
def test_the_address_says_who_is_meant_and_the_name_where_there_is_none(
    invited_mail: str, name: str, mail: str, meant: bool
) -> None:
    invitation = Invitation(name=NAME, email=invited_mail)
    assert invitations.is_meant_for(invitation, name=name, email=mail) == meant


def test_the_page_says_whom_it_is_meant_for_and_who_is_signed_in() -> None:
    office = an_office()
    page = signed_in(office.kanda).get(invited(office)).content.decode()
    for said in ("คำเชิญนี้ออกให้ผู้อื่น", NAME, MAIL, "นางสาวกานดา ใจงาม", "ออกจากระบบ แล้วเปิดคำเชิญในฐานะผู้รับเชิญ"):
        assert said in page


def test_a_visitor_reads_whom_it_is_meant_for_too() -> None:
    office = an_office()
    visitor = signed_in(office.kanda)
    visitor.logout()
    page = visitor.get(invited(office)).content.decode()
    assert (NAME in page, MAIL in page) == (True, True)


@pytest.mark.parametrize("sent", [{}, {"knowing": ""}, {"anything": "on"}])
def test_another_account_takes_nothing_up_without_saying_so(sent: dict[str, str]) -> None:
    office = an_office()
    response = signed_in(office.kanda).post(invited(office), sent)
    assert response.status_code == 422
    assert "โปรดยืนยันว่าท่านคือผู้รับเชิญ" in response.content.decode()
    assert held(office.kanda, office.agency) == {"officer"}
    assert Invitation.objects.get().accepted_at is None


def test_the_service_refuses_as_well() -> None:
    office = an_office()
    token = invited(office).split("/")[2]
    with pytest.raises(invitations.NotMeant):
        invitations.accept_as(token=token, user=office.kanda, now=timezone.now())


def test_one_click_signs_out_and_opens_it_for_who_was_invited() -> None:
    office = an_office()
    url = invited(office)
    client = signed_in(office.kanda)
    page = client.get(url).content.decode()
    found = re.search(r'action="(/accounts/logout/)".*?name="next" value="([^"]+)"', page, re.DOTALL)
    assert found
    response = client.post(found[1], {"next": found[2]})
    assert (response["Location"], SESSION_KEY in client.session) == (url, False)
    assert "ตั้งบัญชีเข้าใช้" in client.get(url).content.decode()


def test_who_says_so_gets_the_role_and_the_inviter_a_letter_but_nobody_anothers_officer() -> None:
    office = an_office()
    User.objects.filter(pk=office.wilai.pk).update(email="wilai@tst.example")
    officer = Officer.objects.create(agency=office.agency, name=NAME)
    assert signed_in(office.kanda).post(invited(office), {"knowing": "on"})["Location"] == "/"
    assert held(office.kanda, office.agency) == {"officer", "approver"}
    assert Officer.objects.get(pk=officer.pk).user is None
    assert AuditEvent.objects.filter(action="invitation.accepted", data__contains='"differs":true').count() == 1
    [notice] = Notice.objects.filter(user=office.wilai)
    assert notice.title == f"ความปลอดภัยของบัญชี: บัญชีที่ชื่อหรืออีเมลไม่ตรงรับคำเชิญของ{NAME}"
    assert f"บัญชี {office.kanda.username} (นางสาวกานดา ใจงาม)" in notice.detail
    assert notice.url == office.url(f"users/{office.kanda.pk}/")
    assert Mail.objects.get().user == office.wilai
    log = signed_in(office.wilai).get(f"/a/{office.agency.slug}/log/").content.decode()
    assert "ตอบรับคำเชิญด้วยบัญชีที่ชื่อหรืออีเมลไม่ตรงกับที่เชิญ" in log


def test_all_administrators_and_the_approvers_are_told_and_led_to_what_they_can_do() -> None:
    office = an_office()
    second, somsak = a_person("second"), a_person("somsak")
    a_member(second, office.agency, Role.ADMINISTRATOR)
    a_member(somsak, office.agency, Role.APPROVER)
    signed_in(office.kanda).post(invited(office), {"knowing": "on"})
    told = {notice.user: notice for notice in Notice.objects.all()}
    assert set(told) == {office.wilai, second, somsak}
    assert "โปรดยกเลิกบทบาทในหน้าบทบาทของบัญชีนี้" in told[second].detail
    assert told[second].url == office.url(f"users/{office.kanda.pk}/")
    assert "โปรดแจ้งผู้ดูแลระบบหน่วยงาน" in told[somsak].detail
    assert signed_in(somsak).get(told[somsak].url).status_code == 200


def test_an_inviter_who_takes_the_link_herself_is_not_told_of_herself_but_the_others_are() -> None:
    office = an_office()
    second = a_person("second")
    a_member(second, office.agency, Role.ADMINISTRATOR)
    signed_in(office.wilai).post(invited(office), {"knowing": "on"})
    assert [notice.user for notice in Notice.objects.all()] == [second]


def test_who_was_invited_is_asked_once_and_nobody_is_told() -> None:
    office = an_office()
    thanakorn = a_person("thanakorn", name="นายธนกร (บัญชีเดิม)", email=MAIL)
    officer = Officer.objects.create(agency=office.agency, name=NAME)
    url = invited(office)
    client = signed_in(thanakorn)
    assert "คำเชิญนี้ออกให้ผู้อื่น" not in client.get(url).content.decode()
    assert client.post(url)["Location"] == "/"
    assert Officer.objects.get(pk=officer.pk).user == thanakorn
    assert Notice.objects.count() == 0


@pytest.mark.parametrize(("name", "linked", "told"), [(NAME, True, 0), ("นายอื่น คนละคน", False, 1)])
def test_a_new_account_of_another_name_is_told_and_not_linked(name: str, linked: bool, told: int) -> None:
    office = an_office()
    officer = Officer.objects.create(agency=office.agency, name=NAME)
    url = invited(office)
    visitor = signed_in(office.kanda)
    visitor.logout()
    typed = {"name": name, "username": "thanakorn", "password1": PASSWORD, "password2": PASSWORD}
    assert visitor.post(url, typed)["Location"] == "/"
    assert bool(Officer.objects.get(pk=officer.pk).user) == linked
    assert Notice.objects.filter(user=office.wilai).count() == told
