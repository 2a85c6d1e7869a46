"""One line of what a report still lacks, and how much it matters."""

from __future__ import annotations

from dataclasses import dataclass

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
    """One line: `must` stops a submission, `should` never does."""

    level: str
    title: str
    detail: str
    url: str
    act: str = ""
    is_about_progress: bool = False

    @property
    def kind(self) -> str:
        return _STATUS[self.level][0]

    @property
    def icon(self) -> str:
        return _STATUS[self.level][1]

    @property
    def text(self) -> str:
        return _STATUS[self.level][2]
