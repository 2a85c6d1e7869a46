"""The agency's own page."""

from __future__ import annotations

from dataclasses import asdict
from functools import partial

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from accounts.access import AgencyRequest, requires
from accounts.changed import digest
from accounts.models import Agency, SetAside
from accounts.permissions import Permission
from accounts.services import agency as agencies
from accounts.services.agency import AgencyFacts
from editing import drafts
from editing.conflict import KEPT, attempt, keep_unchosen, respond
from editing.versions import Version
from editing.who_saved import Trail
from ita_portal.office import first_steps
from ita_portal.office.forms.agency import AgencyForm


@require_http_methods(["GET", "POST"])
@requires(Permission.SETTINGS_EDIT)
def edit(request: AgencyRequest, agency: Agency) -> HttpResponse:
    """Names, telephone, website, letterhead, digits and orientation of reports, the rule of the second factor."""
    if request.method == "GET":
        facts = agencies.facts_of(agency)
        form = AgencyForm(initial=AgencyForm.drawn(digest(facts), asdict(facts)), agency=agency)
        return _draw(request, agency, drafts.fill(form, request))

    def write(form: AgencyForm, base: str) -> bool:
        try:
            agencies.save(agency=agency, facts=form.facts(), base=base, by=request.user)
        except ValidationError as error:
            form.add_error(None, error)
        return not form.errors

    bind, trail = partial(AgencyForm, agency=agency), Trail([f"agency:{agency.pk}"])
    keep_unchosen(request, SetAside.Page.AGENCY, agency.pk, bind)
    tried = attempt(request.POST, bind=bind, write=write, version=_version)
    if tried.clashes:
        return respond(request, tried, trail, about="ข้อมูลหน่วยงาน", kept=KEPT)
    tried.tell(request, trail)
    if not tried.saved:
        return _draw(request, agency, tried.form, status=tried.status)
    messages.success(request, "บันทึกข้อมูลหน่วยงานแล้ว")
    next_step = first_steps.after(1, agency, request.user) if request.POST.get("do") == "next" else None
    if next_step is not None:
        return redirect(next_step.url)
    return redirect("accounts:agency", agency.slug)


def _version(facts: AgencyFacts) -> Version:
    return AgencyForm.version(digest(facts), asdict(facts))


def _draw(request: AgencyRequest, agency: Agency, form: AgencyForm, status: int = 200) -> HttpResponse:
    next_step = first_steps.after(1, agency, request.user)
    context = {"form": form, "agency": agency, "next_step": next_step}
    return render(request, "settings/agency.html", context, status=status)
