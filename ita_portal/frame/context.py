"""What every page's frame shows: the agency, its years, the person's other agencies; read when a page asks for it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.conf import settings
from django.db.models import Count, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest
from django.urls import reverse

import clock
from accounts.authentication.second_factor import is_needed
from accounts.models import Agency, Draft, Membership, User
from accounts.permissions import GRANTS, OVERSEER_GRANTS, Permission, Role
from editing import drafts
from ita_portal.frame.help.places import help_url
from ita_portal.frame.running_year import Other, entering, others_of, running_years
from ita_portal.frame.unsaved import Unsaved, unsaved_of
from measures.models import Plan
from notices.models import Notice
from reports.compiling.agency_paper import is_of_trial
from reports.models import SigningKey
from thai.fiscal import fiscal_year

_SECTIONS = {"measures": "measures", "evidence": "measures", "reports": "report", "scores": "scores"}
_SCORES = "scores"  # the addresses whose year is the assessed one, not that of measures
_OF_MEASURES = {"scores:choose", "reports:retention", "reports:retention_keep"}
_HOMES = {"home", "agency_home"}


@dataclass(frozen=True)
class Year:
    """A plan's year, as the menu of years names it."""

    slug: str
    year: int
    assessed_year: int


class Frame:
    """The header's facts for one request, in at most two queries, whatever the number of agencies and years."""

    def __init__(self, request: HttpRequest) -> None:
        self.request = request

    @cached_property
    def memberships(self) -> list[Membership]:
        user = self.request.user if hasattr(self.request, "user") else None  # none is at a door that isn't ours
        if user is None or not user.is_authenticated:
            return []
        return user.active_memberships

    @cached_property
    def agencies(self) -> dict[int, Agency]:
        """The person's own, and the one that is being looked at (an overseer has no membership there)."""
        mine = {membership.agency_id: membership.agency for membership in self.memberships}
        seen: Agency | None = getattr(self.request, "agency", None)
        return mine | {seen.pk: seen} if seen else mine

    @cached_property
    def agency(self) -> Agency | None:
        """The one of the address; outside agencies' pages, one's only one."""
        seen: Agency | None = getattr(self.request, "agency", None)
        if seen or len(self.agencies) != 1:
            return seen
        return next(iter(self.agencies.values()))

    @cached_property
    def _plans(self) -> list[tuple[int, int, int]]:
        plans: list[Plan] | None = getattr(self.request, "plans", None)  # read at the door of a year
        if plans is None:
            plans = list(Plan.objects.filter(agency__in=self.agencies).order_by("-year")) if self.agencies else []
        return [(plan.agency_id, plan.year, plan.assessed_year) for plan in plans]

    def _years_of(self, agency: Agency) -> list[Year]:
        return [Year(agency.slug, year, assessed) for pk, year, assessed in self._plans if pk == agency.pk]

    @cached_property
    def years(self) -> list[Year]:
        """The agency's plans, the latest first."""
        return self._years_of(self.agency) if self.agency else []

    @cached_property
    def year(self) -> int | None:
        """The year that is being looked at, or the running one."""
        plan: Plan | None = getattr(self.request, "plan", None)
        if plan:
            return plan.year
        return self._asked_year or (self._running.get(self.agency.pk) if self.agency else None)

    @cached_property
    def _running(self) -> dict[int, int]:
        """The running year of each agency; a query more only where the next was begun before the last is done."""
        return running_years(
            [(pk, year) for pk, year, _ in self._plans], clock.today(), entering=entering(self.memberships)
        )

    @cached_property
    def running(self) -> int | None:
        """The agency's running year, whichever is looked at."""
        return self._running.get(self.agency.pk) if self.agency else None

    @cached_property
    def other_years(self) -> list[Other]:
        """What is to be done in the agency's other years; read by homes."""
        if self.agency is None or self.year is None or not self.request.user.is_authenticated:
            return []
        years = [each.year for each in self.years]
        return others_of(self.request.user, self.agency, years, self.year, clock.today())

    @property
    def _asked_year(self) -> int | None:
        match = self.request.resolver_match
        asked = match.kwargs.get("year") if match and match.namespace != _SCORES else None
        return asked if isinstance(asked, int) else None

    @cached_property
    def scores_year(self) -> int | None:
        """The assessed year to which the menu leads: the page's own, else that of the plan that is looked at, else the
        last one that is over."""
        if self.agency is None:
            return None
        own: int | None = getattr(self.request, "assessed_year", None)
        of_plan = next((each.assessed_year for each in self.years if each.year == self.year), None)
        return own or of_plan or fiscal_year(clock.today()) - 1

    @cached_property
    def others(self) -> list[tuple[Agency, str]]:
        """The person's other agencies, each with where it leads: its running year, or where it begins for who may."""
        found = []
        for agency in (each for each in self.agencies.values() if each != self.agency):
            years = self._years_of(agency)
            if years:
                found.append((agency, reverse("agency_home", args=[agency.slug, self._running[agency.pk]])))
            elif self._may(Permission.PLAN_EDIT, agency):
                found.append((agency, reverse("start", args=[agency.slug])))
        return found

    @cached_property
    def post(self) -> str:
        """The person's post in the agency, or the name of their role."""
        here: Iterable[Membership] = [m for m in self.memberships if self.agency and m.agency_id == self.agency.pk]
        posts = [membership.post or str(membership.get_role_display()) for membership in here]
        return posts[0] if posts else ""

    @cached_property
    def unread(self) -> int:
        """The person's notices that are neither read nor over; read by a page with the header alone."""
        return self._unread_and_key[0]

    @cached_property
    def _unread_and_key(self) -> tuple[int, str | None]:
        """How many notices are unread, and where the key comes from that the agency chose: one query for both.

        The key is looked for where the bar may tell of it alone: most people's query is a third of that.
        """
        user = self.request.user
        if not user.is_authenticated:
            return 0, None
        unread = Notice.objects.visible_to(user).unread()
        if not self._may_sign_for_trial:
            return unread.count(), None
        counted = unread.order_by().values("user").annotate(n=Count("pk"))
        keys = SigningKey.objects.filter(agency=self.agency).values("source")
        both = Coalesce(Subquery(counted.values("n")), 0), Subquery(keys[:1])
        number, source = User.objects.values_list(*both).get(pk=user.pk)
        return number, source

    @cached_property
    def sees_log(self) -> bool:
        """Whether the menu names the event log: whoever looks at an agency without a role there is an overseer."""
        if self.agency is None:
            return False
        roles = [Role(m.role) for m in self.memberships if m.agency_id == self.agency.pk]
        granted = [GRANTS[role] for role in roles] or [OVERSEER_GRANTS]
        return any(Permission.LOG_VIEW in each for each in granted)

    @cached_property
    def sets_up(self) -> bool:
        """Whether the menu names the agency's settings."""
        return self._may(Permission.SETTINGS_EDIT)

    @cached_property
    def keeps_years(self) -> bool:
        """Whether the menu of years leads to deadlines and to beginning another."""
        return self._may(Permission.PLAN_EDIT)

    def _may(self, permission: Permission, agency: Agency | None = None) -> bool:
        here = agency or self.agency
        mine = (membership for membership in self.memberships if here and membership.agency_id == here.pk)
        return any(permission in GRANTS[Role(membership.role)] for membership in mine)

    @cached_property
    def next_year(self) -> int | None:
        """The year that the person may begin now: the one after the latest, where that is no more than a year ahead."""
        latest = fiscal_year(clock.today()) + 1
        year = self.years[0].year + 1 if self.years else latest - 1
        return year if self.keeps_years and year <= latest else None

    @property
    def _may_sign_for_trial(self) -> bool:
        """Whether to tell where the demonstration's key would sign; a demonstration has a bar of its own."""
        return settings.SIGNING_DEMO and not settings.DEMO and self.sets_up

    @cached_property
    def signs_for_trial(self) -> bool:
        """Whether the bar tells the administrator that reports are signed with the demonstration's key."""
        if self.agency is None or not self._may_sign_for_trial:
            return False
        return is_of_trial(self.agency, self._unread_and_key[1])

    @cached_property
    def oversees(self) -> bool:
        """Whether the menu leads to many agencies: for who is no member where they look; one query for those alone."""
        user = self.request.user
        here = self.agency.pk if self.agency else None
        if not user.is_authenticated or any(here in (None, m.agency_id) for m in self.memberships):
            return False
        return user.oversees

    @cached_property
    def here(self) -> str:
        """Which entry of the main menu the page belongs to; an error page belongs to none."""
        match = self.request.resolver_match
        if match is None or getattr(self.request, "astray", False):
            return ""
        for section in ("log", "overview"):
            if match.view_name.startswith(section):
                return section
        if "/settings/" in self.request.path:
            return "settings"
        if match.view_name in _OF_MEASURES:
            return "measures"
        return "home" if match.view_name in _HOMES else _SECTIONS.get(match.namespace, match.view_name)

    @property
    def help_url(self) -> str:
        """Where the help speaks of the page at hand, to who reads it."""
        here = self.agency.pk if self.agency else None
        return help_url(self.request, [each.role for each in self.memberships if here in (None, each.agency_id)])

    @cached_property
    def must_set_up(self) -> bool:
        """Whether nothing opens before the person has a second factor; read by the page of setting it up."""
        user = self.request.user
        return user.is_authenticated and is_needed(user)

    @cached_property
    def draft(self) -> Draft | None:
        """What the person typed into this page's form and has not saved; read only by pages that offer it."""
        return drafts.of(self.request)

    @cached_property
    def drafts(self) -> Unsaved:
        """All that the person typed and has not saved; read only by homes."""
        return unsaved_of(self.request.user) if self.request.user.is_authenticated else Unsaved()


def portal(request: HttpRequest) -> dict[str, Any]:
    """`frame`, `demo` and its day for every template; no query is made by a page without the header."""
    return {"demo": settings.DEMO, "demo_today": clock.demonstration_day(), "frame": Frame(request)}
