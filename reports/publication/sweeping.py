"""What nothing names any more is deleted: files left by submissions that were refused, or killed half-way."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime, timedelta

from accounts.models import Agency
from evidence.models import Evidence
from evidence.services import erased
from evidence.services.uploads import whole
from files import store
from reports.models import ImportDraft, Publication, Round, Signing
from reports.models.states import UNFINISHED

YOUNG = timedelta(hours=24)  # what is younger may be about to be named


def sweep(now: datetime, *, young: timedelta = YOUNG) -> list[str]:
    """Deletes the files that nothing names and returns their names; may run while people submit."""
    return store.sweep(named, before=now - young)


def named() -> set[str]:
    """The digests that some round, its signing or its publication names, those of agencies' emblems, of evidence and of
    what waits to be evidence, and of the pictures of reports that are brought in; not of evidence that is no longer
    kept.
    """
    signed = set(Signing.objects.exclude(pdf_digest="").values_list("pdf_digest", flat=True))
    public = {digest for each in Publication.objects.only("files") for digest in each.digests}
    emblems = set(Agency.objects.exclude(emblem="").values_list("emblem", flat=True))
    brought = {each for found in ImportDraft.objects.values_list("pictures", flat=True) for each in found if each}
    rows = Evidence.objects.filter(erased_at=None).exclude(digest="").values_list("digest", "thumbnail")
    evidence = {digest for row in rows.iterator() for digest in row if digest}
    return signed | public | emblems | brought | evidence | whole.digests() | _frozen()


def _frozen() -> set[str]:
    """What rounds name, but for the files of evidence that their agency's rule deleted. What was published of it stays
    by its publication; in a round that is not finished all stays.
    """
    gone, found = defaultdict[int, set[str]](set), set[str]()
    for plan, digest in erased.no_longer_kept():
        gone[plan].add(digest)
    rows = Round.objects.select_related("edition__report").only(
        "pdf_digest", "pictures", "evidence", "edition__state", "edition__report__plan"
    )
    for each in rows.iterator():
        let_go = set() if each.edition.state in UNFINISHED else gone[each.edition.report.plan_id]
        found |= each.files - (each.evidence_files & let_go)
    return found
