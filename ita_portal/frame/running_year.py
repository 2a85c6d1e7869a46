"""The year that an agency is at: the next one may be begun while this one's report is still to be made."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from accounts.models import Agency, Membership, User
from accounts.permissions import Role
from measures.models import EDITABLE, Measure, Plan, State
from reports.models import Edition
from reports.models.kinds import Kind
from thai.fiscal import fiscal_range, fiscal_year

_GRACE = 183  # days after its end in which a year without a report is still the agency's; later it was given up


@dataclass(frozen=True)
class Other:
    """A year beside the one that is looked at, with how much there is to do in it."""

    year: int
    words: str


def running_years(
    plans: Iterable[tuple[int, int]], today: date, *, entering: Collection[int] = frozenset()
) -> dict[int, int]:
    """The running year by agency, from (agency, year) of all plans: the latest, unless the one before is unfinished.

    A year is finished once its report is public; for those who only enter progress in an agency (`entering`), once all
    its measures are taken; one that was brought in as it had been reported on paper is. At most one query, and none
    where no two years meet.
    """
    years: dict[int, list[int]] = {}
    for agency, year in plans:
        years.setdefault(agency, []).append(year)
    held = {agency: _may_hold(sorted(found, reverse=True), today) for agency, found in years.items()}
    open_ = _unfinished(held, entering) if any(held.values()) else set()
    running = {}
    for agency, found in years.items():
        latest = max(found)
        while (agency, latest - 1) in open_:
            latest -= 1
        running[agency] = latest
    return running


def entering(memberships: Iterable[Membership]) -> set[int]:
    """The agencies in which a person does nothing but enter progress, out of all their memberships."""
    of_officers: dict[int, bool] = {}
    for each in memberships:
        of_officers[each.agency_id] = of_officers.get(each.agency_id, True) and each.role == Role.OFFICER
    return {agency for agency, is_only in of_officers.items() if is_only}


def _may_hold(years: Sequence[int], today: date) -> list[int]:
    """The years with another right after them that are not long over."""
    return [year for year in years if year + 1 in years and _is_near(year, today)]


def _is_near(year: int, today: date) -> bool:
    return year >= fiscal_year(today) or (today - fiscal_range(year)[1]).days <= _GRACE


def _unfinished(held: dict[int, list[int]], entering: Collection[int]) -> set[tuple[int, int]]:
    wanted = Q(pk__in=[])
    for agency, years in held.items():
        wanted |= Q(agency=agency, year__in=years)
    found = _unpublished().filter(wanted)
    waits = Exists(Measure.objects.kept().filter(plan=OuterRef("pk")).exclude(state=State.TAKEN))
    rows = found.annotate(waits=waits).values_list("agency", "year", "waits")
    return {(agency, year) for agency, year, is_waiting in rows if is_waiting or agency not in entering}


def _unpublished() -> QuerySet[Plan]:
    public = Edition.objects.filter(
        report__plan=OuterRef("pk"), report__kind=Kind.RESULT, state=Edition.State.PUBLISHED
    )
    return Plan.objects.filter(~Exists(public), is_from_paper=False)


def others_of(user: User, agency: Agency, years: Collection[int], shown: int, today: date) -> list[Other]:
    """The years without a public report beside the one shown, the earliest first; a query where there are any."""
    near = [year for year in years if year != shown and _is_near(year, today)]
    if not near:
        return []
    own = Measure.objects.kept().answered_by(user).filter(state__in=EDITABLE)
    rows = _unpublished().filter(agency=agency, year__in=near).order_by("year")
    counted = rows.annotate(
        own=Count("measures", filter=Q(measures__in=own)), all=Count("measures", filter=Q(measures__removed_at=None))
    )
    return [Other(plan.year, _words(plan.own, plan.all)) for plan in counted]


def _words(own: int, count: int) -> str:
    if own:
        return f"มี {own} มาตรการที่ท่านต้องทำ"
    return f"มี {count} มาตรการ" if count else "ยังไม่มีมาตรการ"
