"""The doubts about one piece of evidence: read, and settled with a reason."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

import clock
from accounts.permissions import Permission
from editing import drafts
from evidence.access import kept_of
from evidence.forms.settling import SettleForm
from evidence.services import doubts
from measures.access import PlanRequest, in_plan, measure_of
from measures.models import Plan
from measures.services.permission import Locked


@require_http_methods(["GET", "POST"])
@in_plan(Permission.PROGRESS_EDIT_OWN)
def settle(request: PlanRequest, plan: Plan, pk: int, evidence_pk: int) -> HttpResponse:
    """Shows what was seen of a piece of evidence; POST keeps that somebody looked, and why it stands."""
    measure = measure_of(plan, pk)
    evidence = kept_of(measure, evidence_pk)
    place = plan.agency.slug, plan.year, measure.pk
    looked = doubts.of_measure(measure).get(evidence.pk) or doubts.Looked(evidence)
    offered = {"offered": looked.open}
    try:
        doubts.require_may_settle(request.user, measure)
        if request.method == "GET":
            ticked = [doubt.key for doubt in looked.open] if len(looked.open) == 1 else []
            form = drafts.fill(SettleForm(initial={"doubts": ticked}, **offered), request)
        else:
            form = SettleForm(request.POST, **offered)
            if form.is_valid():
                said = {"keys": form.cleaned_data["doubts"], "reason": form.cleaned_data["reason"]}
                done = doubts.settle(evidence=evidence, by=request.user, now=clock.now(), **said)
                messages.success(request, f"ยืนยันแล้ว {len(done)} เรื่อง ของหลักฐาน “{evidence.caption}”")
                return redirect("evidence:list", *place)
    except Locked as locked:
        drafts.stay(request)
        messages.warning(request, locked.reason)
        return redirect("evidence:list", *place)
    context = {"measure": measure, "evidence": evidence, "looked": looked, "form": form}
    return render(request, "evidence/settle.html", context, status=422 if form.is_bound else 200)
