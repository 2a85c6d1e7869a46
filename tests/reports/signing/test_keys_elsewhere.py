"""Keys lie on one machine: the others submit, approve, publish and verify, and what is signed is signed there."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from django.utils import timezone
from django_q.models import OrmQ
from pytest_django import Settings

from accounts.models import KeyTold
from accounts.permissions import Role
from files import store
from notices import jobs, queue, stopped
from notices.models import Pulse
from notices.queue import Line
from pades.errors import Hidden, NoKey
from pades.keys import agency_keys
from pades.keys.agency_keys import Source
from reports.compiling.agency_paper import signs_for_trial
from reports.signing import keys_told
from tests.browsing import words_of
from tests.files.shelves import InBucket, ObjectServer
from tests.house.tree import ROOT
from tests.pades import keyring
from tests.reports.approved import a_scene
from tests.reports.office import an_office
from tests.reports.publication.scenes import publish

SLUG = "thung-sai-than"


@pytest.fixture
def web(settings: Settings, tmp_path: Path) -> Path:
    """A machine without keys: where its folder of keys would be, there is none."""
    settings.SIGNING_ELSEWHERE = True
    settings.SIGNING_DIR = tmp_path / "no-keys"
    return tmp_path / "no-keys"


def database_url() -> str:
    told = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{told['NAME']}"
    return f"postgres://{told['USER']}:{told['PASSWORD']}@{told['HOST']}:{told['PORT']}/{told['NAME']}"


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("signable_paper")
def test_a_report_is_approved_on_one_machine_signed_on_another_and_published_on_the_first(
    web: Path, settings: Settings, tmp_path: Path, object_server: ObjectServer
) -> None:
    settings.FILES_URL, settings.DATA_DIR = object_server.bucket(), tmp_path / "web"
    scene, client = a_scene(), Client()
    call_command("run_jobs")
    assert scene.state == "approved"  # nobody has keys here
    signer = {
        "DATA_DIR": str(tmp_path / "signer"),
        "SIGNING_DIR": str(tmp_path / "signer-keys"),
        "SIGNING_DEMO": "true",
    }
    env = os.environ | signer | {"DATABASE_URL": database_url(), "FILES_URL": settings.FILES_URL}
    command = [sys.executable, "manage.py", "run_worker", "--only", "signing", "--beside", str(os.getpid())]
    with subprocess.Popen(command, cwd=ROOT, env=env) as worker:
        try:
            end = time.monotonic() + 60
            while scene.state == "approved" and time.monotonic() < end:
                time.sleep(0.5)
        finally:
            worker.terminate()
    assert (scene.state, Pulse.objects.filter(at__gt=timezone.now() - timedelta(minutes=1)).count()) == ("signed", 1)
    publish(scene.round, scene.person("mana"))
    file = client.get(f"/r/{scene.round.code}/report.pdf").getvalue()
    assert file == store.get(scene.signing.pdf_digest)
    verdict = words_of(client.post("/v/", {"file": SimpleUploadedFile("report.pdf", file, "application/pdf")}))
    assert "DEMO" in verdict or "ทดลอง" in verdict
    assert "ไม่รู้จัก" not in verdict
    assert not web.exists()
    assert not (tmp_path / "web/files").exists()
    assert not (tmp_path / "signer/files").exists()
    assert InBucket(settings.FILES_URL).listed() != []


@pytest.mark.django_db
class TestTold:
    """What the machine with the keys tells is what the others know."""

    @pytest.fixture
    def keys(self, settings: Settings, tmp_path: Path) -> Path:
        settings.SIGNING_DIR, settings.SIGNING_DEMO = tmp_path / "keys", False
        (tmp_path / "keys" / SLUG).mkdir(parents=True, mode=0o700)
        settings.SIGNING_PASSPHRASE_FILE = str(tmp_path / "passphrase")
        (tmp_path / "passphrase").write_text(keyring.PASSPHRASE)
        issuer = keyring.an_authority()
        keyring.install(SLUG, keyring.a_signer(issuer), issuer)
        return tmp_path / "keys"

    def test_others_know_the_same_certificates_and_roots(self, keys: Path, settings: Settings, tmp_path: Path) -> None:
        now = timezone.now()

        def known() -> tuple[object, bytes, set[bytes], set[bytes]]:
            shown = agency_keys.shown(SLUG, now=now).certificate.dump()
            open_ones = [{each.dump() for each in found} for found in (agency_keys.lying(SLUG), agency_keys.roots())]
            return agency_keys.sources(SLUG), shown, open_ones[0], open_ones[1]

        here = known()
        assert here[3] != set()
        assert keys_told.tell(now) == 1
        settings.SIGNING_ELSEWHERE, settings.SIGNING_DIR = True, tmp_path / "no-keys"
        assert known() == here
        with pytest.raises(NoKey, match="เครื่องสำหรับลงนาม"):
            agency_keys.key_of(SLUG, now=now)
        assert agency_keys.sources("another") == []
        assert not (tmp_path / "no-keys").exists()

    def test_no_key_is_written_down(self, keys: Path) -> None:
        keys_told.tell(timezone.now())
        assert "PRIVATE" not in str(list(KeyTold.objects.values()))

    def test_what_did_not_change_is_not_read_again_and_what_is_gone_goes(
        self, keys: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        keys_told.tell(timezone.now())
        with monkeypatch.context() as shut:
            shut.setattr(agency_keys, "shown", lambda *_, **__: pytest.fail("read again"))
            assert keys_told.tell(timezone.now()) == 0
        (keys / SLUG / "signing.p12").write_bytes(b"no key")
        assert keys_told.tell(timezone.now()) == 1
        assert "pkcs12" in KeyTold.objects.get(slug=SLUG).problems
        for file in (keys / SLUG).iterdir():
            file.unlink()
        (keys / SLUG).rmdir()
        keys_told.tell(timezone.now())
        assert list(KeyTold.objects.values_list("slug", flat=True)) == [""]

    def test_a_broken_key_is_told_with_its_reason(self, keys: Path, settings: Settings) -> None:
        (keys / SLUG / "signing.p12").write_bytes(b"no key")
        keys_told.tell(timezone.now())
        settings.SIGNING_ELSEWHERE = True
        with pytest.raises(NoKey, match="เปิดไฟล์ใบรับรองไม่ได้"):
            agency_keys.shown(SLUG, now=timezone.now())

    def test_a_demonstration_is_marked_on_paper_wherever_the_paper_is_made(
        self, settings: Settings, tmp_path: Path
    ) -> None:
        settings.SIGNING_DIR, settings.SIGNING_DEMO = tmp_path / "keys", True
        keys_told.tell(timezone.now())
        settings.SIGNING_ELSEWHERE, settings.SIGNING_DEMO = True, False
        assert signs_for_trial(an_office().agency)
        with pytest.raises(Hidden):
            agency_keys.shown(SLUG, now=timezone.now(), source=Source.DEMO)

    def test_the_page_of_the_certificate_shows_it_and_offers_no_test(
        self, keys: Path, settings: Settings, client: Client
    ) -> None:
        office = an_office()
        keys_told.tell(timezone.now())
        settings.SIGNING_ELSEWHERE = True
        client.force_login(office.person("prani", Role.ADMINISTRATOR))
        page = client.get(f"/a/{office.agency.slug}/settings/certificate/")
        assert (page.status_code, "ทดสอบลงนาม" in words_of(page)) == (200, False)
        assert "กุญแจอยู่ที่เครื่องสำหรับลงนามเท่านั้น" in words_of(page)
        tried = client.post(f"/a/{office.agency.slug}/settings/certificate/", {"act": "test"}, follow=True)
        assert "เครื่องนี้ลงนามเองไม่ได้" in words_of(tried)

    def test_a_signer_that_gives_no_sign_is_noticed(self, keys: Path, settings: Settings) -> None:
        office, now = an_office(), timezone.now()
        person = office.person("prani", Role.ADMINISTRATOR)
        Pulse.objects.create(id=1, at=now)
        assert stopped.stopped(office.agency, person) is None
        settings.SIGNING_ELSEWHERE = True
        assert stopped.stopped(office.agency, person) is not None
        keys_told.tell(now)
        assert stopped.stopped(office.agency, person) is None
        assert keys_told.is_late(now + keys_told.LATE)


@pytest.mark.django_db(transaction=True)
class TestLines:
    def test_which_work_a_machine_does(self, settings: Settings) -> None:
        every, rest = tuple(Line), tuple(line for line in Line if line is not Line.SIGNING)
        assert (queue.lines(), queue.lines(but=Line.SIGNING)) == (every, rest)
        assert queue.lines(only=Line.SIGNING) == (Line.SIGNING,)
        settings.SIGNING_ELSEWHERE = True
        assert (queue.lines(), queue.lines(only=Line.SIGNING)) == (rest, ())
        with pytest.raises(CommandError, match="SIGNING_ELSEWHERE"):
            call_command("run_worker", "--only", "signing")

    def test_each_worker_does_its_own_and_leaves_the_others_what_came_round(self) -> None:
        queue.keep(jobs.regular(timezone.now()))
        queue.soon("notices.jobs.sign_reports", Line.SIGNING)
        queue.soon("notices.jobs.post_letters")
        assert queue.work_off((Line.PORTAL,)) == 3  # with the pulse and the look for a backup that came round
        assert set(OrmQ.objects.values_list("key", flat=True)) == {"signing", "nights"}
        assert queue.work_off((Line.SIGNING,)) == 3  # with the regular look, and what is told of keys
        assert set(OrmQ.objects.values_list("key", flat=True)) == {"nights"}

    def test_a_signature_goes_before_letters_that_wait_longer(self, monkeypatch: pytest.MonkeyPatch) -> None:
        done: list[str] = []
        monkeypatch.setattr(jobs, "post_letters", lambda: done.append("letters"))
        monkeypatch.setattr(jobs, "sign_reports", lambda: done.append("signature"))
        for _ in range(3):
            queue.soon("notices.jobs.post_letters")
        queue.soon("notices.jobs.sign_reports", Line.SIGNING)
        queue._work_off_waiting(queue.lines(), lambda: False)
        assert done == ["signature", "letters", "letters", "letters"]
