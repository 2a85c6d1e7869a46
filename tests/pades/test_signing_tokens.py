"""A key on a token (SoftHSM, started here in a folder of its own) signs; a locked one says what is wrong."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pkcs11
import pytest
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from pyhanko.sign.signers import Signer
from pytest_django import Settings

from pades.errors import Hidden, Locked, NoKey
from pades.keys import agency_keys
from pades.keys import tokens as tokens_module
from pades.keys.agency_keys import Source
from pades.keys.tokens import Pin
from pades.signing.level import Level
from tests.pades.keyring import NOW, Held, a_signer, an_authority
from tests.pades.outside import cms_verify, parts
from tests.pades.signings import signed

MODULES = [Path("/usr/lib/softhsm/libsofthsm2.so"), *Path("/usr/lib").glob("*/softhsm/libsofthsm2.so")]
MODULE = next((path for path in MODULES if path.is_file()), None)
PIN = "271828"
LIB = pkcs11.lib
pytestmark = pytest.mark.skipif(MODULE is None, reason="SoftHSM is not installed: script/setup --tests")


@pytest.fixture(scope="module")
def authority() -> Held:
    return an_authority()


@pytest.fixture(scope="module")
def tokens(tmp_path_factory: pytest.TempPathFactory, authority: Held) -> Iterator[dict[str, Held]]:
    """Two tokens of one module: a process loads it once."""
    place = tmp_path_factory.mktemp("softhsm")
    (place / "tokens").mkdir()
    (place / "softhsm2.conf").write_text(f"directories.tokendir = {place / 'tokens'}\nlog.level = ERROR\n")
    os.environ["SOFTHSM2_CONF"] = str(place / "softhsm2.conf")
    held = {"ec": a_signer(authority), "rsa": a_signer(authority, rsa_bits=2048)}
    for label, each in held.items():
        _make(place, label, each)
    for label, each in held.items():  # the module sees the tokens that are there when it is loaded
        _certify(label, each)
    yield held
    pkcs11.unload(str(MODULE))
    del os.environ["SOFTHSM2_CONF"]


def _make(place: Path, label: str, held: Held) -> None:
    assert isinstance(held.key, ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey)
    file = place / f"{label}.pem"
    file.write_bytes(held.key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    tool = ["softhsm2-util", "--label", label, "--token", label, "--pin", PIN]
    new = ["softhsm2-util", "--init-token", "--free", "--label", label, "--pin", PIN, "--so-pin", PIN]
    subprocess.run(new, check=True, capture_output=True)
    subprocess.run([*tool, "--import", str(file), "--id", "01"], check=True, capture_output=True)


def _certify(label: str, held: Held) -> None:
    token = pkcs11.lib(str(MODULE)).get_token(token_label=label)
    with token.open(rw=True, user_pin=PIN) as session:
        session.create_object(
            {
                pkcs11.Attribute.CLASS: pkcs11.ObjectClass.CERTIFICATE,
                pkcs11.Attribute.CERTIFICATE_TYPE: pkcs11.CertificateType.X_509,
                pkcs11.Attribute.TOKEN: True,
                pkcs11.Attribute.ID: b"\x01",
                pkcs11.Attribute.LABEL: label,
                pkcs11.Attribute.SUBJECT: held.asn1.subject.dump(),
                pkcs11.Attribute.VALUE: held.asn1.dump(),
            }
        )


@pytest.fixture(autouse=True)
def wired(settings: Settings, tmp_path: Path, tokens: dict[str, Held], authority: Held) -> None:
    settings.SIGNING_DIR = tmp_path / "keys"
    settings.PKCS11_MODULE = str(MODULE)
    settings.PKCS11_TOKEN = "{agency}"
    settings.PKCS11_PIN_FILE = str(tmp_path / "pin")
    (tmp_path / "pin").write_text(PIN + "\n")
    for label in tokens:
        (tmp_path / "keys" / label).mkdir(parents=True)
        (tmp_path / "keys" / label / "chain.pem").write_bytes(authority.pem)


@pytest.mark.parametrize("label", ["ec", "rsa"])
def test_a_token_goes_first_and_its_signatures_hold(
    label: str, tokens: dict[str, Held], authority: Held, tmp_path: Path
) -> None:
    key = agency_keys.key_of(label, now=NOW)
    assert (key.source, key.certificate.dump()) == (Source.PKCS11, tokens[label].asn1.dump())
    roots = tmp_path / "roots.pem"
    roots.write_bytes(authority.pem)
    for part in parts(signed(key, Level.B_B)):
        assert "CAdES Verification successful" in cms_verify(part, roots, tmp_path)


def test_a_wrong_pin_is_said_and_the_right_one_opens_again(tmp_path: Path) -> None:
    (tmp_path / "pin").write_text("314159")
    with pytest.raises(Locked, match="PIN ของอุปกรณ์เก็บกุญแจไม่ถูกต้อง") as error:
        agency_keys.key_of("ec", now=NOW)
    assert "314159" not in repr(error.value)
    assert not error.value.waits
    (tmp_path / "pin").write_text(PIN)
    assert agency_keys.key_of("ec", now=NOW).source is Source.PKCS11


def test_a_token_that_locks_between_looking_and_signing_leaves_nothing_signed() -> None:
    key = agency_keys.key_of("ec", now=NOW)

    @contextmanager
    def locked() -> Iterator[Signer]:
        with tokens_module.opened(Path(str(MODULE)), "ec", Pin("314159", "another")) as session:
            yield tokens_module.signer(session, key.certificate, key.chain)

    with pytest.raises(Locked):
        signed(replace(key, opened=locked), Level.B_B)
    assert signed(key, Level.B_B)


def test_a_token_that_is_not_plugged_in_is_said() -> None:
    with pytest.raises(NoKey, match="ไม่พบอุปกรณ์เก็บกุญแจชื่อ somewhere"):
        agency_keys.key_of("somewhere", now=NOW)


def test_a_module_that_is_none_is_said(settings: Settings, tmp_path: Path) -> None:
    (tmp_path / "module.so").write_bytes(b"no module")
    settings.PKCS11_MODULE = str(tmp_path / "module.so")
    with pytest.raises(NoKey, match="ใช้อุปกรณ์เก็บกุญแจไม่ได้"):
        agency_keys.key_of("ec", now=NOW)


def test_a_missing_pin_file_is_said(tmp_path: Path) -> None:
    (tmp_path / "pin").unlink()
    with pytest.raises(NoKey, match="อ่านไฟล์ที่ PKCS11_PIN_FILE ระบุไม่ได้"):
        agency_keys.key_of("ec", now=NOW)


@pytest.fixture
def opened_with(monkeypatch: pytest.MonkeyPatch) -> list[str | None]:
    """The PINs that a token was asked with from now on."""
    asked: list[str | None] = []

    def noting(token: Any, **how: Any) -> object:
        asked.append(how.get("user_pin"))
        session: object = token.open(**how)
        return session

    class Noting:
        """The module, whose tokens note what they are opened with."""

        def __init__(self, path: str) -> None:
            self.lib = LIB(path)

        def get_token(self, **which: Any) -> object:
            token = self.lib.get_token(**which)
            return type("Token", (), {"open": lambda _, **how: noting(token, **how)})()

    monkeypatch.setattr(pkcs11, "lib", Noting)
    return asked


def test_a_refused_pin_is_not_tried_again_until_its_file_is_written_anew(
    tmp_path: Path, opened_with: list[str | None]
) -> None:
    (tmp_path / "pin").write_text("314159")
    for _ in range(5):
        with pytest.raises(Locked, match="จะไม่ลอง PIN เดิมซ้ำ"):
            agency_keys.key_of("ec", now=NOW)
    assert opened_with == ["314159"]
    (tmp_path / "pin").write_text(PIN)
    assert agency_keys.key_of("ec", now=NOW).source is Source.PKCS11


def test_what_a_page_shows_is_read_without_a_pin(
    tokens: dict[str, Held], tmp_path: Path, opened_with: list[str | None]
) -> None:
    (tmp_path / "pin").write_text("314159")
    found = agency_keys.shown("ec", now=NOW)
    assert (found.source, found.certificate.dump()) == (Source.PKCS11, tokens["ec"].asn1.dump())
    assert opened_with == [None]


def test_a_token_that_shows_no_certificate_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tokens_module, "sound_certificate", lambda der, name: an_authority().asn1)
    with pytest.raises(Hidden, match="ไม่แสดงใบรับรองโดยไม่ใช้ PIN"):
        agency_keys.shown("ec", now=NOW)


@pytest.mark.parametrize("content", [b"", b"\n271828", b"\xff\xfe\x00"])
def test_a_pin_file_that_holds_none_is_said(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "pin").write_bytes(content)
    with pytest.raises(NoKey, match="ไฟล์ที่ PKCS11_PIN_FILE ระบุ"):
        agency_keys.key_of("ec", now=NOW)


@pytest.mark.parametrize("setting", ["PKCS11_TOKEN", "PKCS11_PIN_FILE"])
def test_an_unknown_placeholder_is_said(settings: Settings, setting: str) -> None:
    setattr(settings, setting, "/keys/{office}")
    with pytest.raises(NoKey, match=f"ค่า {setting} ใช้ได้เฉพาะ {{agency}}"):
        agency_keys.key_of("ec", now=NOW)
