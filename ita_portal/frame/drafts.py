"""Keeping drafts as one types, and what was typed when the session ends in mid-typing."""

from __future__ import annotations

import logging
from collections.abc import Callable
from http import HTTPStatus
from urllib.parse import urlencode

from django.conf import settings
from django.contrib import messages
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.dateparse import parse_datetime
from django.views.decorators.http import require_http_methods, require_POST

import clock
from accounts.access import SignedInRequest, View, signed_in
from accounts.models import Draft, User
from editing import drafts
from editing.drafting import draft_words, form_token
from ita_portal.frame.draft_labels import named
from ita_portal.frame.faults import fault_in
from ita_portal.frame.receiving.large_forms import has_field

log = logging.getLogger(__name__)
KEPT = "typed_kept"
ANSWERED = "answered"  # the cookie that static/unsent.js reads
_ANSWERED_FOR = 600  # seconds: until the next page has read it
_MARK = 20  # letters at the end of a form's token, by which the browser knows it again
_OWN = {"draft_keep", "draft_drop", "draft_drop_all", "draft_bring_back", "draft_read"}
_FROM_ELSEWHERE = {"draft_keep", "draft_drop", "reports:order"}  # where another page's form may be sent
_TOO_LONG = "เก็บร่างไม่ได้ เพราะข้อความยาวเกินไป โปรดกดบันทึก"
_NOT_THERE = "ไม่มีข้อความที่นำกลับมาได้ ข้อความที่ทิ้งเก็บไว้ 1 วัน"
_STRAY = "เก็บร่างไม่ได้ เพราะไม่พบหน้านี้ในระบบ โปรดคัดลอกข้อความเก็บไว้ แล้วเปิดหน้าใหม่จากเมนู"
_OPEN_TOO_LONG = "หน้านี้เปิดไว้ก่อนเข้าสู่ระบบครั้งล่าสุด จึงยังไม่ได้บันทึก ข้อความที่ท่านพิมพ์อยู่ครบด้านล่าง โปรดกดปุ่มเดิมอีกครั้ง"


