"""Where keys lie, who may read them, what is said where they do not open; and the demonstration's own authority."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from pytest_django import Settings

from pades.errors import Locked, NoKey
from pades.keys import agency_keys, demo_authority
from pades.keys.agency_keys import Source
from pades.keys.certificates import facts
from tests.pades.keyring import NOW, PASSPHRASE, a_signer, an_authority, install


@pytest.fixture(autouse=True)
def folder(settings: Settings, tmp_path: Path) -> Path:
    settings.SIGNING_DIR = tmp_path / "keys"
    (tmp_path / "tao.passphrase").write_text(PASSPHRASE + "\n")
    settings.SIGNING_PASSPHRASE_FILE = str(tmp_path / "{agency}.passphrase")
    return tmp_path / "keys"


def test_a_file_goes_before_the_demonstration_and_only_for_its_agency() -> None:
    authority = an_authority()
    install("tao", a_signer(authority), authority)
    assert (agency_keys.sources("tao"), agency_keys.sources("other")) == ([Source.PKCS12, Source.DEMO], [Source.DEMO])
    assert agency_keys.key_of("tao", now=NOW).source is Source.PKCS12
    assert agency_keys.key_of("tao", now=NOW, source=Source.DEMO).is_demo
    assert agency_keys.key_of("other", now=NOW).is_demo


def test_without_a_demonstration_there_is_no_key(settings: Settings) -> None:
    settings.SIGNING_DEMO = False
    with pytest.raises(NoKey, match="ยังไม่มีใบรับรองสำหรับลงนาม"):
        agency_keys.key_of("tao", now=NOW)
    with pytest.raises(NoKey):
        agency_keys.key_of("tao", now=NOW, source=Source.DEMO)


def test_a_wrong_passphrase_is_said_and_not_shown(tmp_path: Path) -> None:
    install("tao", a_signer(None))
    (tmp_path / "tao.passphrase").write_text("canary-passphrase")
    with pytest.raises(Locked, match="รหัสผ่านไม่ถูกต้อง") as error:
        agency_keys.key_of("tao", now=NOW)
    assert "canary" not in repr(error.value) + repr(error.value.__cause__)


def test_a_missing_passphrase_file_is_said(tmp_path: Path) -> None:
    install("tao", a_signer(None))
    (tmp_path / "tao.passphrase").unlink()
    with pytest.raises(NoKey, match="อ่านไฟล์ที่ SIGNING_PASSPHRASE_FILE ระบุไม่ได้"):
        agency_keys.key_of("tao", now=NOW)


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o666])
def test_a_file_that_others_can_read_is_not_used(mode: int) -> None:
    install("tao", a_signer(None)).chmod(mode)
    with pytest.raises(NoKey, match="0600"):
        agency_keys.key_of("tao", now=NOW)


@pytest.mark.parametrize("content", [b"", b"not a key"])
def test_a_damaged_file_is_said(content: bytes) -> None:
    install("tao", a_signer(None)).write_bytes(content)
    with pytest.raises(Locked, match="ไฟล์เสียหาย"):
        agency_keys.key_of("tao", now=NOW)


def test_a_renewed_file_is_used_at_once() -> None:
    install("tao", a_signer(None, name="เดิม"))
    assert facts(agency_keys.key_of("tao", now=NOW).certificate).holder == "เดิม"
    install("tao", a_signer(None, name="ใหม่"))
    assert facts(agency_keys.key_of("tao", now=NOW).certificate).holder == "ใหม่"


def test_the_demonstration_says_so_in_every_name_and_is_closed_to_others(folder: Path) -> None:
    key = agency_keys.key_of("thung-sai-than", now=NOW)
    demo_authority.stamper(NOW)
    assert [facts(each).holder for each in (key.certificate, *key.chain)] == [
        "DEMO thung-sai-than",
        "DEMO ITA portal CA",
    ]
    assert {each.subject.native["organization_name"] for each in (key.certificate, *key.chain)} == {
        "DEMO – ไม่มีผลทางกฎหมาย"
    }
    made = sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())
    assert made == ["_demo/ca.pem", "_demo/stamper.pem", "thung-sai-than/demo.pem"]
    assert {path.stat().st_mode & 0o777 for path in folder.rglob("*.pem")} == {0o600}
    assert {path.stat().st_mode & 0o777 for path in [folder, *folder.iterdir()]} == {0o700}


def test_two_who_start_at_once_end_with_the_same_authority() -> None:
    found: list[bytes] = []
    both = threading.Barrier(4)

    def start() -> None:
        both.wait()
        found.append(agency_keys.key_of("tao", now=NOW).chain[0].dump())

    threads = [threading.Thread(target=start) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 4 and len(set(found)) == 1


def test_roots_are_the_agencies_issuers_and_what_the_operator_trusts(folder: Path) -> None:
    own, other, stranger = an_authority("Own"), an_authority("Stamps"), an_authority("Stranger")
    install("tao", a_signer(own), own)
    (folder / "_trusted").mkdir()
    (folder / "_trusted" / "stamps.pem").write_bytes(other.pem)
    (folder / "stranger.pem").write_bytes(stranger.pem)
    assert {facts(each).holder for each in agency_keys.roots()} == {"Own", "Stamps"}
