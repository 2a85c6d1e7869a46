"""A draft becomes what a person chose of it, and is gone."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date

from django.db import transaction

import clock
from accounts.access import require
from accounts.changed import Changed
from accounts.models import User
from accounts.permissions import Permission
from document import ReportError
from measures.models import Plan
from reports.compiling.taking import Way, compare, take
from reports.importing.photographs import Received, attach
from reports.importing.sight import look
from reports.models import ImportDraft


@transaction.atomic
def take_draft(
    draft: ImportDraft,
    *,
    base: str,
    way: Way,
    year: int,
    chosen: Collection[int],
    with_progress: bool,
    seen: int,
    by: User,
    today: date,
    photographs: Sequence[Received] = (),
) -> tuple[Plan, list[str]]:
    """The plan with what was taken, and in Thai which photographs could not be attached to it, and why.

    Raises Refused, Changed where the draft was corrected since it was at revision `base`, and ReportError for what
    can't be taken, as reports.compiling.taking says; then nothing is written.
    """
    require(by, Permission.PLAN_EDIT, on=draft.agency)
    stored = ImportDraft.objects.select_for_update(of=("self",)).select_related("agency", "touched_by").get(pk=draft.pk)
    if base != str(stored.revision):
        raise Changed(stored)
    sight = look(stored)
    if sight.document is None or sight.refusal:
        raise ReportError(sight.refusal)
    plan = take(
        agency=stored.agency,
        document=sight.document,
        doubts=[each.doubt for each in sight.doubts if each.doubt.kind != "agency"],
        way=way,
        year=year,
        chosen=chosen,
        with_progress=with_progress,
        by=by,
        today=today,
        seen=seen,
    )
    refused: list[str] = []
    if photographs:
        progress = way.takes_progress(asked=with_progress, document=sight.document)
        found = compare(stored.agency, sight.document, year, with_progress=progress)
        taken = {each.number: each.stored for each in found.measures if each.stored and each.number in chosen}
        refused = attach(photographs, taken, by=by, now=clock.now())
    stored.delete()
    return plan, refused
