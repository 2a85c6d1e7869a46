"""Where a report stands before the public, for the pages of those who work on it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from accounts.models import User
from accounts.permissions import Permission
from reports.models import Edition, Publication
from reports.publication import late_scores
from reports.publication import publish as publication
from reports.publication.late_scores import LateScores
from reports.review.moves import RoundStanding


@dataclass(frozen=True)
class Public:
    """`publication` is the report's last that was made public, nothing before the first; `is_latest` where no edition
    has been begun since; `late_scores` is for who may begin one."""

    publication: Publication | None
    is_latest: bool
    may_publish: bool
    may_withdraw: bool
    may_begin: bool
    late_scores: LateScores | None = None

    @property
    def edition(self) -> Edition | None:
        return self.publication.round.edition if self.publication else None

    @property
    def since(self) -> datetime | None:
        return self.publication.published_at if self.publication else None


def of(where: RoundStanding, user: User) -> Public:
    """What the world sees of the report, and what the person can do about it."""
    edition = where.edition
    may = user.can(Permission.REPORT_PUBLISH, on=edition.agency)
    found = None if edition._state.adding else last_of(edition)
    shown = found.round.edition if found else None
    may_begin = may and publication.may_begin(edition)
    return Public(
        publication=found,
        is_latest=shown == edition,
        may_publish=may and edition.state == Edition.State.SIGNED,
        may_withdraw=may and shown is not None and shown.state == Edition.State.PUBLISHED,
        may_begin=may_begin,
        late_scores=late_scores.of(found) if may_begin and found else None,
    )


def last_of(edition: Edition) -> Publication | None:
    """The last publication of the edition's report: the current one, unless that was withdrawn."""
    rows = Publication.objects.public().filter(round__edition__report=edition.report_id)
    return rows.order_by("-round__edition__number").first()
