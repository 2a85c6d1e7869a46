"""Help in short pages that anyone may read."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from accounts.access import public
from accounts.models import Agency
from ita_portal.frame.errors import administrators


@public
def using(request: HttpRequest) -> HttpResponse:
    return render(request, "help/using.html")


@public
def accessibility(request: HttpRequest) -> HttpResponse:
    return render(request, "help/accessibility.html")


@public
def privacy(request: HttpRequest) -> HttpResponse:
    return render(request, "help/privacy.html")


@public
def contact(request: HttpRequest) -> HttpResponse:
    """A signed-in person sees their own agencies' administrators; others learn where to ask."""
    mine: dict[Agency, None] = {}
    if request.user.is_authenticated:
        memberships = request.user.memberships.filter(is_active=True).select_related("agency")
        mine = dict.fromkeys(membership.agency for membership in memberships)
    agencies = [(agency, administrators(agency)) for agency in mine]
    return render(request, "help/contact.html", {"agencies": agencies})
