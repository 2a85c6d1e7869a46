"""What a signing certificate says: for whom, by whom, how long, how strong."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta

from asn1crypto import x509

from pades.keys.demo_authority import ORGANISATION

WARN = timedelta(days=30)
_CURVES = {"secp256r1": "P-256", "secp384r1": "P-384", "secp521r1": "P-521"}
_LEAST_RSA = 2048
_HASHES = {"sha256", "sha384", "sha512", "sha3_256", "sha3_384", "sha3_512"}
_PURPOSES = {
    "digital_signature": "ลงลายมือชื่อดิจิทัล",
    "non_repudiation": "ห้ามปฏิเสธความรับผิดชอบ",
    "key_encipherment": "เข้ารหัสกุญแจ",
    "data_encipherment": "เข้ารหัสข้อมูล",
    "key_agreement": "แลกเปลี่ยนกุญแจ",
    "key_cert_sign": "ออกใบรับรอง",
    "crl_sign": "ออกรายการเพิกถอน",
}


@dataclass(frozen=True)
class Facts:
    """What a page shows of a certificate."""

    holder: str
    organisation: str
    issuer: str
    serial: str
    begins: datetime
    ends: datetime
    fingerprint: str
    algorithm: str
    purposes: tuple[str, ...]
    demo: bool

    def is_over(self, now: datetime) -> bool:
        return now > self.ends

    def ends_soon(self, now: datetime) -> bool:
        """Whether it ends within thirty days and is not over yet."""
        return now <= self.ends < now + WARN


def facts(certificate: x509.Certificate) -> Facts:
    """Reads a certificate."""
    names = certificate.subject.native
    usage = certificate.key_usage_value.native if certificate.key_usage_value else set()
    return Facts(
        holder=str(names.get("common_name", certificate.subject.human_friendly)),
        organisation=str(names.get("organization_name", "")),
        issuer=str(certificate.issuer.native.get("common_name", certificate.issuer.human_friendly)),
        serial=f"{certificate.serial_number:X}",
        begins=certificate.not_valid_before,
        ends=certificate.not_valid_after,
        fingerprint=fingerprint(certificate),
        algorithm=_algorithm(certificate),
        purposes=tuple(words for name, words in _PURPOSES.items() if name in usage),
        demo=is_demo(certificate),
    )


def fingerprint(certificate: x509.Certificate) -> str:
    """The SHA-256 of the certificate, as other programs show it: pairs of hexadecimal digits with colons."""
    return hashlib.sha256(certificate.dump()).digest().hex(":").upper()


def is_demo(certificate: x509.Certificate) -> bool:
    """Whether a certificate says of itself that it is a demonstration's."""
    return bool(certificate.subject.native.get("organization_name") == ORGANISATION)


def weaknesses(certificate: x509.Certificate) -> list[str]:
    """Why nobody should trust a signature by this certificate's key, in Thai; an empty list for a strong one."""
    found = []
    key = certificate.public_key
    if key.algorithm == "rsa":
        if key.bit_size < _LEAST_RSA:
            found.append(f"กุญแจ RSA {key.bit_size} บิตสั้นเกินไป ต้องไม่น้อยกว่า {_LEAST_RSA} บิต")
    elif key.algorithm != "ec" or key.curve[1] not in _CURVES:
        found.append(f"กุญแจชนิด {_algorithm(certificate)} ใช้ลงนามไม่ได้ ใช้ได้เฉพาะ RSA และ EC P-256, P-384, P-521")
    if certificate.hash_algo not in _HASHES:
        found.append(f"ใบรับรองลงนามด้วย {certificate.hash_algo} ซึ่งไม่ปลอดภัยแล้ว")
    return found


def _algorithm(certificate: x509.Certificate) -> str:
    key = certificate.public_key
    match key.algorithm:
        case "rsa":
            return f"RSA {key.bit_size}"
        case "ec":
            return f"EC {_CURVES.get(key.curve[1], key.curve[1])}"
        case other:
            return str(other).upper()
