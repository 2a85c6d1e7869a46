"""What nothing names any more is deleted: files left by submissions that were refused, or killed half-way."""

from __future__ import annotations

from datetime import datetime, timedelta

from accounts.models import Agency
from evidence.models import Evidence
from files import store
from reports.models import ImportDraft, Publication, Round, Signing

YOUNG = timedelta(hours=24)  # what is younger may be about to be named


def sweep(now: datetime, *, young: timedelta = YOUNG) -> list[str]:
    """Deletes the files that nothing names and returns their names; may run while people submit."""
    return store.sweep(named, before=now - young)


def named() -> set[str]:
    """The digests that some round, its signing or its publication names, those of agencies' emblems, of evidence, and
    of the pictures of reports that are brought in.
    """
    signed = set(Signing.objects.exclude(pdf_digest="").values_list("pdf_digest", flat=True))
    public = {digest for each in Publication.objects.only("files") for digest in each.digests}
    emblems = set(Agency.objects.exclude(emblem="").values_list("emblem", flat=True))
    brought = {each for found in ImportDraft.objects.values_list("pictures", flat=True) for each in found if each}
    rows = Evidence.objects.filter(erased_at=None).exclude(digest="").values_list("digest", "thumbnail")
    evidence = {digest for row in rows.iterator() for digest in row if digest}
    frozen = {digest for each in Round.objects.iterator() for digest in each.files}
    return signed | public | emblems | brought | evidence | frozen
