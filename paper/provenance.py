"""Where a frozen PDF comes from: what lies in it beside the report, for those who examine it."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from audit.heads import CARRIED, Head
from paper.paper import Paper, Submitter

SCHEMA = "ita-provenance-1"


@dataclass(frozen=True, kw_only=True)
class Provenance:
    """`digest` is that of the report's canonical text; `audit` the chain's head just before the submission."""

    paper: Paper
    digest: str
    edition: int
    round: int
    evidence: Sequence[Mapping[str, str]]
    audit: Head
    made_at: datetime

    def data(self) -> bytes:
        """Canonical JSON: the same facts, the same bytes."""
        paper = self.paper
        form = {"orientation": paper.orientation, "digits": paper.digits, "letterhead": paper.letterhead}
        if paper.emblem:
            form["emblem"] = paper.emblem_digest
        facts = {
            "schema": SCHEMA,
            "code": paper.code,
            "edition": self.edition,
            "round": self.round,
            "report": {"file": "report.json", "sha256": self.digest},
            "made_at": self.made_at.astimezone(UTC).isoformat(timespec="seconds"),
            "check": paper.check_url,
            "form": form,
            "demo": paper.demo,
            "seal": paper.seal,
            "submitter": _facts(paper.submitter),
            "evidence": [dict(each) for each in self.evidence],
            CARRIED: self.audit.facts(),
        }
        text = json.dumps(facts, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
        return text.encode()


def _facts(submitter: Submitter | None) -> dict[str, str] | None:
    """What the sheet prints of who signs first: the report itself doesn't say it."""
    if submitter is None:
        return None
    return {"name": submitter.name, "post": submitter.post, "on": submitter.on.isoformat()}


def is_unmarked(data: bytes) -> bool:
    """Whether the file that carries this said of itself that no sheet bears the demonstration's mark."""
    return json.loads(data)["demo"] is False
