"""An archive is made while people write: the database first, then every file that this very copy of it names.

A file is kept before any row names it, so that a copy of the database names nothing that is not there yet. What leaves
the store meanwhile is evidence whose time ran out; the manifest names it.
"""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from django.db import DatabaseError, connection, transaction

from audit import chain
from audit.heads import Head
from audit.models import AuditHead
from backups import archives, manifest
from backups.archives import Archive
from backups.database import engines
from backups.errors import Busy, NotDone, of_disk
from backups.manifest import Manifest
from files import store, writing
from reports.publication import sweeping

log = logging.getLogger(__name__)
FOLDER = "files"
_BLOCK = 1024 * 1024


@dataclass
class _Files:
    """What became of the files that the database names."""

    sums: dict[str, str] = field(default_factory=dict)
    size: int = 0
    absent: list[str] = field(default_factory=list)


def make(folder: Path, *, at: datetime) -> tuple[Archive, Manifest]:
    """Makes an archive below the folder and records it; files that the store has not whole are named in the manifest.

    Raises NotDone, and leaves no part behind, where it can't be made; that is recorded too if the database can do so.
    """
    with _failures_recorded(), archives.locked(folder):
        return make_in(folder, at=at)


def make_in(folder: Path, *, at: datetime) -> tuple[Archive, Manifest]:
    """The same for whoever holds the folder's lock already."""
    with _failures_recorded():
        done = _make(folder, at)
    _record("backup.made", {"files": done[1].files, "damaged": len(done[1].damaged), "seq": done[1].head.seq})
    return done


@contextmanager
def _failures_recorded() -> Iterator[None]:
    """All that goes wrong becomes NotDone, and an event; a database that takes none hides nothing."""
    try:
        yield
    except NotDone as error:
        _record_failure(error)
        raise
    except OSError as error:
        failure = of_disk(error, what="สำรองข้อมูล")
        _record_failure(failure)
        raise failure from error
    except DatabaseError as error:
        raise NotDone(f"สำรองข้อมูลไม่ได้ อ่านหรือเขียนฐานข้อมูลไม่ได้: {error}") from error


def _record_failure(failure: NotDone) -> None:
    if not isinstance(failure, Busy) and not failure.is_recorded:
        failure.is_recorded = True
        _record("backup.failed", {})


def _record(action: str, facts: dict[str, int]) -> None:
    """An archive that was made is there, and one that was not is told, also where the database takes nothing."""
    try:
        with transaction.atomic():
            chain.record(action, actor=None, agency=None, subject="backup", data=facts)
    except DatabaseError as error:
        log.warning("%s is not recorded: %s", action, error)


def _make(folder: Path, at: datetime) -> tuple[Archive, Manifest]:
    before = archives.found(folder)
    name = archives.name_of(at)
    with archives.growing(folder, name) as part:
        database = part / engines.engine().FILE
        with engines.engine().snapshot(database):
            named = sorted(sweeping.named())
            head = Head(*AuditHead.objects.values_list("seq", "hash").get())
            migrations = engines.applied()
        files = _copy(named, part, before[-1].path if before else None)
        still = sweeping.named() if files.absent else set()
        told = Manifest(
            made_at=at.isoformat(timespec="seconds"),
            portal=manifest.version(),
            engine=connection.vendor,
            database=database.name,
            migrations=tuple(migrations),
            head=head,
            files=len(files.sums),
            size=files.size,
            let_go=tuple(digest for digest in files.absent if digest not in still),
            damaged=tuple(digest for digest in files.absent if digest in still),
        )
        manifest.write(part, told, {database.name: digest_of(database), **files.sums})
    return Archive(at, folder / name), told


def _copy(named: Iterable[str], part: Path, before: Path | None) -> _Files:
    """Each file is read out of the store, which holds it to its digest, or taken from the archive before."""
    done = _Files()
    (part / FOLDER).mkdir(mode=0o700)
    for digest in named:
        place = f"{FOLDER}/{digest[:2]}/{digest}"
        target = part / place
        target.parent.mkdir(mode=0o700, exist_ok=True)
        if before is None or not archives.link_or_none(before / place, target):
            try:
                data = store.get(digest)
            except store.Altered:
                done.absent.append(digest)
                continue
            writing.replace(target, data, mode=writing.PRIVATE)
        done.sums[place] = digest
        done.size += target.stat().st_size
    return done


def digest_of(path: Path) -> str:
    """The SHA-256 of a file of any size. Raises OSError."""
    found = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            found.update(block)
    return found.hexdigest()
