"""Queries, milliseconds and kilobytes of an office's pages, with 3, 50 and 500 measures."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from pathlib import Path

from benchmarks import goals, pages
from benchmarks.every.apart import leave
from benchmarks.figures import Figure, at_most
from benchmarks.own_portal import database
from benchmarks.render import set_up


def figures() -> list[Figure]:
    """Of each page by who asks most of it."""
    set_up()
    from django.conf import settings  # noqa: PLC0415 - once Django is set up

    with tempfile.TemporaryDirectory() as folder:
        settings.DATA_DIR, settings.ALLOWED_HOSTS = Path(folder), ["testserver"]
        with database("pages", Path(folder)):
            return [each for size in pages.SIZES for each in _of_an_office(size)]


def _of_an_office(size: int) -> list[Figure]:
    plan, people = pages.office(size)
    found: list[Figure] = []
    most = 0, ""
    for name, roles in pages.PAGES.items():
        looks = [pages.look(pages.client_of(people[role]), pages.url_of(name, plan)) for role in roles]
        most = max(most, (max(each.queries for each in looks), name))
        queries, milliseconds, kilobytes = goals.PAGES.get((name, size), (None, None, None))
        what = f"{name} with {size} measures"
        if queries is not None:
            found.append(at_most(f"queries of {what}", queries, max(each.queries for each in looks)))
        if milliseconds is not None:
            found.append(at_most(f"CPU of {what}", milliseconds, 1000 * max(each.cpu for each in looks), " ms"))
        if kilobytes is not None:
            found.append(at_most(f"size of {what}", kilobytes, max(each.plain for each in looks) / 1000, " kB"))
    any_page = at_most(f"queries of any page with {size} measures", goals.QUERIES, most[0])
    return [replace(any_page, seen=f"{most[0]} ({most[1]})"), *found]


if __name__ == "__main__":
    leave(figures)
