"""What goes beside a round's document: under which digests it was frozen, and the audit chain's head before it."""

from __future__ import annotations

from datetime import UTC

from audit.facts import JSON, canonical
from audit.heads import CARRIED
from reports.models import Round

FORMAT = "ita-report-provenance-1"


def write(made: Round) -> bytes:
    """Canonical JSON of ids, digests and times; `verify_audit --against` takes the file. No names, no words."""
    edition = made.edition
    agency = edition.agency
    facts: dict[str, JSON] = {
        "format": FORMAT,
        "agency": agency.slug,
        "year": edition.report.plan.year,
        "kind": edition.report.kind,
        "edition": edition.number,
        "round": made.number,
        "code": made.code,
        "submitted_at": made.submitted_at.astimezone(UTC).isoformat(timespec="seconds"),
        "document_sha256": made.digest,
        "pdf_sha256": made.pdf_digest,
        "evidence": [{"sha256": each["digest"]} for each in made.evidence],
    }
    if made.head is not None:
        facts[CARRIED] = dict(made.head.facts())
    return (canonical(facts) + "\n").encode()
