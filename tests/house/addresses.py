"""The addresses of the portal, out of its URLconf."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.urls import URLPattern, URLResolver, get_resolver

from accounts.permissions import Permission


@dataclass(frozen=True)
class Door:
    """One address: its name with the namespace, the names of its arguments, and its view's declaration."""

    name: str
    arguments: frozenset[str]
    access: Permission | str | None


def doors(patterns: Sequence[URLPattern | URLResolver] | None = None) -> list[Door]:
    """All doors of the portal, or of the patterns given."""
    return list(_walk(get_resolver().url_patterns if patterns is None else patterns, "", frozenset()))


def _walk(patterns: Sequence[URLPattern | URLResolver], space: str, above: frozenset[str]) -> Iterator[Door]:
    for each in patterns:
        arguments = above | each.pattern.regex.groupindex.keys()
        if isinstance(each, URLResolver):
            yield from _walk(each.url_patterns, f"{space}{each.namespace}:" if each.namespace else space, arguments)
        else:
            yield Door(f"{space}{each.name}", arguments, getattr(each.callback, "access", None))
