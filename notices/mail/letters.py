"""Letters out of the portal: written from their notices, sent in Thai as plain text with simple HTML beside it."""

from __future__ import annotations

import hashlib
import logging
import smtplib
from collections import Counter
from datetime import datetime
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import models
from django.template.loader import render_to_string

from clock.measured import measured
from notices.mail import password_letter
from notices.models import Kind, Mail, Notice

log = logging.getLogger(__name__)

LISTED = 30  # matters in one letter; the others are counted


@measured("letters")
def post(now: datetime) -> int:
    """Sends the letters that wait, one after the other; returns how many the mail server took.

    A letter that is refused waits for another try; a mail server that can't be reached ends the round. Both are
    logged, nothing else fails, and no letter is forgotten for seven days.
    """
    waiting = list(Mail.objects.waiting(now).select_related("user"))
    if not waiting:
        return 0
    connection = get_connection()
    sent = 0
    for letter in waiting:
        try:
            sent += _send(letter, connection, now)
        except (smtplib.SMTPResponseException, smtplib.SMTPRecipientsRefused, ValueError) as error:
            _note(letter, error)
        except (OSError, smtplib.SMTPException) as error:
            _note(letter, error)
            break
    return sent


def _send(letter: Mail, connection: BaseEmailBackend, now: datetime) -> bool:
    """Takes a letter in hand, sends it and marks it as sent; False where another has it."""
    mine = Mail.objects.waiting(now).filter(pk=letter.pk).order_by()
    if not mine.update(tried_at=now, tries=models.F("tries") + 1):
        return False
    message = written(letter)
    if message is None or not letter.user.is_active or not letter.user.email:
        Mail.objects.filter(pk=letter.pk).update(sent_at=now, fault="nothing to say")
        return False
    message.connection = connection
    message.send()
    Mail.objects.filter(pk=letter.pk).update(sent_at=now, fault="")
    return True


def _note(letter: Mail, error: Exception) -> None:
    """The kind of fault alone: what the server said may name people."""
    Mail.objects.filter(pk=letter.pk).update(fault=type(error).__name__[:60])
    log.warning("letter %s waits: %s", letter.pk, type(error).__name__)


def written(letter: Mail) -> EmailMultiAlternatives | None:
    """A letter as it goes out; None where nothing of what it should tell is left."""
    if password_letter.is_one(letter):
        return password_letter.written(letter)
    ranks = [models.When(kind=kind, then=n) for n, kind in enumerate(Kind.values)]
    notices = letter.notices.select_related("agency").order_by(models.Case(*ranks), "created_at", "pk")
    listed = list(notices[: LISTED + 1])
    if not listed:
        return None
    count = letter.notices.count()
    context = {
        "user": letter.user,
        "notices": listed[:LISTED],
        "more": max(count - LISTED, 0),
        "count": count,
        "portal": settings.PORTAL_URL.rstrip("/"),
    }
    message = EmailMultiAlternatives(
        _subject(listed[:LISTED], count),
        render_to_string("notices/mail/letter.txt", context),
        to=[letter.user.email],
        headers={"Message-ID": _message_id(letter), "Auto-Submitted": "auto-generated"},
    )
    message.attach_alternative(render_to_string("notices/mail/letter.html", context), "text/html")
    return message


def _subject(listed: list[Notice], count: int) -> str:
    """Returns the letter's subject: the act where there is one alone, else how many there are of each kind."""
    if count == 1:
        return " ".join(listed[0].title.split())
    kinds = Counter(notice.get_kind_display() for notice in listed)  # in the order of the letter
    more = count - sum(kinds.values())
    parts = [f"{kind} {n}" for kind, n in kinds.items()] + ([f"อื่น ๆ {more}"] if more > 0 else [])
    return f"มี {count} เรื่องรอท่าน: {', '.join(parts)}"


def _message_id(letter: Mail) -> str:
    """The same for a letter that is sent twice, so that mailboxes can show it once."""
    name = hashlib.sha256(f"{letter.user_id} {letter.key} {letter.made_at.isoformat()}".encode()).hexdigest()[:32]
    return f"<{name}@{urlsplit(settings.PORTAL_URL).hostname or 'localhost'}>"