@require_POST
@signed_in
def keep(request: SignedInRequest) -> HttpResponse:
    """Keeps the form that is sent: a fragment for HTMX, else back to its page."""
    if request.headers.get("HX-Request"):
        return _kept_by_itself(request)
    kept = _kept(request, request.user)
    if kept is None:
        context = {"why": _why(request), "words": named(request.POST, _page(request))}
        return render(request, "drafts/unkept.html", context, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    messages.success(request, "เก็บร่างไว้แล้ว ปิดหน้านี้แล้วกลับมาทำต่อได้")
    return redirect(kept.link)


def _kept_by_itself(request: SignedInRequest) -> HttpResponse:
    """A page may send its form while that is being saved: looked at before and after, no order leaves a draft."""
    who = request.POST.get("draft_who", "")
    if form_token.is_saved(who):
        return HttpResponse(status=HTTPStatus.NO_CONTENT)
    kept = _kept(request, request.user)
    if form_token.is_saved(who):
        drafts.drop(request.user, _page(request), who, now=clock.now())
        return HttpResponse(status=HTTPStatus.NO_CONTENT)
    return render(request, "_draft_kept.html", {"draft": kept, "why": _why(request)}, status=200 if kept else 422)


def _why(request: HttpRequest) -> str:
    """Why a draft could not be kept."""
    return _TOO_LONG if drafts.is_page(_page(request)) else _STRAY


@require_POST
@signed_in
def drop(request: SignedInRequest) -> HttpResponse:
    """Throws a draft away, with a way back, and goes to its page, to where its form's ยกเลิก leads, or home."""
    page, leaves_for, now = request.POST.get("draft_page", ""), request.POST.get("draft_to", ""), clock.now()
    kept = _keep_what_is_left(request, page) if leaves_for else None
    thrown = drafts.throw_away(request.user, page, now, kept=kept)
    if thrown is not None:
        undo = reverse("draft_read", args=[thrown.pk])
        messages.success(request, f"ทิ้งข้อความที่พิมพ์ค้างไว้ของ “{thrown.title}” แล้ว", extra_tags=undo)
    if leaves_for:
        return redirect(leaves_for if drafts.is_page(leaves_for) else "home")
    on = request.POST.get("draft_back") != "home" and drafts.is_page(page)
    return redirect(page if on else "home")


def _keep_what_is_left(request: SignedInRequest, page: str) -> Draft | None:
    """The words in a form that is left go with its draft; a page with scripts has one as soon as anything is typed."""
    who = request.POST.get("draft_who", "")
    if not form_token.is_of(who, request.user):
        return None
    form_token.saved(who)
    if ("draft_plain" in request.POST or drafts.find(request.user, page)) and draft_words.words(request.POST):
        return _kept(request, request.user)
    return None


@require_POST
@signed_in
def drop_all(request: SignedInRequest) -> HttpResponse:
    """Throws all drafts of the person away, with a way back."""
    now = clock.now()
    if count := drafts.throw_all_away(request.user, now):
        undo = f"{reverse('draft_bring_back')}?{urlencode({'at': now.isoformat()})}"
        messages.success(request, f"ทิ้งข้อความที่พิมพ์ค้างไว้ทั้ง {count} เรื่องแล้ว", extra_tags=undo)
    return redirect("home")


@require_POST
@signed_in
def bring_back(request: SignedInRequest) -> HttpResponse:
    """Brings back what was thrown away at once."""
    try:
        thrown_at = parse_datetime(request.GET.get("at", ""))
    except ValueError:
        thrown_at = None
    count = 0
    if thrown_at is not None and thrown_at.tzinfo is not None:
        count = drafts.bring_all_back(request.user, thrown_at, clock.now())
    if count:
        messages.success(request, f"นำข้อความที่พิมพ์ค้างไว้กลับมา {count} เรื่องแล้ว")
    else:
        messages.info(request, _NOT_THERE)
    return redirect("home")


@require_http_methods(["GET", "POST"])
@signed_in
def read(request: SignedInRequest, pk: int) -> HttpResponse:
    """The words of one's draft, to be read and copied; a POST brings back what was thrown away."""
    draft = get_object_or_404(Draft, user=request.user, pk=pk)
    if request.method == "GET":
        return _read(request, draft, HTTPStatus.OK)
    if drafts.bring_back(draft, clock.now()):
        return redirect(draft.link)
    messages.info(request, _NOT_THERE)
    return redirect("home")


def _read(request: HttpRequest, draft: Draft, status: int, *, gone: bool = False) -> HttpResponse:
    context = {"draft": draft, "words": named(draft_words.fields(draft), draft.page), "gone": gone}
    return render(request, "drafts/read.html", context, status=status)


# Around every view


def keep_typed(get_response: Callable[[HttpRequest], HttpResponseBase]) -> Callable[[HttpRequest], HttpResponseBase]:
    """Keeps every post of a form that keeps drafts before its view sees it, and drops it when the view leads on.

    The last of the middleware, so that `process_view` means: nothing above refused the request. What was refused (the
    session ended, the form is older than the sign-in) is kept for its writer and offered after signing in.
    """

    def answer(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        request.answered = response.status_code  # type: ignore[attr-defined]  # read by frame.errors
        reached = hasattr(request, "view_reached")
        if request.method == "GET":
            return _or_words(request, response) if reached and "draft" in request.GET else response
        if request.method != "POST" or not has_field(request, "draft_who"):
            return response
        answer = _after_view(request, response) if reached else _refused(request, response)
        return _answered(request, answer, is_known=reached or answer is not response)

    def process_view(request: HttpRequest, view: View, args: object, kwargs: object) -> None:
        request.view_reached = True  # type: ignore[attr-defined]  # read above
        if request.method == "POST" and (writer := _writer(request)) and _is_typed(request.POST):
            drafts.remember(request, _kept_before(request, writer))

    answer.process_view = process_view  # type: ignore[attr-defined]  # where Django looks for it
    return answer


def _writer(request: HttpRequest) -> User | None:
    """Who sends a form that keeps drafts and was drawn for them."""
    name = request.resolver_match.view_name if request.resolver_match else ""
    if name in _OWN or not request.user.is_authenticated:
        return None
    return request.user if form_token.is_of(request.POST.get("draft_who", ""), request.user) else None


def _page(request: HttpRequest) -> str:
    """Which page's form was sent: its own address, but for what a form sends to be kept or takes along elsewhere."""
    page = request.POST.get("draft_page", "")
    where = request.resolver_match.view_name if request.resolver_match else ""
    return page if page == request.path or where in _FROM_ELSEWHERE else request.path


def _kept(request: HttpRequest, writer: User) -> Draft | None:
    title = request.POST.get("draft_title", "")
    return drafts.keep(user=writer, page=_page(request), title=title, data=request.POST, now=clock.now())


def _is_typed(data: QueryDict) -> bool:
    """Whether there is anything that a person would miss but the due date, which the page itself proposes."""
    return any(name != "due_on" for name, _ in draft_words.by_field(data))


def _kept_before(request: HttpRequest, writer: User) -> Draft | None:
    """None where the disk takes nothing more: the view may want to write nothing, and says so itself if it does."""
    try:
        return _kept(request, writer)
    except DatabaseError as error:
        fault = fault_in(error)
        if fault is None or not fault.is_of_disk:
            raise
        return None


def _after_view(request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
    leads_on = response.status_code in (301, 302, 303)
    writer = _writer(request) if leads_on and not hasattr(request, "draft_stays") else None
    if writer is not None:
        form_token.saved(request.POST["draft_who"])
        try:
            drafts.drop(writer, _page(request), request.POST["draft_who"], now=clock.now())
            _forget_what_was_sent(writer, request)
        except DatabaseError as error:  # what the view saved is saved
            log.warning("the draft of what was saved stays: %s", error)
    return response


def _forget_what_was_sent(writer: User, request: HttpRequest) -> None:
    """Nobody brings back what was thrown away while it was typed, and stands in what was saved after all."""
    sent = draft_words.words(request.POST)
    for draft in Draft.objects.filter(user=writer, page=_page(request), thrown_at__isnull=False):
        if all(any(text in each for each in sent) for text in draft_words.words_of(draft)):
            draft.delete()


def _answered(request: HttpRequest, answer: HttpResponseBase, *, is_known: bool) -> HttpResponseBase:
    """Names the form in a cookie where it was saved or kept, so that the browser forgets what it holds of it."""
    is_saved = is_known and answer.status_code in (301, 302, 303) and not _is_lost(request)
    if is_saved or drafts.kept(request) is not None:
        mark = request.POST["draft_who"][-_MARK:]
        if not (mark.isascii() and mark.isprintable()):  # no token of ours
            return answer
        secure = settings.SESSION_COOKIE_SECURE
        answer.set_cookie(ANSWERED, mark, max_age=_ANSWERED_FOR, secure=secure, samesite="Lax")
    return answer


def _is_lost(request: HttpRequest) -> bool:
    """Whether the answer asks who one is, and nothing was kept of what was sent."""
    return not request.user.is_authenticated and KEPT not in request.session


def _refused(request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
    writer = form_token.writer(request.POST["draft_who"])
    kept = _kept(request, writer) if writer and draft_words.words(request.POST) else None
    if kept is None:
        return response
    if request.headers.get("HX-Request"):
        return render(request, "_draft_kept.html", {"draft": kept, "refused": True})
    if not request.user.is_authenticated:
        request.session[KEPT] = kept.title
        return redirect(f"{settings.LOGIN_URL}?{urlencode({'next': kept.link}, safe='/')}")
    if request.user == writer and response.status_code == HTTPStatus.FORBIDDEN:
        messages.warning(request, _OPEN_TOO_LONG)
        return redirect(kept.link)
    return response


def _or_words(request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
    """The words themselves where the page that should show them in its form shows no form."""
    if hasattr(request, "draft_drawn") or response.status_code >= 500 or not request.user.is_authenticated:
        return response
    draft = drafts.of(request)
    if draft is None:
        return response
    status = response.status_code if response.status_code >= 400 else HTTPStatus.CONFLICT
    return _read(request, draft, status, gone=True)
