"""Saving a form beside others: what only one changed is merged, what both changed is chosen part by part."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Generic, TypeVar

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render

from accounts.forms.versions import Versioned
from accounts.models import Agency, User
from accounts.services.right import Changed
from accounts.versions import Clash, Value, Version, read, settle
from audit.models import AuditEvent
from thai.difference import both, marked

_OURS = ("choose-", "merged-", "theirs-", "before-", "draft_")
_TRIES = 5  # how often others may save between two looks at what is stored
_BUSY = "มีผู้อื่นกำลังบันทึกอยู่เช่นกัน โปรดกดบันทึกอีกครั้ง"

Form = TypeVar("Form", bound=Versioned)
Piece = tuple[bool, str]  # words, and whether the other side lacks them


@dataclass
class Attempt(Generic[Form]):
    """How a save went: it was `saved`, or the form says why not, or there are `clashes` with `theirs`."""

    form: Form
    data: QueryDict
    taken: list[str] = field(default_factory=list)
    clashes: tuple[Clash, ...] = ()
    theirs: Version | None = None
    saved: bool = False
    busy: bool = False

    @property
    def status(self) -> int:
        """Of the page that shows the form again."""
        return 409 if self.busy else 422

    def tell(self, request: HttpRequest) -> None:
        """Says once in which parts another's words stand now."""
        if self.taken:
            messages.info(request, taken_words(self.taken))
        if self.busy:
            messages.warning(request, _BUSY)


def attempt(
    posted: QueryDict,
    *,
    bind: Callable[[QueryDict], Form],
    write: Callable[[Form, str], bool],
    version: Callable[[Any], Version],
) -> Attempt[Form]:
    """Saves what was posted, with all that others saved since the form was drawn.

    `bind` makes the form of data; `write` takes it, valid, with the digest of what it was drawn from, says whether it
    was saved and raises Changed; `version` is what the form would show of what is stored now.
    """
    data, taken = chosen(posted, bind), list[str]()
    for _ in range(_TRIES):
        form = bind(data)
        if not form.is_valid():
            return Attempt(form, data, taken)
        base = form.drawn_from()
        try:
            return Attempt(form, data, taken, saved=write(form, base.digest))
        except Changed as changed:
            theirs = version(changed.theirs)
        settled = settle(base.values, form.said(), theirs.values, form.rows)
        data = data.copy()
        for part in settled.taken:
            form.put(data, part, settled.values[part])
        taken += [name for name in map(form.name_of, settled.taken) if name not in taken]
        if settled.clashes:
            return Attempt(form, data, taken, settled.clashes, theirs)
        data["base"] = theirs.sign()
    return Attempt(bind(data), data, taken, busy=True)


def chosen(posted: QueryDict, bind: Callable[[QueryDict], Form]) -> QueryDict:
    """The form's data after the choices of a conflict page, drawn from what that page showed; else the post itself."""
    data = posted.copy()
    if "settled" not in posted:
        return data
    form, theirs = bind(data), read(posted.get("settled", ""))
    for part, value in theirs.values.items():
        choice = posted.get(f"choose-{part}")
        if choice == "theirs":
            form.put(data, part, value)
        elif choice == "merge":
            form.put(data, part, _typed(posted.get(f"merged-{part}", ""), value))
    data["base"] = posted.get("settled", "")
    return data


def _typed(said: str, like: Value) -> Value:
    """What was typed as a third: the rows of a list stand a line each."""
    return said if isinstance(like, str) else [line.strip() for line in said.splitlines() if line.strip()]


def given_up(posted: QueryDict, form: Versioned) -> dict[str, Value]:
    """One's own words, by part, that one gave up in the choices of a conflict page; `form` is bound to the post."""
    parts = [key.removeprefix("choose-") for key, choice in posted.items() if key.startswith("choose-")]
    if "settled" not in posted or not form.is_valid():
        return {}
    said = form.said()
    return {part: said[part] for part in parts if part in said and posted[f"choose-{part}"] != "mine" and said[part]}


