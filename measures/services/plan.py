"""The plan as the lock of all that hangs on it."""

from accounts.models import Agency
from audit import chain
from audit.facts import JSON
from measures.models import Measure, Plan


def lock(plan_id: int) -> Plan:
    """The plan's row, held until the transaction ends, so that two saves below one plan come one after the other."""
    return Plan.objects.select_for_update().get(pk=plan_id)


def touch(plan: Plan) -> None:
    """Counts a write below the plan: a preview or a submission made from an older revision is seen to be old."""
    plan.revision += 1
    plan.save(update_fields=["revision"])


def record(action: str, *, by: int, agency: Agency | int, measure: Measure, **data: JSON) -> None:
    """One audit event about a measure."""
    agency_id = agency if isinstance(agency, int) else agency.pk
    chain.record(action, actor=by, agency=agency_id, subject=f"measure:{measure.pk}", data=data)
