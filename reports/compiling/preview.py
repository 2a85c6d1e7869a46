"""How the report will look: the pages of its paper as pictures, drawn once for each state of its words."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256

from document import ReportDocument, canonical
from files.made import cache
from measures.models import Plan
from paper.paper import Paper
from paper.press import press

KEPT_FOR = 60 * 60  # seconds
_DIGEST, _MOST_PAGES = 64, 9_999


@dataclass(frozen=True)
class Preview:
    """The pages of one state of a plan's report; `digest` names the state in their addresses."""

    plan: Plan
    document: ReportDocument
    paper: Paper

    @property
    def digest(self) -> str:
        """The SHA-256 of all that is drawn, hexadecimal."""
        return sha256(canonical(self.document) + f"{self.paper} {sorted(self.paper.photographs)}".encode()).hexdigest()

    def count(self) -> int:
        """How many pages there are; draws them where that isn't kept. Raises NotMade."""
        kept: int | None = cache.get(self._key("count"))
        return len(self._draw()) if kept is None else kept

    def page(self, number: int) -> bytes | None:
        """One page as PNG, counted from 1; None for a page that there isn't. Raises NotMade."""
        kept: bytes | None = cache.get(self._key(number))
        if kept is None and 1 <= number <= self.count():
            kept = self._draw()[number - 1]
        return kept

    def _draw(self) -> list[bytes]:
        drawn = press.pages(self.document, self.paper)
        with suppress(OSError):  # a full disk keeps nothing: each picture is then drawn anew
            cache.set_many({self._key(number): page for number, page in enumerate(drawn, start=1)}, KEPT_FOR)
            cache.set(self._key("count"), len(drawn), KEPT_FOR)
        return drawn

    def _key(self, what: object) -> str:
        return _key(self.plan, self.digest, what)


def kept_page(plan: Plan, digest: str, number: int) -> bytes | None:
    """A page that was drawn before, of words that may have changed since; None where none is kept."""
    if len(digest) != _DIGEST or number > _MOST_PAGES:
        return None
    kept: bytes | None = cache.get(_key(plan, digest, number))
    return kept


def _key(plan: Plan, digest: str, what: object) -> str:
    return f"preview:{plan.pk}:{digest}:{what}"
