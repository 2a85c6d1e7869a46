"""A time stamper that is down, slow, wrong or lying: nothing is signed, and never at a lower level."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from pytest_django import Settings

from pades import stamping
from pades.errors import FalseStamp, NoStamp, Slow
from pades.keys import agency_keys
from pades.keys.agency_keys import Key
from pades.signing import signatures as pades
from pades.signing.level import Level
from tests.pades.keyring import NOW, Held, a_list, a_signer, an_authority, install
from tests.pades.outside import parts, ts_verify
from tests.pades.signings import signed
from tests.pades.stampers import stamping as running

FIRST, SECOND = "ระบบจะลองใหม่เอง", "โปรดแจ้งผู้ให้บริการประทับเวลา"


@pytest.fixture
def authority() -> Held:
    return an_authority()


@pytest.fixture
def stamper(authority: Held) -> Held:
    return a_signer(authority, name="TSA", rsa_bits=2048, usage=("digital_signature",), stamps=True)


@pytest.fixture
def key(settings: Settings, tmp_path: Path, authority: Held, monkeypatch: pytest.MonkeyPatch) -> Key:
    settings.SIGNING_DIR = tmp_path / "keys"
    settings.TSA_TIMEOUT = 1
    passphrase = tmp_path / "passphrase"
    passphrase.write_text("a passphrase of the tests\n")
    settings.SIGNING_PASSPHRASE_FILE = str(passphrase)
    monkeypatch.setattr(stamping, "PAUSES", (0.0, 0.01, 0.01))
    install("tao", a_signer(authority), authority, lists=a_list(authority))
    return agency_keys.key_of("tao", now=NOW)


@pytest.mark.parametrize("level", [Level.B_T, Level.B_LT, Level.B_LTA])
def test_a_stamper_by_its_address_serves_every_level(
    key: Key, stamper: Held, authority: Held, settings: Settings, tmp_path: Path, level: Level
) -> None:
    with running(stamper) as server:
        settings.TSA_URL = server.url
        done = signed(key, level)
    roots = tmp_path / "roots.pem"
    roots.write_bytes(authority.pem)
    tokens = [(token, part.value) for part in parts(done) for token in part.stamps]
    tokens += [(part.der, part.content) for part in parts(done) if part.is_stamp]
    assert [("OK" in ts_verify(token, about, roots, tmp_path)) for token, about in tokens] == [True] * (
        3 if level is Level.B_LTA else 2
    )
    assert len(server.asked) == 3 + (level is Level.B_LTA)  # one to see that it answers and how long the stamps are


def test_a_signature_that_takes_longer_than_its_lease_allows_is_put_off(
    key: Key, stamper: Held, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.TSA_TIMEOUT = 10
    monkeypatch.setattr(pades, "longest", lambda: timedelta(seconds=0.5))
    with running(stamper, "slow") as server:
        settings.TSA_URL = server.url
        start = time.monotonic()
        with pytest.raises(Slow, match=FIRST) as error:
            signed(key, Level.B_T)
        assert time.monotonic() - start < 2.5
    assert error.value.waits


@pytest.mark.parametrize("kind", ["refusing", "failing", "garbage", "slow", "dripping"])
def test_who_gives_no_stamp_is_asked_three_times_and_the_document_waits(
    key: Key, stamper: Held, settings: Settings, kind: str
) -> None:
    with running(stamper, kind) as server:
        settings.TSA_URL = server.url
        start = time.monotonic()
        with pytest.raises(NoStamp, match=FIRST) as error:
            signed(key, Level.B_T)
        assert time.monotonic() - start < 10
    assert error.value.waits
    assert len(server.asked) == 3


def test_a_stamper_that_is_not_there_lets_the_document_wait(key: Key, stamper: Held, settings: Settings) -> None:
    with running(stamper) as server:
        settings.TSA_URL = server.url
    with pytest.raises(NoStamp, match=FIRST):
        signed(key, Level.B_T)


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        ("imprint", "ตราของข้อมูลอื่น"),
        ("nonce", "ตราของคำขออื่น"),
        ("old", "ต่างจากเครื่องแม่ข่ายเกิน 5 นาที"),
        ("broken", "ลายมือชื่อของผู้ประทับเวลาไม่ถูกต้อง"),
    ],
)
def test_a_stamp_that_lies_is_refused(key: Key, stamper: Held, settings: Settings, kind: str, said: str) -> None:
    with running(stamper, kind) as server:
        settings.TSA_URL = server.url
        with pytest.raises(FalseStamp, match=said) as error:
            signed(key, Level.B_T)
    assert not error.value.waits
    assert len(server.asked) == 1


def test_a_stamp_by_someone_unknown_is_refused_until_their_root_is_trusted(
    key: Key, settings: Settings, tmp_path: Path
) -> None:
    elsewhere = an_authority("Other CA")
    other = a_signer(elsewhere, name="TSA", rsa_bits=2048, usage=("digital_signature",), stamps=True)
    with running(other) as server:
        settings.TSA_URL = server.url
        with pytest.raises(FalseStamp, match="ไม่รู้จักผู้ประทับเวลานี้"):
            signed(key, Level.B_T)
        place = tmp_path / "keys" / "_trusted"
        place.mkdir()
        (place / "other.pem").write_bytes(elsewhere.pem)
        assert signed(key, Level.B_T)


def test_a_certificate_that_is_not_for_stamps_stamps_nothing(key: Key, authority: Held, settings: Settings) -> None:
    with running(a_signer(authority, name="no TSA", rsa_bits=2048)) as server:
        settings.TSA_URL = server.url
        with pytest.raises(FalseStamp):
            signed(key, Level.B_T)


def test_the_demonstrations_own_clock_is_not_lent_to_a_real_key(key: Key) -> None:
    assert not key.is_demo
    with pytest.raises(Exception, match="TSA_URL"):
        signed(key, Level.B_T)


def test_a_clock_a_little_off_is_good_enough(key: Key, stamper: Held, settings: Settings) -> None:
    with running(stamper) as server:
        settings.TSA_URL = server.url
        assert signed(key, Level.B_T, now=datetime.now(UTC) - timedelta(minutes=3))
