"""The code under which a round can be asked for: nobody guesses it, and people can read it out."""

from __future__ import annotations

import secrets

# Crockford's base 32: no I, L, O and U, so that no two look alike.
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
GROUPS = 4
LETTERS = 4  # in a group; five bits each, 80 bits in all


def new_code(agency_code: str, year: int) -> str:
    """Such as TSTN-2566-7K4M-92QD-0GHX-5TB1; the year is that of the measures (Buddhist era)."""
    groups = ("".join(secrets.choice(ALPHABET) for _ in range(LETTERS)) for _ in range(GROUPS))
    return "-".join((agency_code, str(year), *groups))
