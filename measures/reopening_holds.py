"""Why a plan's taken measures stay as they are for now: said by the layers above, which this one doesn't know."""

from __future__ import annotations

from collections.abc import Callable

from measures.models import Plan

# A Thai sentence with who can end it, or nothing.
Hold = Callable[[Plan], str]
_HOLDS: list[Hold] = []


def add(hold: Hold) -> None:
    """Registers a reason for which taken measures can't be reopened; called once, in an app's `ready`."""
    _HOLDS.append(hold)


def why_held(plan: Plan) -> str:
    """What holds the plan's taken measures, in Thai with who can end it; nothing where they can be reopened."""
    return next((why for hold in _HOLDS if (why := hold(plan))), "")
