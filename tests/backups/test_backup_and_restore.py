"""What is saved comes back elsewhere, whole, and nowhere over what is there."""

from __future__ import annotations

import json
import shutil
import stat
import subprocess
from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection
from django.utils import timezone

from accounts.models import Agency
from audit.models import AuditEvent, AuditHead
from audit.verify import verify as verify_chain
from backups import manifest
from backups.verify import verify
from files import store
from reports.models import Signing
from reports.publication import sweeping
from reports.verification import judge
from tests.backups import portals
from tests.backups.portals import Portal

pytestmark = pytest.mark.django_db(transaction=True)


def digests(portal: Portal) -> set[str]:
    return {path.name for path in (portal.folder / "data/files").glob("??/*")}


def test_everything_comes_back_elsewhere(portal: Portal, elsewhere: Portal) -> None:
    archive = portal.archive()
    said = elsewhere.does("restore", str(archive.path), "--verify")
    assert "ตรวจลายมือชื่อในรายงาน 1 ฉบับ" in said
    assert elsewhere.stored() == portal.stored()
    with portal.entered():
        named = sweeping.named()
        [signed] = Signing.objects.exclude(pdf_digest="").values_list("pdf_digest", flat=True)
        verdict = judge.judge(store.get(signed), now=timezone.now()).verdict
    assert len(named) > 3
    assert digests(elsewhere) == named
    with elsewhere.entered():
        assert judge.judge(store.get(signed), now=timezone.now()).verdict is verdict
        assert AuditEvent.objects.order_by("-seq").values_list("action", flat=True)[0] == "backup.restored"
        assert verify_chain(against=manifest.read(archive.path).head).whole


