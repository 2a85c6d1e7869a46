"""The settings page of the certificate: what signs, until when, a test of it, and no way to put a key in."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.test import Client
from pytest_django import Settings

from accounts.permissions import Role
from audit.models import AuditEvent
from pades.errors import Hidden
from pades.keys import agency_keys
from pades.keys.certificates import facts
from reports.models import SigningKey
from reports.signing import certificate
from tests.accounts.making import a_person
from tests.pades.keyring import DAY, NOW, PASSPHRASE, a_signer, an_authority, install
from tests.reports.office import Office, an_office

pytestmark = pytest.mark.django_db
KINDS = {"prani": 200, "mana": 403, "somsak": 403, "arun": 403, "stranger": 404}


@pytest.fixture
def office(settings: Settings, tmp_path: Path) -> Office:
    settings.SIGNING_DIR = tmp_path / "keys"
    settings.SIGNING_LEVEL = "B-B"
    (tmp_path / "passphrase").write_text(PASSPHRASE)
    settings.SIGNING_PASSPHRASE_FILE = str(tmp_path / "passphrase")
    office = an_office()
    office.person("prani", Role.ADMINISTRATOR)
    office.person("mana", Role.COORDINATOR)
    office.person("somsak", Role.APPROVER)
    office.person("arun", Role.OFFICER)
    a_person("stranger")
    return office


@pytest.fixture
def prani(client: Client, office: Office) -> Client:
    client.force_login(office.the(Role.ADMINISTRATOR))
    return client


def address(office: Office) -> str:
    return f"/a/{office.agency.slug}/settings/certificate/"


def words(client: Client, office: Office) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", client.get(address(office)).content.decode()).split())


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_only_the_administrator_opens_it(client: Client, office: Office, kind: str, method: str) -> None:
    client.force_login(type(office.the(Role.ADMINISTRATOR)).objects.get(username=kind))
    answer = client.get(address(office)) if method == "GET" else client.post(address(office), {"source": "nowhere"})
    assert answer.status_code == (422 if (kind, method) == ("prani", "POST") else KINDS[kind])
    assert not SigningKey.objects.exists()


def test_a_demonstrations_certificate_is_marked(prani: Client, office: Office) -> None:
    shown = words(prani, office)
    assert "ใบรับรองทดลอง ลายมือชื่อที่ได้ไม่มีผลทางกฎหมาย" in shown
    assert "DEMO – ไม่มีผลทางกฎหมาย" in shown and "เลือกใบรับรอง" not in shown


def test_it_says_whose_until_when_for_what_and_its_fingerprint(prani: Client, office: Office) -> None:
    authority = an_authority()
    install(office.agency.slug, a_signer(authority, ends=NOW + 400 * DAY), authority)
    shown = words(prani, office)
    held = facts(agency_keys.key_of(office.agency.slug, now=NOW).certificate)
    for said in ("สำนักงานทดสอบ", "Office CA", "EC P-256", "ลงลายมือชื่อดิจิทัล", held.fingerprint, "B-B ลายมือชื่อพื้นฐาน"):
        assert said in shown
    assert "ใบรับรองทดลอง ลายมือชื่อที่ได้" not in shown and "หมดอายุ" not in shown


@pytest.mark.parametrize(("left", "said"), [(20, "ใบรับรองใกล้หมดอายุ"), (-1, "ใบรับรองหมดอายุแล้ว")])
def test_the_end_is_said_in_time(prani: Client, office: Office, left: int, said: str) -> None:
    authority = an_authority()
    install(office.agency.slug, a_signer(authority, begins=NOW - 99 * DAY, ends=NOW + left * DAY), authority)
    assert said in words(prani, office)


def test_a_key_that_does_not_open_is_said(prani: Client, office: Office, tmp_path: Path) -> None:
    install(office.agency.slug, a_signer(None))
    (tmp_path / "passphrase").write_text("wrong")
    assert "ยังลงนามไม่ได้ เปิดไฟล์ใบรับรองไม่ได้: รหัสผ่านไม่ถูกต้อง" in words(prani, office)


def test_the_test_signs_an_empty_page_and_says_so(prani: Client, office: Office) -> None:
    answer = prani.post(address(office), {"act": "test"}, follow=True)
    assert "ทดสอบลงนามสำเร็จ ระดับ B-B" in answer.content.decode()
    last = AuditEvent.objects.order_by("-seq")[0]
    assert (last.action, last.data) == ("certificate.tested", '{"source":"demo"}')


def test_the_test_says_what_is_wrong(prani: Client, office: Office) -> None:
    authority = an_authority()
    install(office.agency.slug, a_signer(authority, begins=NOW - 9 * DAY, ends=NOW - DAY), authority)
    answer = prani.post(address(office), {"act": "test"}, follow=True)
    assert "ทดสอบลงนามไม่สำเร็จ: ใบรับรองหมดอายุเมื่อ" in answer.content.decode()


def test_the_administrator_chooses_among_what_is_there(prani: Client, office: Office) -> None:
    authority = an_authority()
    install(office.agency.slug, a_signer(authority), authority)
    assert certificate.key_of(office.agency, now=NOW).source == "pkcs12"
    prani.post(address(office), {"source": "demo"})
    assert certificate.key_of(office.agency, now=NOW).source == "demo"
    assert prani.post(address(office), {"source": "pkcs11"}).status_code == 422
    last = AuditEvent.objects.order_by("-seq")[0]
    assert (last.action, last.data) == ("certificate.chosen", '{"source":"demo"}')


def test_a_chosen_key_that_is_gone_is_not_replaced_by_another(prani: Client, office: Office) -> None:
    file = install(office.agency.slug, a_signer(None))
    prani.post(address(office), {"source": "pkcs12"})
    file.unlink()
    assert "ยังไม่มีใบรับรองสำหรับลงนาม" in words(prani, office)


def test_no_page_takes_a_key(prani: Client, office: Office) -> None:
    assert 'type="file"' not in prani.get(address(office)).content.decode()


def test_a_token_that_shows_nothing_without_its_pin_can_still_be_tested(
    prani: Client, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    def hidden(*args: object, **kwargs: object) -> agency_keys.Shown:
        raise Hidden("ไม่แสดงใบรับรองโดยไม่ใช้ PIN")

    monkeypatch.setattr(agency_keys, "shown", hidden)
    shown = words(prani, office)
    assert "ไม่แสดงใบรับรองโดยไม่ใช้ PIN" in shown and "ทดสอบลงนาม" in shown
    assert "ยังลงนามไม่ได้" not in shown


def test_no_page_view_opens_a_key(prani: Client, office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    """A wrong PIN tried with each view locks a token for good."""
    opened: list[str] = []
    monkeypatch.setattr(agency_keys, "_of_token", opened.append)
    monkeypatch.setattr(agency_keys, "sources", lambda slug: [agency_keys.Source.PKCS11])
    assert "ใช้อุปกรณ์เก็บกุญแจไม่ได้" in words(prani, office)
    assert opened == []
