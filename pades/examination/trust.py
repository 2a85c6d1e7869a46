"""Whether a signature's certificate leads to one of our own roots, and when by whose clock; nothing is ever fetched."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from asn1crypto import cms, x509
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.general import extract_certificate_info
from pyhanko.sign.validation import DocumentSecurityStore
from pyhanko.sign.validation.generic_cms import extract_tst_data_iter
from pyhanko.sign.validation.status import SignatureStatus
from pyhanko_certvalidator import ValidationContext

from pades.examination.found import Roots

# A clock may go ahead of ours by this much.
_AHEAD = timedelta(minutes=10)


def context(roots: Roots, reader: PdfFileReader, moment: datetime) -> ValidationContext:
    """pyHanko's context for one moment, with what the file itself brings of certificates and revocations."""
    wanted: dict[str, Any] = {
        "trust_roots": [x509.Certificate.load(each) for each in roots.certificates],
        "allow_fetching": False,
        "revocation_mode": "soft-fail",
        "moment": moment,
        # A list that was published after the signature still says who was revoked before it.
        "retroactive_revinfo": True,
    }
    if "/DSS" not in reader.root:
        return ValidationContext(**wanted)
    return DocumentSecurityStore.read_dss(reader).as_validation_context(wanted)


@dataclass(frozen=True)
class Clock:
    """The time in a signature's time stamp and whose clock gave it."""

    at: datetime
    name: str


def clock_of(signer_info: cms.SignerInfo) -> Clock | None:
    """The time stamp of a signature, read but not examined."""
    for token in extract_tst_data_iter(signer_info, signed=False):
        return clock_in(token)
    return None


def clock_in(token: cms.SignedData) -> Clock:
    """The time in a time stamp's token, read but not examined."""
    at = token["encap_content_info"]["content"].parsed["gen_time"].native
    return Clock(at, common_name(extract_certificate_info(token).signer_cert))


def is_trusted(status: SignatureStatus, moment: datetime, now: datetime) -> bool:
    """Whether certificate and chain held at a moment that has come: the anchor's own dates are looked at too."""
    if not status.trusted or moment > now + _AHEAD or status.validation_path is None:
        return False
    return all(holds_at(each, moment) for each in status.validation_path if isinstance(each, x509.Certificate))


def holds_at(certificate: x509.Certificate, moment: datetime) -> bool:
    """Whether a moment lies within a certificate's dates."""
    return bool(certificate.not_valid_before <= moment <= certificate.not_valid_after)


def why_not(status: SignatureStatus, moment: datetime) -> str:
    """The reason why a certificate is not trusted: revoked, expired or unknown."""
    if status.revoked:
        return "revoked"
    return "unknown" if holds_at(status.signing_cert, moment) else "expired"


def common_name(certificate: x509.Certificate) -> str:
    """The name that a certificate gives its holder."""
    return _part(certificate.subject, "common_name") or str(certificate.subject.human_friendly)


def organization(certificate: x509.Certificate) -> str:
    """The organization that a certificate names, or nothing."""
    return _part(certificate.subject, "organization_name")


def issuer(certificate: x509.Certificate) -> str:
    """Who issued a certificate."""
    return _part(certificate.issuer, "common_name") or str(certificate.issuer.human_friendly)


def _part(name: x509.Name, which: str) -> str:
    value = name.native.get(which, "")
    return ", ".join(map(str, value)) if isinstance(value, Sequence) and not isinstance(value, str) else str(value)
