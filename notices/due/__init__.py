"""What each person of an agency must know today: computed from measures, decisions, editions, the event log and what
its last check found, stored nowhere.

Pure: the same rows and the same day give the same matters under the same keys, so that each is told once however often
one looks, and nothing is lost where a process died between a decision and its telling.
"""

from __future__ import annotations

from datetime import date

from accounts.models import Agency, User
from accounts.permissions import Permission
from notices.due import accounts, editions, evidence, log, measures, plans, questions
from notices.due.matter import Matter
from notices.due.people import people_of

__all__ = ["Matter", "of_agency", "of_person"]


def of_agency(agency: Agency, today: date) -> list[Matter]:
    """All matters of an agency's people, each person and key once; the same number of queries for any number of rows.

    `today` is the day in Bangkok.
    """
    people = people_of(agency)
    moves = editions.last_moves(agency, today)
    found = [
        *log.matters(agency, people),
        *accounts.matters(agency, people, today, moves),
        *measures.matters(agency, people, today),
        *questions.matters(agency, people),
        *editions.matters(agency, people, today, moves),
        *plans.matters(agency, people, today),
        *evidence.matters(agency, people),
    ]
    return list({(matter.user, matter.key): matter for matter in found}.values())


def of_person(user: User, today: date) -> list[tuple[Agency, Matter]]:
    """What one person must know, in all their agencies."""
    agencies = user.agencies(Permission.AGENCY_VIEW).filter(memberships__user=user, memberships__is_active=True)
    return [
        (agency, matter)
        for agency in agencies.distinct().order_by("pk")
        for matter in of_agency(agency, today)
        if matter.user == user.pk
    ]
