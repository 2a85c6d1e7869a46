"""The event log of an agency: who did what, when, and whether the log is whole."""

from __future__ import annotations

from datetime import timedelta

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from accounts.access import AgencyRequest, requires
from accounts.models import Agency
from accounts.permissions import Permission
from audit import checks
from audit.models import AuditCheck, AuditEvent, AuditHead
from editing.lists.key_paging import AFTER, BEFORE, Place, page_of, place_in
from ita_portal.eventlog import export as log_export
from ita_portal.eventlog.lines import lines
from ita_portal.eventlog.search import EVERYTHING, LogForm
from notices import queue
from workflow.badge import Status

PAGE = 50
MOST_COUNTED = 1000
JUST_NOW = timedelta(seconds=30)
_FILES = {"csv": (log_export.as_csv, "text/csv"), "jsonl": (log_export.as_jsonl, "application/x-ndjson")}


@require_GET
@requires(Permission.LOG_VIEW)
def log(request: AgencyRequest, agency: Agency) -> HttpResponse:
    """The list, narrowed by the query string."""
    return _draw(request, agency, LogForm(request.GET, agency))


def _draw(request: AgencyRequest, agency: Agency, form: LogForm) -> HttpResponse:
    events, place = form.events(), place_in(request.GET)
    page = page_of(place, PAGE, lambda most: list(_from(events, place)[:most]), lambda event: event.seq)
    asked = request.GET.copy()
    for name in ("page", AFTER, BEFORE):
        asked.pop(name, None)
    everything = asked.copy()
    everything["about"] = EVERYTHING
    last = checks.last()
    context = {
        "agency": agency,
        "form": form,
        "page": page,
        "most_counted": MOST_COUNTED,
        "count": _count(events) if page.is_first else 0,
        "lines": lines(page.rows, agency),
        "asked": asked.urlencode(),
        "everything": f"?{everything.urlencode()}",
        "is_narrowed": any(asked.values()),
        "check": last,
        "verdict": _verdict(last),
    }
    return render(request, "log/log.html", context, status=200 if form.is_valid() else 422)


def _from(events: QuerySet[AuditEvent], place: Place | None) -> QuerySet[AuditEvent]:
    """From a place on: the latest first, or backwards."""
    if place is None:
        return events
    return events.filter(seq__lt=place.key) if place.is_after else events.filter(seq__gt=place.key).order_by("seq")


def _count(events: QuerySet[AuditEvent]) -> int:
    """How many there are, or one more than is counted."""
    return events[: MOST_COUNTED + 1].count()


def _verdict(last: AuditCheck | None) -> Status:
    if last is None:
        return Status("wait", "exclamation-triangle-fill", "ยังไม่เคยตรวจบันทึกนี้")
    if last.whole:
        return Status("ok", "shield-check", "บันทึกครบถ้วน ไม่มีรายการใดถูกแก้หรือหายไป")
    return Status("bad", "exclamation-triangle-fill", f"บันทึกไม่ครบถ้วน พบความผิดปกติ {last.faults:,} แห่ง")


@require_POST
@requires(Permission.LOG_VIEW)
def check(request: AgencyRequest, agency: Agency) -> HttpResponse:
    """Looks the log over now where that is quick, else leaves it to the worker."""
    now = timezone.now()
    last = checks.last()
    if last is not None and now - last.at < JUST_NOW:
        messages.info(request, "เพิ่งตรวจไปเมื่อครู่ ผลล่าสุดอยู่ในหน้านี้")
    elif checks.is_short():
        done = checks.check(now, by=request.user.pk)
        if not done.whole or (last is not None and not last.whole):
            queue.soon("notices.jobs.tell_of_log")
    else:
        queue.soon("notices.jobs.check_log")
        messages.info(request, "บันทึกมีจำนวนมาก ระบบกำลังตรวจให้ โปรดเปิดหน้านี้อีกครั้งในอีกไม่กี่นาที")
    return redirect("log", agency.slug)


@require_GET
@requires(Permission.LOG_VIEW)
def export(request: AgencyRequest, agency: Agency, form: str) -> HttpResponse | StreamingHttpResponse:
    """What the list shows with the same query string, all of it, as a file. Raises Http404 for another form.

    A filter that can't be read is answered by the list, which says why: a file would look complete.
    """
    if form not in _FILES:
        raise Http404
    write, kind = _FILES[form]
    narrowed = LogForm(request.GET, agency)
    if not narrowed.is_valid():
        return _draw(request, agency, narrowed)
    response = StreamingHttpResponse(write(narrowed.events(), agency), content_type=f"{kind}; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="log-{agency.slug}.{form}"'
    return response


@require_GET
@requires(Permission.LOG_VIEW)
def proof(request: AgencyRequest, agency: Agency) -> HttpResponse:
    """What the chain of hashes proves and what it doesn't, and the head that one can keep elsewhere."""
    return render(request, "log/proof.html", {"agency": agency, "head": AuditHead.objects.first()})
