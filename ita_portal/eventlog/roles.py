"""Which roles people held when they did something, out of the log's own entries about their memberships."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection
from dataclasses import dataclass, field

from accounts.models import Agency, Membership
from accounts.permissions import Role
from audit.models import AuditEvent

_MOVES = ("membership.added", "membership.ended", "membership.restored", "membership.moved")
_BEGINS = frozenset({"membership.added", "membership.restored"})
_ENDS = "membership.ended"


@dataclass
class _Held:
    """One membership: whether it was held before anything is told of it, and after each entry that tells."""

    role: str
    before: bool
    seqs: list[int] = field(default_factory=list)
    after: list[bool] = field(default_factory=list)

    def tell(self, seq: int, action: str) -> None:
        if not self.seqs:
            self.before = action not in _BEGINS
        self.seqs.append(seq)
        self.after.append(action != _ENDS)

    def at(self, seq: int) -> bool:
        entries = bisect_left(self.seqs, seq)  # an entry's own change comes after it
        return self.after[entries - 1] if entries else self.before


class Roles:
    """The roles of some people in an agency at any entry of the log; two queries."""

    def __init__(self, people: Collection[int], agency: Agency) -> None:
        rows = Membership.objects.filter(agency=agency, user__in=people).values_list("pk", "user", "role", "is_active")
        self._of: dict[int, list[_Held]] = {}
        by_subject: dict[str, _Held] = {}
        for key, user, role, active in rows:
            by_subject[f"membership:{key}"] = membership = _Held(role, active)
            self._of.setdefault(user, []).append(membership)
        entries = AuditEvent.objects.filter(agency=agency.pk, subject__in=by_subject, action__in=_MOVES)
        for seq, action, subject in entries.order_by("seq").values_list("seq", "action", "subject"):
            by_subject[subject].tell(seq, action)

    def at(self, user: int, seq: int) -> str:
        """All that the person held before this entry was made, as labels; nothing for none."""
        roles = {each.role for each in self._of.get(user, ()) if each.at(seq)}
        return " และ".join(str(role.label) for role in Role if role in roles)
