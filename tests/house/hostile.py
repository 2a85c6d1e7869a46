"""Every parameter of every address with what nobody types: text that no database holds, and numbers beyond any column.

What an address takes is found, not listed: the arguments of its path, the names of the fields that pages draw for it,
and the names that its view asks the query and the form for.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import cycle
from typing import Any
from unittest import mock
from urllib.parse import parse_qs, quote, unquote, urlencode

from django.core.signals import got_request_exception
from django.http import QueryDict
from django.test import Client
from django.urls import NoReverseMatch, Resolver404, resolve, reverse

from tests.browsing import crawl, forms_of
from tests.house.addresses import Door
from tests.house.doors import ask

# As they stand in an address: urlencode takes no lone surrogate.
NUL, SURROGATE, LETTERS, NO_NUMBER = "a%00b", "%ED%A0%80", "%E0%B8%81" * 5000, "9" * 5000
TOO_LARGE = "9" * 30  # for any column
IN_PATHS = ("%00", NUL, SURROGATE, LETTERS, TOO_LARGE, NO_NUMBER)
AT_ONCE = ((NUL,), (LETTERS, NO_NUMBER, "-1"), ("-1", SURROGATE, LETTERS))  # the names take them in turn
_NOT_ALLOWED = 405
_ROW = re.compile("[0-9]+")
_NOBODYS = "7777777"  # stands for an argument until something hostile takes its place
# What stands around every page and form; by itself it is tried where it is the matter.
_FRAME = frozenset(
    {
        "csrfmiddlewaretoken",
        "draft",
        "draft_plain",
        "draft_to",
        "draft_who",
        "draft_page",
        "draft_title",
        "draft_waiting",
    }
)


@dataclass
class Walk:
    """Tries a person's addresses; `faults` are those that answered with status 500, each with what was sent."""

    client: Client
    tries: int = 0
    faults: dict[str, str] = field(default_factory=dict)
    seen: set[tuple[object, ...]] = field(default_factory=set)

    def ask(self, method: str, url: str, sent: str = "") -> int:
        """The status of the answer; what a request changed is taken back."""
        self.tries += 1
        with _noted() as raised:
            answer = ask(self.client, method, url, sent)
            if answer.streaming:
                b"".join(answer.streaming_content)  # read to its end, so that the file is closed
        status: int = answer.status_code
        if status >= 500:
            self.faults[f"{method} {_short(url)} {_short(sent)}"] = ", ".join(raised)
        return status

    def address(self, url: str, drawn: Mapping[str, str], *, whole: bool = False) -> None:
        """Its path, its query, its form; `drawn` are the fields that a page draws for it, with what stands in them."""
        with _names_asked() as names:
            status = self.ask("GET", url)
        reads = status != _NOT_ALLOWED
        if reads and (whole or not self._is_frames_alone("GET", names, status, drawn)):
            for sent in self._hostile("GET", url, names, whole=whole):
                self.ask("GET", f"{url}?{sent}")
        self._path("GET" if reads else "POST", url)
        with _names_asked() as names:
            status = self.ask("POST", url, urlencode(drawn))
        names |= set(drawn)
        if status == _NOT_ALLOWED or (not whole and self._is_frames_alone("POST", names, status, drawn)):
            return
        for sent in self._hostile("POST", url, names, whole=whole):
            replaced = parse_qs(sent, keep_blank_values=True)
            rest = urlencode({name: value for name, value in drawn.items() if name not in replaced})
            self.ask("POST", url, f"{rest}&{sent}")

    def _is_frames_alone(self, method: str, names: Collection[str], status: int, drawn: Collection[str]) -> bool:
        """Whether only what stands around every page asks for anything, and was tried at a page that answers alike."""
        if not _FRAME.issuperset(names):
            return False
        alike = (method, frozenset(names), status, bool(drawn))
        is_known = alike in self.seen
        self.seen.add(alike)
        return is_known

    def _path(self, method: str, url: str) -> None:
        """Each argument of the address in turn, with what its place in the address lets in."""
        match = resolve(url)
        for name in match.kwargs:
            try:
                marked = reverse(match.view_name, kwargs={**match.kwargs, name: _NOBODYS})
            except NoReverseMatch:  # its place takes declared words alone
                continue
            for value in IN_PATHS:
                if _name_of(unquote(marked.replace(_NOBODYS, value))) == match.view_name:
                    self.ask(method, marked.replace(_NOBODYS, value))

    def _hostile(self, method: str, url: str, names: Collection[str], *, whole: bool) -> Iterator[str]:
        """Queries: all names at once, and each by itself with a number that no column takes, once a view."""
        for values in AT_ONCE if names else ():
            yield "&".join(f"{quote(name)}={value}" for name, value in zip(sorted(names), cycle(values), strict=False))
        for name in sorted(set(names) if whole else set(names) - _FRAME):
            alike = (method, resolve(url).func, _ROW.sub("0", name))
            if alike not in self.seen:
                self.seen.add(alike)
                yield f"{quote(name)}={TOO_LARGE}"
                if whole:
                    yield f"{quote(name)}={NUL}"


def tried(client: Client, doors: Collection[Door], start: str, defaults: Mapping[str, object]) -> Walk:
    """All of the doors, found by links from a page on, or with arguments that name nothing in particular."""
    walk = Walk(client)
    pages, drawn = _explored(client, start)
    for door in doors:
        url = pages.get(door.name) or next((each for each in drawn if _name_of(each) == door.name), "")
        url = url or reverse(door.name, kwargs={name: defaults.get(name, 1) for name in door.arguments})
        walk.address(url, drawn.get(url, {}), whole=door.name.startswith("draft_"))
    return walk


def drawn_for(url: str, page: Any) -> dict[str, str]:
    """The fields of all forms of a page that are sent to the address."""
    sent = [{**form.values, **dict(form.buttons)} for form in forms_of(page) if form.action == url]
    return {name: value for form in sent for name, value in form.items()}


def _explored(client: Client, start: str) -> tuple[dict[str, str], dict[str, dict[str, str]]]:
    """An address of each view that links lead to, and the fields that pages draw for an address."""
    pages, drawn = dict[str, str](), dict[str, dict[str, str]]()
    for url, page in crawl(client, start).items():
        path = url.partition("?")[0]
        pages.setdefault(_name_of(path), path)
        if page["Content-Type"].startswith("text/html"):
            for form in forms_of(page):
                drawn.setdefault(form.action, {}).update({**form.values, **dict(form.buttons)})
    return pages, drawn


def _name_of(path: str) -> str:
    try:
        return resolve(path).view_name
    except Resolver404:
        return ""


@contextmanager
def _names_asked() -> Iterator[set[str]]:
    """The names that anything asks a query or a form for."""
    names: set[str] = set()

    def noting(original: Any) -> Any:
        def ask_for(data: QueryDict, name: str, *more: Any) -> Any:
            names.add(name)
            return original(data, name, *more)

        return ask_for

    ways = ("__getitem__", "__contains__", "getlist")
    with mock.patch.multiple(QueryDict, **{way: noting(getattr(QueryDict, way)) for way in ways}):
        yield names


@contextmanager
def _noted() -> Iterator[list[str]]:
    """What was raised and answered with a page of status 500."""
    raised: list[str] = []

    def note(**_: object) -> None:
        raised.append(repr(sys.exc_info()[1]))

    got_request_exception.connect(note)
    yield raised
    got_request_exception.disconnect(note)


def _short(text: str) -> str:
    return text if len(text) < 300 else f"{text[:120]}...{text[-120:]}"
