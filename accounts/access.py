"""No door without a lock: every view says who may open it, and a test walks the URLconf for those that do not."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase

from accounts.models import Agency, User
from accounts.permissions import Permission

PUBLIC = "public"
SIGNED_IN = "signed in"
OPERATOR = "operator"

View = Callable[..., HttpResponseBase]


class SignedInRequest(HttpRequest):
    """A request of a signed-in person."""

    user: User


class AgencyRequest(SignedInRequest):
    """A request within one agency, as `requires` hands it on."""

    agency: Agency


class Refused(PermissionDenied):
    """A missing permission in one's own agency; carries what the page needs to say who can."""

    def __init__(self, permission: Permission, agency: Agency, reason: str = "") -> None:
        super().__init__(reason or f"{permission} in {agency.slug}")
        self.permission = permission
        self.agency = agency
        self.reason = reason


class NotOperator(PermissionDenied):
    """A write that belongs to those who keep the installation."""


def require_operator(by: User) -> None:
    """Raises NotOperator unless the person keeps the installation: the guard of services that serve all agencies."""
    if not (by.is_active and by.is_superuser):
        raise NotOperator


def require(by: User, permission: Permission, *, on: Agency) -> None:
    """Raises Refused unless the person holds the permission in the agency: the one guard of services."""
    if not by.can(permission, on=on):
        raise Refused(permission, on)


def public(view: View) -> View:
    """Anyone may open it, signed in or not."""
    opened = login_not_required(view)
    opened.access = PUBLIC  # type: ignore[attr-defined]  # how a view carries its declaration
    return opened


def signed_in(view: View) -> View:
    """Any signed-in person may open it: it shows nothing of an agency that is not theirs."""
    view.access = SIGNED_IN  # type: ignore[attr-defined]  # how a view carries its declaration
    return view


def operator(view: View) -> View:
    """Those who keep the installation may open it; for anybody else the page does not exist."""

    @functools.wraps(view)
    def locked(request: SignedInRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:  # noqa: ANN401
        if not (request.user.is_active and request.user.is_superuser):
            raise Http404
        return view(request, *args, **kwargs)

    locked.access = OPERATOR  # type: ignore[attr-defined]  # how a view carries its declaration
    return locked


def agency_for(user: User, slug: str, permission: Permission) -> Agency:
    """The agency of an address.

    Raises Http404 for another's agency, as if it did not exist, and Refused for a missing role in one's own.
    """
    own = (each.agency for each in user.active_memberships if user.is_active and each.agency.slug == slug)
    agency = next(own, None) or Agency.objects.visible_to(user).filter(slug=slug).first()
    if agency is None:
        raise Http404
    require(user, permission, on=agency)
    return agency


def requires(permission: Permission) -> Callable[[View], View]:
    """The view takes an Agency in place of the address's `slug`, for people who hold the permission there."""

    def decorate(view: View) -> View:
        @functools.wraps(view)
        def locked(request: AgencyRequest, slug: str, *args: Any, **kwargs: Any) -> HttpResponseBase:  # noqa: ANN401
            request.agency = agency_for(request.user, slug, permission)
            return view(request, request.agency, *args, **kwargs)

        locked.access = permission  # type: ignore[attr-defined]  # how a view carries its declaration
        return locked

    return decorate
