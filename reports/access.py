"""The door of a year's documents: `/a/<slug>/<year>/report/`, `/plan/` and `/progress-report/` are the same pages."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

from django.http import Http404
from django.http.response import HttpResponseBase

from accounts.access import View
from accounts.permissions import Permission
from measures.access import PlanRequest, in_plan
from measures.models import Plan
from reports.models.kinds import Kind


class ReportRequest(PlanRequest):
    """A request about one of a year's documents."""

    kind: Kind


class KindConverter:
    """The part of an address that says which document it is about."""

    _by_slug = {kind.declared.slug: kind for kind in Kind}
    regex = "|".join(_by_slug)

    def to_python(self, value: str) -> Kind:
        """The kind; the address's pattern lets nothing else in."""
        return self._by_slug[value]

    def to_url(self, value: str) -> str:
        """Its part of the address. Raises ValueError for no kind."""
        return Kind(value).declared.slug


def in_report(permission: Permission) -> Callable[[View], View]:
    """The view takes a Plan as measures.access.in_plan says, and finds in `request.kind` which document is meant.

    Http404 for a document that a past year on paper has not: it has its result report alone.
    """

    def decorate(view: View) -> View:
        @functools.wraps(view)
        def of_kind(request: ReportRequest, plan: Plan, *args: Any, document: Kind, **kwargs: Any) -> HttpResponseBase:  # noqa: ANN401
            if plan.is_from_paper and not document.declared.is_final:
                raise Http404
            request.kind = document
            return view(request, plan, *args, **kwargs)

        return in_plan(permission)(of_kind)

    return decorate
