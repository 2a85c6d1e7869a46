"""The moves of a measure as its page offers them, and the page on which each is made."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.urls import reverse

from accounts.models import User
from measures.models import Measure
from measures.moves import moves
from measures.services.permission import answers_for
from workflow import Transition

# Each page with the moves that it holds.
PAGES: Mapping[str, tuple[str, ...]] = {
    "hand_in": ("hand_in", "complete"),
    "check": ("take", "return"),
    "recall": ("recall",),
    "reopen": ("reopen",),
}
_PLACES = {"return": "#id_comment"}  # where on its page a move is made, if not where it begins


@dataclass(frozen=True)
class Button:
    """A move as the page of a measure offers it: a link to where it is decided."""

    move: Transition
    url: str
    words: str
    primary: bool


def buttons(measure: Measure, user: User) -> list[Button]:
    """The moves that the person can make now, drawn from the table; the first that is theirs to make is filled."""
    own = answers_for(user, measure)
    words = {
        "hand_in": "ตรวจทานและส่งตรวจ" if own else "ตรวจทานและส่งตรวจแทน",
        "complete": "ตรวจทานและบันทึกว่าเสร็จสมบูรณ์",
        "take": "อ่านและตรวจรับ",
    }
    can = moves(measure, user)
    filled = _filled({move.name for move in can}, own)
    return [
        Button(move, _place_of(move.name, measure), words.get(move.name, move.label), move.name == filled)
        for move in can
    ]


def _filled(names: set[str], own: bool) -> str:
    if "take" in names:
        return "take"
    if not own:
        return ""
    return "complete" if "complete" in names else "hand_in"


def _page_of(move: str) -> str:
    return next(page for page, of_page in PAGES.items() if move in of_page)


def _place_of(move: str, measure: Measure) -> str:
    return url_of(_page_of(move), measure) + _PLACES.get(move, "")


def url_of(page: str, measure: Measure) -> str:
    return reverse(f"measures:{page}", args=[measure.plan.agency.slug, measure.plan.year, measure.pk])
