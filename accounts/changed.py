"""Whether somebody else saved while a form was open: by a digest of the facts that it was drawn from."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, is_dataclass
from datetime import date
from typing import Any


class Changed(Exception):
    """Someone else saved while the form was open; `theirs` is what is stored now. Nothing was written."""

    def __init__(self, theirs: Any) -> None:  # noqa: ANN401 - the facts of whichever form it was
        super().__init__("another saved first")
        self.theirs = theirs


def sha256_of(facts: object) -> str:
    """The SHA-256 of facts as JSON: the same facts in the same order give the same 64 hexadecimal characters."""
    return hashlib.sha256(json.dumps(facts, ensure_ascii=False, default=date.isoformat).encode()).hexdigest()


def digest(facts: object) -> str:
    """Names what a form was drawn from: twenty hexadecimal characters of a dataclass or a list."""
    if is_dataclass(facts) and not isinstance(facts, type):
        facts = {name: sorted(v) if isinstance(v, frozenset) else v for name, v in asdict(facts).items()}
    return sha256_of(facts)[:20]


def compare(stored: object, base: str) -> None:
    """Raises Changed where the stored facts are not those that the form was drawn from."""
    if base != digest(stored):
        raise Changed(stored)
