"""The demonstration's own certification authority, signers and time stamper, which no law knows.

They are made at the first use and say DEMO in every name. One authority serves the installation, in SIGNING_DIR/_demo/;
each agency has a signer of its own, in SIGNING_DIR/<agency slug>/. Two processes that start at once end with the same.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from pathlib import Path

from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from django.conf import settings

from files import writing
from pades.errors import unreadable

ORGANISATION = "DEMO – ไม่มีผลทางกฎหมาย"
LASTS = timedelta(days=3650)
_FILE = "demo.pem"
_CURVE = ec.SECP256R1()
PrivateKey = ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey
Pair = tuple[PrivateKey, x509.Certificate]


def folder() -> Path:
    """Where the installation's demonstration authority lies; no agency's slug begins with an underscore."""
    return Path(settings.SIGNING_DIR) / "_demo"


def authority(now: datetime) -> Pair:
    """Returns the certification authority, made at the first call."""
    return _kept(folder() / "ca.pem", lambda: _new_authority(now))


def signer(agency_slug: str, now: datetime) -> Pair:
    """Returns the agency's signer, made at the first call."""
    return _kept(Path(settings.SIGNING_DIR) / agency_slug / _FILE, lambda: _new_signer(agency_slug, now))


def stamper(now: datetime) -> Pair:
    """The time stamper: RSA, for not all readers know time stamps by elliptic curves."""
    return _kept(folder() / "stamper.pem", lambda: _new_stamper(now))


def revocations(now: datetime) -> bytes:
    """The authority's list of revoked certificates, which are none, in DER."""
    key, certificate = authority(now)
    empty = x509.CertificateRevocationListBuilder(
        issuer_name=certificate.subject, last_update=now - timedelta(hours=1), next_update=now + timedelta(days=30)
    )
    signed = empty.add_extension(x509.CRLNumber(int(now.timestamp())), critical=False).sign(key, hashes.SHA256())
    return signed.public_bytes(serialization.Encoding.DER)


def exists() -> bool:
    """Whether the authority was ever made here: what it signed stays to be recognised as a demonstration."""
    return (folder() / "ca.pem").is_file()


def _kept(path: Path, make: Callable[[], Pair]) -> Pair:
    if not path.is_file():
        _keep(path, *make())
    return _read(path, path.stat().st_mtime_ns)


@lru_cache(maxsize=64)
def _read(path: Path, changed: int) -> Pair:
    """Reads a key and its certificate; `changed` is there for the cache alone."""
    text = path.read_bytes()
    try:
        key = serialization.load_pem_private_key(text, password=None)
        certificate = x509.load_pem_x509_certificate(text)
    except (ValueError, TypeError, UnsupportedAlgorithm) as error:
        raise unreadable(path.name) from error
    if not isinstance(key, ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey):
        raise unreadable(path.name)
    return key, certificate


def _keep(path: Path, key: PrivateKey, certificate: x509.Certificate) -> None:
    """Whole under its name or not there; the first of two who come at once wins."""
    for place in (Path(settings.SIGNING_DIR), path.parent):
        place.mkdir(mode=0o700, parents=True, exist_ok=True)
    secret = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    both = secret + certificate.public_bytes(serialization.Encoding.PEM)
    writing.create(path, both, mode=writing.PRIVATE)


def _new_authority(now: datetime) -> Pair:
    key = ec.generate_private_key(_CURVE)
    name = _name("DEMO ITA portal CA")
    builder = _certificate(name, name, key, now)
    builder = builder.add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
    builder = builder.add_extension(_usage(key_cert_sign=True, crl_sign=True), critical=True)
    return key, builder.sign(key, hashes.SHA256())


def _new_signer(agency_slug: str, now: datetime) -> Pair:
    key = ec.generate_private_key(_CURVE)
    builder = _issued(f"DEMO {agency_slug}", key, now)
    builder = builder.add_extension(_usage(digital_signature=True, content_commitment=True), critical=True)
    return key, builder.sign(authority(now)[0], hashes.SHA256())


def _new_stamper(now: datetime) -> Pair:
    key = rsa.generate_private_key(public_exponent=65537, key_size=3072)
    builder = _issued("DEMO ITA portal time stamper", key, now)
    builder = builder.add_extension(_usage(digital_signature=True), critical=True)
    builder = builder.add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING]), critical=True)
    return key, builder.sign(authority(now)[0], hashes.SHA256())


def _issued(common_name: str, key: PrivateKey, now: datetime) -> x509.CertificateBuilder:
    issuer_key, issuer = authority(now)
    builder = _certificate(_name(common_name), issuer.subject, key, now)
    builder = builder.add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
    known_by = x509.AuthorityKeyIdentifier.from_issuer_public_key(issuer_key.public_key())
    return builder.add_extension(known_by, critical=False)


def _certificate(subject: x509.Name, issuer: x509.Name, key: PrivateKey, now: datetime) -> x509.CertificateBuilder:
    start = now.astimezone(UTC) - timedelta(days=1)
    return x509.CertificateBuilder(
        subject_name=subject,
        issuer_name=issuer,
        public_key=key.public_key(),
        serial_number=x509.random_serial_number(),
        not_valid_before=start,
        not_valid_after=start + LASTS,
    ).add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)


def _name(common_name: str) -> x509.Name:
    parts = (NameOID.COUNTRY_NAME, "TH"), (NameOID.ORGANIZATION_NAME, ORGANISATION), (NameOID.COMMON_NAME, common_name)
    return x509.Name([x509.NameAttribute(kind, value) for kind, value in parts])


def _usage(**allowed: bool) -> x509.KeyUsage:
    every = (
        *("digital_signature", "content_commitment", "key_encipherment", "data_encipherment", "key_agreement"),
        *("key_cert_sign", "crl_sign", "encipher_only", "decipher_only"),
    )
    return x509.KeyUsage(**{name: allowed.get(name, False) for name in every})
