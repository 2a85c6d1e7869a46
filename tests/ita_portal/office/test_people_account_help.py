"""An administrator helps somebody back in: shows that it is they, is recorded, and never reaches a shared account."""

import re

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone

from accounts.models import OverseerReach, User
from accounts.permissions import Role
from accounts.services import account
from audit.models import AuditEvent
from tests.accounts.making import PASSWORD, a_member
from tests.accounts.office import actions_recorded, an_office, has_factor, signed_in, with_factor

pytestmark = pytest.mark.django_db
NEW = "ภูเขาสูงใหญ่-2567"


def test_a_link_lets_the_person_set_a_new_password() -> None:
    office = an_office()
    client = signed_in(office.wilai)
    page = client.post(office.url(f"users/{office.kanda.pk}/password/"), {"secret": PASSWORD}, follow=True)
    found = re.search(r'value="http://testserver(/accounts/password/reset/key/[^"]+)"', page.content.decode())
    assert found
    visitor = Client()
    asked = visitor.get(found[1], follow=True)
    assert "ตั้งรหัสผ่านใหม่" in asked.content.decode()
    visitor.post(asked.redirect_chain[-1][0], {"password1": NEW, "password2": NEW})
    assert User.objects.get(pk=office.kanda.pk).check_password(NEW)
    assert "ลิงก์นี้ใช้ไม่ได้แล้ว" in Client().get(found[1], follow=True).content.decode()


def test_the_administrators_own_password_is_asked() -> None:
    office = an_office()
    client = signed_in(office.wilai)
    since = AuditEvent.objects.count()
    for path in ("password/", "second-factor/"):
        response = client.post(office.url(f"users/{office.kanda.pk}/{path}"), {"secret": "ผิด"})
        assert response.status_code == 422
        assert "ไม่ถูกต้อง โปรดพิมพ์ใหม่" in response.content.decode()
    assert actions_recorded(since=since) == []


def test_a_lost_second_factor_is_taken_off_and_sessions_end() -> None:
    office = an_office()
    with_factor(office.kanda)
    theirs = signed_in(office.kanda)
    since = AuditEvent.objects.count()
    signed_in(office.wilai).post(office.url(f"users/{office.kanda.pk}/second-factor/"), {"secret": PASSWORD})
    assert not has_factor(office.kanda)
    assert theirs.get("/accounts/password/change/").status_code == 302
    assert actions_recorded(since=since) == ["account.sign_in", "user.second_factor_reset"]


@pytest.mark.parametrize("how", ["member elsewhere", "overseer", "keeper"])
def test_an_account_that_is_not_the_agencys_alone_is_out_of_reach(how: str) -> None:
    office, other = an_office(), an_office("elsewhere")
    if how == "member elsewhere":
        a_member(office.kanda, other.agency, Role.OFFICER)
    elif how == "overseer":
        OverseerReach.objects.create(user=office.kanda, province="ตัวอย่าง")
    else:
        User.objects.filter(pk=office.kanda.pk).update(is_superuser=True)
    with_factor(office.kanda)
    client = signed_in(office.wilai)
    for path in ("password/", "second-factor/"):
        response = client.post(office.url(f"users/{office.kanda.pk}/{path}"), {"secret": PASSWORD})
        assert response.status_code == 409
        assert "บัญชีนี้มีบทบาทในหน่วยงานอื่นด้วย" in response.content.decode()
    assert has_factor(office.kanda)


def test_the_keeper_takes_off_a_lone_administrators_factor_by_command() -> None:
    office = an_office()
    with_factor(office.wilai)
    call_command("reset_second_factor", office.wilai.username.upper())
    assert not has_factor(office.wilai)
    assert actions_recorded() == ["user.second_factor_reset"]
    with pytest.raises(CommandError):
        call_command("reset_second_factor", "nobody")


def test_who_left_gets_no_link() -> None:
    office = an_office()
    office.kanda.memberships.update(is_active=False)
    with pytest.raises(Exception, match="หน่วยงานอื่น"):
        account.reset_factor(agency=office.agency, user=office.kanda, by=office.wilai, now=timezone.now())
