"""Keeping what lost in a choice between two saves of an agency's settings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from accounts.access import require
from accounts.models import Agency, SetAside, User
from accounts.permissions import Permission
from audit import chain

_SUBJECTS = {
    SetAside.Page.AGENCY: "agency",
    SetAside.Page.ENDORSERS: "agency",
    SetAside.Page.UNIT: "unit",
    SetAside.Page.PERSON: "user",
    SetAside.Page.OFFICER: "officer",
    SetAside.Page.WORDING: "indicator",
    SetAside.Page.YEAR: "plan",
    SetAside.Page.RETENTION: "agency",
}
_NEEDED = {SetAside.Page.WORDING: Permission.CATALOGUE_EDIT, SetAside.Page.YEAR: Permission.PLAN_EDIT}


@dataclass(frozen=True)
class Lost:
    """A part of a form, and what it said, as a person reads both."""

    part: str
    label: str
    text: str


@transaction.atomic
def keep(*, agency: Agency, page: SetAside.Page, row: int, lost: Sequence[Lost], by: User, now: datetime) -> None:
    """Keeps each once, beside the form of a page about a row. Raises Refused without the right to save that form."""
    require(by, _NEEDED.get(page, Permission.SETTINGS_EDIT), on=agency)
    Agency.objects.select_for_update().get(pk=agency.pk)
    known = set(of(agency, page, row).values_list("part", "text"))
    new = [each for each in dict.fromkeys(lost) if each.text and (each.part, each.text) not in known]
    for each in new:
        facts = {"part": each.part, "label": each.label[:120], "text": each.text}
        SetAside.objects.create(agency=agency, page=page, row=row, **facts, by=by, at=now)
    if new:
        parts = sorted({each.part for each in new})
        chain.record(
            "agency.set_aside",
            actor=by.pk,
            agency=agency.pk,
            subject=f"{_SUBJECTS[page]}:{row}",
            data={"page": str(page), "parts": parts},
        )


def of(agency: Agency, page: str, row: int) -> QuerySet[SetAside]:
    """Returns what was kept beside a form, the latest first."""
    return SetAside.objects.filter(agency=agency, page=page, row=row)
