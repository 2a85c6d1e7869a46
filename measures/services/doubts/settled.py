"""Which doubts of a plan somebody let stand: kept with its report by the layer above, which this one doesn't know."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Protocol

from accounts.models import User
from document.doubts import Doubt
from measures.models import Measure, Plan


class Keep(Protocol):
    """Keeps that a person lets doubts about a measure stand, whether or not they may edit the report."""

    def __call__(self, *, plan: Plan, doubts: Sequence[Doubt], by: User, now: datetime, measure: Measure) -> None: ...


Read = Callable[[Plan], set[tuple[str, str]]]
_KEPT_BY: list[tuple[Read, Keep]] = []


def kept_by(read: Read, keep: Keep) -> None:
    """Registers where settled doubts are kept; called once, in an app's `ready`."""
    _KEPT_BY.append((read, keep))


def of(plan: Plan) -> set[tuple[str, str]]:
    """The key and the message (its first 1,000 characters) of each doubt of the plan that somebody let stand."""
    [(read, _)] = _KEPT_BY
    return read(plan)


def keep(*, plan: Plan, doubts: Sequence[Doubt], by: User, now: datetime, measure: Measure) -> None:
    """Lets doubts about a measure stand. Raises what the layer above raises for a report that is submitted."""
    [(_, write)] = _KEPT_BY
    write(plan=plan, doubts=doubts, by=by, now=now, measure=measure)
