"""What an examination asks for and what it finds: values alone, for those who have no PDF open."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


@dataclass(frozen=True)
class Roots:
    """What is trusted: certificates as DER; `now` is the time at which a signature without a time stamp must hold."""

    certificates: tuple[bytes, ...]
    now: datetime


class Result(StrEnum):
    """What an examination comes to."""

    GOOD = "good"
    ALTERED = "altered"
    UNKNOWN_SIGNER = "unknown_signer"
    NOT_SIGNED = "not_signed"
    UNREADABLE = "unreadable"


class Problem(StrEnum):
    """What speaks against a file or a signature."""

    NOT_A_PDF = "not_a_pdf"
    ENCRYPTED = "encrypted"
    TOO_MANY = "too_many"
    TOO_LARGE = "too_large"
    TOO_COSTLY = "too_costly"
    IRREGULAR = "irregular"
    REMOVED = "removed"
    TRAILING = "trailing"
    UNLISTED = "unlisted"
    OTHER_FIELDS = "other_fields"
    NO_REPORTER = "no_reporter"
    NO_APPROVER = "no_approver"
    NOT_CERTIFIED = "not_certified"
    NOT_LOCKED = "not_locked"
    UNSTAMPED = "unstamped"
    GAP = "gap"
    DIGEST = "digest"
    CHANGED_LATER = "changed_later"
    BROKEN = "broken"
    CLOCK = "clock"
    UNKNOWN = "unknown"
    EXPIRED = "expired"
    REVOKED = "revoked"
    STRANGER = "stranger"  # said by reports.verification.certificates_known, which knows whose certificate is whose


@dataclass(frozen=True)
class Signature:
    """One signature or document time stamp; `clock` names the time stamper, or nothing for the signer's own clock.

    `name` is what the signer wrote, `signer` what the issuer vouches for; it speaks for the bytes up to `end`.
    """

    field: str
    is_stamp: bool
    problems: tuple[Problem, ...] = ()
    signer: str = ""
    organization: str = ""
    issuer: str = ""
    fingerprint: str = ""
    name: str = ""
    at: datetime | None = None
    clock: str = ""
    end: int = 0


@dataclass(frozen=True)
class Examination:
    """`level` is the PAdES level, of a GOOD file only; `problems` are the file's, each signature has its own beside.

    `code` and `agency` are the round and the agency that the file names, altered or not.
    """

    result: Result
    problems: tuple[Problem, ...] = ()
    signatures: tuple[Signature, ...] = ()
    level: str = ""
    code: str = ""
    agency: str = ""

    @property
    def holds(self) -> bool:
        """Whether reporter and approver signed these very bytes."""
        return self.result is Result.GOOD

    def of(self, field: str) -> Signature | None:
        """The signature in a field."""
        return next((each for each in self.signatures if each.field == field), None)
