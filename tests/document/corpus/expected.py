"""What a person reads in a document, field by field, in a form that is short to write."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

Who = tuple[str, str, str]  # name, post, unit


@dataclass(frozen=True, slots=True)
class Row:
    """A measure. `refs` are codes parted by spaces; texts of lists begin with the mark that a person sees.

    `dates` has an entry for each action: "29/9/2566", "1/6/2566-29/9/2566", "3/7/2566-" without an end, several parted
    by a semicolon, "" for none.
    """

    code: str
    question: str
    steps: tuple[str, ...] = ()
    refs: str = ""
    actions: tuple[str, ...] = ()
    dates: tuple[str, ...] = ()
    outcomes: tuple[str, ...] = ()
    who: tuple[Who, ...] = ()
    more: str = ""
    details: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Report:
    """A whole report; `day` is that of the report, "" where none is readable, `approver` is name and printed post."""

    agency: str
    title: str
    years: tuple[int, int]
    rows: tuple[Row, ...]
    problems: tuple[str, ...] = ()
    suggestions: tuple[str, ...] = ()
    reporter: Who = ("", "", "")
    day: str = ""
    approver: tuple[str, str] = ("", "")
    cover: tuple[tuple[str, str], ...] = ()
    kind: str = "result"


@dataclass(frozen=True, slots=True)
class Recipe:
    """A document: how it is made, as which kind of file it is read, and what a person reads in it.

    `kind` is the module of document.grids, or "text" and "clipboard".
    """

    name: str
    maker: str
    kind: str
    make: Callable[[], bytes]
    report: Report
    pictures: tuple[str, ...] = ()  # the captions of its photographs
    needs_libreoffice: bool = False
