"""Saving a form beside others: what only one changed is merged, what both changed is chosen part by part."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from django.contrib import messages
from django.http import HttpResponse, QueryDict

import clock
from accounts.access import AgencyRequest, SignedInRequest
from accounts.changed import Changed
from accounts.models import SetAside
from editing.choices import Choice, Piece, carry, draw, unanswered
from editing.forms import Versioned
from editing.unchosen import Lost, keep
from editing.versions import Clash, Value, Version, read, settle
from editing.who_saved import Trail
from thai.difference import marked
from thai.merging import merge_lists, merge_words

_TRIES = 5  # how often others may save between two looks at what is stored
KEPT = "สิ่งที่ไม่ได้เลือกจะเก็บไว้ท้ายหน้านี้ เปิดอ่านและคัดลอกกลับมาใช้ได้"
_BUSY = "มีผู้อื่นกำลังบันทึกอยู่เช่นกัน โปรดกดบันทึกอีกครั้ง"

Form = TypeVar("Form", bound=Versioned)


@dataclass
class Attempt(Generic[Form]):
    """How a save went: it was `saved`, or the form says why not, or there are `clashes` with `theirs`."""

    form: Form
    data: QueryDict
    since: int | None = None  # where the trail stood when the form was drawn
    until: int | None = None  # and when it was last compared with what is stored: before one's own save
    taken: list[str] = field(default_factory=list)
    clashes: tuple[Clash, ...] = ()
    theirs: Version | None = None
    signed: str = ""  # `theirs`, as the page of choices carries it
    saved: bool = False
    busy: bool = False

    @property
    def status(self) -> int:
        """The HTTP status of the page that shows the form again."""
        return 409 if self.busy else 422

    def tell(self, request: SignedInRequest, trail: Trail) -> None:
        """Says once in which parts another version stands now."""
        if self.taken:
            messages.info(request, trail.savers(request.user, self.since, self.until).taken(self.taken))
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
    if asked := _asked_again(posted, bind):
        return asked
    data = chosen(posted, bind)
    tried = Attempt(bind(data), data)
    tried.since = tried.form.drawn_from().seq
    for _ in range(_TRIES):
        form = tried.form = bind(data)
        tried.data = data
        if not form.is_valid():
            return tried
        base = form.drawn_from()
        try:
            tried.saved = write(form, base.digest)
        except Changed as changed:
            theirs = version(changed.theirs)
        else:
            return tried
        signed, settled = theirs.sign(), settle(base.values, form.typed(), theirs.values, form.rows)
        tried.until, data = read(signed).seq, data.copy()
        for part in settled.taken:
            form.put(data, part, settled.values[part])
        tried.taken += [name for name in map(form.name_of, settled.taken) if name not in tried.taken]
        if settled.clashes:
            tried.data, tried.clashes, tried.theirs, tried.signed = data, settled.clashes, theirs, signed
            return tried
        data["base"] = signed
    tried.form, tried.data, tried.busy = bind(data), data, True
    return tried


def _asked_again(posted: QueryDict, bind: Callable[[QueryDict], Form]) -> Attempt[Form] | None:
    """The same page of choices, where something on it was not answered."""
    if not unanswered(posted):
        return None
    data, signed = posted.copy(), posted.get("settled", "")
    form, theirs = bind(data), read(signed)
    if not form.is_valid() or not set(form.typed()) <= set(theirs.values):
        return None
    base = form.drawn_from()
    clashes = settle(base.values, form.typed(), theirs.values, form.rows).clashes
    return Attempt(form, data, base.seq, theirs.seq, clashes=clashes, theirs=theirs, signed=signed) if clashes else None


def chosen(posted: QueryDict, bind: Callable[[QueryDict], Form]) -> QueryDict:
    """The form's data after the choices of a conflict page, drawn from what that page showed; else the post itself."""
    data = posted.copy()
    if "settled" not in posted or unanswered(posted):
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


def _typed(text: str, like: Value) -> Value:
    """What was typed as a third: the rows of a list stand a line each."""
    return text if isinstance(like, str) else [line.strip() for line in text.splitlines() if line.strip()]


def given_up(posted: QueryDict, form: Versioned) -> dict[str, Value]:
    """One's own words, by part, that one gave up in the choices of a conflict page; `form` is bound to the post."""
    parts = [key.removeprefix("choose-") for key, choice in posted.items() if key.startswith("choose-")]
    if "settled" not in posted or unanswered(posted) or not form.is_valid():
        return {}
    typed = form.typed()
    return {part: typed[part] for part in parts if part in typed and posted[f"choose-{part}"] != "mine" and typed[part]}


def unchosen(posted: QueryDict, form: Versioned) -> Iterator[tuple[str, Value]]:
    """All that lost in the choices of a conflict page, one's own or another's, by part."""
    if "settled" not in posted or unanswered(posted) or not form.is_valid():
        return
    typed = form.typed()
    for part, value in read(posted.get("settled", "")).values.items():
        if part not in typed:  # signed for another form
            continue
        choice = posted.get(f"choose-{part}")
        stands = _typed(posted.get(f"merged-{part}", ""), value) if choice == "merge" else None
        if choice in ("theirs", "merge") and typed[part] != stands:
            yield part, typed[part]
        if choice in ("mine", "merge") and value != stands:
            yield part, value


def keep_unchosen(
    request: AgencyRequest, page: SetAside.Page, row: int, bind: Callable[[QueryDict], Versioned]
) -> None:
    """What lost in a choice about an agency's settings, before anything else happens to it."""
    form = bind(request.POST)
    lost = [
        Lost(part, form.name_of(part), "\n".join(form.shown(part, value)))
        for part, value in unchosen(request.POST, form)
    ]
    if lost:
        keep(agency=request.agency, page=page, row=row, lost=lost, by=request.user, now=clock.now())


# The page


def respond(request: SignedInRequest, tried: Attempt[Form], trail: Trail, *, about: str, kept: str) -> HttpResponse:
    """The page of choices about something; `kept` says where the words that are not chosen can be found."""
    who = trail.savers(request.user, tried.since, tried.until)
    choices = [_choice(tried.form, clash) for clash in tried.clashes]
    carried = [*carry(tried.data), ("settled", tried.signed)]
    taken = who.taken(tried.taken) if tried.taken else ""
    return draw(request, choices, carried, who, about=about, kept=kept, taken=taken)


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


def _plain(mine: list[str], other: list[str]) -> list[list[Piece]]:
    """Marks nothing: short choices are told apart at a glance."""
    return [[(False, line)] for line in mine]


def _people(mine: list[str], other: list[str]) -> list[list[Piece]]:
    """Marks a whole line that the other side lacks: a name is the same or another, never half of each."""
    return [[(line not in other, line)] for line in mine]


def _words(mine: list[str], other: list[str]) -> list[list[Piece]]:
    """A line that the other side has too is not marked, one in the same place word by word."""
    lines: list[list[Piece]] = []
    for at, line in enumerate(mine):
        beside = other[at] if at < len(other) and other[at] not in mine else ""
        lines.append(marked(line, beside) if line not in other else [(False, line)])
    return lines


def _merged(clash: Clash, third: str) -> str:
    """What stands in the field of the third choice, to be smoothed by hand."""
    mine, theirs, base = clash.mine, clash.theirs, clash.base
    if isinstance(mine, list):
        return "\n".join(merge_lists(base if isinstance(base, list) else None, mine, theirs, whole=third == "both"))
    if third == "merge" and isinstance(theirs, str):
        return merge_words(base if isinstance(base, str) else None, mine, theirs)
    return mine
