"""What the event log says of a person's ways to sign in: another's hand on them is allowed, and seen."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from accounts.models import Agency
from audit.models import AuditEvent

LINK = "user.password_link"
FACTOR_RESET = "user.second_factor_reset"
NEW_BY_LINK = "account.password_reset"
ADDRESS = "user.address_changed"
BY_OTHERS = frozenset({LINK, FACTOR_RESET, ADDRESS})
ALL = BY_OTHERS | {
    NEW_BY_LINK,
    "account.password_change",
    "account.factor_added",
    "account.factor_removed",
    "account.factor_renewed",
}


@dataclass(frozen=True)
class Change:
    """One event about the account of `user`; `by` is None for the keeper of the installation."""

    seq: int
    at: datetime
    action: str
    user: int
    by: int | None
    in_agency: bool
    data: str

    @property
    def own(self) -> bool:
        """Whether the person did it themselves."""
        return self.by == self.user


def changes(
    users: Collection[int], *, agency: Agency, since: datetime | None = None, actions: Collection[str] = ALL
) -> list[Change]:
    """Of these people, the oldest first: what happened in this agency or in none; one query."""
    rows = AuditEvent.objects.filter(
        Q(agency=agency.pk) | Q(agency=None),
        subject__in=[f"user:{key}" for key in users],
        action__in=actions,
    )
    if since is not None:
        rows = rows.filter(at__gte=since)
    found = rows.order_by("seq").values_list("seq", "at", "action", "subject", "actor", "agency", "data")
    return [
        Change(seq, at, action, int(subject.partition(":")[2]), actor, inside is not None, data)
        for seq, at, action, subject, actor, inside, data in found
    ]
