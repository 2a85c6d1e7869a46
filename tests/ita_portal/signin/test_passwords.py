"""Changing a password, and getting a new one by mail."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from accounts.models import User
from audit.models import AuditEvent
from notices.mail import posting
from notices.models import Mail
from notices.models.mail import PATIENCE
from tests.accounts.making import PASSWORD, a_person
from tests.notices.postbox import hanging

pytestmark = pytest.mark.django_db
NEW = "ฝนตกที่ทุ่งสายธาร-67"


@pytest.fixture
def kanda() -> User:
    return a_person(email="kanda@example.go.th")


def test_a_person_changes_their_password_and_stays_signed_in_here_but_not_elsewhere(
    client: Client, kanda: User
) -> None:
    elsewhere = Client()
    for browser in (client, elsewhere):
        browser.force_login(kanda)
    data = {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW}
    response = client.post("/accounts/password/change/", data)
    assert (response.status_code, response["Location"]) == (302, "/")
    assert client.get("/accounts/password/change/").status_code == 200
    assert elsewhere.get("/accounts/password/change/").status_code == 302
    kanda.refresh_from_db()
    assert kanda.check_password(NEW)
    assert AuditEvent.objects.latest("seq").action == "account.password_change"


def test_each_mistake_stands_at_its_field(client: Client, kanda: User) -> None:
    client.force_login(kanda)
    data = {"oldpassword": "ผิด", "password1": "12345678", "password2": "87654321"}
    response = client.post("/accounts/password/change/", data)
    assert response.status_code == 422
    page = response.content.decode()
    assert re.findall(r'<li><a href="#id_(\w+)">([^<]+)</a>', page) == [
        ("oldpassword", "รหัสผ่านปัจจุบันไม่ถูกต้อง โปรดพิมพ์ใหม่"),
        ("password1", "รหัสผ่านใหม่: มีคนใช้รหัสผ่านนี้มาก เดาได้ง่าย โปรดตั้งรหัสอื่น"),
    ]
    assert "12345678" not in page.replace("เช่น 12345678", "")


def test_two_different_new_passwords_are_told_apart(client: Client, kanda: User) -> None:
    client.force_login(kanda)
    page = client.post("/accounts/password/change/", {"oldpassword": PASSWORD, "password1": NEW, "password2": "อื่น"})
    assert "รหัสผ่านสองช่องไม่ตรงกัน โปรดพิมพ์ใหม่ทั้งสองช่อง" in page.content.decode()


def letter() -> str:
    assert len(mail.outbox) == 1
    return str(mail.outbox[0].body)


def test_a_letter_in_thai_leads_to_a_new_password_once(client: Client, kanda: User) -> None:
    response = client.post("/accounts/password/reset/", {"email": "Kanda@example.go.th"})
    assert response["Location"] == "/accounts/password/reset/done/"
    assert "ตรวจอีเมลของท่าน" in client.get(response["Location"]).content.decode()
    assert mail.outbox[0].subject == "ตั้งรหัสผ่านใหม่สำหรับระบบรายงาน ITA"
    assert "เรียน นางสาวกานดา ใจงาม" in letter()
    assert not re.search(r"[A-Za-z]{3,}", re.sub(r"http\S+|kanda|ITA", "", letter()))
    link = re.search(r"http://testserver(/accounts/password/reset/key/\S+)", letter())
    assert link
    form = client.get(link[1], follow=True)
    page = form.content.decode()
    assert "<h1>ตั้งรหัสผ่านใหม่</h1>" in page
    done = client.post(form.request["PATH_INFO"], {"password1": NEW, "password2": NEW})
    assert done["Location"] == "/accounts/password/reset/key/done/"
    assert "เข้าสู่ระบบด้วยรหัสผ่านใหม่ได้ทันที" in client.get(done["Location"]).content.decode()
    kanda.refresh_from_db()
    assert kanda.check_password(NEW)
    assert AuditEvent.objects.latest("seq").action == "account.password_reset"
    again = Client().get(link[1], follow=True).content.decode()
    assert "ลิงก์นี้ใช้ไม่ได้แล้ว" in again


def test_a_dead_mail_server_breaks_nothing_and_says_the_same_as_always(
    client: Client, kanda: User, settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    with hanging() as port:
        settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", port, 1
        response = client.post("/accounts/password/reset/", {"email": "kanda@example.go.th"})
    assert (response.status_code, response["Location"]) == (302, "/accounts/password/reset/done/")
    assert "mail failed: SMTPServerDisconnected" in caplog.text
    assert "kanda" not in caplog.text


def test_the_letter_that_a_dead_mail_server_did_not_take_goes_out_later_with_a_link_that_opens(
    client: Client, kanda: User, settings: Settings
) -> None:
    works = settings.EMAIL_BACKEND
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    for _ in range(2):
        client.post("/accounts/password/reset/", {"email": kanda.email})
    kept = Mail.objects.get()
    assert (kept.user, kept.sent_at) == (kanda, None)
    assert posting.post(timezone.now()) == 0
    settings.EMAIL_BACKEND = works
    assert posting.post(timezone.now() + PATIENCE + timedelta(seconds=1)) == 1
    assert (mail.outbox[0].subject, mail.outbox[0].to) == ("ตั้งรหัสผ่านใหม่สำหรับระบบรายงาน ITA", [kanda.email])
    link = re.search(r"https?://[^/]+(/accounts/password/reset/key/\S+)", letter())
    assert link
    assert "<h1>ตั้งรหัสผ่านใหม่</h1>" in client.get(link[1], follow=True).content.decode()
    assert posting.post(timezone.now() + timedelta(hours=1)) == 0


@pytest.mark.parametrize("method", ["get", "post"])
def test_an_account_without_a_password_is_led_to_where_it_gets_one(client: Client, kanda: User, method: str) -> None:
    kanda.set_unusable_password()
    kanda.save()
    client.force_login(kanda)
    response = getattr(client, method)("/accounts/password/change/", follow=True)
    assert response.redirect_chain == [("/accounts/password/reset/", 302)]
    assert "บัญชีของท่านยังไม่มีรหัสผ่าน" in response.content.decode()


def test_a_link_that_was_asked_for_is_recorded_and_nothing_where_none_was(client: Client, kanda: User) -> None:
    for address in (kanda.email, "nobody@example.go.th"):
        client.post("/accounts/password/reset/", {"email": address})
    rows = AuditEvent.objects.values_list("action", "actor", "subject", "data")
    assert list(rows) == [("account.password_link_requested", None, f"user:{kanda.pk}", "{}")]


def test_an_address_without_an_account_is_answered_alike_and_gets_no_letter(client: Client, kanda: User) -> None:
    response = client.post("/accounts/password/reset/", {"email": "nobody@example.go.th"})
    assert response["Location"] == "/accounts/password/reset/done/"
    assert mail.outbox == []


def test_a_mail_address_that_is_none_is_refused(client: Client) -> None:
    response = client.post("/accounts/password/reset/", {"email": "kanda@"})
    assert response.status_code == 422
    assert "อีเมลของท่านที่ลงทะเบียนไว้: โปรดพิมพ์อีเมลให้ครบ เช่น kanda@example.go.th" in response.content.decode()


def test_letters_are_limited_and_the_page_says_so_in_thai(client: Client, kanda: User) -> None:
    answers = [client.post("/accounts/password/reset/", {"email": "kanda@example.go.th"}) for _ in range(6)]
    assert [answer.status_code for answer in answers] == [302] * 5 + [429]
    assert "ส่งคำขอถี่เกินไป" in answers[-1].content.decode()
    assert len(mail.outbox) == 5
