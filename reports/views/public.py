"""What anyone may read: the published reports, each version under an address of its own, and its files."""

from __future__ import annotations

import logging

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.access import public
from accounts.models import Agency
from document import ReportDocument
from document.kinds.layouts import layout_of
from editing.lists.drawn_rows import drawn_rows
from editing.lists.key_paging import KeyPage, place_in
from files.serving import Stored, remember, serve, serve_made
from files.store import Altered
from paper import qr
from paper.annex.scores import scores_of
from reports.forms.public import PublicFilter
from reports.models import Edition, Publication, Signing
from reports.models.publication import PublicationQuerySet
from reports.publication import evidence_files, other_formats
from reports.publication.listed import Listed
from reports.publication.other_formats import OTHERS
from reports.publication.publish import BUNDLE, CSV, JSON_FILE, PDF, PREVIEW, address
from reports.publication.searching import Count
from reports.review import badge
from reports.verification import issued, throttle
from reports.verification.round_code import stored_form
from workflow.badge import Status

log = logging.getLogger(__name__)
PER_PAGE = 20  # so many are read on a telephone before one searches instead
_CODE = "คิวอาร์โค้ดไปยังหน้าตรวจสอบรายงานฉบับนี้"
KINDS = {
    PDF: "application/pdf",
    JSON_FILE: "application/json",
    CSV: "text/csv; charset=utf-8",
    BUNDLE: "application/zip",
    PREVIEW: "image/png",
}


@public
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Every published version, the latest first, twenty a page, in the same few queries however many they are.

    Who looks for words often waits a while.
    """
    looks_for_words = bool(request.GET.get("q", "").strip())
    if looks_for_words and not throttle.allows(request, throttle.SEARCHES, now=timezone.now()):
        return _later(request, "searches")
    form = PublicFilter(request.GET)
    slug = request.GET.get("agency", "")
    agency = Agency.objects.filter(slug=slug).first() if slug else None
    rows = Publication.objects.all()  # of which the search shows what is public
    if slug:
        rows = rows.filter(agency=agency) if agency else rows.none()
    page, count, is_near = _page(request, form, rows)
    asked = {name: value for name, value in request.GET.items() if name in (*form.fields, "agency") and value}
    context = {
        "form": form,
        "agency": agency,
        "page": page,
        "count": count,
        "rows": drawn_rows("reports/public/_row.html", page.rows),
        "filtered": bool(asked),
        "is_near": is_near,
        "short_words": form.short_words,
        "meant": form.meant() if looks_for_words and not page.rows else [],
    }
    return _kept(render(request, "reports/public/list.html", context))


def _page(
    request: HttpRequest, form: PublicFilter, rows: PublicationQuerySet
) -> tuple[KeyPage[Listed], Count | None, bool]:
    """The page that is asked for, how many there are in all (said on the first page), and whether the words are only
    near those that were looked for."""
    place, search = place_in(request.GET), form.search(rows)
    page, near = search.page(place, PER_PAGE), form.near(rows)
    is_near = False
    if near is not None and not page.rows:
        nearly = near.page(place, PER_PAGE)
        if nearly.rows:
            page, search, is_near = nearly, near, True
    return page, search.count() if page.is_first and page.rows else None, is_near


@public
@require_safe
def show(request: HttpRequest, code: str) -> HttpResponseBase:
    """A version as a page that anyone can read, with its files and what became of it."""
    found = _of(code)
    if found is None:
        return _unknown(request)
    round_ = found.round
    if round_.code != code:
        return redirect("reports:public_report", round_.code)
    record = issued.by_code(round_.code)
    if record is None:
        raise Http404
    where = address(round_)
    try:
        document, proving = round_.read(), evidence_files.of_round(round_)
    except Altered as damage:
        log.error("frozen bytes are damaged: %s", damage)
        return render(request, "reports/public/damaged.html", {"publication": found}, status=500)
    context = {
        "publication": found,
        "round": round_,
        "plan": round_.edition.report.plan,
        "report": document,
        "kind": round_.edition.kind,
        **_laid_out(document),
        "issued": record,
        "status": badge.for_readers(round_.edition.state),
        "others": [(name, form.public_link) for name, form in OTHERS.items()],
        "files": {name.partition(".")[2]: file for name, file in found.files.items() if name in KINDS},
        "measures": evidence_files.proven(document, found, proving),
        "demo_signed": Signing.objects.filter(round=round_, demo=True).exists(),
        "versions": _versions(found),
        "address": where,
        "qr": qr.svg(
            f"{settings.PORTAL_URL.rstrip('/')}{reverse('reports:verify_code', args=[round_.code])}", title=_CODE
        ),
        "preview": f"{where}{PREVIEW}" if PREVIEW in found.files else "",
    }
    return _kept(render(request, "reports/public/report.html", context))


@public
@require_safe
def file(request: HttpRequest, code: str, name: str) -> HttpResponseBase:
    """A file of a version, as it was written when the version was published, or made of its frozen document."""
    found = _of(code)
    if found is None:
        return _unknown(request)
    if name in OTHERS:
        return _made(request, found, name)
    if name not in found.files:
        raise Http404
    kept = found.files[name]
    is_current = found.round.edition.state == Edition.State.PUBLISHED
    kind, called = kept.get("kind") or KINDS[name], kept.get("name") or _name(found, name)
    stored = Stored(kept["digest"], kept["size"], called, kind, listed=is_current)
    try:
        answer = serve(request, stored)
    except Altered as damage:
        log.error("published bytes are damaged: %s", damage)
        return render(request, "reports/public/damaged.html", {"publication": found}, status=500)
    remember(request, stored)
    return answer


def _made(request: HttpRequest, found: Publication, name: str) -> HttpResponseBase:
    """A file in a format in which the version doesn't lie ready; who has many of them made waits a while."""
    form = OTHERS[name]
    body = other_formats.kept(found, form)
    if body is None and not throttle.allows(request, throttle.MADE, now=timezone.now()):
        return _later(request, "files")
    try:
        body = body or other_formats.made(found, form)
    except Altered as damage:
        log.error("published bytes are damaged: %s", damage)
        return render(request, "reports/public/damaged.html", {"publication": found}, status=500)
    is_current = found.round.edition.state == Edition.State.PUBLISHED
    return serve_made(request, body, name=_name(found, name), kind=form.media_type, listed=is_current)


