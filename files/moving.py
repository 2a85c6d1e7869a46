"""From one shelf of the store to the other: each file held to its digest; may be stopped and begun again."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from itertools import islice

from files.digests import is_digest
from files.shelves.shelf import Shelf

_AT_ONCE = 8
_LOT = 64  # files between two looks at whether to go on


@dataclass
class Moved:
    """What was done so far; `damaged` are digests whose bytes at the source are others or gone, which stay there."""

    copied: int = 0
    there: int = 0
    deleted: int = 0
    size: int = 0
    damaged: list[str] = field(default_factory=list)

    @property
    def seen(self) -> int:
        return self.copied + self.there + len(self.damaged)


def move(source: Shelf, target: Shelf, *, delete: bool, tell: Callable[[Moved], None]) -> Moved:
    """Copies what the target has not, tells after each lot, and returns what was done. Raises OSError.

    What the target has under a digest is read there and counts only if it is whole: an earlier run may have been killed
    by a machine that stopped. With `delete` a file leaves the source once the target gave back its very bytes.
    """
    done = Moved()
    names = (name for name in source.names() if is_digest(name))
    with ThreadPoolExecutor(_AT_ONCE) as at_once:
        while lot := list(islice(names, _LOT)):
            absent = target.missing(lot)
            for one in at_once.map(lambda name: _move(name, source, target, name in absent, delete), lot):  # noqa: B023
                _count(done, one)
            tell(done)
    return done


@dataclass(frozen=True)
class _One:
    digest: str
    copied: bool = False
    damaged: bool = False
    deleted: bool = False
    size: int = 0


def _move(digest: str, source: Shelf, target: Shelf, absent: bool, delete: bool) -> _One:
    if not absent and _whole(digest, target) is not None:
        if delete:
            source.delete(digest)
        return _One(digest, deleted=delete)
    data = _whole(digest, source)
    if data is None:
        return _One(digest, damaged=True)
    target.put(digest, data)
    deletes = delete and _whole(digest, target) is not None
    if deletes:
        source.delete(digest)
    return _One(digest, copied=True, deleted=deletes, size=len(data))


def _whole(digest: str, shelf: Shelf) -> bytes | None:
    """The bytes where they are those that the digest names."""
    try:
        data = shelf.read(digest)
    except FileNotFoundError:
        return None
    return data if hashlib.sha256(data).hexdigest() == digest else None


def _count(done: Moved, one: _One) -> None:
    done.copied += one.copied
    done.there += not one.copied and not one.damaged
    done.deleted += one.deleted
    done.size += one.size
    if one.damaged:
        done.damaged.append(one.digest)
