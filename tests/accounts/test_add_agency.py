"""The keeper's command makes an agency with an administrator, or nothing; its link is how they get in."""

import json
import re
from smtplib import SMTPException
from typing import Any

import pytest
from django.core import mail
from django.core.management import CommandError, call_command
from django.test import Client
from pytest_django import Settings

from accounts.models import Agency, Membership, User
from accounts.permissions import Role
from audit.models import AuditEvent
from measures.models import Officer
from tests.accounts.office import actions_recorded, held
from tests.factories import a_user, an_agency
from tests.stored import everything_stored

pytestmark = pytest.mark.django_db

NAME = "องค์การบริหารส่วนตำบลบึงบัว"
AGENCY = {"name": NAME, "slug": "bueng-bua", "code": "BB", "kind": "subdistrict", "province": "สายธาร"}
PERSON = {"administrator": "นางวิไล รักษ์ดี", "username": "wilai"}
NEW = "ภูเขาสูงใหญ่-2567"


@pytest.fixture
def said(capsys: pytest.CaptureFixture[str]) -> Any:
    """Runs the command as typed; what it wrote to standard output, or to standard error where it refused."""

    def run(*, refused: bool = False, **typed: str | bool) -> str:
        arguments = [f"--{word}" if value is True else f"--{word}={value}" for word, value in typed.items()]
        if not refused:
            call_command("add_agency", *arguments)
            return capsys.readouterr().out
        before = everything_stored()
        with pytest.raises(SystemExit) as end:
            call_command("add_agency", *arguments)
        assert end.value.code == 1
        assert everything_stored() == before
        return capsys.readouterr().err

    return run


def link_in(text: str) -> str:
    found = re.search(r"^https://testserver(/\S+)$", text, re.MULTILINE)
    assert found
    return found[1]


def open_and_set(path: str) -> None:
    visitor = Client()
    page = visitor.get(path, follow=True)
    visitor.post(page.redirect_chain[-1][0], {"password1": NEW, "password2": NEW})


def test_an_empty_portal_gets_an_agency_whose_administrator_sets_a_password_and_signs_in(said: Any) -> None:
    path = link_in(said(**AGENCY, **PERSON))
    agency, user = Agency.objects.get(), User.objects.get()
    assert {field: getattr(agency, field) for field in AGENCY} == AGENCY
    assert agency.short_name == "อบต.บึงบัว"
    assert (user.name, user.has_usable_password(), user.is_superuser) == ("นางวิไล รักษ์ดี", False, False)
    assert held(user, agency) == {Role.ADMINISTRATOR}
    open_and_set(path)
    client = Client()
    assert client.login(username="wilai", password=NEW)
    assert client.get("/a/bueng-bua/settings/users/").status_code == 200
    assert "ลิงก์นี้ใช้ไม่ได้แล้ว" in Client().get(path, follow=True).content.decode()


def test_what_was_made_is_recorded_by_ids_and_nobody(said: Any) -> None:
    said(**AGENCY, **PERSON, email="wilai@example.go.th")
    agency, user, member = Agency.objects.get(), User.objects.get(), Membership.objects.get()
    rows = AuditEvent.objects.order_by("seq").values_list("action", "actor", "agency", "subject", "data")
    assert [(action, actor, at, subject, json.loads(data)) for action, actor, at, subject, data in rows] == [
        ("agency.added", None, agency.pk, f"agency:{agency.pk}", {}),
        ("user.added", None, agency.pk, f"user:{user.pk}", {}),
        (
            "membership.added",
            None,
            agency.pk,
            f"membership:{member.pk}",
            {"role": "administrator", "user": user.pk},
        ),
        ("officer.added", None, agency.pk, f"officer:{Officer.objects.get().pk}", {}),
        ("user.password_link", None, agency.pk, f"user:{user.pk}", {}),
    ]


@pytest.mark.parametrize(
    ("option", "value", "message"),
    [
        ("slug", "Bueng_Bua", "ใช้ได้เฉพาะ a-z 0-9 และขีด (-) ไม่เกิน 50 ตัว"),
        ("slug", "thung", "มีหน่วยงานที่ใช้รหัสในที่อยู่เว็บนี้แล้ว โปรดใช้ค่าอื่น"),
        ("code", "THUNG", "มีหน่วยงานที่ใช้รหัสย่อนี้แล้ว โปรดใช้ค่าอื่น"),
        ("name", "อบต.ทุ่ง", "มีหน่วยงานที่ใช้ชื่อหน่วยงานนี้แล้ว โปรดใช้ค่าอื่น"),
        ("code", "bb", "ใช้ A-Z และ 0-9 รวม 2-12 ตัว"),
        ("kind", "village", "ใช้ได้เฉพาะ subdistrict municipality province department hospital college school other"),
        ("username", "MANA", "มีชื่อผู้ใช้นี้แล้ว โปรดตั้งชื่ออื่น"),
        ("username", "wilai@example.go.th", "ชื่อผู้ใช้ไม่ใช่อีเมล โปรดตั้งชื่อสั้น ๆ ไม่มีเครื่องหมาย @"),
    ],
)
def test_what_is_wrong_is_said_under_its_option_and_nothing_is_made(
    said: Any, option: str, value: str, message: str
) -> None:
    an_agency("thung", name="อบต.ทุ่ง")
    a_user("mana")
    lines = said(refused=True, **{**AGENCY, **PERSON, option: value}).splitlines()
    assert lines[:2] == ["ยังไม่ได้บันทึกสิ่งใด", f"--{option}: {message}"]


@pytest.mark.parametrize("option", ["name", "slug", "code", "kind", "province", "administrator", "username"])
def test_nothing_may_be_left_empty(said: Any, option: str) -> None:
    assert f"\n--{option}: " in said(refused=True, **{**AGENCY, **PERSON, option: " "})


