"""The keys that sign: out of a token, a PKCS#12 file or the demonstration's own authority, in this order.

What belongs to an agency lies in SIGNING_DIR/<agency slug>/: `signing.p12` (mode 0600), `chain.pem` (the certificates
of its issuers) and `*.crl` (lists of revoked certificates, where the certificate names no place to fetch them from).
Roots of others to be trusted, a time stamper's and former issuers', lie in SIGNING_DIR/_trusted/*.pem. No page ever
writes a key that was not made here, and none is kept in the database or shown in a log. Where SIGNING_ELSEWHERE is
set the folder is never read or made: what is known of keys comes from the machine that has them (elsewhere.py).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from asn1crypto import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import Encoding, pkcs12
from cryptography.x509 import Certificate
from django.conf import settings

from pades.errors import Locked, NoKey
from pades.keys import anchors, demo_authority, elsewhere
from pades.keys.certificates import facts
from pades.keys.demo_authority import PrivateKey
from pades.keys.key_files import certificates_in, filled_in, lists_in, may_exist, secret, sound_certificate

if TYPE_CHECKING:  # whoever signs loads it, and whoever has a token
    from pyhanko.sign.signers import Signer

    from pades.keys import tokens


class Source(StrEnum):
    """Where a key lies."""

    PKCS11 = "pkcs11"
    PKCS12 = "pkcs12"
    DEMO = "demo"

    @property
    def label(self) -> str:
        return _LABELS[self]


_LABELS = {
    Source.PKCS11: "อุปกรณ์เก็บกุญแจ (PKCS#11)",
    Source.PKCS12: "ไฟล์ใบรับรอง (PKCS#12)",
    Source.DEMO: "ใบรับรองทดลองของระบบ (ไม่มีผลทางกฎหมาย)",
}


@dataclass(frozen=True)
class Key:
    """A certificate with its issuers, what they revoked, and the way to its private key, which is opened to sign."""

    source: Source
    certificate: x509.Certificate
    chain: tuple[x509.Certificate, ...]
    lists: tuple[bytes, ...]
    opened: Callable[[], AbstractContextManager[Signer]]

    @property
    def is_demo(self) -> bool:
        """Whether no law knows its signatures: by what the certificate says, wherever it lies."""
        return facts(self.certificate).demo


@dataclass(frozen=True)
class Shown:
    """What can be told of a key without opening it."""

    source: Source
    certificate: x509.Certificate


def sources(agency_slug: str) -> list[Source]:
    """Where a key for the agency may be, the safest first; whether it opens is another question."""
    if settings.SIGNING_ELSEWHERE:
        return [each for each in Source if each in elsewhere.told.of(agency_slug).sources]
    found = []
    if settings.PKCS11_MODULE:
        found.append(Source.PKCS11)
    if may_exist(_file(agency_slug)):
        found.append(Source.PKCS12)
    if settings.SIGNING_DEMO:
        found.append(Source.DEMO)
    return found


def key_of(agency_slug: str, *, now: datetime, source: Source | None = None) -> Key:
    """The agency's key, out of the safest source that is there unless one is named. Raises NoKey and Locked."""
    if settings.SIGNING_ELSEWHERE:
        raise NoKey(elsewhere.NOT_HERE)
    match _source(agency_slug, source):
        case Source.PKCS11:
            return _of_token(agency_slug)
        case Source.PKCS12:
            return _of_file(agency_slug)
        case _:
            return _of_demo(agency_slug, now)


def _source(agency_slug: str, chosen: Source | None) -> Source:
    found = sources(agency_slug)
    if not found or chosen not in (None, *found):
        raise NoKey("ยังไม่มีใบรับรองสำหรับลงนาม โปรดให้ผู้ดูแลเครื่องแม่ข่ายติดตั้งใบรับรองของหน่วยงาน")
    return chosen or found[0]


def roots() -> tuple[x509.Certificate, ...]:
    """The certificates that this installation trusts: the issuers of its agencies, and what the operator put beside.

    No key is opened for it: whoever examines a stranger's file asks for these. A file that cannot be read is left out,
    so that one agency's mistake is not everybody's.
    """
    if settings.SIGNING_ELSEWHERE:
        return tuple(elsewhere.certificates(elsewhere.told.roots()))
    places = Path(settings.SIGNING_DIR)
    files = [
        *sorted(places.glob("*/chain.pem")),
        *sorted(places.glob("_trusted/*.pem")),
        demo_authority.folder() / "ca.pem",
    ]
    found = [each for path in files for each in anchors.certificates(path) if each.self_signed in ("yes", "maybe")]
    return tuple({each.dump(): each for each in found}.values())


def shown(agency_slug: str, *, now: datetime, source: Source | None = None) -> Shown:
    """What a page may show of the agency's key, as `key_of` would find it; never at the price of trying a PIN.

    Raises NoKey and Locked, and Hidden where a token shows its certificate only to who signs in.
    """
    wanted = _source(agency_slug, source)
    if settings.SIGNING_ELSEWHERE:
        return Shown(wanted, elsewhere.told.of(agency_slug).certificate(wanted))
    if wanted is Source.PKCS11:
        from pades.keys import tokens  # noqa: PLC0415 - loaded where there is one

        module, label = Path(settings.PKCS11_MODULE), filled_in("PKCS11_TOKEN", agency_slug)
        with tokens.opened(module, label, None) as session:
            return Shown(wanted, tokens.shown(session))
    key = key_of(agency_slug, now=now, source=wanted)
    return Shown(wanted, key.certificate)


