"""Who has just been given a place in an agency: told to the layers above, which this one doesn't know."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from accounts.models import Agency, Unit, User


@dataclass(frozen=True)
class Newcomer:
    """A person with roles in an agency; `names` are those that are theirs there for certain, `by` whose doing it is.

    Without `by` it was the keeper of the installation.
    """

    agency: Agency
    user: User
    unit: Unit | None
    post: str
    names: tuple[str, ...]
    by: User | None


_WELCOMES: list[Callable[[Newcomer], None]] = []


def add(welcome: Callable[[Newcomer], None]) -> None:
    """Registers what is done about newcomers, in the transaction that makes them; called once, in an app's `ready`."""
    _WELCOMES.append(welcome)


def welcome(newcomer: Newcomer) -> None:
    """Does what the layers above do about a newcomer; may be said again of who is there already."""
    for each in _WELCOMES:
        each(newcomer)
