"""Whose certificate a signature was made with: an issuer that is trusted has other customers than our agencies.

So a signature holds only by a certificate that signs, or ever signed, for the very agency that the signed bytes name.
Those that signed are in the record of signings. Beside them count the certificates that lie openly in
SIGNING_DIR/<agency slug>/*.pem: the demonstration's, and what the operator puts there when the record was lost.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from asn1crypto import x509

from accounts.models import Agency
from pades.examination import sandbox
from pades.examination.found import Examination, Problem, Result, Roots, Signature
from pades.keys import agency_keys
from reports.models import Round, Signing


def examine(pdf: bytes, *, now: datetime) -> Examination:
    """Examines any bytes by what this portal trusts and whom it knows. Raises sandbox.Busy."""
    return with_strangers(sandbox.examine(pdf, roots=Roots(tuple(each.dump() for each in agency_keys.roots()), now)))


def with_strangers(found: Examination) -> Examination:
    """The examination with a problem at each signature by a certificate that is not the named agency's.

    `agency` becomes the name as our record has it, where it has one.
    """
    if not found.signatures:
        return found
    agency = _named(found)
    known = _signers(agency) if agency else frozenset()
    signatures = tuple(_with_stranger(each, known) for each in found.signatures)
    if agency:
        found = replace(found, agency=agency.name)
    if signatures == found.signatures:
        return found
    good = found.result is Result.GOOD
    return replace(
        found,
        signatures=signatures,
        result=Result.UNKNOWN_SIGNER if good else found.result,
        level="" if good else found.level,
    )


def _with_stranger(signature: Signature, known: frozenset[str]) -> Signature:
    """Whose a time stamp is, its issuer alone says."""
    if signature.is_stamp or signature.problems or signature.fingerprint in known:
        return signature
    return replace(signature, problems=(Problem.STRANGER,))


def _named(found: Examination) -> Agency | None:
    """The agency of the round that the file names; of a round not in the record, whose code and name agree."""
    if not found.code:
        return None
    rounds = Round.objects.filter(code=found.code).select_related("edition__report__plan__agency")
    if round_ := rounds.first():
        return round_.edition.agency
    return Agency.objects.filter(code=found.code.partition("-")[0], name=found.agency).first()


def _signers(agency: Agency) -> frozenset[str]:
    """Returns the SHA-256 of the certificates that signed for the agency or lie in its folder."""
    signed = Signing.objects.filter(state=Signing.State.DONE, round__edition__report__plan__agency=agency)
    used = signed.values_list("certificate", flat=True).distinct()
    lying = (each.sha256.hex() for each in agency_keys.lying(agency.slug) if not _issues(each))
    return frozenset([*used, *lying])


def _issues(certificate: x509.Certificate) -> bool:
    limits = certificate.basic_constraints_value
    return bool(limits and limits["ca"].native)
