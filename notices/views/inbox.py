"""A person's notices, unread first."""

from __future__ import annotations

from collections.abc import Iterable

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Case, When
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

import clock
from accounts.access import SignedInRequest, signed_in
from accounts.models import User
from measures.models import Measure
from notices import due
from notices.badge import look_of
from notices.models import CalendarAddress, Notice, Pulse
from notices.stopped import SOON
from notices.write_notices import write_due

PAGE = 50


@require_GET
@signed_in
def inbox(request: SignedInRequest) -> HttpResponse:
    """What was told, and what is due and not told yet: reading writes nothing, not even where no worker runs."""
    unread_first = Case(When(read_at=None, settled_at=None, then=0), default=1)
    rows = Notice.objects.visible_to(request.user).select_related("agency").order_by(unread_first, "-created_at", "-pk")
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    removed = _removed(page)
    for notice in page:
        is_cancelled = notice.subject in removed
        notice.look = look_of(notice, is_cancelled=is_cancelled)  # type: ignore[attr-defined]  # for the template alone
    untold = _untold(request.user)
    address = CalendarAddress.objects.filter(user=request.user).first()
    context = {
        "page": page,
        "untold": untold,
        "unread": Notice.objects.visible_to(request.user).unread().count() + len(untold),
        "calendar": request.build_absolute_uri(reverse("notices:calendar", args=[address.token])) if address else "",
    }
    return render(request, "notices/inbox.html", context)


def _removed(notices: Iterable[Notice]) -> set[str]:
    """Which subjects of notices that are over are measures out of their plan; one query, none where nothing is over."""
    subjects = {each.subject for each in notices if each.settled_at and each.subject.startswith("measure:")}
    if not subjects:
        return set()
    keys = Measure.objects.exclude(removed_at=None).filter(pk__in=[each.partition(":")[2] for each in subjects])
    return {f"measure:{pk}" for pk in keys.values_list("pk", flat=True)}


def _untold(user: User) -> list[Notice]:
    """What is due and stands in no notice yet: nothing where a worker lives, who tells it. One query there."""
    pulse = Pulse.objects.first()
    if pulse is not None and pulse.is_alive(timezone.now(), SOON):
        return []
    found = due.of_person(user, clock.today())
    keys = [matter.key for _, matter in found]
    known = set(Notice.objects.visible_to(user).filter(key__in=keys).values_list("key", flat=True)) if keys else set()
    fresh = []
    for agency, matter in found:
        if matter.key not in known:
            notice = Notice(agency=agency, kind=matter.kind, title=matter.title, detail=matter.detail, url=matter.url)
            notice.look = look_of(notice)  # type: ignore[attr-defined]  # for the template alone
            fresh.append(notice)
    return fresh


@require_POST
@signed_in
def opened(request: SignedInRequest, pk: int) -> HttpResponse:
    """Marks the notice read and leads on to where one acts."""
    notice = get_object_or_404(Notice.objects.visible_to(request.user), pk=pk)
    Notice.objects.filter(pk=notice.pk, read_at=None).update(read_at=clock.now())
    return redirect(notice.url)


@require_POST
@signed_in
def read_all(request: SignedInRequest) -> HttpResponse:
    """Marks all notices read, what was not told yet included."""
    now = clock.now()
    for agency in {agency.pk: agency for agency, _ in due.of_person(request.user, clock.today())}.values():
        write_due(agency, now=now)
    Notice.objects.visible_to(request.user).filter(read_at=None).update(read_at=now)
    messages.success(request, "ทำเครื่องหมายว่าอ่านแล้วทุกเรื่อง")
    return redirect("notices:inbox")
