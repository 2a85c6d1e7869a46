"""Text that no column can hold: refused in addresses, taken out of forms, before any view carries it into a query.

PostgreSQL stores no NUL, and no database lone surrogates. Nobody can type or see them; a paste may bring them along.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, QueryDict
from django.http.response import HttpResponseBase

from accounts.access import View
from ita_portal.frame import errors

_NO_TEXT = re.compile("[\0\ud800-\udfff]")


def cookies(get_response: Callable[[HttpRequest], HttpResponseBase]) -> Callable[[HttpRequest], HttpResponseBase]:
    """A cookie that holds no text is as good as none; stands before sessions, which look theirs up in the database."""

    def answer(request: HttpRequest) -> HttpResponseBase:
        request.COOKIES = {name: value for name, value in request.COOKIES.items() if not _NO_TEXT.search(value)}
        return get_response(request)

    return answer


def refused(get_response: Callable[[HttpRequest], HttpResponseBase]) -> Callable[[HttpRequest], HttpResponseBase]:
    """Stands behind the checks of token and sign-in, so that what was typed is given back to its writer alone."""

    def answer(request: HttpRequest) -> HttpResponseBase:
        return get_response(request)

    def process_view(request: HttpRequest, view: View, args: object, kwargs: object) -> HttpResponse | None:
        """The page for what cannot be read; None where the form, if there is one, is clean now."""
        if _is_in([request.path_info, *_texts_in(request.GET)]):
            return errors.unreadable(request)
        sent = request.POST
        if not _is_in(_texts_in(sent)):
            return None
        request.POST = QueryDict(_cleaned(sent))
        forged = _is_in(sent) or any(map(_is_nothing_else, _texts_in(sent)))
        return errors.unreadable(request) if forged else None

    answer.process_view = process_view  # type: ignore[attr-defined]  # where Django looks for it
    return answer


def _is_in(texts: Iterable[str]) -> bool:
    return any(map(_NO_TEXT.search, texts))


def _texts_in(data: QueryDict) -> list[str]:
    """The names and the values of a form or a query."""
    return [*data, *(value for _, values in data.lists() for value in values)]


def _is_nothing_else(text: str) -> bool:
    """Whether it is no text at all: a paste has words round the odd character, only a program sends it alone."""
    return bool(text) and not _NO_TEXT.sub("", text)


def _cleaned(data: QueryDict) -> str:
    """The form as it would have been sent without."""
    pairs = [(name, value) for name, values in data.lists() for value in values]
    return urlencode([(_NO_TEXT.sub("", name), _NO_TEXT.sub("", value)) for name, value in pairs])
