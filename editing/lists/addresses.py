"""The addresses of a list's rows, of which only the last part differs."""

from __future__ import annotations

from collections.abc import Callable

from django.urls import reverse


def address_of_each(name: str, *arguments: object) -> Callable[[int | str], str]:
    """Gives the address of a page by its last argument, digits or a code: fifty are not worked out one by one."""
    before, after = reverse(name, args=[*arguments, 0]).rsplit("0", 1)
    return lambda key: f"{before}{key}{after}"
