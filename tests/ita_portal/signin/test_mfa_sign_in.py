"""A second factor at sign-in: a code is good once, in any digits, and a recovery code instead of it."""

import re

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.contrib.auth import SESSION_KEY
from django.test import Client

from accounts.models import Membership, User
from accounts.permissions import Role
from audit.models import AuditEvent
from tests.accounts.making import PASSWORD, a_person
from tests.accounts.office import actions_recorded, an_office, code_of, signed_in, with_factor
from thai.digits import to_thai

pytestmark = pytest.mark.django_db
SECOND = "/accounts/2fa/authenticate/"


def with_password(user: User) -> Client:
    client = Client()
    response = client.post("/accounts/login/", {"login": user.username, "password": PASSWORD})
    assert response["Location"] == SECOND
    return client


def test_the_password_alone_opens_nothing() -> None:
    kanda = a_person()
    with_factor(kanda)
    client = with_password(kanda)
    assert SESSION_KEY not in client.session
    assert client.get("/accounts/password/change/").status_code == 302
    assert "ยืนยันตัวตนสองขั้นตอน" in client.get(SECOND).content.decode()


def test_who_lost_telephone_and_codes_is_told_of_somebody_else_who_can_help() -> None:
    office = an_office()
    wilai = a_person("sole.administrator")
    Membership.objects.filter(agency=office.agency, role=Role.ADMINISTRATOR).update(is_active=False)
    Membership.objects.create(user=wilai, agency=office.agency, role=Role.ADMINISTRATOR)
    with_factor(wilai)
    client = with_password(wilai)
    assert "ให้ติดต่อผู้ดูแลการติดตั้งระบบ" in client.get(SECOND).content.decode()
    Membership.objects.create(user=a_person("another"), agency=office.agency, role=Role.ADMINISTRATOR)
    assert "ให้ติดต่อผู้ดูแลระบบของหน่วยงานท่าน" in client.get(SECOND).content.decode()


@pytest.mark.parametrize("written", [str, to_thai, lambda code: f"{code[:3]} {code[3:]}"])
def test_the_code_of_the_app_opens_in_any_digits(written: "object") -> None:
    assert callable(written)
    kanda = a_person()
    secret = with_factor(kanda)
    client = with_password(kanda)
    assert client.post(SECOND, {"code": written(code_of(secret))})["Location"] == "/"
    assert client.session[SESSION_KEY] == str(kanda.pk)


@pytest.mark.parametrize(("steps", "opens"), [(-2, False), (-1, True), (1, True), (2, False)])
def test_a_clock_may_be_half_a_minute_off(steps: int, opens: bool) -> None:
    kanda = a_person()
    secret = with_factor(kanda)
    client = with_password(kanda)
    client.post(SECOND, {"code": code_of(secret, steps=steps)})
    assert (SESSION_KEY in client.session) == opens


def test_a_code_opens_once() -> None:
    kanda = a_person()
    secret = with_factor(kanda)
    code = code_of(secret)
    assert with_password(kanda).post(SECOND, {"code": code})["Location"] == "/"
    again = with_password(kanda)
    response = again.post(SECOND, {"code": code})
    assert response.status_code == 422
    assert "รหัสนี้ใช้ไปแล้ว โปรดรอรหัสใหม่ในแอป (ไม่เกิน 30 วินาที)" in response.content.decode()
    assert "รหัสไม่ถูกต้องหรือใช้ไปแล้ว" in again.post(SECOND, {"code": "000000"}).content.decode()
    assert SESSION_KEY not in again.session


def test_at_the_first_setting_up_nobody_is_told_of_recovery_codes() -> None:
    client = signed_in(a_person())
    client.get("/accounts/2fa/app/")
    page = client.post("/accounts/2fa/app/", {"code": "000000"}).content.decode()
    assert "รหัสไม่ถูกต้อง โปรดพิมพ์รหัส 6 หลัก" in page
    assert "หรือใช้ไปแล้ว" not in page and "รหัสสำรองที่ยังไม่เคยใช้" not in page


def test_a_recovery_code_opens_once_in_place_of_the_app() -> None:
    kanda = a_person()
    with_factor(kanda)
    code = RecoveryCodes.activate(kanda).get_unused_codes()[0]
    assert with_password(kanda).post(SECOND, {"code": f"{code[:4]}-{code[4:]}"})["Location"] == "/"
    assert with_password(kanda).post(SECOND, {"code": code}).status_code == 422
    stored = Authenticator.objects.get(user=kanda, type="recovery_codes")
    assert len(stored.wrap().get_unused_codes()) == 9


