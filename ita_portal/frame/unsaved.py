"""What a person typed and has not saved, as their home shows it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import Resolver404, resolve

from accounts.models import Draft, User
from editing import drafts
from measures.models import EDITABLE, Measure, State

_TO_EDIT = {"progress", "action", "action_new", "change", "officers", "references", "hand_in"}
# In which states of its measure a page shows its form; one that is not named is open in any.
_OPEN_IN = {
    **{f"measures:{name}": EDITABLE for name in _TO_EDIT},
    "measures:check": frozenset({State.HANDED_IN}),
    "measures:recall": frozenset({State.HANDED_IN}),
    "measures:reopen": frozenset({State.TAKEN}),
}


@dataclass(frozen=True)
class Unsaved:
    """Drafts to go on with, those whose measure is closed, and those thrown away within a day."""

    open: tuple[Draft, ...] = ()
    to_copy: tuple[Draft, ...] = ()
    thrown: tuple[Draft, ...] = ()


def unsaved_of(user: User) -> Unsaved:
    """The person's drafts, the latest first; two queries more for any number."""
    found = drafts.with_thrown(user)
    waiting = [draft for draft in found if draft.thrown_at is None]
    closed = _closed(waiting)
    return Unsaved(
        tuple(draft for draft in waiting if draft.pk not in closed),
        tuple(draft for draft in waiting if draft.pk in closed),
        tuple(draft for draft in found if draft.thrown_at is not None),
    )


def _closed(found: Iterable[Draft]) -> set[int]:
    """The keys of the drafts whose page shows no form now: their measure is handed in, taken or out of the plan."""
    of_measures = {}
    for draft in found:
        try:
            page = resolve(draft.page)
        except Resolver404:
            continue
        if page.view_name in _OPEN_IN:
            of_measures[draft.pk] = (page.view_name, int(page.kwargs["pk"]))
    kept = Measure.objects.kept().filter(pk__in={pk for _, pk in of_measures.values()})
    states = dict(kept.values_list("pk", "state")) if of_measures else {}
    return {key for key, (name, pk) in of_measures.items() if states.get(pk) not in _OPEN_IN[name]}
