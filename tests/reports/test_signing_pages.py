"""After the approval: how far the signing is, why it is stuck, who can have it done again, and the signed file."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.utils import timezone
from django_q.models import OrmQ
from pytest_django import Settings

from accounts.models import User
from reports import store
from reports.models import Signing
from reports.pades import signing as pades
from reports.pades.errors import FalseStamp, NoStamp
from reports.services import signing
from tests.portal.making import PASSWORD, a_person
from tests.reports.approved import Scene, a_scene, a_submitted_scene

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


def test_the_page_to_sign_says_where_no_certificate_is_there(client: Client, settings: Settings) -> None:
    scene = a_submitted_scene()
    settings.SIGNING_DEMO = False
    assert "ยังไม่มีใบรับรองสำหรับลงนาม" in page(client, scene, "somsak", "sign/")
