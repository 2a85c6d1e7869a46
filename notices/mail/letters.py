"""Letters out of the portal: written from their notices, in Thai as plain text with simple HTML beside it."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Collection
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db.models import Case, Count, F, When, Window
from django.db.models.functions import RowNumber
from django.template.loader import render_to_string

from notices.mail import password_letter
from notices.models import Kind, Mail, Notice

LISTED = 30  # matters in one letter; the others are counted
Contents = dict[int, tuple[list[Notice], int]]


def contents_of(letters: Collection[Mail]) -> Contents:
    """What each letter tells, by its key: the matters that it lists, and how many there are; two queries."""
    keys = [letter.pk for letter in letters if not password_letter.is_one(letter)]
    told = Notice.objects.filter(mail__in=keys).order_by()
    counts = dict(told.values_list("mail").annotate(Count("pk")))
    pressing = Case(*(When(kind=kind, then=n) for n, kind in enumerate(Kind.values)))
    order = [pressing.asc(), F("created_at").asc(), F("pk").asc()]
    ranked = told.annotate(place=Window(RowNumber(), partition_by="mail", order_by=order))
    listed: Contents = {key: ([], count) for key, count in counts.items()}
    for notice in ranked.filter(place__lte=LISTED).select_related("agency").order_by("mail", "place"):
        assert notice.mail_id is not None
        listed[notice.mail_id][0].append(notice)
    return listed


def written(letter: Mail, contents: Contents) -> EmailMultiAlternatives | None:
    """A letter as it goes out; None where nothing of what it should tell is left."""
    if password_letter.is_one(letter):
        message = password_letter.written(letter)
        message.extra_headers["Message-ID"] = _message_id(letter)
        return message
    listed, count = contents.get(letter.pk, ([], 0))
    if not listed:
        return None
    context = {
        "user": letter.user,
        "notices": listed,
        "more": max(count - LISTED, 0),
        "count": count,
        "portal": settings.PORTAL_URL.rstrip("/"),
    }
    message = EmailMultiAlternatives(
        _subject(listed, count),
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