def test_the_archive_is_read_with_ordinary_tools_and_by_its_owner_alone(portal: Portal) -> None:
    archive = portal.archive()
    done = subprocess.run(
        ["sha256sum", "--check", "--quiet", "--strict", manifest.SUMS],
        cwd=archive.path,
        capture_output=True,
        check=False,
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
    assert {stat.S_IMODE(path.stat().st_mode) for path in archive.path.rglob("*")} == {0o600, 0o700}
    with portal.entered():
        call_command("verify_audit", against=archive.path / manifest.NAME, stdout=StringIO())
        last = AuditEvent.objects.order_by("-seq")[0]
    assert (last.action, json.loads(last.data)["seq"]) == ("backup.made", manifest.read(archive.path).head.seq)


def test_no_session_and_no_key_is_in_it(portal: Portal) -> None:
    with portal.entered():
        Session.objects.create(session_key="k" * 32, session_data="secret-of-a-session", expire_date=timezone.now())
    for name in ("signing.p12", "files/signing.p12", ".env"):
        (portal.folder / "data" / name).write_bytes(b"secret-of-a-key " + settings.SECRET_KEY.encode())
    archive = portal.archive()
    content = b"".join(path.read_bytes() for path in archive.path.rglob("*") if path.is_file())
    assert [word for word in (b"secret-of-a-", settings.SECRET_KEY.encode(), b"PRIVATE KEY") if word in content] == []
    with portal.entered():
        assert Session.objects.count() == 1, "who is signed in stays so"


def test_an_installation_that_is_in_use_is_not_replaced(portal: Portal, elsewhere: Portal) -> None:
    archive = portal.archive()
    elsewhere.does("restore", str(archive.path))
    before = elsewhere.stored()
    with pytest.raises(CommandError, match="มีข้อมูลอยู่แล้ว"):
        elsewhere.does("restore", str(archive.path))
    assert elsewhere.stored() == before


def test_a_portal_with_tables_and_nobody_is_empty(portal: Portal, tmp_path: Path) -> None:
    archive, there = portal.archive(), portals.an_empty_portal(tmp_path / "there")
    there.does("restore", str(archive.path), "--verify")
    assert there.stored() == portal.stored()
    portals.drop(there)


def test_a_broken_file_is_named_and_all_else_comes_back(portal: Portal, elsewhere: Portal) -> None:
    archive = portal.archive()
    broken, gone = sorted(path for path in (archive.path / "files").glob("??/*"))[:2]
    broken.write_bytes(b"other bytes")
    gone.unlink()
    with pytest.raises(CommandError) as raised:
        elsewhere.does("restore", str(archive.path), "--check-only")
    assert broken.name in str(raised.value) and gone.name in str(raised.value)
    assert not Path(elsewhere.folder / "data/files").exists()
    with pytest.raises(CommandError) as raised:
        elsewhere.does("restore", str(archive.path), "--verify")
    assert str(raised.value).count(broken.name) == str(raised.value).count(gone.name) == 2
    assert digests(elsewhere) == digests(portal) - {broken.name, gone.name}
    assert elsewhere.stored() == portal.stored()


def test_a_broken_database_is_not_put_back(portal: Portal, elsewhere: Portal) -> None:
    archive = portal.archive()
    database = archive.path / manifest.read(archive.path).database
    database.write_bytes(database.read_bytes()[:-100])
    with pytest.raises(CommandError, match="ฐานข้อมูลในสำเนานี้เสียหาย"):
        elsewhere.does("restore", str(archive.path))
    with elsewhere.entered():
        assert connection.introspection.table_names() == []


@pytest.mark.parametrize("text", ["", "{}", "[]", "null", '{"format": "ita-portal-backup-2"}', "\udcff"])
def test_what_is_no_archive_is_said(text: str, elsewhere: Portal, tmp_path: Path) -> None:
    folder = tmp_path / "strange"
    folder.mkdir()
    (folder / manifest.NAME).write_bytes(text.encode(errors="surrogateescape"))
    for path in (folder, tmp_path / "nowhere", Path("/dev/null")):
        with pytest.raises(CommandError, match="สำเนาสำรอง"):
            elsewhere.does("restore", str(path))


def test_a_list_that_leads_out_of_the_archive_is_refused(portal: Portal, elsewhere: Portal) -> None:
    archive = portal.archive()
    with (archive.path / manifest.SUMS).open("a") as file:
        file.write(f"{'0' * 64}  files/../../../secret\n")
    with pytest.raises(CommandError, match="อ่านไม่ได้"):
        elsewhere.does("restore", str(archive.path))


def test_an_archive_of_a_later_version_waits_for_that_version(portal: Portal, elsewhere: Portal) -> None:
    archive = portal.archive()
    path = archive.path / manifest.NAME
    facts = json.loads(path.read_text())
    path.write_text(json.dumps(facts | {"migrations": [*facts["migrations"], "accounts.9999_tomorrow"]}))
    with pytest.raises(CommandError, match="รุ่นใหม่กว่า"):
        elsewhere.does("restore", str(archive.path))
    with pytest.raises(CommandError, match=str(archive.path)):
        elsewhere.does("restore", str(portal.archives))


def test_the_next_archive_shares_the_files_of_the_one_before(portal: Portal) -> None:
    first = portal.archive()
    with portal.entered():
        new = store.put(b"an emblem")
        Agency.objects.order_by("pk").first()
        Agency.objects.filter(pk=Agency.objects.order_by("pk")[0].pk).update(emblem=new)
    renamed = first.path.with_name("portal-20200101T000000Z")
    first.path.rename(renamed)
    second = portal.archive()
    nodes = [{path.stat().st_ino for path in (each / "files").glob("??/*")} for each in (renamed, second.path)]
    assert len(nodes[1] - nodes[0]) == 1 and len(nodes[1]) == len(nodes[0]) + 1
    assert (second.path / "files" / new[:2] / new).read_bytes() == b"an emblem"
    shutil.rmtree(renamed)
    assert (second.path / "files" / new[:2] / new).exists()


def test_a_file_that_the_store_has_not_whole_stops_nothing_and_is_said(portal: Portal, elsewhere: Portal) -> None:
    damaged = sorted((portal.folder / "data/files").glob("??/*"))[0]
    damaged.write_bytes(b"other bytes")
    with pytest.raises(CommandError, match=damaged.name):
        portal.archive()
    [archive] = portal.archives.glob("portal-*")
    assert manifest.read(archive).damaged == (damaged.name,)
    with pytest.raises(CommandError, match=damaged.name):
        elsewhere.does("restore", str(archive))
    with elsewhere.entered():
        found = verify(manifest.read(archive), now=timezone.now())
        assert (found.absent, found.is_whole) == ([damaged.name], False)


def test_a_chain_that_was_rewritten_after_the_backup_is_found(portal: Portal, elsewhere: Portal) -> None:
    archive = portal.archive()
    path = archive.path / manifest.NAME
    facts = json.loads(path.read_text())
    facts["audit_head"]["hash"] = "0" * 64
    path.write_text(json.dumps(facts))
    with pytest.raises(CommandError, match="ถูกเขียนขึ้นใหม่"):
        elsewhere.does("restore", str(archive.path), "--verify")
    with elsewhere.entered():
        assert AuditHead.objects.get().seq > 0
