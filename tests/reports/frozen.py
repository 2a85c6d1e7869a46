"""Reports as a submission freezes them, without a database, and signed by the demonstration's key."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

from audit.heads import Head
from document import Approver, ReportDocument, digest
from document.readers import text
from pades.fields import add_fields
from pades.keys.agency_keys import key_of
from pades.signing.level import Level
from pades.signing.signatures import Signatory, sign
from paper import report_pdf
from paper.paper import Paper, Submitter
from paper.provenance import Provenance
from tests.document import samples

PORTAL = "https://portal.example.go.th"
SLUG = "champa"
CODE = "TSTN-2566-7K4M-92QD-0GHX-5TB1"
NOW = datetime.now(UTC).replace(microsecond=0)
HEAD = Head(7, "ab" * 32)
SUBMITTER = Submitter("นายมณฑล หอมเหมือน", "นักวิเคราะห์นโยบายและแผน", date(2023, 10, 3))
PAPER = Paper(portal=PORTAL, code=CODE, seal=True, demo=True, submitter=SUBMITTER)


def seed(measures: int = 3) -> ReportDocument:
    """The sample report with an approver and as many measures, its own over and over."""
    found = text.read(samples.SEED).document
    many = (found.measures * measures)[:measures]
    return replace(found, measures=many, approver=Approver("นายสมศักดิ์ เที่ยงธรรม", "นายกองค์การบริหารส่วนตำบลจำปา"))


def provenance(document: ReportDocument, paper: Paper) -> Provenance:
    return Provenance(paper=paper, digest=digest(document), edition=1, round=2, evidence=(), audit=HEAD, made_at=NOW)


def frozen(document: ReportDocument, paper: Paper = PAPER) -> bytes:
    """What a round keeps, up to its two empty fields."""
    return add_fields(report_pdf.write(document, paper, provenance=provenance(document, paper)))


def signed(body: bytes, document: ReportDocument, level: Level = Level.B_B) -> bytes:
    """The same approved and signed."""
    approver = document.approver
    assert approver is not None
    return sign(
        body,
        reporter=Signatory(document.reporter.name, document.reporter.position, document.agency, "รายงาน"),
        approver=Signatory(approver.name, approver.printed_post, document.agency, "อนุมัติ"),
        key=key_of(SLUG, now=NOW),
        level=level,
        now=NOW,
    )
