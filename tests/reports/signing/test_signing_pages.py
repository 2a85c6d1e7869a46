"""After the approval: how far the signing is, why it is stuck, who can have it done again, and the signed file."""

from __future__ import annotations

import re
import uuid
from datetime import timedelta
from pathlib import Path

import pytest
from asn1crypto import pem
from django.test import Client
from django.utils import timezone
from django_q.models import OrmQ
from pytest_django import Settings

from accounts.models import Membership, User
from accounts.permissions import Role
from files import store
from notices.models import Pulse
from pades.errors import FalseStamp, NoStamp
from pades.signing import signatures as pades
from reports.models import Signing
from reports.review.decision import DECLARATION, UNSIGNED
from reports.signing import claim
from reports.signing import sign as signing
from tests.accounts.making import PASSWORD, a_person
from tests.pades.keyring import PASSPHRASE, a_signer, an_authority, install
from tests.reports.approved import Scene, a_scene, a_submitted_scene
from tests.reports.office import an_office, approve

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("signable_paper")]


@pytest.fixture
def scene() -> Scene:
    return a_scene()


def page(client: Client, scene: Scene, name: str, path: str = "signed/") -> str:
    client.force_login(scene.person(name))
    text = re.sub(r"<[^>]+>", " ", client.get(scene.office.url(path)).content.decode())
    return " ".join(text.split())


def failing(monkeypatch: pytest.MonkeyPatch, error: Exception) -> None:
    def sign(*args: object, **kwargs: object) -> bytes:
        raise error

    monkeypatch.setattr(pades, "sign", sign)


def test_what_waits_says_so_and_the_page_asks_again(scene: Scene, client: Client) -> None:
    assert "รอลงนาม" in page(client, scene, "somsak")
    fragment = client.get(scene.office.url("sign/progress/")).content.decode()
    assert 'hx-trigger="every 3s"' in fragment and "<html" not in fragment


def test_what_is_signed_says_when_and_by_what_and_gives_the_file(scene: Scene, client: Client) -> None:
    signing.sign_all(timezone.now)
    for path in ("signed/", ""):
        shown = page(client, scene, "somsak", path)
        assert "ลงนามแล้ว เมื่อวันที่" in shown
        assert "ลงนามด้วยใบรับรองทดลอง ไม่มีผลทางกฎหมาย" in shown
        assert "เปิดรายงานที่ลงนามแล้ว (PDF)" in shown
    assert "every 3s" not in client.get(scene.office.url("sign/progress/")).content.decode()
    answer = client.get(scene.office.url("rounds/1/1/signed.pdf"))
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    assert answer.content == store.get(scene.signing.pdf_digest)


def test_the_signed_file_is_there_only_once_it_is_signed_and_only_for_the_agency(scene: Scene, client: Client) -> None:
    client.force_login(scene.person("mana"))
    assert client.get(scene.office.url("rounds/1/1/signed.pdf")).status_code == 404
    signing.sign_all(timezone.now)
    stranger = a_person("stranger")
    seen = {}
    for user in [*User.objects.filter(username__in=["mana", "somsak", "prani", "arun"]), stranger]:
        client.force_login(user)
        seen[user.username] = client.get(scene.office.url("rounds/1/1/signed.pdf")).status_code
    assert seen == {"mana": 200, "somsak": 200, "prani": 200, "arun": 200, "stranger": 404}


def test_a_file_that_was_altered_on_disk_is_not_given_out(scene: Scene, client: Client) -> None:
    signing.sign_all(timezone.now)
    store.path_of(scene.signing.pdf_digest).write_bytes(b"%PDF-1.7 another")
    client.force_login(scene.person("mana"))
    assert client.get(scene.office.url("rounds/1/1/signed.pdf")).status_code == 500


@pytest.mark.parametrize(
    ("error", "label"),
    [(FalseStamp("ตราของข้อมูลอื่น"), "ลงนามไม่สำเร็จ"), (NoStamp("ผู้ประทับเวลาไม่ตอบ"), "รอประทับเวลา")],
)
@pytest.mark.parametrize(("name", "may"), [("mana", True), ("somsak", True), ("prani", True), ("arun", False)])
def test_what_is_stuck_says_why_and_who_may_has_a_button(
    scene: Scene, client: Client, monkeypatch: pytest.MonkeyPatch, error: Exception, label: str, name: str, may: bool
) -> None:
    failing(monkeypatch, error)
    signing.sign_all(timezone.now)
    shown = page(client, scene, name)
    assert label in shown and str(error) in shown
    assert ("ลองลงนามอีกครั้ง" in shown) is may
    assert "every 3s" not in client.get(scene.office.url("sign/progress/")).content.decode()
    answer = client.post(scene.office.url("sign/again/"), {"round": scene.round.pk})
    assert answer.status_code == (302 if may else 403)
    assert (scene.signing.state == "waiting") is may
    assert OrmQ.objects.count() == may, "the worker is called at once"


