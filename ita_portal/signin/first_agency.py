"""Where an installation begins: its first agency, made in the browser; in a demonstration an empty office to try."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from accounts.access import public
from accounts.models import Agency, User
from accounts.services import first_agency
from ita_portal.signin.allauth_adapter import GOOD_PASSWORDS
from ita_portal.signin.forms import AccountForm, AgencyFoundingForm

BACKEND = settings.AUTHENTICATION_BACKENDS[0]
_OF_AGENCY = {"name": "agency", "slug": "slug", "code": "code", "kind": "kind", "province": "province"}


@require_GET
@public
def where(request: HttpRequest) -> HttpResponseBase:
    """An empty installation says where its link is; in a demonstration the form itself is here."""
    if settings.DEMO:
        return found(request, "demo")
    if not first_agency.is_empty():
        raise Http404
    return render(request, "account/first_agency_where.html")


@require_http_methods(["GET", "POST"])
@public
def found(request: HttpRequest, token: str) -> HttpResponse:
    """The agency and one's own account in one form; afterwards one is signed in at the first steps."""
    if not first_agency.may_found(token):
        return render(request, "account/first_agency_spent.html", status=410)
    data = request.POST if request.method == "POST" else None
    agency_form = AgencyFoundingForm(data)
    form = AccountForm(data, good_passwords=GOOD_PASSWORDS)
    if data is None or not all([agency_form.is_valid(), form.is_valid()]):
        return _draw(request, token, agency_form, form)
    user = form.user()
    try:
        agency = _found(token, agency_form, user, form.cleaned_data["password1"])
    except first_agency.Spent:
        return render(request, "account/first_agency_spent.html", status=410)
    except ValidationError as error:
        for field, found_there in error.message_dict.items():
            if field in _OF_AGENCY:
                agency_form.add_error(_OF_AGENCY[field], found_there)
            else:
                form.add_error(field if field in form.fields else None, found_there)
        return _draw(request, token, agency_form, form)
    login(request, user, backend=BACKEND)
    messages.success(request, f"สร้าง{agency.name}แล้ว ท่านเป็นผู้ดูแลระบบหน่วยงาน")
    return redirect("start", agency.slug)


def _found(token: str, form: AgencyFoundingForm, user: User, password: str) -> Agency:
    """The agency, with its founder among those who can answer for measures and report."""
    cleaned = form.cleaned_data
    coordinates, post = cleaned["coordinates"], cleaned["post"]
    typed = form.typed()
    return first_agency.found(link=token, typed=typed, user=user, password=password, coordinates=coordinates, post=post)


def _draw(request: HttpRequest, token: str, agency_form: AgencyFoundingForm, form: AccountForm) -> HttpResponse:
    shown = {"forms": [agency_form], "in_order": [agency_form, form]}
    context = {"agency_form": agency_form, "form": form, "token": token, **shown}
    context["asks_factor"] = settings.MFA_REQUIRED
    return render(request, "account/first_agency.html", context, status=422 if form.is_bound else 200)
