"""Forms larger than the portal reads: answered with a page that says so, where the connection would else break off."""

from __future__ import annotations

from collections.abc import Callable

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import HttpRequest, HttpResponse, UnreadablePostError
from django.http.response import HttpResponseBase

from accounts import uploads
from ita_portal.frame import errors

# A browser shows an answer only after it could send all of its form; a stranger's flood is cut off behind this.
READ_TO_THE_END = 64 * 1024 * 1024
_AT_ONCE = 64 * 1024
TOO_LARGE = (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent)


class LargeForms:
    """Stands before the CSRF check, the first that reads a form, and lets go of what nobody read."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        _read_to_the_end(request)
        return response

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponseBase], *_: object
    ) -> HttpResponse | None:
        """The page for a form that is too large; nothing of it was done. Here a form is read for the first time."""
        uploads.receive_by(request, view)
        try:
            len(request.POST)
        except TOO_LARGE:
            return errors.too_large(request)
        except UnreadablePostError:
            return None  # the person is gone; the CSRF check knows
        return None


def has_field(request: HttpRequest, name: str) -> bool:
    """Whether the form that was sent has a field; a form that could not be read has none."""
    try:
        return name in request.POST
    except (*TOO_LARGE, UnreadablePostError):
        return False


def _read_to_the_end(request: HttpRequest) -> None:
    left = READ_TO_THE_END
    try:
        while left > 0 and (part := request.read(_AT_ONCE)):
            left -= len(part)
    except UnreadablePostError:
        return
