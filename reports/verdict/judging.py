"""Judging a file in the order of the design: first whether it is one that we issued, then what its signatures prove."""

from __future__ import annotations

import hashlib
import logging
from dataclasses import dataclass
from datetime import datetime

from reports import store
from reports.models import Altered
from reports.pades import bounded, keys
from reports.pades.demo import ORGANISATION
from reports.pades.errors import NoKey
from reports.pades.examination import Examination, Result
from reports.pades.trust import Roots
from reports.verdict import issued
from reports.verdict.issued import Issued, Standing
from reports.verdict.verdict import Verdict

log = logging.getLogger(__name__)

_OF_STANDING = {
    Standing.PUBLISHED: Verdict.ISSUED,
    Standing.REPLACED: Verdict.SUPERSEDED,
    Standing.WITHDRAWN: Verdict.WITHDRAWN,
}
_OF_RESULT = {
    Result.GOOD: Verdict.SIGNED_OK,
    Result.ALTERED: Verdict.ALTERED,
    Result.UNKNOWN_SIGNER: Verdict.UNKNOWN_SIGNER,
    Result.NOT_SIGNED: Verdict.NOT_SIGNED,
    Result.UNREADABLE: Verdict.UNREADABLE,
}


@dataclass(frozen=True)
class Judgement:
    """`issued` is the file itself in our record; `named` another one, which the file names by its code.

    `examination` is missing only where the file was not sent and is not in the store either.
    """

    verdict: Verdict
    sha256: str
    issued: Issued | None
    examination: Examination | None
    named: Issued | None = None

    @property
    def is_demo(self) -> bool:
        """Whether a demonstration's certificate signed it."""
        signatures = self.examination.signatures if self.examination else ()
        return any(each.organization == ORGANISATION for each in signatures)


def judge(pdf: bytes, *, now: datetime) -> Judgement:
    """Judges any bytes. Raises bounded.Busy where too many are being judged."""
    sha256 = hashlib.sha256(pdf).hexdigest()
    found = issued.find_issued(sha256)
    examination = bounded.examine(pdf, roots=_roots(now))
    if found is not None:
        return Judgement(_OF_STANDING[found.standing], sha256, found, examination)
    named = issued.by_code(examination.code) if examination.code else None
    return Judgement(_OF_RESULT[examination.result], sha256, None, examination, named)


def judge_known(sha256: str, *, now: datetime) -> Judgement | None:
    """Judges a file that was not sent, by its digest: one that we issued, or nothing. Raises bounded.Busy."""
    found = issued.find_issued(sha256)
    if found is None:
        return None
    try:
        examination = bounded.examine(store.get(sha256), roots=_roots(now))
    except Altered as damage:
        log.error("an issued file is damaged: %s", damage)
        examination = None
    return Judgement(_OF_STANDING[found.standing], sha256, found, examination)


def _roots(now: datetime) -> Roots:
    """A certificate that cannot be read vouches for nobody; the settings page says so to those who can mend it."""
    try:
        return Roots(tuple(each.dump() for each in keys.roots()), now)
    except NoKey as error:
        log.error("the trusted certificates cannot be read: %s", error)
        return Roots((), now)
