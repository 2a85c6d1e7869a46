"""A person's deadlines for their own calendar program, at an address that nobody guesses."""

from __future__ import annotations

import secrets
from datetime import UTC

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import conditional_page, require_POST, require_safe

import clock
from accounts.access import SignedInRequest, public, signed_in
from notices import ics
from notices.calendar_days import days_of
from notices.models import CalendarAddress

TOKEN_BYTES = 24


@public
@require_safe
@conditional_page
def calendar(request: HttpRequest, token: str) -> HttpResponse:
    """The file, with an ETag: a program that asks again gets 304 where nothing changed. A revoked address is 404."""
    address = CalendarAddress.objects.select_related("user").filter(token=token, user__is_active=True).first()
    if address is None:
        raise Http404
    body = ics.write(days_of(address.user, clock.today()), name="กำหนดการ ITA", stamp=address.made_at.astimezone(UTC))
    response = HttpResponse(body, content_type="text/calendar; charset=utf-8")
    response["Cache-Control"] = "private, no-cache"
    response["Content-Disposition"] = 'inline; filename="ita.ics"'
    return response


@require_POST
@signed_in
def renew(request: SignedInRequest) -> HttpResponse:
    """Makes a new address; the old one is void."""
    token = secrets.token_urlsafe(TOKEN_BYTES)
    CalendarAddress.objects.update_or_create(
        user=request.user, defaults={"token": token, "made_at": timezone.now().replace(microsecond=0)}
    )
    messages.success(request, "สร้างที่อยู่ปฏิทินแล้ว ที่อยู่เดิม (ถ้ามี) ใช้ไม่ได้อีก")
    return redirect("notices:inbox")


@require_POST
@signed_in
def revoke(request: SignedInRequest) -> HttpResponse:
    """Takes the address away: what was subscribed to gets nothing any more."""
    CalendarAddress.objects.filter(user=request.user).delete()
    messages.success(request, "ยกเลิกที่อยู่ปฏิทินแล้ว")
    return redirect("notices:inbox")
