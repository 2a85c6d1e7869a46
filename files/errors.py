"""Why the store did not give or take bytes."""

from __future__ import annotations


class Altered(Exception):
    """Frozen bytes are not what their digest names, or are gone."""


class Away(OSError):
    """The object store gives no answer, or refuses who asks: nothing is known of the bytes, so nothing is lost."""
