"""What must not sign does not: expired, revoked, weak, of another purpose, of nobody known."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from cryptography.hazmat.primitives import hashes
from pytest_django import Settings

from pades.errors import Unasked, Unusable
from pades.keys import agency_keys, certificates
from pades.signing.level import Level
from tests.pades.keyring import DAY, NOW, PASSPHRASE, Held, a_list, a_signer, an_authority, install
from tests.pades.lists import lists_at
from tests.pades.signings import signed


@pytest.fixture(autouse=True)
def folder(settings: Settings, tmp_path: Path) -> Path:
    settings.SIGNING_DIR = tmp_path / "keys"
    (tmp_path / "passphrase").write_text(PASSPHRASE)
    settings.SIGNING_PASSPHRASE_FILE = str(tmp_path / "passphrase")
    return tmp_path / "keys"


@pytest.fixture
def authority() -> Held:
    return an_authority()


def sign_by(held: Held, by: Held | None, *, level: Level = Level.B_B, lists: bytes = b"") -> bytes:
    install("tao", held, by, lists=lists)
    return signed(agency_keys.key_of("tao", now=NOW), level)


def test_a_good_certificate_signs(authority: Held) -> None:
    assert sign_by(a_signer(authority), authority)
    assert sign_by(a_signer(authority, rsa_bits=2048), authority)


def test_an_expired_one_does_not(authority: Held) -> None:
    with pytest.raises(Unusable, match="ใบรับรองหมดอายุเมื่อ"):
        sign_by(a_signer(authority, begins=NOW - 9 * DAY, ends=NOW - DAY), authority)


def test_one_that_begins_tomorrow_does_not(authority: Held) -> None:
    with pytest.raises(Unusable, match="โปรดตรวจนาฬิกา"):
        sign_by(a_signer(authority, begins=NOW + DAY), authority)


def test_a_revoked_one_does_not_whatever_the_level(authority: Held) -> None:
    held = a_signer(authority)
    with pytest.raises(Unusable, match="ใบรับรองถูกเพิกถอนแล้ว"):
        sign_by(held, authority, lists=a_list(authority, held))


def test_a_list_on_which_it_does_not_stand_is_no_hindrance(authority: Held) -> None:
    assert sign_by(a_signer(authority), authority, lists=a_list(authority, a_signer(authority)))


def test_a_long_term_level_asks_whether_it_was_revoked(authority: Held) -> None:
    with pytest.raises(Unasked, match="ยังตรวจไม่ได้ว่าใบรับรองถูกเพิกถอนหรือไม่") as error:
        sign_by(a_signer(authority), authority, level=Level.B_LT)
    assert error.value.waits


def test_a_key_that_is_too_short_does_not(authority: Held) -> None:
    with pytest.raises(Unusable, match="RSA 1024 บิตสั้นเกินไป"):
        sign_by(a_signer(authority, rsa_bits=1024), authority)


def test_one_for_another_purpose_does_not(authority: Held) -> None:
    with pytest.raises(Unusable, match="ไม่ได้ออกไว้สำหรับลงลายมือชื่อ"):
        sign_by(a_signer(authority, usage=("key_encipherment",)), authority)


def test_one_whose_issuer_is_not_at_hand_does_not(authority: Held) -> None:
    with pytest.raises(Unusable, match="ไม่พบสายใบรับรอง"):
        sign_by(a_signer(authority), None)


def test_another_issuers_signature_under_the_same_name_is_seen(authority: Held) -> None:
    with pytest.raises(Unusable):
        sign_by(a_signer(an_authority()), authority)


def test_who_vouches_for_themselves_needs_the_operators_word() -> None:
    held = a_signer(None)
    with pytest.raises(Unusable, match="ไม่พบสายใบรับรอง"):
        sign_by(held, None)
    assert sign_by(held, held)


def test_a_certificate_that_names_a_place_is_asked_for_there(authority: Held) -> None:
    with lists_at() as place:
        held = a_signer(authority, asked_at=place.url)
        place.body = a_list(authority)
        assert sign_by(held, authority)
        place.body = a_list(authority, held)
        with pytest.raises(Unusable, match="ถูกเพิกถอนแล้ว"):
            sign_by(held, authority)


@pytest.mark.parametrize("body", [b"", b"no list today"])
def test_a_place_that_gives_no_list_lets_the_report_wait(authority: Held, body: bytes) -> None:
    with lists_at() as place:
        held = a_signer(authority, asked_at=place.url)
        place.body = body
        with pytest.raises(Unasked):
            sign_by(held, authority)
    with pytest.raises(Unasked):  # nobody is there
        sign_by(held, authority)


def test_the_facts_of_a_certificate(authority: Held) -> None:
    held = a_signer(authority, ends=NOW + 30 * DAY)
    facts = certificates.facts(held.asn1)
    assert (facts.holder, facts.issuer, facts.algorithm) == ("สำนักงานทดสอบ", "Office CA", "EC P-256")
    assert facts.purposes == ("ลงลายมือชื่อดิจิทัล", "ห้ามปฏิเสธความรับผิดชอบ")
    assert facts.fingerprint == held.certificate.fingerprint(hashes.SHA256()).hex(":").upper()
    assert not facts.demo


@pytest.mark.parametrize(
    ("left", "soon", "over"),
    [(31 * DAY, False, False), (29 * DAY, True, False), (timedelta(0), True, False), (-DAY, False, True)],
)
def test_thirty_days_before_the_end_it_says_so(authority: Held, left: timedelta, soon: bool, over: bool) -> None:
    facts = certificates.facts(a_signer(authority, begins=NOW - 99 * DAY, ends=NOW + left).asn1)
    assert (facts.ends_soon(NOW), facts.is_over(NOW)) == (soon, over)
