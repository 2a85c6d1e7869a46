"""What goes beside a round's document: under which digests it was frozen, and the audit chain's head before it."""

from __future__ import annotations

from datetime import UTC

from audit.facts import JSON, canonical
from audit.heads import CARRIED
from reports.models import Round

FORMAT = "ita-report-provenance-1"


def write(round_: Round) -> bytes:
    """Canonical JSON of ids, digests and times; `verify_audit --against` takes the file. No names, no words."""
    edition = round_.edition
    agency = edition.agency
    facts: dict[str, JSON] = {
        "format": FORMAT,
        "agency": agency.slug,
        "year": edition.report.plan.year,
        "kind": edition.report.kind,
        "edition": edition.number,
        "round": round_.number,
        "code": round_.code,
        "submitted_at": round_.submitted_at.astimezone(UTC).isoformat(timespec="seconds"),
        "document_sha256": round_.digest,
        "pdf_sha256": round_.pdf_digest,
        "evidence": [{"sha256": each["digest"]} for each in round_.evidence if each["digest"]],
    }
    if round_.head is not None:
        facts[CARRIED] = dict(round_.head.facts())
    return (canonical(facts) + "\n").encode()
