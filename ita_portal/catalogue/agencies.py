"""Which lists each agency uses, and where the operator says another than its own kind does."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from accounts.access import SignedInRequest, operator
from accounts.models import Agency
from ita_portal.catalogue.forms import AgencyKindForm, AgencySearch
from measures.models import Kind, kind_of
from measures.models.catalogue import KIND_OF_LIST
from measures.services.lists import kinds
from thai.text import fold

PER_PAGE = 50


@require_GET
@operator
def index(request: SignedInRequest) -> HttpResponse:
    """Agencies by province and name, fifty a page, with the kind of lists that each uses."""
    form = AgencySearch(request.GET)
    words = fold(form.cleaned_data["q"])[:200] if form.is_valid() else ""
    found = Agency.objects.order_by("list_order", "pk")
    page = Paginator(found.filter(folded_name__contains=words) if words else found, PER_PAGE).get_page(
        request.GET.get("page")
    )
    rows = [(agency, kind_of(agency), bool(agency.list_kind)) for agency in page.object_list]
    return render(request, "catalogue/agencies.html", {"form": form, "page": page, "rows": rows, "searched": words})


@require_http_methods(["GET", "POST"])
@operator
def edit(request: SignedInRequest, pk: int) -> HttpResponse:
    """The lists of one agency: those of its kind, or others."""
    agency = get_object_or_404(Agency, pk=pk)
    own = KIND_OF_LIST.get(agency.kind, Kind.GENERAL)
    form = AgencyKindForm(
        request.POST if request.method == "POST" else None,
        agency=agency,
        own=own,
        initial={"list_kind": agency.list_kind},
    )
    if request.method == "POST" and form.is_valid():
        agency = kinds.say(agency=agency.pk, kind=form.cleaned_data["list_kind"], by=request.user)
        messages.success(request, f"{agency.name} ใช้รายการของ{kind_of(agency).label}")
        return redirect("catalogue:agencies")
    status = 422 if request.method == "POST" else 200
    return render(request, "catalogue/agency.html", {"form": form, "agency": agency}, status=status)
