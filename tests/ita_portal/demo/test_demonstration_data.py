"""seed_demo: a fictional agency whose passwords are shown once, and never where DEBUG is off."""

import re

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from pytest_django import Settings

from accounts.models import Agency, User
from audit.models import AuditEvent
from ita_portal.demo import agency
from tests.browsing import words_of

pytestmark = pytest.mark.django_db

SHOWN = re.compile(r"^  (\S+) +(\S+) +\S", re.MULTILINE)


@pytest.mark.parametrize("more", [[], ["--new-passwords"]])
def test_where_debug_is_off_it_is_refused_and_makes_nothing(more: list[str], settings: Settings) -> None:
    settings.DEBUG, settings.DEMO = False, True
    with pytest.raises(CommandError, match=r"^สร้างข้อมูลสาธิตได้เฉพาะเมื่อ DEBUG เปิดอยู่$"):
        call_command("seed_demo", *more)
    assert (Agency.objects.count(), User.objects.count(), AuditEvent.objects.count()) == (0, 0, 0)


def test_the_passwords_are_shown_once_and_let_everybody_in(
    settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    settings.DEBUG = True
    call_command("seed_demo")
    shown = dict(SHOWN.findall(capsys.readouterr().out))
    assert set(shown) == set(User.objects.values_list("username", flat=True))
    for username, password in shown.items():
        assert Client().post("/accounts/login/", {"login": username, "password": password}).status_code == 302
    call_command("seed_demo")
    again = capsys.readouterr().out
    assert SHOWN.findall(again) == []
    assert "seed_demo --new-passwords" in again
    call_command("seed_demo", "--new-passwords")
    renewed = dict(SHOWN.findall(capsys.readouterr().out))
    assert set(renewed) == set(shown)
    assert not set(renewed.values()) & set(shown.values())
    assert Agency.objects.count() == 2


def test_a_failure_in_the_middle_leaves_no_half_demonstration(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.DEBUG = True

    def fail() -> None:
        raise CommandError("in the middle")

    monkeypatch.setattr(agency, "play", fail)
    with pytest.raises(CommandError):
        call_command("seed_demo")
    assert not User.objects.exists()


def test_the_overseer_finds_a_second_agency_that_is_late(client: Client, settings: Settings) -> None:
    settings.DEBUG = settings.DEMO = True
    call_command("seed_demo")
    client.force_login(User.objects.get(username="kamkab"))
    assert "เกินกำหนด 11 วัน" in words_of(client.get("/overview/?sort=late"))
    assert client.get("/a/bueng-bua-ban/2566/").status_code == 200
