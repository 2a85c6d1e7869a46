"""The one function that makes a move: permission, state, race and audit are checked here, for every workflow alike."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Protocol

from django.db import models

from accounts.access import Refused
from accounts.models import Agency, User
from accounts.who_can import who_holds
from audit import chain
from audit.facts import JSON
from workflow.table import Table, Transition


class Subject(Protocol):
    """A row that has a state: its model has a manager, its agency owns it, `subject` names it in the audit trail."""

    pk: Any
    state: str

    @property
    def agency(self) -> Agency: ...

    @property
    def subject(self) -> str: ...


# Why a person may not make a move, whatever their role, in Thai and with who can; nothing where only the role counts.
Rule = Callable[[Transition, Any, User], str]


class Overtaken(Exception):
    """The row is no longer in the state that the person saw; `state` is what it is now. Nothing was written."""

    def __init__(self, state: str) -> None:
        super().__init__(f"the state is {state}")
        self.state = state


class CommentNeeded(ValueError):
    """The move wants words and got none; the message is Thai."""


def no_rule(transition: Transition, subject: object, by: User) -> str:
    """The rule of a table without one: whoever has the role may."""
    return ""


def refusal(transition: Transition, subject: Subject, by: User, rule: Rule = no_rule) -> str | None:
    """Why the person may not make the move, whatever the state, in Thai with who can; None where they may.

    The rule speaks first, for it knows the very person; where it is silent, a missing role names those who hold it.
    """
    if transition.by_portal:
        return f"{transition.label}โดยระบบเท่านั้น"
    reason = rule(transition, subject, by)
    if reason or by.can(transition.permission, on=subject.agency):
        return reason or None
    return f"{transition.label}ได้เฉพาะ{who_holds(transition.permission, subject.agency, asking=by)}"


def allowed(moves: Table, subject: Subject, by: User, rule: Rule = no_rule) -> list[Transition]:
    """The moves that the person can make now: what the page draws as buttons."""
    ours = [move for move in moves.leaving(subject.state) if not move.by_portal]
    mine = [move for move in ours if by.can(move.permission, on=subject.agency)]
    return [move for move in mine if not rule(move, subject, by)]


def advance(
    subject: Subject,
    transition: Transition,
    *,
    by: User,
    rule: Rule = no_rule,
    comment: str = "",
    also: Mapping[str, object] | None = None,
    data: Mapping[str, JSON] | None = None,
) -> None:
    """Makes a move, in the caller's transaction: UPDATE ... WHERE state = seen, so that one of two colleagues wins.

    `also` are further columns to set, `data` further facts for the audit trail (ids and enums only).
    Raises Refused (role or rule), Overtaken (state), CommentNeeded.
    """
    reason = refusal(transition, subject, by, rule)
    if reason is not None:
        raise Refused(transition.permission, subject.agency, reason)
    if transition.needs_comment and not comment.strip() and subject.state in transition.sources:
        raise CommentNeeded("โปรดพิมพ์เหตุผล")
    _move(subject, transition, actor=by.pk, also=also, data=data)


def proceed(subject: Subject, transition: Transition, *, data: Mapping[str, JSON] | None = None) -> None:
    """Makes one of the portal's own moves, which no person makes; else as `advance`. Raises Overtaken."""
    if not transition.by_portal:
        raise ValueError(f"{transition.name} is a person's move")
    _move(subject, transition, actor=None, also=None, data=data)


def _move(
    subject: Subject,
    transition: Transition,
    *,
    actor: int | None,
    also: Mapping[str, object] | None,
    data: Mapping[str, JSON] | None,
) -> None:
    if subject.state not in transition.sources:
        raise Overtaken(subject.state)
    manager: models.Manager[Any] = type(subject)._default_manager  # type: ignore[attr-defined]  # a model's
    changed = manager.filter(pk=subject.pk, state=subject.state).update(state=transition.target, **(also or {}))
    if not changed:
        raise Overtaken(manager.values_list("state", flat=True).get(pk=subject.pk))
    facts: dict[str, JSON] = {"from": subject.state, "to": transition.target, **(data or {})}
    subject.state = transition.target
    kind = subject.subject.partition(":")[0]
    chain.record(
        f"{kind}.{transition.name}", actor=actor, agency=subject.agency.pk, subject=subject.subject, data=facts
    )
