"""`check --deploy` names keys that no office should sign by."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.base import SystemCheckError
from pytest_django import Settings

from pades.keys import demo_authority
from reports.signing import checks
from tests.pades.keyring import DAY, NOW, PASSPHRASE, Held, a_signer, an_authority, install


@pytest.fixture(autouse=True)
def production(settings: Settings, tmp_path: Path) -> Path:
    settings.SIGNING_DIR = tmp_path / "keys"
    settings.DATA_DIR = tmp_path / "data"
    settings.SIGNING_DEMO = False
    settings.TSA_URL = "http://127.0.0.1:9/"
    (tmp_path / "passphrase").write_text(PASSPHRASE)
    settings.SIGNING_PASSPHRASE_FILE = str(tmp_path / "passphrase")
    return tmp_path / "keys"


def found() -> list[str]:
    return [str(each.id).removeprefix("reports.") for each in checks.signing_keys(None)]


def put(held: Held, authority: Held) -> None:
    install("tao", held, authority)


def test_nothing_is_said_of_a_portal_without_keys_or_with_a_good_one() -> None:
    assert found() == []
    authority = an_authority()
    put(a_signer(authority), authority)
    assert found() == []


def test_a_demonstration_fails(settings: Settings) -> None:
    settings.SIGNING_DEMO = True
    assert found() == ["E002"]
    demo_authority.authority(NOW)
    assert found() == ["E002", "E003"]


def test_the_command_itself_fails_with_a_demonstration(settings: Settings) -> None:
    settings.SIGNING_DEMO = True
    with pytest.raises(SystemCheckError, match="E002"):
        call_command("check", deploy=True)


def test_weak_expired_and_unreadable_keys_fail(tmp_path: Path) -> None:
    authority = an_authority()
    put(a_signer(authority, rsa_bits=1024), authority)
    assert found() == ["E009"]
    put(a_signer(authority, begins=NOW - 9 * DAY, ends=NOW - DAY), authority)
    assert found() == ["E011"]
    put(a_signer(authority, ends=NOW + 20 * DAY), authority)
    assert found() == ["W001"]
    (tmp_path / "passphrase").write_text("wrong")
    assert found() == ["E008"]


def test_a_demonstrations_certificate_in_a_file_of_the_agencys_fails() -> None:
    key, certificate = demo_authority.signer("tao", NOW)
    _, issuer = demo_authority.authority(NOW)
    install("tao", Held(key, certificate), Held(key, issuer))
    assert found() == ["E003", "E010"]


def test_keys_in_the_wrong_place_or_open_to_others_fail(settings: Settings, production: Path) -> None:
    authority = an_authority()
    put(a_signer(authority), authority)
    production.chmod(0o755)
    assert found() == ["E005"]
    production.chmod(0o700)
    settings.DATA_DIR = production.parent
    assert found() == ["E004"]


def test_a_level_with_stamps_needs_a_stamper(settings: Settings) -> None:
    authority = an_authority()
    put(a_signer(authority), authority)
    settings.TSA_URL = ""
    assert found() == ["E006"]
    settings.SIGNING_LEVEL = "B-B"
    assert found() == []


def test_a_module_that_is_not_there_fails(settings: Settings) -> None:
    settings.PKCS11_MODULE = "/nowhere/module.so"
    assert found() == ["E007"]


def test_a_level_that_is_none_fails_at_any_start(settings: Settings) -> None:
    settings.SIGNING_LEVEL = "B-XX"
    assert [each.id for each in checks.level(None)] == ["reports.E001"]
