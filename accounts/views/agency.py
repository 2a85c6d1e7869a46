"""The agency's own page."""

from __future__ import annotations

from dataclasses import asdict

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from accounts import drafts
from accounts.access import AgencyRequest, requires
from accounts.forms.agency import AgencyForm
from accounts.forms.others import show_beside
from accounts.models import Agency
from accounts.permissions import Permission
from accounts.services import agency as agencies
from accounts.services.agency import AgencyFacts
from accounts.services.right import Changed, digest


@require_http_methods(["GET", "POST"])
@requires(Permission.SETTINGS_EDIT)
def edit(request: AgencyRequest, agency: Agency) -> HttpResponse:
    """Names, telephone, letterhead, digits and orientation of reports, the rule of the second factor."""
    if request.method == "GET":
        facts = agencies.facts_of(agency)
        form = AgencyForm(initial={**asdict(facts), "base": digest(facts)}, agency=agency)
        return _draw(request, agency, drafts.fill(form, request))
    form = AgencyForm(request.POST, agency=agency)
    if not form.is_valid():
        return _draw(request, agency, form, status=422)
    try:
        agencies.save(agency=agency, facts=form.facts(), base=form.cleaned_data["base"], by=request.user)
    except Changed as changed:
        theirs, mine = _words(changed.theirs), _words(form.facts())
        show_beside(form, theirs=theirs, mine=mine, digest=digest(changed.theirs))
        return _draw(request, agency, form, status=409)
    except ValidationError as error:
        form.add_error(None, error)
        return _draw(request, agency, form, status=422)
    messages.success(request, "บันทึกข้อมูลหน่วยงานแล้ว")
    return redirect("accounts:agency", agency.slug)


def _words(facts: AgencyFacts) -> dict[str, str]:
    choices = {"digits": dict(Agency.Digits.choices), "orientation": dict(Agency.Orientation.choices)}
    said = {name: str(choices.get(name, {}).get(value, value)) for name, value in asdict(facts).items()}
    return {**said, "mfa_optional": "เลือก" if facts.mfa_optional else "ไม่เลือก"}


def _draw(request: AgencyRequest, agency: Agency, form: AgencyForm, status: int = 200) -> HttpResponse:
    return render(request, "settings/agency.html", {"form": form, "agency": agency}, status=status)