def test_again_for_what_is_signed_says_that_somebody_was_faster(scene: Scene, client: Client) -> None:
    signing.sign_all(timezone.now)
    client.force_login(scene.person("mana"))
    assert client.post(scene.office.url("sign/again/"), {"round": scene.round.pk}).status_code == 409
    assert Signing.objects.get().state == "done"


def test_the_page_to_sign_names_the_certificate_and_the_approval_calls_the_worker(client: Client) -> None:
    scene = a_submitted_scene()
    shown = page(client, scene, "somsak", "sign/")
    assert "ยืนยันการลงนามและอนุมัติ" in shown
    assert "ใบรับรองทดลอง ไม่มีผลทางกฎหมาย ใช้ได้ถึง" in shown
    form = {"declaration": "on", "secret": PASSWORD, "seen": scene.round.pdf_digest}
    answer = client.post(scene.office.url("sign/"), form)
    assert answer.status_code == 302
    assert scene.state == "approved"
    assert OrmQ.objects.count() >= 1


def test_an_approval_without_a_certificate_wants_a_second_tick_and_says_what_follows(
    client: Client, settings: Settings
) -> None:
    scene = a_submitted_scene()
    settings.SIGNING_DEMO = False
    shown = page(client, scene, "somsak", "sign/")
    for words in ("ยังไม่มีใบรับรองสำหรับลงนาม", "รายงานจะรอลงนาม เผยแพร่ไม่ได้", "(นายprani)", "อนุมัติ โดยยังไม่ลงนาม"):
        assert words in shown
    form = {"declaration": "on", "secret": PASSWORD, "seen": scene.round.pdf_digest}
    assert client.post(scene.office.url("sign/"), form).status_code == 422
    assert scene.state == "submitted"
    assert client.post(scene.office.url("sign/"), {**form, "knowing": "on"}).status_code == 302
    assert scene.state == "approved"
    assert scene.round.decisions.get(move="approve").declaration == f"{DECLARATION}\n{UNSIGNED}"


def test_who_submits_without_a_certificate_is_warned_and_who_may_see_to_it_led_there(
    client: Client, settings: Settings
) -> None:
    office = an_office()
    mana = office.person("mana", Role.COORDINATOR)
    office.name_approver(office.person("somsak", Role.APPROVER))
    client.force_login(mana)
    warning, leads = "หน่วยงานยังลงนามรายงานไม่ได้", f"/a/{office.agency.slug}/settings/certificate/"
    assert warning not in client.get(office.url("submit/")).content.decode()
    settings.SIGNING_DEMO = False
    shown = client.get(office.url("submit/")).content.decode()
    assert warning in shown and leads not in shown
    Membership.objects.create(user=mana, agency=office.agency, role=Role.ADMINISTRATOR)
    assert leads in client.get(office.url("submit/")).content.decode()


def test_what_is_not_signed_yet_says_so_wherever_its_file_is_offered(scene: Scene, client: Client) -> None:
    unsigned, signed = scene.office.url("rounds/1/1/report.pdf"), scene.office.url("rounds/1/1/signed.pdf")
    client.force_login(scene.person("mana"))
    for path in ("", "rounds/1/1/"):
        shown = client.get(scene.office.url(path)).content.decode()
        assert unsigned in shown and "ที่ยังไม่ได้ลงนาม" in shown
    assert unsigned not in client.get(scene.office.url("signed/")).content.decode()
    signing.sign_all(timezone.now)
    for path in ("", "rounds/1/1/"):
        shown = client.get(scene.office.url(path)).content.decode()
        assert signed in shown and unsigned not in shown and "ยังไม่ได้ลงนาม" not in shown


def dropped(scene: Scene, *, minutes: int) -> None:
    """As a worker leaves it that was killed while it signed."""
    late = timezone.now() - timedelta(minutes=minutes)
    Signing.objects.create(
        round=scene.round,
        next_at=late,
        state="working",
        lease=uuid.uuid4(),
        leased_until=late + claim.lease(),
        tries=1,
    )


