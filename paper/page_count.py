"""How many pages a report has before it is frozen: laid out once for the same words and paper."""

from __future__ import annotations

import hashlib

from document import ReportDocument
from document import digest as digest_of
from files.made import cache, kept_or_made
from paper.paper import Paper
from paper.press import press

_A_DAY = 24 * 60 * 60


def pages_of(document: ReportDocument, paper: Paper) -> int:
    """The number of pages; a code at the foot does not change it. Raises press.NotMade."""
    facts = f"{digest_of(document)} {paper!r} {paper.emblem_digest} {sorted(paper.photographs)}"
    key = f"pages-{hashlib.sha256(facts.encode()).hexdigest()}"
    return kept_or_made(cache, key, _A_DAY, lambda: press.count(document, paper))
