"""Who is there to be told."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from accounts.models import Agency, Membership
from accounts.permissions import Role
from measures.models import Measure


@dataclass(frozen=True)
class People:
    """Keys of users who may sign in and have a role in the agency."""

    members: frozenset[int]
    coordinators: tuple[int, ...]
    administrators: tuple[int, ...]
    approvers: tuple[int, ...]
    units: Mapping[int, tuple[int, ...]]

    def answering(self, measure: Measure, also: int | None = None) -> list[int]:
        """Whom to tell about a measure: the officers on it who can sign in, and `also` (who handed it in).

        Where none of them can, their units' officers; where there are none, the coordinators. Wants the measure's
        duties with their officers.
        """
        officers = [duty.officer for duty in measure.duties.all()]
        named = [each.user_id for each in officers] + [also]
        found = [user for user in named if user is not None and user in self.members]
        if not found:
            found = [user for each in officers if each.unit_id for user in self.units.get(each.unit_id, ())]
        return list(dict.fromkeys(found or self.coordinators))


def people_of(agency: Agency) -> People:
    """The agency's people; one query."""
    memberships = Membership.objects.filter(agency=agency, is_active=True, user__is_active=True).order_by("pk")
    rows = list(memberships.values_list("user", "role", "unit"))
    units: dict[int, tuple[int, ...]] = {}
    for user, role, unit in rows:
        if role == Role.OFFICER and unit is not None:
            units[unit] = (*units.get(unit, ()), user)
    coordinators = tuple(user for user, role, _ in rows if role == Role.COORDINATOR)
    administrators = tuple(user for user, role, _ in rows if role == Role.ADMINISTRATOR)
    approvers = tuple(user for user, role, _ in rows if role == Role.APPROVER)
    return People(frozenset(user for user, _, _ in rows), coordinators, administrators, approvers, units)
