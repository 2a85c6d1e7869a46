"""Which archives are made by themselves, which are kept, and whether all is well with them.

The folder itself is the record: what is in it is there, also for a portal that was restored from it. Whoever makes an
archive holds the folder's lock, so that several workers, on several machines even, make one.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Hashable, Sequence
from datetime import UTC, datetime, time, timedelta
from enum import StrEnum
from pathlib import Path

from django.conf import settings

from backups import archives
from backups.archives import Archive
from backups.errors import Busy, NotDone, of_disk
from backups.make import make_in
from backups.manifest import Manifest
from files import writing
from thai.dates.showing import BANGKOK

_AT = time(1, 0)  # before the night's other work
_LATE = timedelta(hours=36)  # since the newest: a night was missed, and half a day to see to it
_FAILED = "FAILED.txt"
_begun: list[subprocess.Popen[bytes]] = []
_MANAGE = Path(__file__).resolve().parents[1] / "manage.py"
_KINDS: tuple[Callable[[datetime], Hashable], ...] = (
    lambda day: day.date(),
    lambda day: day.isocalendar()[:2],
    lambda day: (day.year, day.month),
)


class State(StrEnum):
    """How the backups are, for the machine that watches."""

    OK = "ok"
    FAILED = "failed"  # the last one was not made, or named files that the store had not whole
    OLD = "old"
    UNAVAILABLE = "unavailable"  # their folder


def state(now: datetime) -> State | None:
    """None where none are wanted."""
    if not settings.BACKUP_DIR:
        return None
    folder = Path(settings.BACKUP_DIR)
    try:
        held, has_failed = archives.found(folder), (folder / _FAILED).exists()
    except FileNotFoundError:
        return State.OLD  # none was made yet
    except OSError:
        return State.UNAVAILABLE
    if has_failed:
        return State.FAILED
    return State.OK if held and now - held[-1].at <= _LATE else State.OLD


def begin_if_due(now: datetime) -> None:
    """Starts a process that makes the night's archive, if none was made since one o'clock, and waits for nothing."""
    _begun[:] = [each for each in _begun if each.poll() is None]  # those that ended leave the system's list
    if settings.BACKUP_DIR and is_due(Path(settings.BACKUP_DIR), now):
        command = [sys.executable, str(_MANAGE), "backup", "--scheduled"]
        _begun.append(subprocess.Popen(command, start_new_session=True))  # noqa: S603 - this program itself


def make_scheduled(now: datetime) -> tuple[Archive, Manifest] | None:
    """Makes the night's archive unless it is there or another is at it, and deletes those that need not be kept.

    Raises NotDone. What went wrong stays in the folder for people to read, until an archive is made.
    """
    folder = Path(settings.BACKUP_DIR)
    try:
        with archives.locked(folder):
            if not is_due(folder, now):
                return None
            done = make_in(folder, at=now)
            delete_old(folder)
    except Busy:
        return None
    except NotDone as error:
        _tell(folder, now, f"{error}\n")
        raise
    except OSError as error:
        failure = of_disk(error, what="สำรองข้อมูลหรือลบสำเนาเก่า")
        _tell(folder, now, f"{failure}\n")
        raise failure from error
    damaged = done[1].damaged
    _tell(folder, now, f"{len(damaged):,} files are not whole:\n" + "\n".join(damaged) + "\n" if damaged else "")
    return done


def _tell(folder: Path, now: datetime, told: str) -> None:
    try:
        if told:
            writing.replace(folder / _FAILED, f"{now.isoformat()}\n{told}".encode(), mode=writing.ORDINARY)
        else:
            (folder / _FAILED).unlink(missing_ok=True)
    except OSError:
        return  # a disk that takes nothing: there will be no archive either, and that is seen


def delete_old(folder: Path) -> list[Archive]:
    """Deletes what is no longer kept, and returns it. Raises OSError."""
    held = archives.found(folder)
    kept = kept_of(held, settings.BACKUP_KEEP)
    gone = [each for each in held if each not in kept]
    for each in gone:
        archives.delete(each)
    return gone


def kept_of(held: Sequence[Archive], most: Sequence[int]) -> set[Archive]:
    """The newest archive of each of the last so many days, weeks and months that have one; the newest in any case.

    Counted by archives and not by the calendar: after a pause nothing goes for which nothing came.
    """
    kept = {max(held)} if held else set()
    for number, kind in zip(most, _KINDS, strict=True):
        newest: dict[Hashable, Archive] = {kind(each.at.astimezone(BANGKOK)): each for each in sorted(held)}
        kept |= set(sorted(newest.values())[-number:]) if number > 0 else set()
    return kept


def is_due(folder: Path, now: datetime) -> bool:
    """Whether no archive was made since the last one o'clock."""
    here = now.astimezone(BANGKOK)
    since = datetime.combine(here.date(), _AT, BANGKOK)
    since -= timedelta(days=1) if since > here else timedelta()
    try:
        held = archives.found(folder)
    except FileNotFoundError:
        return True
    except OSError:
        return True  # whoever tries says what is wrong
    return not held or held[-1].at < since.astimezone(UTC)
