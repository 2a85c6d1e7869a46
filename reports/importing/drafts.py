"""Drafts of reports that are brought in: begun, chosen of, corrected, thrown away, forgotten after a month."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from accounts.access import require
from accounts.changed import Changed
from accounts.models import Agency, User
from accounts.permissions import Permission
from audit import chain
from document import ReportError
from document.errors import refuse
from measures.services import catalogue
from reports.importing import source
from reports.importing.sight import look_at
from reports.models import ImportDraft
from thai.dates import local_day
from thai.fiscal import fiscal_year

KEPT_FOR = timedelta(days=30)
MOST = 30  # of one agency: each holds a whole file
_MOST_KEPT = 200  # words that lost a choice, a field each


@transaction.atomic
def begin(*, agency: Agency, data: bytes, extension: str, name: str, by: User, now: datetime) -> ImportDraft:
    """A draft of a file. Raises Refused, ReportError for a file that can't be read or holds no table of measures."""
    require(by, Permission.PLAN_EDIT, on=agency)
    if agency.import_drafts.count() >= MOST:
        raise refuse("", f"มีรายงานที่นำเข้าค้างไว้ {MOST} ฉบับแล้ว โปรดทิ้งฉบับที่ไม่ใช้ก่อน")
    known = catalogue.known(agency)
    found = source.read_source(agency, data, extension, known)
    draft = ImportDraft(
        agency=agency,
        file_name=" ".join(name.replace("\0", "").split())[:200],
        choices={"year": fiscal_year(local_day(now)) - 1},  # where the file says none: last year's
        brought_by=by,
        brought_at=now,
        touched_by=by,
        touched_at=now,
    )
    _require_something(draft, found)
    grid, draft.pictures = source.keep_pictures(found.grid)
    draft.source = source.to_data(source.Source(grid, found.document, found.doubts, found.proof))
    draft.save()
    chain.record("report.import_begun", actor=by.pk, agency=agency.pk, subject=f"agency:{agency.pk}")
    return draft


def _require_something(draft: ImportDraft, found: source.Source) -> None:
    """A file without a table holds nothing that a person could settle on the page."""
    sight = look_at(draft, found, catalogue.known(draft.agency))
    if sight.document is None and not (found.grid and any(table.width > 1 for table in found.grid.tables())):
        raise ReportError(sight.refusal)


def of(agency: Agency) -> list[ImportDraft]:
    """The agency's drafts, the one touched last first, without what they hold."""
    return list(
        ImportDraft.objects.filter(agency=agency)
        .select_related("brought_by", "touched_by")
        .defer("source", "corrections", "kept")
    )


@transaction.atomic
def change(
    draft: ImportDraft, *, by: User, now: datetime, base: str | None, act: Callable[[ImportDraft], None]
) -> ImportDraft:
    """Saves what `act` does to the draft as it is stored now.

    Raises Refused; Changed, with the draft, where it is at another revision than `base`, unless that is None.
    """
    require(by, Permission.PLAN_EDIT, on=draft.agency)
    stored = ImportDraft.objects.select_for_update(of=("self",)).select_related("agency", "touched_by").get(pk=draft.pk)
    if base is not None and base != str(stored.revision):
        raise Changed(stored)
    before = (stored.choices, stored.corrections, stored.kept)
    act(stored)
    if (stored.choices, stored.corrections, stored.kept) != before:
        stored.revision += 1
        stored.touched_by, stored.touched_at = by, now
        stored.save(update_fields=["choices", "corrections", "kept", "revision", "touched_by", "touched_at"])
    return stored


def with_corrections(
    draft: ImportDraft,
    key: str,
    words: Mapping[str, str],
    read: Mapping[str, str],
    same: Callable[[str, str, str], bool],
) -> None:
    """The draft with the words of one measure, or of what stands around.

    What is the same as was `read` is no correction: `same` says so of a part and two texts of it.
    """
    kept = {part: text for part, text in draft.corrections.get(key, {}).items() if part not in words}
    kept |= {part: text for part, text in words.items() if not (part in read and same(part, read[part], text))}
    rest = {name: each for name, each in draft.corrections.items() if name != key}
    draft.corrections = {**rest, **({key: kept} if kept else {})}


def keep_words(draft: ImportDraft, lost: list[dict[str, Any]]) -> None:
    """Words that nobody chose stay on the page, the latest first."""
    draft.kept = [*lost, *draft.kept][:_MOST_KEPT]


@transaction.atomic
def throw_away(draft: ImportDraft, *, by: User) -> None:
    """The draft is gone. Raises Refused."""
    require(by, Permission.PLAN_EDIT, on=draft.agency)
    agency = draft.agency_id
    if ImportDraft.objects.filter(pk=draft.pk).delete()[0]:
        chain.record("report.import_dropped", actor=by.pk, agency=agency, subject=f"agency:{agency}")


def forget(now: datetime) -> int:
    """Removes what nobody touched for a month; returns how many there were."""
    return ImportDraft.objects.filter(touched_at__lt=now - KEPT_FOR).delete()[0]
