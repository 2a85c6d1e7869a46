"""Who may change what of a measure, and when."""

from collections.abc import Sequence

from accounts.access import Refused
from accounts.models import Agency, User
from accounts.permissions import Permission, Role
from accounts.persons import same_person
from accounts.who_can import who_holds
from audit.chain import in_a_transaction
from measures.models import EDITABLE, Decision, Measure, MeasureOfficer, State
from measures.models.measure import officers_of
from measures.reopening_holds import why_held


class Locked(Refused):
    """The measure's state lets nobody change it now; the reason says who can open it again. Nothing was written."""


def may_edit_progress(user: User, measure: Measure) -> bool:
    """Whether the person may enter progress: on any measure, or on one that they or their unit answer for."""
    agency = measure.plan.agency
    if user.can(Permission.PROGRESS_EDIT, on=agency):
        return True
    if not user.can(Permission.PROGRESS_EDIT_OWN, on=agency):
        return False
    return answers_for(user, measure)


def require_progress(user: User, measure: Measure) -> None:
    """Raises Refused unless the person may enter progress on the measure."""
    if not may_edit_progress(user, measure):
        reason = "แก้ไขได้เฉพาะผู้รับผิดชอบมาตรการนี้ หรือผู้ประสานงาน ITA"
        raise Refused(Permission.PROGRESS_EDIT, measure.plan.agency, reason)


def require_editable(measure: Measure) -> None:
    """Raises Locked unless the stored state lets the measure be changed.

    Wants the plan's lock, under which no move runs.
    """
    state = Measure.objects.values_list("state", flat=True).get(pk=measure.pk)
    if state not in EDITABLE:
        raise Locked(Permission.PROGRESS_EDIT, measure.plan.agency, locked_words(measure, state))


def locked_words(measure: Measure, state: str, *, asking: User | None = None) -> str:
    """Why a measure can't be changed and who can open it again, in Thai; nothing where it can be changed.

    `asking` is who reads it: a coordinator is told that they can themselves.
    """
    if state in EDITABLE:
        return ""
    checks = asking is not None and asking.can(Permission.MEASURE_CHECK, on=measure.plan.agency)
    who = "ท่าน" if checks else f"{coordinators(measure.plan.agency)} "
    if state == State.TAKEN:
        way = why_held(measure.plan) or f"{who}เปิดให้แก้ไขอีกครั้งได้"
        return f"มาตรการ {measure.called} ตรวจรับแล้ว จึงแก้ไขไม่ได้ {way}"
    by = sender(measure)
    recall = f"{by} ผู้ส่งตรวจเรียกคืนได้ หรือ" if by else ""
    return f"มาตรการ {measure.called} ส่งตรวจแล้วและรอตรวจอยู่ จึงแก้ไขไม่ได้ {recall}{who}ส่งกลับแก้ไขได้"


def answers_for(by: User, measure: Measure) -> bool:
    """Whether the person, or a unit in which they are an officer, stands on the measure.

    For a page what the measure was fetched with is enough; a service asks again, in its transaction.
    """
    if "duties" in getattr(measure, "_prefetched_objects_cache", {}) and not in_a_transaction():
        return stands_on(by, measure)
    return MeasureOfficer.objects.filter(officers_of(by), measure=measure).exists()


def stands_on(by: User, measure: Measure) -> bool:
    """The same as MeasureQuerySet.answered_by says, of a measure that was fetched with its officers; no query."""
    units = {each.unit_id for each in by.active_memberships if each.role == Role.OFFICER} - {None}
    officers = (duty.officer for duty in measure.duties.all())
    return any(each.user_id == by.pk or each.unit_id in units for each in officers)


def coordinators(agency: Agency) -> str:
    """`ผู้ประสานงาน ITA (names)`: who can do what the reader can't."""
    return who_holds(Permission.MEASURE_CHECK, agency)


def sender(measure: Measure) -> User | None:
    """Who handed the measure in last; for a page what was read of it already is enough."""
    known = getattr(measure, "_prefetched_objects_cache", {}).get("decisions")
    if known is not None and not in_a_transaction():
        return next((each.by for each in reversed(known) if each.move == Decision.Move.HAND_IN), None)
    last = measure.decisions.filter(move=Decision.Move.HAND_IN).select_related("by").order_by("-pk").first()
    return last.by if last else None


def sent_by(user: User, measures: Sequence[Measure]) -> set[int]:
    """The keys of those of some measures that the person handed in last, by whichever of their accounts; one query."""
    rows = Decision.objects.filter(measure__in=measures, move=Decision.Move.HAND_IN).select_related("by").order_by("pk")
    senders = {row.measure_id: row.by for row in rows}
    return {pk for pk, sender in senders.items() if same_person(sender, user)}
