"""Evidence of published reports, known by the digest of its bytes: as they are kept, or as somebody sent them.

Evidence that an agency keeps to itself is never named, nor is that of a report that was never published.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q

from document import EvidenceItem
from evidence.models import Evidence
from reports.models import Edition, Publication, Round
from reports.models.attached import of_facts
from reports.verification import issued
from reports.verification.issued import Issued


@dataclass(frozen=True)
class KnownEvidence:
    """What a file proves; where it is not the published bytes, the published picture was made of it."""

    record: Issued
    item: EvidenceItem
    measure: str
    sha256: str

    @property
    def is_as_published(self) -> bool:
        return self.item.digest == self.sha256


def find(sha256: str) -> KnownEvidence | None:
    """The public evidence with these bytes, of the report that is published now, else of the latest that was."""
    same = Evidence.objects.filter(Q(digest=sha256) | Q(sent_digest=sha256)).exclude(digest="")
    plans = same.values("measure__plan")
    rows = Publication.objects.public().filter(round__edition__report__plan__in=plans).order_by("-published_at")
    found = sorted(rows, key=lambda each: each.round.edition.state != Edition.State.PUBLISHED)
    for publication in found:
        item = _in_round(publication.round, sha256)
        record = issued.by_code(publication.round.code) if item else None
        if item and record:
            measure = publication.round.read().measures[item.measure - 1].called
            return KnownEvidence(record, item, measure, sha256)
    return None


def _in_round(round_: Round, sha256: str) -> EvidenceItem | None:
    """The piece that has the very bytes, else the one that was made of them."""
    frozen = [each for each in map(of_facts, round_.evidence) if each.is_public and each.item.digest]
    same = (each.item for each in frozen if each.item.digest == sha256)
    return next(same, None) or next((each.item for each in frozen if each.sent_digest == sha256), None)