def test_all_that_is_wrong_with_the_agency_is_said_at_once(said: Any) -> None:
    error = said(refused=True, **AGENCY | {"slug": "Ü", "kind": "", "province": ""}, **PERSON)
    assert re.findall(r"^--(\w+):", error, re.MULTILINE) == ["slug", "kind", "province"]


def test_another_administrator_takes_a_flag(said: Any) -> None:
    said(**AGENCY, **PERSON)
    second = {"administrator": "นายวีระ ประสงค์สุข", "username": "weera"}
    assert "--existing" in said(refused=True, **AGENCY, **second)
    path = link_in(said(**AGENCY, **second, existing=True))
    assert held(User.objects.get(username="weera"), Agency.objects.get()) == {Role.ADMINISTRATOR}
    assert actions_recorded()[5:] == ["user.added", "membership.added", "officer.added", "user.password_link"]
    open_and_set(path)
    assert User.objects.get(username="weera").check_password(NEW)


def test_an_agency_that_an_import_made_is_found_by_its_name(said: Any) -> None:
    agency = an_agency("agency-1", name=NAME, province="")
    said(name=f" {NAME} ", **PERSON, existing=True)
    assert held(User.objects.get(username="wilai"), agency) == {Role.ADMINISTRATOR}


def test_an_existing_agency_is_not_changed_by_what_is_typed(said: Any) -> None:
    said(**AGENCY, **PERSON)
    second = {"administrator": "นายวีระ ประสงค์สุข", "username": "weera", "existing": True}
    error = said(refused=True, **AGENCY | {"province": "อื่น"}, **second)
    assert error == "ยังไม่ได้บันทึกสิ่งใด\n--province: หน่วยงานที่มีอยู่ใช้ “สายธาร” ไม่ใช่ “อื่น”\n"
    assert "--slug: ไม่พบหน่วยงานนี้" in said(refused=True, slug="nowhere", **second)
    assert "--name: ไม่พบหน่วยงานนี้" in said(refused=True, **second)


def test_an_address_that_an_account_has_is_refused_with_how_that_account_is_used(said: Any) -> None:
    open_and_set(link_in(said(**AGENCY, **PERSON, email="Wilai@example.go.th")))
    an_agency("thung", name="อบต.ทุ่ง")
    second = {"administrator": "นายวีระ ประสงค์สุข", "username": "weera", "email": "wilai@Example.go.th"}
    error = said(refused=True, slug="thung", existing=True, **second)
    assert "--email: อีเมลนี้เป็นของบัญชี wilai (นางวิไล รักษ์ดี) " in error
    assert '--username wilai --administrator "นางวิไล รักษ์ดี" เพื่อใช้บัญชีเดิม' in error
    printed = said(slug="thung", existing=True, **PERSON, email="wilai@Example.go.th")
    assert "https://testserver/accounts/login/" in printed and "รหัสผ่านเดิม" in printed
    assert held(User.objects.get(), Agency.objects.get(slug="thung")) == {Role.ADMINISTRATOR}
    assert actions_recorded()[-2:] == ["membership.added", "officer.added"]
    again = said(refused=True, slug="thung", existing=True, **PERSON, email="wilai@Example.go.th")
    assert again == "ยังไม่ได้บันทึกสิ่งใด\n--username: ผู้นี้มีบทบาทนี้ในหน่วยงานอยู่แล้ว\n"
    Membership.objects.filter(agency__slug="thung").update(is_active=False)
    said(slug="thung", existing=True, **PERSON, email="wilai@Example.go.th")
    assert actions_recorded()[-1] == "membership.restored"


def test_a_link_that_ran_out_is_made_anew_until_a_password_is_set(said: Any, settings: Settings) -> None:
    old = link_in(said(**AGENCY, **PERSON))
    settings.PASSWORD_RESET_TIMEOUT = -1
    assert "ลิงก์นี้ใช้ไม่ได้แล้ว" in Client().get(old, follow=True).content.decode()
    settings.PASSWORD_RESET_TIMEOUT = 60
    open_and_set(link_in(said(slug="bueng-bua", **PERSON, existing=True)))
    assert User.objects.get().check_password(NEW)
    assert actions_recorded()[5] == "user.password_link"
    assert "--username: มีชื่อผู้ใช้นี้แล้ว" in said(refused=True, slug="bueng-bua", **PERSON, existing=True)


def test_the_link_goes_by_mail_too_where_mail_is_set_up(said: Any, settings: Settings) -> None:
    printed = said(**AGENCY, **PERSON, email="Wilai@Example.go.th")
    (letter,) = mail.outbox
    assert letter.to == ["wilai@example.go.th"]
    assert f"https://testserver{link_in(printed)}\n" in letter.body
    settings.EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
    second = {"administrator": "นายวีระ ประสงค์สุข", "username": "weera", "email": "weera@example.go.th"}
    assert said(slug="bueng-bua", **second, existing=True).count("https://testserver/") == 1


def test_a_mail_server_that_fails_leaves_the_printed_link(said: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*arguments: object) -> int:
        raise SMTPException

    monkeypatch.setattr("accounts.management.commands.add_agency.send_mail", fail)
    open_and_set(link_in(said(**AGENCY, **PERSON, email="wilai@example.go.th")))
    assert User.objects.get().check_password(NEW)


def test_createsuperuser_names_the_command_instead() -> None:
    with pytest.raises(CommandError, match=r"manage\.py add_agency"):
        call_command("createsuperuser", "--noinput", "--username=mana", "--name=มานะ")
    assert not User.objects.exists()
