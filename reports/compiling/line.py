"""One line of what a report still lacks, and how much it matters."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from accounts.models import Agency, User
from accounts.permissions import Permission

MUST = "must"
SHOULD = "should"
FINE = "fine"
_STATUS = {
    MUST: ("bad", "x-circle-fill", "ต้องแก้"),
    SHOULD: ("wait", "exclamation-triangle-fill", "ควรดู"),
    FINE: ("ok", "check-circle-fill", "เรียบร้อย"),
}


@dataclass(frozen=True)
class Check:
    """One line: `must` stops a submission, `should` never does. Its address opens to whoever holds `needs`."""

    level: str
    title: str
    detail: str
    url: str
    act: str = ""
    is_about_progress: bool = False
    needs: Permission | None = None

    @property
    def kind(self) -> str:
        return _STATUS[self.level][0]

    @property
    def icon(self) -> str:
        return _STATUS[self.level][1]

    @property
    def text(self) -> str:
        return _STATUS[self.level][2]


def offered_to(user: User, agency: Agency, checks: Iterable[Check]) -> list[Check]:
    """The lines as a reader sees them: without the link that would only tell them that they may not."""
    return [
        line if line.needs is None or user.can(line.needs, on=agency) else replace(line, url="", act="")
        for line in checks
    ]
