"""The settings of one agency are changed one after the other, by whoever may."""

from __future__ import annotations

from django.core.exceptions import ValidationError

from accounts.access import require
from accounts.models import Agency, Unit, User
from accounts.permissions import Permission


def lock(agency: Agency, by: User) -> Agency:
    """The agency's row, held until the transaction ends: settings of one agency are changed one after the other.

    Raises Refused without the right.
    """
    require(by, Permission.SETTINGS_EDIT, on=agency)
    return Agency.objects.select_for_update().get(pk=agency.pk)


def own_unit(unit: Unit | None, agency: Agency) -> None:
    """Raises ValidationError for a unit of another agency."""
    if unit is not None and unit.agency_id != agency.pk:
        raise ValidationError("สำนัก/กองนี้ไม่ใช่ของหน่วยงานนี้")
