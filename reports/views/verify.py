"""What anyone may ask: whether a file is the real one, and what the real one behind a code is."""

from __future__ import annotations

import re
from hashlib import sha256

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from accounts.access import public
from accounts.uploads import takes_files
from pades.examination.found import Examination, Problem, Result
from pades.examination.sandbox import Busy
from reports.forms.verify import CodeForm, FileForm
from reports.verification import evidence_known, findings, issued, sentences, throttle
from reports.verification.evidence_known import KnownEvidence
from reports.verification.issued import PublicState
from reports.verification.judge import Judgement, judge, judge_known
from reports.verification.round_code import stored_form
from reports.verification.upload import Passing
from reports.verification.verdicts import Verdict

_SHA256 = re.compile(r"[0-9a-f]{64}")


@takes_files(Passing)
@public
@require_http_methods(["GET", "HEAD", "POST"])
def verify(request: HttpRequest) -> HttpResponse:
    """The page of both questions, and the answer to a file that is sent."""
    if request.method == "POST":
        return _of_file(request)
    if "code" in request.GET:
        return _of_typed(request)
    return _asking(request)


def _of_file(request: HttpRequest) -> HttpResponse:
    now = timezone.now()
    if not throttle.allows(request, throttle.FILES, now=now):
        return _later(request, often=True)
    form = FileForm(request.POST, request.FILES)
    try:
        if any(isinstance(each, Passing) and each.too_large for each in request.upload_handlers):
            return _verdict_page(request, _TOO_LARGE)
        data = form.cleaned_data["file"].read() if form.is_valid() else None
        digest = request.POST.get("sha256", "") if data is None else sha256(data).hexdigest()
        if proof := _proof(digest):
            return _evidence_page(request, proof)
        judgement = judge_known(digest, now=now) if data is None else judge(data, now=now)
    except Busy:
        return _later(request, often=False)
    return _verdict_page(request, judgement) if judgement else _asking(request, file=form, status=422)


_TOO_LARGE = Judgement(Verdict.UNREADABLE, "", None, Examination(Result.UNREADABLE, (Problem.TOO_LARGE,)))


def _of_typed(request: HttpRequest) -> HttpResponse:
    form = CodeForm(request.GET)
    if not form.is_valid():
        return _asking(request, code=form, status=422)
    return _of_code(request, form, form.data["code"])  # as the keys wrote it: text is put in order for print


def _of_code(request: HttpRequest, form: CodeForm, typed: str) -> HttpResponse:
    """The report of a code under its own address; the form again, with status 404, for one that is not published."""
    if not throttle.allows(request, throttle.CODES, now=timezone.now()):
        return _later(request, often=True)
    stored = stored_form(typed)
    found = issued.by_code(stored) if stored else None
    if found is None:
        form.add_error("code", form.why_unknown)
        return _asking(request, code=form, status=404)
    if request.path != reverse("reports:verify_code", args=[found.code]):
        return redirect("reports:verify_code", code=found.code)
    return render(request, "verify/code.html", {"issued": found})


@public
@require_GET
def by_code(request: HttpRequest, code: str) -> HttpResponse:
    """The real report behind a code, as the QR on paper leads to it: never a verdict on the paper itself."""
    form = CodeForm({"code": code})
    form.is_valid()
    return _of_code(request, form, code)


@public
@require_GET
def known(request: HttpRequest, sha256: str) -> HttpResponse:
    """Whether a file need not be sent, since we issued it or it proves what we issued: 204, else 404."""
    if not throttle.allows(request, throttle.CODES, now=timezone.now()):
        return HttpResponse(status=429)
    if not _SHA256.fullmatch(sha256) or not (issued.find_issued(sha256) or _proof(sha256)):
        raise Http404
    return HttpResponse(status=204)


@public
@require_GET
def outside(request: HttpRequest) -> HttpResponse:
    """How to examine a report without this portal."""
    return render(request, "verify/outside.html")


def _asking(
    request: HttpRequest, *, file: FileForm | None = None, code: CodeForm | None = None, status: int = 200
) -> HttpResponse:
    context = {
        "file_form": file or FileForm(),
        "code_form": code or CodeForm(),
        "form": file or code,
        "verdicts": [each.words for each in Verdict],
        "megabytes": findings.MEGABYTES,
    }
    return render(request, "verify/verify.html", context, status=status)


def _proof(digest: str) -> KnownEvidence | None:
    """The evidence with these bytes; a report that an agency attached to another is a report first of all."""
    if not _SHA256.fullmatch(digest) or issued.find_issued(digest):
        return None
    return evidence_known.find(digest)


def _evidence_page(request: HttpRequest, proof: KnownEvidence) -> HttpResponse:
    is_current = proof.record.standing is PublicState.PUBLISHED
    return render(request, "verify/evidence.html", {"known": proof, "is_current": is_current})


def _verdict_page(request: HttpRequest, judgement: Judgement) -> HttpResponse:
    context = {
        "judgement": judgement,
        "words": sentences.words(judgement),
        "checks": findings.checks(judgement),
        "signatures": findings.signed(judgement),
        "code_form": None if judgement.verdict.is_good or judgement.record or judgement.named else CodeForm(),
    }
    return render(request, "verify/verdict.html", context)


def _later(request: HttpRequest, *, often: bool) -> HttpResponse:
    response = render(request, "verify/later.html", {"often": often}, status=429 if often else 503)
    response["Retry-After"] = "60"
    return response
