"""Who can sign in to a demonstration; the passwords were printed once, where it was set up."""

from typing import NamedTuple

from accounts.models import Membership, OverseerReach


class SignInNote(NamedTuple):
    """A line of the sign-in page's list: `role` is Thai, several roles of one person joined."""

    username: str
    name: str
    role: str


def sign_in_notes() -> list[SignInNote]:
    """Every person with a role or a reach, in the order of their first; no password, for none is stored readable."""
    roles: dict[tuple[str, str], list[str]] = {}
    active = Membership.objects.filter(is_active=True, user__is_active=True).select_related("user").order_by("pk")
    for membership in active:
        roles.setdefault((membership.user.username, membership.user.name), []).append(membership.get_role_display())
    for reach in OverseerReach.objects.filter(user__is_active=True).select_related("user").order_by("pk"):
        roles.setdefault((reach.user.username, reach.user.name), []).append("ผู้กำกับดูแล")
    return [SignInNote(username, name, ", ".join(dict.fromkeys(labels))) for (username, name), labels in roles.items()]
