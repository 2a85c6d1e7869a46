"""Receives a file that is looked at, no more of it than can be examined."""

from __future__ import annotations

from accounts import uploads
from pades.examination.sandbox import LIMIT


class Passing(uploads.Passing):
    """Nothing is written to disk; of a file that is too large the rest is thrown away as it comes."""

    limit = LIMIT
