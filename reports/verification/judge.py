"""Judging a file in the order of the design: first whether it is one that we issued, then what its signatures prove."""

from __future__ import annotations

import hashlib
import logging
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from files import store
from files.store import Altered
from pades.examination.found import Examination, Result
from pades.field_names import APPROVER
from pades.keys.demo_authority import ORGANISATION
from reports.verification import certificates_known, issued, scanned
from reports.verification.issued import Issued, PublicState
from reports.verification.verdicts import Verdict

log = logging.getLogger(__name__)

_OF_STANDING = {
    PublicState.PUBLISHED: Verdict.ISSUED,
    PublicState.REPLACED: Verdict.SUPERSEDED,
    PublicState.WITHDRAWN: Verdict.WITHDRAWN,
}
_OF_RESULT = {
    Result.GOOD: Verdict.SIGNED_OK,
    Result.ALTERED: Verdict.ALTERED,
    Result.UNKNOWN_SIGNER: Verdict.UNKNOWN_SIGNER,
    Result.NOT_SIGNED: Verdict.NOT_SIGNED,
    Result.UNREADABLE: Verdict.UNREADABLE,
}


class Likeness(StrEnum):
    """How a file with good signatures is to the one that was signed under the code that it names."""

    SAME = "same"  # up to the end of the approver's signature; only proofs of time and validity differ
    OTHER = "other"
    DAMAGED = "damaged"  # ours cannot be read, so nobody knows


@dataclass(frozen=True)
class Judgement:
    """`issued` is the file itself in our record; `named` another one, which the file names by its code.

    `examination` is missing only where the file was not sent and is not in the store either; `likeness` where the
    signatures do not hold or the code is not in our record.
    """

    verdict: Verdict
    sha256: str
    issued: Issued | None
    examination: Examination | None
    named: Issued | None = None
    likeness: Likeness | None = None

    @property
    def record(self) -> Issued | None:
        """What our record says of the file's report, be it in the very bytes that were published or not."""
        return self.issued or (self.named if self.likeness is Likeness.SAME else None)

    @property
    def is_demo(self) -> bool:
        """Whether a demonstration's certificate signed it."""
        signatures = self.examination.signatures if self.examination else ()
        return any(each.organization == ORGANISATION for each in signatures)


def judge(pdf: bytes, *, now: datetime) -> Judgement:
    """Judges any bytes. Raises sandbox.Busy where too many are being judged."""
    sha256 = hashlib.sha256(pdf).hexdigest()
    found = issued.find_issued(sha256)
    if found is None and scanned.is_picture(pdf):
        examination = Examination(Result.NOT_SIGNED)
    else:
        examination = certificates_known.examine(pdf, now=now)
    if found is not None:
        return Judgement(_OF_STANDING[found.standing], sha256, found, examination)
    is_scan = examination.result is Result.NOT_SIGNED and not examination.code
    code = scanned.code_in(pdf) if is_scan else examination.code
    named = issued.by_code(code) if code else None
    likeness = _likeness(pdf, examination) if examination.holds else None
    verdict = _OF_RESULT[examination.result] if likeness is None else _of_likeness(likeness, named)
    return Judgement(verdict, sha256, None, examination, named, likeness)


def _of_likeness(likeness: Likeness, named: Issued | None) -> Verdict:
    """What was replaced or withdrawn stays so, whatever is cut off or appended; others' bytes have no share in it."""
    if likeness is Likeness.OTHER:
        return Verdict.ALTERED
    if likeness is Likeness.DAMAGED:
        return Verdict.UNREADABLE
    if named is None or named.standing is PublicState.PUBLISHED:
        return Verdict.SIGNED_OK
    return _OF_STANDING[named.standing]


def _likeness(pdf: bytes, examination: Examination) -> Likeness | None:
    """Compares what the approver signed, and how, with our file of the code; nothing for an unknown code."""
    digest, approver = issued.signed_as(examination.code), examination.of(APPROVER)
    if digest is None:
        return None
    if not digest or approver is None or not approver.end:
        return Likeness.OTHER
    try:
        ours = store.get(digest)
    except Altered as damage:
        log.error("a signed file is damaged: %s", damage)
        return Likeness.DAMAGED
    return Likeness.SAME if ours[: approver.end] == pdf[: approver.end] else Likeness.OTHER


def judge_known(sha256: str, *, now: datetime) -> Judgement | None:
    """Judges a file that was not sent, by its digest: one that we issued, or nothing. Raises sandbox.Busy."""
    found = issued.find_issued(sha256)
    if found is None:
        return None
    try:
        examination = certificates_known.examine(store.get(sha256), now=now)
    except Altered as damage:
        log.error("an issued file is damaged: %s", damage)
        examination = None
    return Judgement(_OF_STANDING[found.standing], sha256, found, examination)
