"""Whether a restored installation is what was saved: its database, chain, files, and signatures of a sample."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import datetime

from audit.heads import Head
from audit.verdict import Verdict
from audit.verify import verify as verify_chain
from backups.database import engines
from backups.manifest import Manifest
from files import store
from pades.examination.found import Problem, Result
from reports.models import Signing
from reports.publication import sweeping
from reports.verification import judge
from reports.verification.verdicts import Verdict as FileVerdict

SAMPLE = 20  # signed reports: half of them the latest
# What a signature may lack where the keys and roots of the former machine are not there yet; its bytes are whole.
_ABOUT_TRUST = {Problem.UNKNOWN, Problem.STRANGER, Problem.EXPIRED, Problem.CLOCK, Problem.REVOKED}


@dataclass(frozen=True)
class Signed:
    """A signed report of the sample: what /v/ says of it, and whether its signatures are whole."""

    digest: str
    verdict: FileVerdict
    whole: bool
    trusted: bool


@dataclass(frozen=True)
class Verified:
    """`absent` are files that the database names and the store has not whole; `let_go` those known to be gone."""

    database: list[str]
    chain: Verdict
    absent: list[str]
    let_go: int
    files: int
    signed: list[Signed]

    @property
    def is_whole(self) -> bool:
        return not self.database and self.chain.whole and not self.absent and all(each.whole for each in self.signed)


def verify(saved: Manifest, *, now: datetime, sample: int = SAMPLE) -> Verified:
    """Looks at everything, with the head of the chain as it was saved; writes nothing."""
    named = sweeping.named()
    gone = {digest for digest in named if not _is_whole(digest)}
    return Verified(
        database=engines.engine().faults(),
        chain=verify_chain(against=Head(*saved.head)),
        absent=sorted(gone - {*saved.let_go}),
        let_go=len(gone & {*saved.let_go}),
        files=len(named),
        signed=[_judged(digest, now) for digest in _sample(sample) if digest not in gone],
    )


def _is_whole(digest: str) -> bool:
    try:
        store.get(digest)
    except store.Altered:
        return False
    return True


def _sample(most: int) -> list[str]:
    """Half of them the latest, the others any."""
    signed = Signing.objects.exclude(pdf_digest="").order_by("-signed_at").values_list("pdf_digest", flat=True)
    found = list(signed)
    latest, others = found[: (most + 1) // 2], found[(most + 1) // 2 :]
    return latest + random.sample(others, min(len(others), most - len(latest)))


def _judged(digest: str, now: datetime) -> Signed:
    found = judge.judge(store.get(digest), now=now)
    examination = found.examination
    signatures = examination.signatures if examination else ()
    whole = bool(signatures) and all(set(each.problems) <= _ABOUT_TRUST for each in signatures)
    held = examination is not None and examination.result in {Result.GOOD, Result.UNKNOWN_SIGNER}
    return Signed(digest, found.verdict, whole and held, trusted=examination is not None and examination.holds)
