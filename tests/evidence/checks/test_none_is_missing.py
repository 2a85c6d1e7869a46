"""The list of checks is whole: each stands in it, doubts one case, and leaves another alone that is much like it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import fields
from importlib import import_module
from inspect import get_annotations, getmembers, isfunction
from pkgutil import iter_modules

import pytest

from evidence import checks
from evidence.checks.doubt import Doubt, Piece
from evidence.checks.every import CHECKS
from tests.evidence.checks.test_each_check import DOUBTED, FINE
from tests.house.tree import ROOT, text_of

Check = Callable[[Piece], Iterator[Doubt]]
MODULES = [import_module(f"evidence.checks.{each.name}") for each in iter_modules(checks.__path__)]
DOUBTFUL = [piece for rows in DOUBTED.values() for piece, _ in rows]
_MADE = re.compile(r"\bDoubt\(\s*\"(\w+)\"")


def name(check: Check) -> str:
    return f"{check.__module__.rpartition('.')[2]}.{check.__name__}"


def differing(one: Piece, other: Piece) -> int:
    """By how much two pieces are unlike."""
    return sum(getattr(one, each.name) != getattr(other, each.name) for each in fields(Piece))


def test_every_check_that_is_written_is_made() -> None:
    written = {
        name(function)
        for module in MODULES
        for called, function in getmembers(module, isfunction)
        if function.__module__ == module.__name__
        and not called.startswith("_")
        and get_annotations(function) == {"piece": "Piece", "return": "Iterator[Doubt]"}
    }
    assert written == set(map(name, CHECKS))
    assert len(written) == len(CHECKS), "once each"


@pytest.mark.parametrize("check", CHECKS, ids=name)
def test_each_check_doubts_something_and_nothing_that_is_right(check: Check) -> None:
    doubted = [piece for piece in DOUBTFUL if list(check(piece))]
    assert doubted != []
    assert [piece for piece in FINE if list(check(piece))] == []
    nearest = min(differing(wrong, right) for wrong in doubted for right in FINE)
    assert nearest <= 2, "nothing that is right is like what it doubts"


def test_every_sort_of_doubt_has_cases() -> None:
    made = {kind for path in (ROOT / "evidence/checks").glob("*.py") for kind in _MADE.findall(text_of(path))}
    assert made == set(DOUBTED)
    assert made == {doubt.kind for check in CHECKS for piece in DOUBTFUL for doubt in check(piece)}
