"""The three declarations of a view, and what each does to a request."""

from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import Http404, HttpRequest, HttpResponse
from django.test import RequestFactory

from accounts.access import PUBLIC, SIGNED_IN, AgencyRequest, Refused, public, requires, signed_in
from accounts.models import Agency, User
from accounts.permissions import Permission, Role
from tests.factories import a_user, an_agency, an_overseer


def page(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
    """Says who was let in to what."""
    return HttpResponse(repr((args, kwargs)))


def asked_by(user: User | AnonymousUser) -> Any:
    request = RequestFactory().get("/")
    request.user = user
    return request


@requires(Permission.REPORT_EDIT)
def report(request: AgencyRequest, agency: Agency, pk: int) -> HttpResponse:
    assert request.agency == agency
    return HttpResponse(f"{agency.slug} {pk}")


def test_each_declaration_can_be_read_off_the_view() -> None:
    assert (public(lambda _: HttpResponse()).access, signed_in(page).access) == (PUBLIC, SIGNED_IN)  # type: ignore[attr-defined]  # how a view carries it
    assert report.access == Permission.REPORT_EDIT  # type: ignore[attr-defined]  # as above
    assert report.__name__ == "report"


@pytest.mark.django_db
def test_who_holds_the_permission_is_let_in_with_the_agency_in_place_of_its_slug() -> None:
    manee = a_user("manee", Role.COORDINATOR, agency=an_agency("own"))
    answer = report(asked_by(manee), slug="own", pk=7)
    assert isinstance(answer, HttpResponse)
    assert answer.content == b"own 7"


@pytest.mark.django_db
def test_another_agency_is_as_if_it_did_not_exist() -> None:
    an_agency("other")
    manee = a_user("manee", Role.COORDINATOR, agency=an_agency("own"))
    for slug in ("other", "nowhere"):
        with pytest.raises(Http404):
            report(asked_by(manee), slug=slug, pk=7)


@pytest.mark.django_db
def test_a_missing_role_in_ones_own_agency_is_refused_with_the_permission_that_opens_it() -> None:
    agency = an_agency("own")
    for user in (a_user("mana", Role.OFFICER, agency=agency), an_overseer(province=agency.province)):
        with pytest.raises(Refused) as refused:
            report(asked_by(user), slug="own", pk=7)
        assert (refused.value.agency, refused.value.permission) == (agency, Permission.REPORT_EDIT)
