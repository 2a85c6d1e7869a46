"""Certificates as they lie in the operator's folders, for verifying: what cannot be read vouches for nobody."""

from __future__ import annotations

import logging
from pathlib import Path

from asn1crypto import pem, x509
from cryptography.x509 import load_der_x509_certificate

log = logging.getLogger(__name__)


def certificates(path: Path) -> list[x509.Certificate]:
    """The certificates of a PEM file; of one that is not there or damaged none, and the log names it."""
    try:
        if not path.is_file():
            return []
        parts = list(pem.unarmor(path.read_bytes(), multiple=True))
        return [_decoded(data) for kind, _, data in parts if kind == "CERTIFICATE"]
    except (OSError, ValueError, TypeError, LookupError, ArithmeticError) as error:
        log.error("the certificates in %s/%s cannot be read: %s", path.parent.name, path.name, error)
        return []


def _decoded(data: bytes) -> x509.Certificate:
    """Read to the end here: asn1crypto reads a part when it is asked for, and would fail at whoever asks."""
    load_der_x509_certificate(data)
    certificate = x509.Certificate.load(data, strict=True)
    _ = certificate.native, certificate.self_signed
    return certificate
