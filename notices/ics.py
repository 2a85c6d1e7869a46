"""A calendar of whole days as RFC 5545 wants it: text escaped, lines folded at 75 octets, CRLF."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from thai.text import clean

LONGEST = 75  # octets of a line, its break not counted (RFC 5545, 3.1)
_ESCAPED = re.compile(r"([\\;,])")


@dataclass(frozen=True)
class Day:
    """One event that takes a whole day; `uid` names it in all calendars of the world."""

    uid: str
    on: date
    summary: str
    description: str = ""
    url: str = ""


def write(days: Iterable[Day], *, name: str, stamp: datetime) -> bytes:
    """The calendar's file; `stamp` (aware) is when it was made, the same for all, so that same days are same bytes."""
    lines = [
        *("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//ITA portal//TH", "CALSCALE:GREGORIAN", "METHOD:PUBLISH"),
        *(f"NAME:{escaped(name)}", f"X-WR-CALNAME:{escaped(name)}", "X-WR-TIMEZONE:Asia/Bangkok"),
    ]
    for day in days:
        lines.extend(_event(day, f"{stamp:%Y%m%dT%H%M%SZ}"))
    lines.append("END:VCALENDAR")
    return b"".join(folded(line) for line in lines)


def _event(day: Day, stamp: str) -> Iterator[str]:
    yield from ("BEGIN:VEVENT", f"UID:{escaped(day.uid)}", f"DTSTAMP:{stamp}")
    yield f"DTSTART;VALUE=DATE:{day.on:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{day.on + timedelta(days=1):%Y%m%d}"
    yield f"SUMMARY:{escaped(day.summary)}"
    if day.description:
        yield f"DESCRIPTION:{escaped(day.description)}"
    if day.url:
        yield f"URL:{day.url}"
    yield from ("TRANSP:TRANSPARENT", "END:VEVENT")


def escaped(text: str) -> str:
    """A TEXT value (RFC 5545, 3.3.11): invisible characters gone, line breaks as \\n, and \\ ; , behind a backslash."""
    return _ESCAPED.sub(r"\\\1", clean(text)).replace("\n", "\\n")


def folded(line: str) -> bytes:
    """A content line in pieces of at most 75 octets, none of which breaks a character; ends with CRLF."""
    pieces, piece = [], b""
    for character in line:
        octets = character.encode()
        if len(piece) + len(octets) > LONGEST:
            pieces.append(piece)
            piece = b" "
        piece += octets
    return b"\r\n".join([*pieces, piece]) + b"\r\n"