def lying(agency_slug: str) -> list[x509.Certificate]:
    """The certificates that lie openly in the agency's folder; a file that cannot be read holds none."""
    if settings.SIGNING_ELSEWHERE:
        return elsewhere.certificates(elsewhere.told.of(agency_slug).lying)
    beside = sorted((Path(settings.SIGNING_DIR) / agency_slug).glob("*.pem"))
    return [each for path in beside for each in anchors.certificates(path)]


def _of_demo(agency_slug: str, now: datetime) -> Key:
    try:
        key, certificate = demo_authority.signer(agency_slug, now)
        _, issuer = demo_authority.authority(now)
        revoked = demo_authority.revocations(now)
    except OSError as error:
        raise NoKey("อ่านหรือสร้างใบรับรองทดลองไม่ได้ โปรดให้ผู้ดูแลเครื่องแม่ข่ายตรวจสิทธิ์ของ SIGNING_DIR") from error
    return _key_in_memory(Source.DEMO, key, _asn1(certificate), (_asn1(issuer),), (revoked,))


def _of_file(agency_slug: str) -> Key:
    path = _file(agency_slug)
    try:
        status = path.stat()
        if status.st_mode & 0o077:
            raise NoKey("ไฟล์ใบรับรองเปิดให้ผู้อื่นอ่านได้ โปรดให้ผู้ดูแลเครื่องแม่ข่ายตั้งสิทธิ์เป็น 0600")
        passphrase = secret("SIGNING_PASSPHRASE_FILE", agency_slug)
        key, certificate, chain = _unlocked(path, status.st_mtime_ns, passphrase)
    except OSError as error:
        raise NoKey("อ่านไฟล์ใบรับรองไม่ได้ โปรดให้ผู้ดูแลเครื่องแม่ข่ายตรวจสิทธิ์ของไฟล์") from error
    return _key_in_memory(Source.PKCS12, key, certificate, (*chain, *_chain_beside(agency_slug)), lists_in(path.parent))


@lru_cache(maxsize=16)
def _unlocked(
    path: Path, changed: int, passphrase: str
) -> tuple[PrivateKey, x509.Certificate, tuple[x509.Certificate, ...]]:
    """`changed` is there for the cache alone: opening a file takes ten times as long as signing."""
    try:
        key, certificate, chain = pkcs12.load_key_and_certificates(path.read_bytes(), passphrase.encode() or None)
    except (ValueError, TypeError, UnsupportedAlgorithm) as error:
        raise Locked("เปิดไฟล์ใบรับรองไม่ได้: รหัสผ่านไม่ถูกต้องหรือไฟล์เสียหาย โปรดตรวจ SIGNING_PASSPHRASE_FILE") from error
    if certificate is None or not isinstance(key, ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey):
        raise NoKey("ไฟล์ใบรับรองไม่มีกุญแจ RSA หรือ EC พร้อมใบรับรอง โปรดขอไฟล์ใหม่จากผู้ออก")
    issuers = (each.public_bytes(Encoding.DER) for each in chain)
    own = sound_certificate(certificate.public_bytes(Encoding.DER), path.name)
    return key, own, tuple(sound_certificate(each, path.name) for each in issuers)


def _of_token(agency_slug: str) -> Key:
    from pades.keys import tokens  # noqa: PLC0415 - loaded where there is one

    module, label = Path(settings.PKCS11_MODULE), filled_in("PKCS11_TOKEN", agency_slug)
    pin = _pin(agency_slug)
    with tokens.opened(module, label, pin) as session:
        certificate = tokens.certificate(session)
    chain = tuple(_chain_beside(agency_slug))

    @contextmanager
    def opened() -> Iterator[Signer]:
        with tokens.opened(module, label, pin) as session:
            yield tokens.signer(session, certificate, chain)

    return Key(Source.PKCS11, certificate, chain, lists_in(_file(agency_slug).parent), opened)


def _pin(agency_slug: str) -> tokens.Pin:
    """The PIN, and which writing of its file it is."""
    from pades.keys import tokens  # noqa: PLC0415 - loaded where there is one

    text = secret("PKCS11_PIN_FILE", agency_slug)
    path = Path(filled_in("PKCS11_PIN_FILE", agency_slug))
    try:
        written = path.stat().st_mtime_ns
    except OSError as error:
        raise NoKey("อ่านไฟล์ที่ PKCS11_PIN_FILE ระบุไม่ได้ โปรดให้ผู้ดูแลเครื่องแม่ข่ายตรวจสิทธิ์ของไฟล์") from error
    return tokens.Pin(text, f"{path}:{written}")


def _key_in_memory(
    source: Source,
    key: PrivateKey,
    certificate: x509.Certificate,
    chain: tuple[x509.Certificate, ...],
    lists: tuple[bytes, ...],
) -> Key:
    @contextmanager
    def opened() -> Iterator[Signer]:
        from pades.keys.in_memory import InMemory  # noqa: PLC0415 - loaded where somebody signs

        yield InMemory(key, certificate, chain)

    return Key(source, certificate, chain, lists, opened)


def _file(agency_slug: str) -> Path:
    return Path(settings.SIGNING_DIR) / agency_slug / "signing.p12"


def _chain_beside(agency_slug: str) -> list[x509.Certificate]:
    return _pem(Path(settings.SIGNING_DIR) / agency_slug / "chain.pem")


def _pem(path: Path) -> list[x509.Certificate]:
    return certificates_in(path)


def _asn1(certificate: Certificate) -> x509.Certificate:
    return x509.Certificate.load(certificate.public_bytes(Encoding.DER))
