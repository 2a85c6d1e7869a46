"""Evidence whose bytes were deleted by its agency's rule: what a report froze of it is no longer kept."""

from __future__ import annotations

from datetime import datetime

from evidence.models import Evidence
from measures.models import Plan

# A plan's key, and the SHA-256 of a file or of its small picture.
Where = tuple[int, str]


def no_longer_kept(plan: Plan | None = None) -> dict[Where, datetime]:
    """When the bytes of which digests were deleted in which plan, of one or of all; at most two queries.

    Not among them are bytes that another piece of the same plan still has.
    """
    rows = Evidence.objects.all() if plan is None else Evidence.objects.filter(measure__plan=plan)
    erased = rows.exclude(erased_at=None).order_by("erased_at", "pk")
    found: dict[Where, datetime] = {}
    for key, digest, thumbnail, at in erased.values_list(
        "measure__plan", "digest", "thumbnail", "erased_at"
    ).iterator():
        assert at is not None  # as filtered
        found |= {(key, each): at for each in (digest, thumbnail) if each}
    if found:
        others = rows.filter(erased_at=None, measure__plan__in=erased.order_by().values("measure__plan"))
        for key, digest, thumbnail in others.values_list("measure__plan", "digest", "thumbnail").iterator():
            found.pop((key, digest), None)
            found.pop((key, thumbnail), None)
    return found
