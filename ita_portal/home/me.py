"""A person's own account: who the portal takes them for, and the ways to what they may change themselves."""

from __future__ import annotations

from itertools import groupby

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from accounts.access import SignedInRequest, signed_in
from accounts.authentication.second_factor import has_factor, is_needed
from notices.models import CalendarAddress, Notice


@require_GET
@signed_in
def account(request: SignedInRequest) -> HttpResponse:
    """Names, roles by agency, password, second factor, notices and the calendar's address."""
    user = request.user
    memberships = (
        user.memberships.filter(is_active=True).select_related("agency", "unit").order_by("agency__name", "pk")
    )
    context = {
        "agencies": [(agency, list(rows)) for agency, rows in groupby(memberships, key=lambda row: row.agency)],
        "reaches": list(user.reaches.order_by("province", "department")),
        "has_factor": has_factor(user),
        "is_needed": is_needed(user),
        "unread": Notice.objects.visible_to(user).unread().count(),
        "has_calendar": CalendarAddress.objects.filter(user=user).exists(),
    }
    return render(request, "account/me.html", context)
