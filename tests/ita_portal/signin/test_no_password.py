"""An account that has no password (its owner came in by other means) is led to where it gets one."""

import pytest
from django.test import Client
from pytest_django import Settings

from audit.models import AuditEvent
from tests.accounts.making import a_person

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("method", ["get", "post"])
def test_changing_a_password_that_is_not_there_leads_to_setting_one(client: Client, method: str) -> None:
    kanda = a_person(email="kanda@example.go.th")
    kanda.set_unusable_password()
    kanda.save()
    client.force_login(kanda)
    response = getattr(client, method)("/accounts/password/change/", follow=True)
    assert (response.redirect_chain, response.status_code) == ([("/accounts/password/reset/", 302)], 200)
    assert "บัญชีของท่านยังไม่มีรหัสผ่าน โปรดขอลิงก์ตั้งรหัสผ่านทางอีเมล" in response.content.decode()


def test_who_asks_for_the_letter_sets_a_first_password(client: Client, mailoutbox: list[object]) -> None:
    kanda = a_person(email="kanda@example.go.th")
    kanda.set_unusable_password()
    kanda.save()
    client.force_login(kanda)
    client.post("/accounts/password/reset/", {"email": "kanda@example.go.th"})
    assert len(mailoutbox) == 1


@pytest.mark.parametrize("method", ["get", "post"])
def test_an_installation_without_mail_says_whom_to_ask_and_claims_no_letter(
    client: Client, settings: Settings, method: str
) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
    kanda = a_person(email="kanda@example.go.th")
    response = getattr(client, method)("/accounts/password/reset/", {"email": kanda.email})
    assert "ระบบนี้ยังไม่ได้ตั้งค่าอีเมล" in response.content.decode()
    assert not AuditEvent.objects.filter(action__startswith="account.password").exists()
