"""Stored files over HTTP as they lie in the store: nothing is rendered, nothing is read that nobody asked for.

What an address once gave it gives for ever: bytes under their digest, of a version that is published and stays. So a
process remembers where they lie, and answers the next reader before sessions, cookies and the database are thought of.
Only whether search engines may list them changes, so that what is remembered is asked anew after a minute.
"""

from __future__ import annotations

import hashlib
import re
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseNotModified
from django.http.response import HttpResponseBase
from django.utils.http import content_disposition_header, parse_etags, quote_etag

from files import store
from files.download import download
from files.store import Altered

# What the address of a version gives never changes; what stands on its page beside it may.
_KEPT = "public, max-age=86400"
_PRIVATE = "private, no-store"
_RANGE = re.compile(r"bytes=([0-9]{0,18})-([0-9]{0,18})")
# A file that a browser shows in spite of all this gets no rights at this address.
_POLICY = "default-src 'none'; sandbox; frame-ancestors 'none'"


@dataclass(frozen=True)
class Stored:
    """A file of the store as it is to be named and typed for whoever downloads it.

    `listed` is whether search engines may show it: not once it is replaced or withdrawn. What is `private` is for one
    reader, and never to be remembered; `inline` shows it in the browser: pictures alone, whose bytes the portal wrote.
    """

    digest: str
    size: int
    name: str
    kind: str
    listed: bool = True
    private: bool = False
    inline: bool = False

    @cached_property
    def disposition(self) -> str:
        return content_disposition_header(as_attachment=not self.inline, filename=self.name) or ""


_MOST = 5000
FRESH = 60.0  # seconds
_known: dict[str, tuple[float, Stored]] = {}
_UNKNOWN = (0.0, None)


def remember(request: HttpRequest, stored: Stored) -> None:
    """What the address of the request gives for the next while."""
    if len(_known) >= _MOST:
        _known.clear()
    _known[request.path_info] = time.monotonic() + FRESH, stored


def remembered(get_response: Callable[[HttpRequest], HttpResponseBase]) -> Callable[[HttpRequest], HttpResponseBase]:
    """The middleware that answers for addresses which are known already; to stand beside that of the static files."""

    def answer(request: HttpRequest) -> HttpResponseBase:
        until, stored = _known.get(request.path_info, _UNKNOWN) if request.method in ("GET", "HEAD") else _UNKNOWN
        if stored is None or until < time.monotonic():
            return get_response(request)
        try:
            return serve(request, stored)
        except Altered:
            _known.pop(request.path_info, None)
            return get_response(request)  # the view finds it too, and has words for it

    return answer


def serve(request: HttpRequest, stored: Stored) -> HttpResponseBase:
    """The file, the part of it that was asked for, or the word that the reader has it already.

    Raises Altered where the store has not what the record says, and Away.
    """
    _expect(stored)
    etag = quote_etag(stored.digest)
    response: HttpResponseBase
    if _has_it(request, etag):
        response = HttpResponseNotModified()
    else:
        response = _answer(request, stored, etag)
        response["Content-Type"] = stored.kind
        response["Content-Disposition"] = stored.disposition
    response["Accept-Ranges"] = "bytes"
    return _guarded(response, etag, listed=stored.listed, private=stored.private)


def serve_made(request: HttpRequest, body: bytes, *, name: str, kind: str, listed: bool) -> HttpResponseBase:
    """A file that lies nowhere, with the same guards; or the word that the reader has it already."""
    etag = quote_etag(hashlib.sha256(body).hexdigest())
    if _has_it(request, etag):
        return _guarded(HttpResponseNotModified(), etag, listed=listed)
    return _guarded(download(body, kind=kind, name=name), etag, listed=listed)


def _guarded(response: HttpResponseBase, etag: str, *, listed: bool, private: bool = False) -> HttpResponseBase:
    response["ETag"] = etag
    response["Cache-Control"] = _PRIVATE if private else _KEPT
    response["Content-Security-Policy"] = _POLICY
    response["X-Frame-Options"] = "DENY"
    if private:
        response["Cross-Origin-Resource-Policy"] = "same-origin"
    if private or not listed:
        response["X-Robots-Tag"] = "noindex"
    return response


def _has_it(request: HttpRequest, etag: str) -> bool:
    known = request.META.get("HTTP_IF_NONE_MATCH", "").strip()
    return known == "*" or etag in parse_etags(known.replace("W/", ""))


def _expect(stored: Stored) -> None:
    found = store.size_of(stored.digest)
    if found != stored.size:
        raise Altered(f"file {stored.digest} has {found} bytes, not {stored.size}")


def _answer(request: HttpRequest, stored: Stored, etag: str) -> HttpResponseBase:
    size = stored.size
    asked = request.META.get("HTTP_RANGE", "")
    part = _part(asked, size) if asked and request.META.get("HTTP_IF_RANGE", etag) == etag else None
    if part == ():
        response = HttpResponse(status=416)
        response["Content-Range"] = f"bytes */{size}"
        return response
    first, last = part or (0, size - 1)
    status = 206 if part else 200
    length = last - first + 1
    answer: HttpResponseBase
    if request.method == "HEAD":
        answer = HttpResponse(status=status)
    else:
        answer = FileResponse(store.stream(stored.digest, first, length), status=status)
    answer["Content-Length"] = str(length)
    if part:
        answer["Content-Range"] = f"bytes {first}-{last}/{size}"
    return answer


def _part(asked: str, size: int) -> tuple[int, int] | tuple[()] | None:
    """First and last byte; () where the file has none of them; None for what is no single range: then all is sent."""
    match = _RANGE.fullmatch(asked.replace(" ", ""))
    if match is None or match[1] == match[2] == "":
        return None
    if match[1] == "":
        length = min(int(match[2]), size)
        return (size - length, size - 1) if length else ()
    first = int(match[1])
    last = min(int(match[2]), size - 1) if match[2] else size - 1
    if match[2] and int(match[2]) < first:
        return None
    return (first, last) if first < size else ()
