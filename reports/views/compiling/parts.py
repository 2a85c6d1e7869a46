"""Long lists of the compile page a part at a time: the page stays light, however many measures a plan has."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from django.core.paginator import Page, Paginator
from django.http import HttpRequest

PER_PART = 30  # a plan of a usual size is shown whole
_AT_THE_END = 5  # so few make no part of their own
T = TypeVar("T")


@dataclass(frozen=True)
class Link:
    """The way to a part, named by the numbers of its rows."""

    words: str
    url: str
    is_here: bool


@dataclass(frozen=True)
class Part(Generic[T]):
    """Some rows of a list: `before` stand in front of them, `total` are all; no links where the list is whole."""

    rows: Sequence[T]
    before: int
    total: int
    number: int
    links: tuple[Link, ...] = ()
    is_asked: bool = False


def part_of(request: HttpRequest, rows: Sequence[T], name: str, *, at: int | None = None) -> Part[T]:
    """The part that the query string names, or the one in which the row at an index stands.

    `name` is that of the value in the query string, and of the place on the page to which the links lead.
    """
    pages = Paginator(rows, PER_PART, orphans=_AT_THE_END)
    asked = request.GET.get(name)
    page = pages.get_page(asked if at is None else at // PER_PART + 1)
    before = (page.number - 1) * PER_PART
    links = [_link(request, name, pages.page(number), page.number) for number in pages.page_range]
    shown = tuple(links) if len(links) > 1 else ()
    return Part(rows[before : page.end_index()], before, len(rows), page.number, shown, asked is not None)


def _link(request: HttpRequest, name: str, page: Page[T], here: int) -> Link:
    query = request.GET.copy()
    for passing in ("moved", "doubt", "draft"):  # what was done just now is over once one looks elsewhere
        query.pop(passing, None)
    query[name] = str(page.number)
    words = f"{page.start_index()}–{page.end_index()}"
    return Link(words, f"?{query.urlencode()}#{name}", page.number == here)
