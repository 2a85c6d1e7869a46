"""A workflow as a table of its moves: buttons, permissions, tests and the engine all read it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from accounts.permissions import Permission


@dataclass(frozen=True)
class Transition:
    """One move: `label` is the button's Thai verb, `in_history` what a history says instead of it, if it says another.

    What is `by_portal` no person makes, whatever their role; the permission is that of whose decision it follows.
    """

    name: str
    label: str
    sources: frozenset[str]
    target: str
    permission: Permission
    needs_comment: bool = False
    in_history: str = ""
    icon: str = "arrow-right"
    by_portal: bool = False

    @property
    def done(self) -> str:
        """What a history says of the move once it is made."""
        return self.in_history or self.label


class Table(Mapping[str, Transition]):
    """The moves of a workflow by name, in the order in which buttons stand."""

    def __init__(self, transitions: Iterable[Transition]) -> None:
        self._by_name: dict[str, Transition] = {}
        for transition in transitions:
            if transition.name in self._by_name:
                raise ValueError(f"two moves are called {transition.name}")
            self._by_name[transition.name] = transition

    def __getitem__(self, name: str) -> Transition:
        return self._by_name[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._by_name)

    def __len__(self) -> int:
        return len(self._by_name)

    def leaving(self, state: str) -> list[Transition]:
        """The moves out of a state, whoever may make them."""
        return [transition for transition in self.values() if state in transition.sources]


def table(*transitions: Transition) -> Table:
    """The table of a workflow; ValueError where two moves share a name."""
    return Table(transitions)
