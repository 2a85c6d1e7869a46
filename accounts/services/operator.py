"""Who keeps the installation: said by whoever has its server, never by browser."""

from __future__ import annotations

from django.db import transaction

from accounts.models import User
from audit import chain


@transaction.atomic
def appoint(user: User) -> bool:
    """Lets a person keep the lists that serve all agencies; returns whether they did not before."""
    return _set(user, "user.operator_made", is_operator=True)


@transaction.atomic
def dismiss(user: User) -> bool:
    """Takes that from them; returns whether they had it. Their roles in agencies stay."""
    return _set(user, "user.operator_ended", is_operator=False)


def _set(user: User, action: str, *, is_operator: bool) -> bool:
    changed = User.objects.filter(pk=user.pk, is_superuser=not is_operator).update(is_superuser=is_operator)
    if changed:
        chain.record(action, actor=None, agency=None, subject=f"user:{user.pk}")
    return bool(changed)


def one_at_a_time() -> None:
    """Lets whoever writes what serves all agencies wait for another who does, until their transaction ends."""
    # Their own rows are what both have; SQLite has locked the database. No key: who names them needn't wait.
    held = User.objects.filter(is_superuser=True).order_by("pk").select_for_update(no_key=True)
    list(held.values_list("pk", flat=True))
