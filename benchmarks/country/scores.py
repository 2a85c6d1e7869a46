"""The scores of a country: a sheet an assessed year, with three tools, ten groups and as many items as are told."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from datetime import timedelta
from decimal import Decimal

from django.db import models

from benchmarks.country import Country, noon
from benchmarks.country.copying import Facts, in_order, next_key
from ita.catalogue import TOOLS
from ita.codes import tool_of
from scores.models import Score, ScoreSheet

CODES = tuple(f"{letter}{n + 1}" for letter, most in (("I", 30), ("E", 15), ("O", 43)) for n in range(most))
_TOOL_OF_GROUP = (*("IIT",) * 5, *("EIT",) * 3, *("OIT",) * 2)


def _sheets(country: Country) -> Iterator[Facts]:
    """Of the year before each plan; every third total is announced, the others are computed."""
    first = next_key(ScoreSheet)
    for number, (n, year) in enumerate(in_order(country.agencies, country.years)):
        assessed = country.last_year - country.years + year
        yield {
            "id": first + number, "agency_id": country.agency(n), "year": assessed, "revision": 1,
            "official_total": _score(n, year, "total") if n % 3 == 0 else None, "saved_by_id": country.user(n, 2),
            "saved_at": noon(country.today - timedelta(days=365 * (country.years - year))),
        }  # fmt: skip


def _scores(country: Country) -> Iterator[Facts]:
    """Sheets were loaded before, one an agency and year in this order."""
    sheet = next_key(ScoreSheet) - country.agencies * country.years
    key = next_key(Score)
    for number, (n, year) in enumerate(in_order(country.agencies, country.years)):
        for place in _places(country.items):
            seeds = (n, year, place["tool"], place.get("group_no", 0), place.get("code", ""))
            yield {"id": key, "sheet_id": sheet + number, "value": _score(*seeds), **place}
            key += 1


def _places(items: int) -> Iterator[Facts]:
    for tool in TOOLS:
        yield {"of": "tool", "tool": tool}
    for number, tool in enumerate(_TOOL_OF_GROUP, 1):
        yield {"of": "group", "tool": tool, "group_no": number}
    for code in CODES[:items]:
        yield {"of": "item", "tool": tool_of(code), "code": code}


def _score(*seeds: object) -> Decimal:
    digest = hashlib.blake2b(repr(seeds).encode(), digest_size=4).digest()
    return Decimal(6000 + int.from_bytes(digest) % 4001) / 100


TABLES: tuple[tuple[type[models.Model], Callable[[Country], Iterator[Facts]]], ...] = (
    (ScoreSheet, _sheets),
    (Score, _scores),
)
