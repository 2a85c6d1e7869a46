"""Who may change what of a measure."""

from accounts.access import Refused
from accounts.models import User
from accounts.permissions import Permission
from measures.models import Measure


def may_edit_progress(user: User, measure: Measure) -> bool:
    """Whether the person may enter progress: on any measure, or on one that they or their unit answer for."""
    agency = measure.plan.agency
    if user.can(Permission.PROGRESS_EDIT, on=agency):
        return True
    if not user.can(Permission.PROGRESS_EDIT_OWN, on=agency):
        return False
    return Measure.objects.filter(pk=measure.pk).answered_by(user).exists()


def require_progress(user: User, measure: Measure) -> None:
    """Raises Refused unless the person may enter progress on the measure."""
    if not may_edit_progress(user, measure):
        reason = "แก้ไขได้เฉพาะผู้รับผิดชอบมาตรการนี้ หรือผู้ประสานงาน ITA"
        raise Refused(Permission.PROGRESS_EDIT, measure.plan.agency, reason)


def require(user: User, permission: Permission, measure: Measure) -> None:
    """Raises Refused unless the person holds the permission in the measure's agency."""
    if not user.can(permission, on=measure.plan.agency):
        raise Refused(permission, measure.plan.agency)
