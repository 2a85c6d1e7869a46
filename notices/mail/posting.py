"""Sending: in batches over one connection to the mail server, by any number of workers, for a limited time.

A batch is in the hands of one worker. Each letter is marked as tried right before it goes out and as sent right after
the server took it, so a worker that is killed leaves one letter at the most of which nobody knows whether it went; that
one goes out again, under the same Message-ID. The order turned round would lose it.
"""

from __future__ import annotations

import logging
import secrets
import smtplib
from datetime import datetime, timedelta
from time import monotonic

from django.core.mail import get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import models, transaction

from clock.measured import measured
from notices.mail import letters
from notices.models import Mail, MailServer
from notices.models.mail import LONGEST_PAUSE, PATIENCE

log = logging.getLogger(__name__)
_BATCH = 50  # letters in one hand, and over one connection: many servers take no more than a hundred
_PAUSE = timedelta(minutes=5)  # after a refusal; twice as long after each further one
_SERVER_PAUSE, _LONGEST_SERVER_PAUSE = timedelta(minutes=1), timedelta(minutes=30)
_GOING_DOWN = 421  # a server's word that it ends the connection, whatever it was asked


@measured("letters")
def post(now: datetime, *, seconds: float = float("inf"), daily: bool = True) -> int:
    """Sends the letters that wait, for so long at the most; returns how many the mail server took.

    Urgent ones go first, and alone unless `daily`. A letter that is refused is tried again, later each time; a mail
    server that can't be reached ends the round and is left alone for a while, longer each time. Both are logged,
    nothing else fails, and no letter is forgotten for seven days.
    """
    end, sent = monotonic() + seconds, 0
    while monotonic() < end and not _rests(now):
        batch = _take(now, daily=daily)
        if not batch:
            break
        round_ = _Round(batch, now, end)
        round_.make()
        sent += round_.sent
    return sent


def are_waiting(now: datetime, *, daily: bool) -> bool:
    """Whether some letter, of the day's or an urgent one, could go out now."""
    return Mail.objects.waiting(now).order_by().filter(daily=daily).exists() and not _rests(now)


@transaction.atomic
def _take(now: datetime, *, daily: bool) -> list[Mail]:
    """The next letters, in hand for PATIENCE: of two who take some at once, each gets others."""
    waiting = Mail.objects.waiting(now)
    if not daily:
        waiting = waiting.filter(daily=False)
    batch = list(waiting.select_related("user").select_for_update(skip_locked=True, of=("self",))[:_BATCH])
    lease = secrets.token_hex(16)
    Mail.objects.filter(pk__in=[letter.pk for letter in batch]).update(lease=lease, next_at=now + PATIENCE)
    for letter in batch:
        letter.lease = lease
    return batch


class _Round:
    """One batch on its way: `sent` counts what the server took."""

    def __init__(self, batch: list[Mail], now: datetime, end: float) -> None:
        self._left, self._now, self._end = list(batch), now, end
        self._contents = letters.contents_of(batch)
        self._stale_at = monotonic() + PATIENCE.total_seconds() / 2
        self.sent = 0

    def make(self) -> None:
        """Sends one after the other; what there is no time for is put back, whatever ended the round."""
        connection = get_connection()
        try:
            connection.open()
            while self._left and monotonic() < min(self._end, self._stale_at):
                self._send(self._left.pop(0), connection)
            _server_works()
        except (OSError, smtplib.SMTPException) as error:
            _server_fails(error, self._now)
        finally:
            _hang_up(connection)
            _put_back(self._left)

    def _send(self, letter: Mail, connection: BaseEmailBackend) -> None:
        """Marks a letter as tried, sends it and marks it as sent; nothing where another has it by now."""
        if not self._marked_as_tried(letter):
            return
        message = letters.written(letter, self._contents)
        if message is None or not letter.user.is_active or not letter.user.email:
            _settle(letter, self._now, fault="nothing to say")
            return
        message.connection = connection
        try:
            message.send()
        except (smtplib.SMTPResponseException, smtplib.SMTPRecipientsRefused, ValueError) as error:
            self._refused(letter, error)
            if getattr(error, "smtp_code", 0) == _GOING_DOWN:
                raise
        except (OSError, smtplib.SMTPException) as error:
            self._refused(letter, error)
            raise
        else:
            _settle(letter, self._now)
            self.sent += 1

    def _marked_as_tried(self, letter: Mail) -> bool:
        mine = Mail.objects.filter(pk=letter.pk, sent_at=None, lease=letter.lease)
        if letter.tried_at is not None and not letter.fault:
            log.warning("letter %s may have gone out before: it goes again under the same Message-ID", letter.pk)
        letter.tries += 1
        return bool(mine.update(tried_at=self._now, fault="", tries=letter.tries))

    def _refused(self, letter: Mail, error: Exception) -> None:
        """The kind of fault alone is kept: what the server said may name people."""
        fault = type(error).__name__[:60]
        pause = min(_PAUSE * 2 ** min(letter.tries - 1, 10), LONGEST_PAUSE)
        mine = Mail.objects.filter(pk=letter.pk, lease=letter.lease)
        mine.update(lease="", fault=fault, next_at=self._now + pause)
        log.warning("letter %s waits: %s", letter.pk, fault)


def _settle(letter: Mail, now: datetime, *, fault: str = "") -> None:
    """Nobody sends it any more: it went out, or there is nothing to send."""
    Mail.objects.filter(pk=letter.pk).update(lease="", sent_at=now, fault=fault)


def _put_back(left: list[Mail]) -> None:
    if left:
        Mail.objects.filter(pk__in=[each.pk for each in left], lease=left[0].lease).update(lease="", next_at=None)


def _hang_up(connection: BaseEmailBackend) -> None:
    try:
        connection.close()
    except (OSError, smtplib.SMTPException) as error:
        log.info("the mail server hung up first: %s", type(error).__name__)


def _rests(now: datetime) -> bool:
    """Whether the mail server failed lately, and is left alone."""
    until = now + _LONGEST_SERVER_PAUSE  # nobody rests longer: the clock was put back
    return MailServer.objects.filter(next_at__gt=now, next_at__lte=until).exists()


def _server_works() -> None:
    MailServer.objects.exclude(failures=0).update(failures=0, next_at=None)


def _server_fails(error: Exception, now: datetime) -> None:
    row, _ = MailServer.objects.get_or_create(id=1)
    pause = min(_SERVER_PAUSE * 2 ** min(row.failures, 10), _LONGEST_SERVER_PAUSE)
    MailServer.objects.filter(id=1).update(failures=models.F("failures") + 1, next_at=now + pause)
    log.error("the mail server failed (%s): it is tried again in %d s", type(error).__name__, pause.total_seconds())
