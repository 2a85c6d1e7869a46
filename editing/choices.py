"""The page of choices: both versions of what two saves clash in, side by side; nothing is chosen beforehand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render

from editing.who_saved import Savers

OURS = ("choose-", "merged-", "theirs-", "before-", "draft_")
_ANSWERS = {"mine", "theirs", "merge"}

Piece = tuple[bool, str]  # words, and whether the other side lacks them


@dataclass(frozen=True)
class Choice:
    """A clash as the page shows it; the sides are lines of pieces. `third` says what may be done beside choosing."""

    name: str
    label: str
    mine: Sequence[Sequence[Piece]]
    theirs: Sequence[Sequence[Piece]]
    third: str = ""
    merged: str = ""
    is_list: bool = False
    is_words: bool = True
    hidden: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Answered:
    """A choice with what was answered before, where the page is shown again because something was not."""

    choice: Choice
    picked: str
    merged: str
    is_missing: bool


def unanswered(posted: QueryDict) -> list[str]:
    """The names of what a page of choices asked and the post does not say."""
    return [name for name in posted.get("asked", "").split() if posted.get(f"choose-{name}") not in _ANSWERS]


def carry(data: QueryDict) -> list[tuple[str, str]]:
    """All fields of a form but those of a page of choices and of the frame."""
    own = ("csrfmiddlewaretoken", "do", "settled", "asked")
    fields = [(key, value) for key, values in data.lists() for value in values]
    return [(key, str(value)) for key, value in fields if key not in own and not key.startswith(OURS)]


def draw(
    request: HttpRequest,
    choices: Sequence[Choice],
    carried: Sequence[tuple[str, str]],
    who: Savers,
    *,
    about: str,
    kept: str,
    taken: str = "",
) -> HttpResponse:
    """The page, status 409: it carries the whole form, so that nothing typed is lost.

    `kept` says where what is not chosen can be read.
    """
    missing = unanswered(request.POST)
    context = {
        "choices": [_answered(choice, request.POST, missing) for choice in choices],
        "asked": " ".join(choice.name for choice in choices),
        "carried": carried,
        "who": who,
        "about": about,
        "kept": kept,
        "taken": taken,
        "missing": missing,
        "what": "ข้อความ" if any(choice.is_words for choice in choices) else "สิ่ง",
    }
    return render(request, "conflict.html", context, status=409)


def _answered(choice: Choice, posted: QueryDict, missing: Sequence[str]) -> Answered:
    if not missing:
        return Answered(choice, "", choice.merged, is_missing=False)
    merged = posted.get(f"merged-{choice.name}", choice.merged)
    return Answered(choice, posted.get(f"choose-{choice.name}", ""), merged, is_missing=choice.name in missing)