# The page


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
class Other:
    """Who saved first, as far as the trail knows, and when."""

    user: User | None = None
    at: datetime | None = None
    is_oneself: bool = False

    def __str__(self) -> str:
        return "ท่านเองในอีกหน้าต่างหนึ่ง" if self.is_oneself else str(self.user or "ผู้อื่น")


def other(
    request: HttpRequest, subjects: Iterable[str], actions: Iterable[str] = (), agency: Agency | None = None
) -> Other:
    """Who saved last what these subjects of the trail name; `agency` where a subject is of several."""
    events = AuditEvent.objects.filter(subject__in=list(subjects))
    if actions:
        events = events.filter(action__in=list(actions))
    if agency is not None:
        events = events.filter(agency=agency.pk)
    event = events.order_by("-seq").first()
    if event is None:
        return Other()
    user = User.objects.filter(pk=event.actor).first() if event.actor else None
    return Other(user, event.at, is_oneself=user is not None and user == request.user)


def respond(request: HttpRequest, tried: Attempt[Form], who: Other, *, about: str, kept: str = "") -> HttpResponse:
    """The page of choices about something; `kept` says where the words that are not chosen can be found."""
    assert tried.theirs is not None
    choices = [_choice(tried.form, clash) for clash in tried.clashes]
    carried = [*carry(tried.data), ("settled", tried.theirs.sign())]
    taken = taken_words(tried.taken) if tried.taken else ""
    return draw(request, choices, carried, who, about=about, kept=kept, taken=taken)


def draw(
    request: HttpRequest,
    choices: Sequence[Choice],
    carried: Sequence[tuple[str, str]],
    who: Other,
    *,
    about: str,
    kept: str = "",
    taken: str = "",
) -> HttpResponse:
    """The page, status 409: it carries the whole form, so that nothing typed is lost."""
    context = {"choices": choices, "carried": carried, "who": who, "about": about, "kept": kept, "taken": taken}
    return render(request, "conflict.html", context, status=409)


def carry(data: QueryDict) -> list[tuple[str, str]]:
    """All fields of a form but those of a conflict page and of the frame."""
    own = ("csrfmiddlewaretoken", "do", "settled")
    fields = [(key, value) for key, values in data.lists() for value in values]
    return [(key, str(value)) for key, value in fields if key not in own and not key.startswith(_OURS)]


def taken_words(parts: Sequence[str]) -> str:
    """The calm sentence about parts that only another changed."""
    named = " ".join(f"“{part}”" for part in parts)
    return f"ผู้อื่นแก้ไขช่อง {named} ระหว่างที่ท่านพิมพ์ ใช้ข้อความล่าสุดแล้ว"


def _choice(form: Versioned, clash: Clash) -> Choice:
    mine, theirs = (form.shown(clash.part, value) for value in (clash.mine, clash.theirs))
    third, is_list = form.third(clash.part), clash.part in form.rows
    side = _plain if not third else _people if third == "both" else _words
    return Choice(
        clash.part,
        form.name_of(clash.part),
        side(mine, theirs),
        side(theirs, mine),
        third,
        _merged(clash, third),
        is_list,
        is_words=third in ("merge", "type"),
    )


def _plain(said: list[str], other: list[str]) -> list[list[Piece]]:
    """Choices are told apart at a glance."""
    return [[(False, line)] for line in said]


def _people(said: list[str], other: list[str]) -> list[list[Piece]]:
    """A name is the same or another, never half of each."""
    return [[(line not in other, line)] for line in said]


def _words(said: list[str], other: list[str]) -> list[list[Piece]]:
    """A line that the other side has too is not marked, one in the same place word by word."""
    lines: list[list[Piece]] = []
    for at, line in enumerate(said):
        beside = other[at] if at < len(other) and other[at] not in said else ""
        lines.append(marked(line, beside) if line not in other else [(False, line)])
    return lines


def _merged(clash: Clash, third: str) -> str:
    """What stands in the field of the third choice, to be smoothed by hand."""
    mine, theirs = clash.mine, clash.theirs
    if isinstance(mine, list):
        return "\n".join(dict.fromkeys([*theirs, *mine]))
    if third == "merge" and isinstance(theirs, str):
        return both(theirs, mine)
    return mine
