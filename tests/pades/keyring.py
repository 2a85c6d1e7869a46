"""Authorities and keys for a test: what an office would buy, and what it should not be sold."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from asn1crypto import x509 as asn1
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from django.conf import settings

from pades.keys.demo_authority import PrivateKey

PASSPHRASE = "a passphrase of the tests"
NOW = datetime.now(UTC).replace(microsecond=0)
DAY = timedelta(days=1)


@dataclass(frozen=True)
class Held:
    """A private key with its certificate."""

    key: PrivateKey
    certificate: x509.Certificate

    @property
    def pem(self) -> bytes:
        return self.certificate.public_bytes(serialization.Encoding.PEM)

    @property
    def asn1(self) -> asn1.Certificate:
        return asn1.Certificate.load(self.certificate.public_bytes(serialization.Encoding.DER))


def an_authority(name: str = "Office CA") -> Held:
    """A root that issues."""
    key = ec.generate_private_key(ec.SECP256R1())
    made = _builder(name, name, key, NOW - DAY, NOW + 3650 * DAY)
    made = made.add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
    made = made.add_extension(_usage("key_cert_sign", "crl_sign"), critical=True)
    return Held(key, made.sign(key, hashes.SHA256()))


def a_signer(
    by: Held | None,
    *,
    name: str = "สำนักงานทดสอบ",
    begins: datetime = NOW - DAY,
    ends: datetime = NOW + 365 * DAY,
    rsa_bits: int = 0,
    usage: tuple[str, ...] = ("digital_signature", "content_commitment"),
    stamps: bool = False,
    asked_at: str = "",
) -> Held:
    """A key that signs, or one that stamps time; without an issuer it vouches for itself.

    `asked_at` is where its certificate says that the issuer's list of revoked ones lies.
    """
    key: PrivateKey = (
        rsa.generate_private_key(public_exponent=65537, key_size=rsa_bits)
        if rsa_bits
        else ec.generate_private_key(ec.SECP256R1())
    )
    issuer = by.certificate.subject.rfc4514_string().removeprefix("CN=") if by else name
    made = _builder(name, issuer, key, begins, ends)
    made = made.add_extension(_usage(*usage), critical=True)
    if stamps:
        made = made.add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING]), critical=True)
    if asked_at:
        point = x509.DistributionPoint([x509.UniformResourceIdentifier(asked_at)], None, None, None)
        made = made.add_extension(x509.CRLDistributionPoints([point]), critical=False)
    return Held(key, made.sign(by.key if by else key, hashes.SHA256()))


def a_list(by: Held, *revoked: Held) -> bytes:
    """The authority's list of the certificates that it revoked, in DER."""
    made = x509.CertificateRevocationListBuilder(by.certificate.subject, NOW - DAY, NOW + 30 * DAY)
    for each in revoked:
        entry = x509.RevokedCertificateBuilder(each.certificate.serial_number, NOW - DAY)
        made = made.add_revoked_certificate(entry.build())
    return made.sign(by.key, hashes.SHA256()).public_bytes(serialization.Encoding.DER)


def install(
    agency: str, held: Held, by: Held | None = None, *, passphrase: str = PASSPHRASE, lists: bytes = b""
) -> Path:
    """Puts a key where an operator would, with its issuer beside; returns the file."""
    place = Path(settings.SIGNING_DIR) / agency
    for folder in (place.parent, place):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    file = place / "signing.p12"
    sealed = serialization.BestAvailableEncryption(passphrase.encode())
    file.write_bytes(pkcs12.serialize_key_and_certificates(b"", held.key, held.certificate, None, sealed))
    file.chmod(0o600)
    if by is not None:
        (place / "chain.pem").write_bytes(by.pem)
    if lists:
        (place / "issuer.crl").write_bytes(lists)
    return file


def _builder(name: str, issuer: str, key: PrivateKey, begins: datetime, ends: datetime) -> x509.CertificateBuilder:
    return x509.CertificateBuilder(
        issuer_name=_name(issuer),
        subject_name=_name(name),
        public_key=key.public_key(),
        serial_number=x509.random_serial_number(),
        not_valid_before=begins,
        not_valid_after=ends,
    )


def _name(common_name: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, common_name)])


def _usage(*allowed: str) -> x509.KeyUsage:
    every = (
        *("digital_signature", "content_commitment", "key_encipherment", "data_encipherment", "key_agreement"),
        *("key_cert_sign", "crl_sign", "encipher_only", "decipher_only"),
    )
    return x509.KeyUsage(**{name: name in allowed for name in every})