def test_a_killed_workers_round_says_so_within_minutes_and_has_a_button(scene: Scene, client: Client) -> None:
    dropped(scene, minutes=0)
    shown = page(client, scene, "somsak")
    assert "กำลังลงนาม" in shown and "หยุดกลางคัน" not in shown
    Signing.objects.all().delete()
    dropped(scene, minutes=2)
    for name in ("mana", "somsak"):
        for path in ("signed/", ""):
            shown = page(client, scene, name, path)
            assert "งานลงนามหยุดกลางคัน" in shown and "ลองลงนามอีกครั้ง" in shown
    answer = client.post(scene.office.url("sign/again/"), {"round": scene.round.pk})
    assert (answer.status_code, scene.signing.state) == (302, "waiting")


SILENT = "งานเบื้องหลังไม่ทำงาน รายงานจึงยังไม่ได้ลงนาม"


@pytest.mark.parametrize(("name", "hears"), [("mana", True), ("somsak", True), ("prani", True), ("arun", False)])
@pytest.mark.parametrize("path", ["signed/", "", "sign/progress/"])
def test_a_worker_that_is_not_there_is_said_where_a_report_waits_for_it(
    scene: Scene, client: Client, name: str, hears: bool, path: str
) -> None:
    shown = page(client, scene, name, path)
    assert (SILENT in shown, "ยังไม่เคยเริ่มทำงาน" in shown) == (hears, hears)
    Pulse.objects.create(at=timezone.now() - timedelta(minutes=6))
    shown = page(client, scene, name, path)
    assert (SILENT in shown, "ทำงานครั้งล่าสุดเมื่อ" in shown) == (hears, hears)
    Pulse.objects.update(at=timezone.now() - timedelta(minutes=2))
    assert SILENT not in page(client, scene, name, path)


def test_what_is_signed_or_waits_for_a_person_needs_no_worker(
    scene: Scene, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        failing(patch, FalseStamp("ตราของข้อมูลอื่น"))
        signing.sign_all(timezone.now)
    assert SILENT not in page(client, scene, "mana")
    signing.try_again(round=scene.round, by=scene.person("mana"), now=timezone.now())
    assert SILENT in page(client, scene, "mana")
    signing.sign_all(timezone.now)
    assert SILENT not in page(client, scene, "mana")


def test_dates_on_the_page_to_sign_break_over_no_line(client: Client) -> None:
    scene = a_submitted_scene()
    client.force_login(scene.person("somsak"))
    shown = client.get(scene.office.url("sign/")).content.decode()
    assert "3\u00a0ตุลาคม\u00a02566" in shown
    assert re.search("ใช้ได้ถึง \\d+\u00a0\\S+\u00a0\\d{4}", shown)


@pytest.mark.parametrize("content", [b"", b"\xff\xfe"])
def test_a_passphrase_file_that_holds_none_breaks_no_page_and_no_job(
    client: Client, settings: Settings, tmp_path: Path, content: bytes
) -> None:
    scene = a_submitted_scene()
    settings.SIGNING_DIR, settings.SIGNING_PASSPHRASE_FILE = tmp_path / "keys", str(tmp_path / "passphrase")
    (tmp_path / "passphrase").write_bytes(content)
    install(scene.office.agency.slug, a_signer(None))
    assert "ไฟล์ที่ SIGNING_PASSPHRASE_FILE ระบุ" in page(client, scene, "somsak", "sign/")
    approve(scene.round, scene.person("somsak"))
    signing.sign_all(timezone.now)
    assert (scene.state, scene.signing.state) == ("approved", "failed")
    assert "ไฟล์ที่ SIGNING_PASSPHRASE_FILE ระบุ" in page(client, scene, "somsak")


@pytest.mark.parametrize("name", ["chain.pem", "issuer.crl"])
def test_garbage_beside_the_key_leaves_the_report_approved_and_says_which_file(
    scene: Scene, client: Client, settings: Settings, tmp_path: Path, name: str
) -> None:
    settings.SIGNING_DIR, settings.SIGNING_PASSPHRASE_FILE = tmp_path / "keys", str(tmp_path / "passphrase")
    (tmp_path / "passphrase").write_text(PASSPHRASE)
    authority = an_authority()
    file = install(scene.office.agency.slug, a_signer(authority), authority)
    (file.parent / name).write_bytes(pem.armor("CERTIFICATE", b"\x30\x03\x02\x01\x05"))
    signing.sign_all(timezone.now)
    assert (scene.state, scene.signing.state) == ("approved", "failed")
    assert f"อ่านไฟล์ {name} ในโฟลเดอร์กุญแจไม่ได้" in page(client, scene, "mana")
