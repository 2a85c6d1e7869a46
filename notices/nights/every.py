"""The jobs of a night, each once a day whoever does it; who missed nights makes up for them in one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from enum import Enum, auto
from time import monotonic

from django.utils import timezone

import clock
from audit import checks
from evidence.services.uploads import piece_by_piece as uploads
from notices.due.turning import turning
from notices.mail import digest
from notices.nights import looks, turn
from notices.nights.turn import Turn
from reports.importing import drafts
from reports.publication import sweeping
from reports.retention import nightly
from thai.dates import local_day
from thai.dates.showing import BANGKOK

SECONDS = 5.0  # of one turn: signatures and people's letters wait no longer
_REMINDERS = "reminders"


class Came(Enum):
    """How far a turn brought its job: to the end; not so far, and there is more to do now, or only later."""

    TO_THE_END = auto()
    TO_MORE = auto()
    TO_WAIT = auto()


@dataclass(frozen=True)
class Night:
    """A job that is done once a day, from an hour in Bangkok on, and after the job that `after` names."""

    name: str
    at: time
    job: Callable[[Turn], Came]
    after: str = ""


def declare(now: datetime) -> None:
    """What a new portal has to do of a night is written down; each begins with its next hour."""
    day = local_day(now)
    for night in NIGHTS:
        is_new = turn.declare(night.name, day if _has_come(night, now) else day - timedelta(days=1))
        if is_new and night.name == _REMINDERS:
            looks.ask_all(now)  # each later night looks where something changed since


def do_some(now: datetime) -> bool:
    """Gives each job whose hour has come a turn, unless somebody is at it, up to the first that has more to do now;
    whether one has. So whatever waits meanwhile waits for one turn.
    """
    day = local_day(now)
    for night in NIGHTS:
        is_waiting = night.after and not turn.is_done(night.after, day)
        mine = turn.take(night.name, day, now) if _has_come(night, now) and not is_waiting else None
        if mine is None:
            continue
        came = night.job(mine)
        if came is Came.TO_THE_END:
            mine.end()
        else:
            mine.leave()
        if came is Came.TO_MORE:
            return True
    return False


def _has_come(night: Night, now: datetime) -> bool:
    return now.astimezone(BANGKOK).time() >= night.at


def check_log(after: int = 0) -> int | None:
    """Takes a turn at looking the event log over, from behind the event to which the last one came; returns how far it
    came, or None once the whole log was looked over. Then all are told where something was found, or no longer is.
    """
    before = checks.last()
    found = checks.check_some(timezone.now(), after=after, seconds=SECONDS)
    if isinstance(found, int):
        return found
    if not found.whole or (before is not None and not before.whole):
        looks.ask_all(timezone.now())
    return None


def _check_log(mine: Turn) -> Came:
    came = check_log(mine.position)
    if came is None:
        return Came.TO_THE_END
    with mine.step():
        mine.position = came
    return Came.TO_MORE


def sweep_files(_: Turn | None = None) -> Came:
    """Removes reports that were brought in and left for a month, uploads that were left for a week, and evidence whose
    agency keeps it no longer; then deletes the files that nothing names.
    """
    drafts.forget(clock.now())
    uploads.forget(timezone.now())
    nightly.run(clock.now())
    sweeping.sweep(timezone.now())
    return Came.TO_THE_END


def _remind(mine: Turn) -> Came:
    """Has a look taken at the agencies in which a day changed something since the last night."""
    today = local_day(clock.now())
    with mine.step():
        if mine.after is None:
            looks.ask_all(mine.begun_at)
        else:
            looks.ask(turning(today - (mine.day - mine.after), today), mine.begun_at)
    return Came.TO_THE_END


def _write_letters(mine: Turn) -> Came:
    """The day's letters, once all that was to be looked at before was looked at."""
    if not looks.are_through(mine.begun_at):
        return Came.TO_WAIT
    now, end = clock.now(), monotonic() + SECONDS
    while monotonic() < end:
        with mine.step():
            _, last = digest.write_some(local_day(now), now=now, after=mine.position)
            mine.position = last or 0
        if last is None:
            return Came.TO_THE_END
    return Came.TO_MORE


NIGHTS = (
    Night("log", time(2, 0), _check_log),
    Night("sweep", time(3, 0), sweep_files),
    Night(_REMINDERS, time(7, 30), _remind),
    Night(digest.LETTERS, time(7, 30), _write_letters, after=_REMINDERS),
)
