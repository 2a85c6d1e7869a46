"""A person's own account: who the portal takes them for, and the ways to what they may change themselves."""

from __future__ import annotations

from itertools import groupby

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from accounts.access import SignedInRequest, signed_in
from accounts.authentication.second_factor import has_factor, is_needed
from accounts.services.particulars import Particulars, change_own
from ita_portal.frame.particulars import drawn, saved
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


@require_http_methods(["GET", "POST"])
@signed_in
def particulars(request: SignedInRequest) -> HttpResponse:
    """One's own name, telephone and mail address, for who shows that it is they."""
    if request.method == "GET":
        return render(request, "account/particulars.html", {"form": drawn(request, request.user)})

    def write(wanted: Particulars, base: str) -> None:
        change_own(user=request.user, wanted=wanted, base=base)

    form, status = saved(request, write)
    if status is not None:
        return render(request, "account/particulars.html", {"form": form}, status=status)
    messages.success(request, "บันทึกชื่อ โทรศัพท์ และอีเมลแล้ว")
    return redirect("me")
