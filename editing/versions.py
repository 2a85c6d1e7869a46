"""What a form was drawn from, and whose words stand where two people saved it: base, theirs, mine.

A form carries its base signed and compressed, however long its texts are, with where the trail stood then: who saved
since is read from it. It is only ever compared with: a person who forged it could claim no more than having seen what
is stored.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import TypeAlias

from django.core import signing

from audit.models import AuditHead

Value: TypeAlias = str | list[str]  # of a part of a form, as a browser posts it; a list for several fields or rows
Values: TypeAlias = dict[str, Value]

_Span: TypeAlias = tuple[int, int, list[str]]


@dataclass(frozen=True)
class Version:
    """What was stored at one time: `digest` is the service's name for it, `values` what its form shows.

    `seq` is the last event of the trail then, None where that is not known.
    """

    digest: str
    values: Values
    seq: int | None = field(default=None, compare=False)

    def sign(self) -> str:
        """Returns the version signed, for a hidden field, as what is stored now."""
        seq = AuditHead.objects.values_list("seq", flat=True).first()
        return _signer().sign_object([self.digest, self.values, seq or 0], compress=True)


NOTHING = Version("", {})


def _signer() -> signing.Signer:
    """Without the time: the same version gives the same words, whenever a form is drawn."""
    return signing.Signer(salt="form version")


def read(signed: str) -> Version:
    """The version that a form carries; for a forged or missing one a version that knows nothing."""
    try:
        digest, values, *seq = _signer().unsign_object(signed)
    except signing.BadSignature:
        return NOTHING
    return Version(digest, values, seq[0] if seq else None)


@dataclass(frozen=True)
class Clash:
    """A part of the form that both changed, differently; `base` is None where nobody knows what it said before."""

    part: str
    mine: Value
    theirs: Value
    base: Value | None = None


@dataclass(frozen=True)
class Settled:
    """What becomes of the form: `values` to go on with, `taken` parts in which the other's words stand now, and
    `clashes` that only a person can settle.
    """

    values: Values
    taken: tuple[str, ...]
    clashes: tuple[Clash, ...]


def settle(
    base: Mapping[str, Value], mine: Mapping[str, Value], theirs: Mapping[str, Value], rows: Collection[str] = ()
) -> Settled:
    """The three-way comparison, part by part; `rows` are parts whose rows are merged where no two changes meet."""
    values, taken, clashes = dict(mine), list[str](), list[Clash]()
    for part, own in mine.items():
        now, was = theirs[part], base.get(part)
        if now in (own, was):
            continue
        merged = merge_rows(was, own, now) if part in rows else None
        if own == was:
            merged = now
        if merged is None:
            clashes.append(Clash(part, own, now, was))
        else:
            values[part] = merged
            taken.append(part)
    return Settled(values, tuple(taken), tuple(clashes))


def merge_rows(base: Value | None, mine: Value, theirs: Value) -> Value | None:
    """The rows with both people's changes; None where two changes meet at one place."""
    if not (isinstance(base, list) and isinstance(mine, list) and isinstance(theirs, list)):
        return None
    changes = [*_changes(base, mine)]
    changes += [change for change in _changes(base, theirs) if change not in changes]
    merged, at, last = list[str](), 0, (-1, -1)
    for start, end, rows in sorted(changes, key=lambda change: change[:2]):
        if start < last[1] or (start, end) == last:
            return None
        merged += [*base[at:start], *rows]
        at, last = end, (start, end)
    return [*merged, *base[at:]]


def _changes(base: Sequence[str], changed: Sequence[str]) -> Iterator[_Span]:
    """Which rows of the base became which; as many for as many are changes of a row each."""
    for kind, start, end, from_, to in SequenceMatcher(None, base, changed, autojunk=False).get_opcodes():
        if kind == "replace" and end - start == to - from_:
            yield from ((start + n, start + n + 1, [changed[from_ + n]]) for n in range(end - start))
        elif kind != "equal":
            yield start, end, list(changed[from_:to])