def _laid_out(document: ReportDocument) -> dict[str, object]:
    """The columns and lists of the document's kind, as the page shows them."""
    layout = layout_of(document)
    return {
        "layout": layout,
        "between": list(zip(layout.short, layout.between, strict=True)),
        "before": [(each.heading, items) for each in layout.before if (items := each.items(document))],
        "after": [(each.heading, items) for each in layout.after if (items := each.items(document))],
        "scores": scores_of(document),
    }


def _of(code: str) -> Publication | None:
    stored = stored_form(code)
    return Publication.objects.public().filter(round__code=stored).first() if stored else None


def _unknown(request: HttpRequest) -> HttpResponse:
    """404, and after many of them 429: nobody finds a code by trying."""
    if not throttle.allows(request, throttle.CODES, now=timezone.now()):
        return _later(request, "often")
    raise Http404


def _later(request: HttpRequest, why: str) -> HttpResponse:
    response = render(request, "verify/later.html", {why: True}, status=429)
    response["Retry-After"] = "60"
    return response


def _name(found: Publication, name: str) -> str:
    plan, edition = found.round.edition.report.plan, found.round.edition
    issue = f" ฉบับที่ {edition.number}" if edition.number > 1 else ""
    kind = f"ชุดตรวจสอบ{edition.kind.called}" if name == BUNDLE else edition.kind.called
    return f"{kind} ITA {plan.year} {plan.agency.short_name}{issue}.{name.partition('.')[2]}"


def _versions(found: Publication) -> list[tuple[Publication, Status]]:
    """The report's other published versions, the latest first."""
    rows = Publication.objects.public().filter(round__edition__report=found.round.edition.report_id)
    others = rows.exclude(pk=found.pk).order_by("-round__edition__number")
    return [(each, badge.for_readers(each.round.edition.state)) for each in others]


def _kept(response: HttpResponse) -> HttpResponse:
    """A page is asked for again each time, for what is said of a report may change at any moment."""
    response["Cache-Control"] = "no-cache"
    return response
