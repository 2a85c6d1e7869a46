"""Which accounts are one person's: for the rules that go by person, and to show who has several."""

from __future__ import annotations

from collections.abc import Iterable

from accounts.models import User
from accounts.models.user import plain_address


def same_person(one: User, other: User) -> bool:
    """Whether two accounts are one person's: the very same, or two with one mail address."""
    return one.pk == other.pk or (address_of(one) != "" and address_of(one) == address_of(other))


def address_of(user: User) -> str:
    """The account's mail address as addresses are compared; empty where it has none."""
    return plain_address(user.email)


def sharing_an_address(users: Iterable[User]) -> list[list[User]]:
    """Those of the accounts that have an address in common, address by address, in the order in which they came."""
    found: dict[str, list[User]] = {}
    for user in users:
        found.setdefault(address_of(user), []).append(user)
    return [group for address, group in found.items() if address and len(group) > 1]