@pytest.mark.parametrize("typed", ["", "000", "๑๒", "abcdef", "１２３４５６", "0" * 500, "٠١٢٣٤٥"])
def test_no_other_text_is_a_code(typed: str) -> None:
    kanda = a_person()
    with_factor(kanda)
    client = with_password(kanda)
    assert client.post(SECOND, {"code": typed}).status_code == 422
    assert SESSION_KEY not in client.session


def test_wrong_codes_close_the_second_step_for_a_while_even_to_the_right_one() -> None:
    kanda = a_person()
    secret = with_factor(kanda)
    client = with_password(kanda)
    statuses = [client.post(SECOND, {"code": f"{n:06}"}).status_code for n in range(5)]
    assert statuses == [422] * 5
    assert client.post(SECOND, {"code": code_of(secret)}).status_code == 429
    assert SESSION_KEY not in client.session


def test_a_wrong_code_is_recorded_with_the_person_alone() -> None:
    kanda = a_person()
    with_factor(kanda)
    client = with_password(kanda)
    client.post(SECOND, {"code": "000000"})
    (event,) = AuditEvent.objects.all()
    assert (event.action, event.subject, event.data) == ("account.factor_failed", f"user:{kanda.pk}", "{}")


def test_setting_up_shows_the_secret_takes_a_code_and_gives_recovery_codes() -> None:
    kanda = a_person()
    client = signed_in(kanda)
    page = client.get("/accounts/2fa/app/").content.decode()
    secret = re.search(r'class="code big">([A-Z2-7]+)<', page)
    assert secret
    assert 'src="data:image/svg+xml;base64,' in page
    wrong = client.post("/accounts/2fa/app/", {"code": "000000"})
    assert wrong.status_code == 422
    assert secret[1] in wrong.content.decode()
    done = client.post("/accounts/2fa/app/", {"code": to_thai(code_of(secret[1]))}, follow=True).content.decode()
    assert len(re.findall(r"<li>\d{4}-\d{4}</li>", done)) == 10
    assert with_password(kanda).post(SECOND, {"code": code_of(secret[1], steps=1)})["Location"] == "/"


def test_the_secret_is_not_readable_in_the_database() -> None:
    kanda = a_person()
    secret = with_factor(kanda)
    codes = RecoveryCodes.activate(kanda)
    stored = str(list(Authenticator.objects.values_list("data", flat=True)))
    assert secret not in stored
    assert str(codes.instance.data["seed"]) in stored
    assert len(str(codes.instance.data["seed"])) > 100


@pytest.mark.django_db(transaction=True)
def test_setting_one_up_ends_the_sessions_that_began_without_it() -> None:
    kanda = a_person()
    elsewhere, here = signed_in(kanda), signed_in(kanda)
    page = here.get("/accounts/2fa/app/").content.decode()
    secret = re.search(r'class="code big">([A-Z2-7]+)<', page)
    assert secret
    here.post("/accounts/2fa/app/", {"code": code_of(secret[1])})
    assert here.get("/accounts/password/change/").status_code == 200
    assert elsewhere.get("/accounts/password/change/").status_code == 302
    assert "account.factor_added" in actions_recorded()


def test_taking_it_off_asks_for_a_code_again() -> None:
    kanda = a_person()
    secret = with_factor(kanda)
    client = signed_in(kanda)
    session = client.session
    session["signed_in_at"] -= 3600
    session.save()
    asked = client.get("/accounts/2fa/app/remove/", follow=True)
    assert asked.redirect_chain[-1][0].startswith("/accounts/2fa/confirm/")
    assert client.get("/accounts/confirm/")["Location"].startswith("/accounts/2fa/confirm/")
    again = client.post("/accounts/2fa/confirm/?next=/accounts/2fa/app/remove/", {"code": code_of(secret)})
    assert again["Location"] == "/accounts/2fa/app/remove/"
    client.post("/accounts/2fa/app/remove/")
    assert not Authenticator.objects.filter(user=kanda).exists()


def test_what_is_not_used_is_not_there() -> None:
    client = signed_in(an_office().wilai)
    for path in ("webauthn/", "webauthn/add/", "trust/"):
        assert client.get(f"/accounts/2fa/{path}").status_code == 404
