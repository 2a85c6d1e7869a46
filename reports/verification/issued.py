"""The files that this portal issued: what the portal's own record says of them, whoever asks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.db.models import QuerySet

from reports.models import Decision, Edition, Round, Signing
from reports.verification.hands import Hand, hands_of


class PublicState(StrEnum):
    """What became of a file since it was published."""

    PUBLISHED = "published"
    REPLACED = "replaced"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True)
class Issued:
    """One published file, of an edition's last round.

    `current` is the code of the report's present file where this one is not it; `reason` and `changed_at` say why and
    when it was replaced or withdrawn.
    """

    standing: PublicState
    code: str
    sha256: str
    agency: str
    called: str  # what sentences call such a document
    title: str
    year: int
    reporter: str
    approver: str
    hands: tuple[Hand, ...]
    signed_at: datetime | None
    published_at: datetime | None
    current: str = ""
    reason: str = ""
    changed_at: datetime | None = None
    demo: bool = False

    @property
    def address(self) -> str:
        """Where the published report is read."""
        return f"/r/{self.code}/"

    @property
    def current_address(self) -> str:
        """Where the report's present file is read."""
        return f"/r/{self.current or self.code}/"


_STATES = {
    Edition.State.PUBLISHED: PublicState.PUBLISHED,
    Edition.State.REPLACED: PublicState.REPLACED,
    Edition.State.WITHDRAWN: PublicState.WITHDRAWN,
}
_ENDED_BY = {PublicState.PUBLISHED: "", PublicState.REPLACED: "replace", PublicState.WITHDRAWN: "withdraw"}


def find_issued(sha256: str) -> Issued | None:
    """The published, replaced or withdrawn file with these bytes; nothing for one that was never published."""
    return _issued(_published().filter(pdf_digest=sha256).first())


def by_code(code: str) -> Issued | None:
    """The file that was published under a code, as it is stored; nothing for what was never published."""
    return _issued(_published().filter(round__code=code).first())


def signed_as(code: str) -> str | None:
    """The digest of the file that was signed under a code, published or not; "" where it never came to that.

    Nothing for a code that is not in the record.
    """
    round_ = Round.objects.filter(code=code).first()
    if round_ is None:
        return None
    done = Signing.objects.filter(round=round_, state=Signing.State.DONE).values_list("pdf_digest", flat=True)
    return done.first() or ""


def _published() -> QuerySet[Signing]:
    signed = Signing.objects.filter(state=Signing.State.DONE, round__edition__state__in=list(_STATES))
    # A signed round that was set aside is not what its edition published later.
    signed = signed.exclude(round__decisions__move=Decision.Move.SET_ASIDE)
    return signed.select_related("round__edition__report__plan__agency")


def _issued(signing: Signing | None) -> Issued | None:
    if signing is None:
        return None
    round_ = signing.round
    edition = round_.edition
    standing = _STATES[Edition.State(edition.state)]
    published, ended = _decided(round_, "publish"), _decided(round_, _ENDED_BY[standing])
    return Issued(
        standing=standing,
        code=round_.code,
        sha256=signing.pdf_digest,
        agency=edition.agency.name,
        called=edition.called,
        title=edition.title,
        year=edition.report.plan.year,
        reporter=edition.reporter_name,
        approver=round_.approver_name,
        hands=hands_of(round_, signing.signed_at) if signing.signed_at else (),
        signed_at=signing.signed_at,
        published_at=published.at if published else None,
        current="" if standing is PublicState.PUBLISHED else _current(edition),
        reason=ended.comment if ended else "",
        changed_at=ended.at if ended else None,
        demo=signing.demo,
    )


def _decided(round_: Round, move: str) -> Decision | None:
    """The decision of a kind on a round: when, and in which words."""
    return round_.decisions.filter(move=move).order_by("-pk").first() if move else None


def _current(edition: Edition) -> str:
    """The code of the report's published file, if there is one."""
    present = _published().filter(
        round__edition__report=edition.report_id, round__edition__state=Edition.State.PUBLISHED
    )
    return present.values_list("round__code", flat=True).first() or ""
