"""Keeping drafts as one types, and what was typed when the session ends in mid-typing."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlencode

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from accounts import drafts
from accounts.access import SignedInRequest, signed_in

KEPT = "typed_kept"


@require_POST
@signed_in
def keep(request: SignedInRequest) -> HttpResponse:
    """Keeps the form that is sent: a fragment for HTMX, else back to its page."""
    page = request.POST.get("draft_page", "")
    title = request.POST.get("draft_title", "")
    kept = drafts.keep(user=request.user, page=page, title=title, data=request.POST, now=timezone.now())
    if request.headers.get("HX-Request"):
        return render(request, "_draft_kept.html", {"draft": kept}, status=200 if kept else 422)
    if kept is None:
        messages.error(request, "เก็บร่างไม่ได้ เพราะข้อความยาวเกินไป โปรดกดบันทึก")
        return redirect("home")
    messages.success(request, "เก็บร่างไว้แล้ว ปิดหน้านี้แล้วกลับมาทำต่อได้")
    return redirect(kept.link)


@require_POST
@signed_in
def drop(request: SignedInRequest) -> HttpResponse:
    """Throws a draft away and goes back to its page."""
    page = request.POST.get("draft_page", "")
    drafts.drop(request.user, page)
    safe = url_has_allowed_host_and_scheme(page, allowed_hosts={request.get_host()})
    return redirect(page if safe and page.startswith("/") else "home")


def keep_typed(get_response: Callable[[HttpRequest], HttpResponseBase]) -> Callable[[HttpRequest], HttpResponseBase]:
    """A form that is sent after the session ended is kept as its writer's draft, and offered after signing in."""

    def answer(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        if request.method != "POST" or request.user.is_authenticated or not _leads_to_sign_in(response):
            return response
        writer = drafts.writer(request.POST.get("draft_who", ""))
        if writer is None:
            return response
        title = request.POST.get("draft_title", "")
        kept = drafts.keep(user=writer, page=request.path, title=title, data=request.POST, now=timezone.now())
        if kept is None:
            return response
        request.session[KEPT] = kept.title
        return redirect(f"{settings.LOGIN_URL}?{urlencode({'next': kept.link})}")

    return answer


def _leads_to_sign_in(response: HttpResponseBase) -> bool:
    return response.status_code == 302 and response.get("Location", "").startswith(settings.LOGIN_URL)
