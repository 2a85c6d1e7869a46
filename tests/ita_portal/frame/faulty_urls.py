"""The portal's addresses, and some that fail in ways that a page of the portal must not."""

import errno

from django.core.exceptions import BadRequest, PermissionDenied
from django.core.files.uploadhandler import TemporaryFileUploadHandler
from django.http import HttpRequest, HttpResponse
from django.urls import include, path

from accounts.access import AgencyRequest, public, requires, signed_in
from accounts.models import Agency
from accounts.permissions import Permission
from accounts.uploads import takes_files
from ita_portal.urls import handler400, handler403, handler404, handler500

__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]


@public
def broken(request: HttpRequest) -> HttpResponse:
    raise ZeroDivisionError("ความลับ 1101700203450")


@public
def full(request: HttpRequest) -> HttpResponse:
    raise OSError(errno.ENOSPC, "No space left on device")


@public
def unreadable(request: HttpRequest) -> HttpResponse:
    raise BadRequest("ความลับ")


@signed_in
def forbidden(request: HttpRequest) -> HttpResponse:
    raise PermissionDenied("ความลับ")


@requires(Permission.REPORT_APPROVE)
def review(request: AgencyRequest, agency: Agency) -> HttpResponse:
    return HttpResponse("ok")


@public
def kept(request: HttpRequest) -> HttpResponse:
    return HttpResponse("ok", headers={"Cache-Control": "public, max-age=60"})


@public
def typed(request: HttpRequest) -> HttpResponse:
    return HttpResponse(f"ได้รับ {len(request.POST)}")


@public
@takes_files(TemporaryFileUploadHandler)
def filed(request: HttpRequest) -> HttpResponse:
    return HttpResponse(f"ได้รับ {len(request.FILES)}")


urlpatterns = [
    path("broken/", broken),
    path("full/", full),
    path("unreadable/", unreadable),
    path("forbidden/", forbidden),
    path("a/<slug:slug>/review/", review),
    path("kept/", kept),
    path("typed/", typed),
    path("filed/", filed),
    path("", include("ita_portal.urls")),
]
