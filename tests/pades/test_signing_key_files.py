"""Whatever lies in the folders of keys, a message names the file: nothing breaks, and no page or job."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from asn1crypto import pem
from cryptography.hazmat.primitives.serialization import Encoding
from pytest_django import Settings

from pades.errors import NoKey
from pades.keys import agency_keys, demo_authority
from pades.keys.agency_keys import Source
from reports.signing import checks
from tests.pades.keyring import NOW, PASSPHRASE, Held, a_list, a_signer, an_authority, install

BAD_CERTIFICATE = pem.armor("CERTIFICATE", b"\x30\x03\x02\x01\x05")


@pytest.fixture(autouse=True)
def folder(settings: Settings, tmp_path: Path) -> Path:
    settings.SIGNING_DIR = tmp_path / "keys"
    settings.DATA_DIR = tmp_path / "data"
    settings.SIGNING_DEMO = False
    settings.SIGNING_LEVEL = "B-B"
    (tmp_path / "passphrase").write_text(PASSPHRASE + "\n")
    settings.SIGNING_PASSPHRASE_FILE = str(tmp_path / "passphrase")
    return tmp_path / "keys"


@pytest.fixture
def authority(folder: Path) -> Held:
    authority = an_authority()
    install("tao", a_signer(authority), authority, lists=a_list(authority))
    return authority


def deployed() -> list[str]:
    return [str(each.id).removeprefix("reports.") for each in checks.signing_keys(None)]


def said() -> str:
    with pytest.raises(NoKey) as error:
        agency_keys.key_of("tao", now=NOW)
    return str(error.value)


@pytest.mark.usefixtures("authority")
def test_a_key_with_its_issuer_and_list_is_in_order() -> None:
    assert agency_keys.key_of("tao", now=NOW).source is Source.PKCS12
    assert deployed() == []


@pytest.mark.usefixtures("authority")
@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("chain.pem", BAD_CERTIFICATE),
        ("chain.pem", b"-----BEGIN CERTIFICATE-----\nAAAA\n"),
        ("issuer.crl", b"no list"),
        ("issuer.crl", b"-----BEGIN X509 CRL-----\nAAAA\n"),
        ("issuer.crl", b""),
    ],
)
def test_garbage_beside_a_key_is_said_by_name(folder: Path, name: str, content: bytes) -> None:
    (folder / "tao" / name).write_bytes(content)
    assert said().startswith(f"อ่านไฟล์ {name} ในโฟลเดอร์กุญแจไม่ได้")
    assert deployed() == ["E008", "E013"]


def test_a_list_as_text_is_read_too(folder: Path, authority: Held) -> None:
    der = a_list(authority)
    (folder / "tao" / "issuer.crl").write_bytes(pem.armor("X509 CRL", der))
    assert agency_keys.key_of("tao", now=NOW).lists == (der,)


def test_garbage_among_the_trusted_fails_the_check(folder: Path) -> None:
    (folder / "_trusted").mkdir(parents=True, mode=0o700)
    (folder / "_trusted" / "stamper.pem").write_bytes(BAD_CERTIFICATE)
    folder.chmod(0o700)
    assert deployed() == ["E013"]


@pytest.mark.usefixtures("authority")
@pytest.mark.parametrize("content", [b"", b"\n", b"\xff\xfe\x00secret"])
def test_a_passphrase_file_that_holds_none_is_said_and_not_shown(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "passphrase").write_bytes(content)
    assert said().startswith("ไฟล์ที่ SIGNING_PASSPHRASE_FILE ระบุ") and "secret" not in said()
    assert deployed() == ["E012", "E008"]


@pytest.mark.usefixtures("authority")
@pytest.mark.parametrize("path", ["/keys/{office}", "/keys/{}", "/keys/{agency", "/keys/{agency.x}"])
def test_an_unknown_placeholder_is_said(settings: Settings, path: str) -> None:
    settings.SIGNING_PASSPHRASE_FILE = path
    assert said().startswith("ค่า SIGNING_PASSPHRASE_FILE ใช้ได้เฉพาะ {agency}")
    assert deployed() == ["E012", "E008"]


@pytest.mark.usefixtures("authority")
def test_a_folder_in_place_of_a_file_is_said(folder: Path) -> None:
    (folder / "tao" / "signing.p12").unlink()
    (folder / "tao" / "signing.p12").mkdir(mode=0o700)
    assert said().startswith("อ่านไฟล์ใบรับรองไม่ได้")


def test_a_damaged_demonstration_is_said(settings: Settings, folder: Path) -> None:
    settings.SIGNING_DEMO = True
    demo_authority.signer("tao", NOW)
    (folder / "tao" / "demo.pem").write_bytes(b"no key")
    assert said().startswith("อ่านไฟล์ demo.pem")


def test_whatever_a_flipped_bit_makes_of_a_certificate_it_is_read_or_said(folder: Path, authority: Held) -> None:
    whole = bytearray(authority.certificate.public_bytes(Encoding.DER))
    chance, refused = random.Random(4), 0
    for _ in range(300):
        der = bytearray(whole)
        der[chance.randrange(len(der))] ^= 1 << chance.randrange(8)
        (folder / "tao" / "chain.pem").write_bytes(pem.armor("CERTIFICATE", bytes(der)))
        try:
            agency_keys.key_of("tao", now=NOW)
        except NoKey:
            refused += 1
    assert 0 < refused < 300
