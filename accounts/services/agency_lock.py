"""Who may change the settings of an agency, and what happens when two do so at once."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, is_dataclass
from typing import Any

from django.core.exceptions import ValidationError

from accounts.access import Refused
from accounts.models import Agency, Unit, User
from accounts.permissions import Permission


class Changed(Exception):
    """Someone else saved while the form was open; `theirs` is what is stored now. Nothing was written."""

    def __init__(self, theirs: Any) -> None:  # noqa: ANN401 - the facts of whichever form it was
        super().__init__("another saved first")
        self.theirs = theirs


def lock(agency: Agency, by: User) -> Agency:
    """The agency's row, held until the transaction ends: settings of one agency are changed one after the other.

    Raises Refused without the right.
    """
    if not by.can(Permission.SETTINGS_EDIT, on=agency):
        raise Refused(Permission.SETTINGS_EDIT, agency)
    return Agency.objects.select_for_update().get(pk=agency.pk)


def digest(facts: object) -> str:
    """Names what a form was drawn from: twenty hexadecimal characters of a dataclass's values."""
    if not is_dataclass(facts) or isinstance(facts, type):
        raise TypeError("facts are a dataclass")
    values = {name: sorted(v) if isinstance(v, frozenset) else v for name, v in asdict(facts).items()}
    return hashlib.sha256(json.dumps(values, ensure_ascii=False).encode()).hexdigest()[:20]


def compare(stored: object, base: str) -> None:
    """Raises Changed where the stored facts are not those that the form was drawn from."""
    if base != digest(stored):
        raise Changed(stored)


def own_unit(unit: Unit | None, agency: Agency) -> None:
    """Raises ValidationError for a unit of another agency."""
    if unit is not None and unit.agency_id != agency.pk:
        raise ValidationError("สำนัก/กองนี้ไม่ใช่ของหน่วยงานนี้")
