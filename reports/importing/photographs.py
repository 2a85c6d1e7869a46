"""The photographs of a file that is brought in: of which measure each is, and how they become its evidence."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from accounts.models import User
from document import Measure as PrintedMeasure
from document.grid import Picture
from document.understanding.photographs import captions
from evidence.intake.kinds import EvidenceError
from evidence.services import keeping
from evidence.services.keeping import Facts, Sent
from evidence.services.receiving import receive
from files import store
from files.store import Altered
from measures.models import Measure
from reports.importing.sight import Sight

MOST = 20  # that are taken with one press: each is opened in a sandbox, while the person waits


@dataclass(frozen=True)
class Photograph:
    """A picture of the file, the `number`-th from 1; `measure` is the number of the one that it seems to show, or 0."""

    number: int
    digest: str
    caption: str
    measure: int


@dataclass(frozen=True)
class Received:
    """A photograph as it can be kept, and the number of the measure that it goes to."""

    sent: Sent
    caption: str
    measure: int


def photographs_of(sight: Sight) -> list[Photograph]:
    """The pictures that a browser can draw, the first MOST of them, in the order of the file."""
    if sight.grid is None or sight.document is None:
        return []
    all_three = zip(sight.grid.pictures(), captions(sight.grid), sight.draft.pictures, strict=True)
    found = {
        digest: Photograph(number, digest, caption, _measure_of(sight, picture, caption))
        for number, (picture, caption, digest) in reversed([*enumerate(all_three, start=1)])
        if digest
    }  # the first of those that are the same
    return sorted(found.values(), key=lambda each: each.number)[:MOST]


def _measure_of(sight: Sight, picture: Picture, caption: str) -> int:
    """By the row in which it stands, by an item that its caption names, or the only measure there is; 0 for none."""
    at = picture.place.table, picture.place.row
    for each in sight.measures:
        if picture.place.row and each.row is not None and at in each.row.rows:
            return each.number
    measures: tuple[PrintedMeasure, ...] = sight.document.measures if sight.document else ()
    named = [number for number, each in enumerate(measures, start=1) if _names(caption, each.code)]
    if len(named) == 1:
        return named[0]
    return 1 if len(measures) == 1 else 0


def _names(words: str, code: str) -> bool:
    return bool(code) and re.search(rf"(?<![0-9A-Za-z]){code}(?![0-9])", words, re.IGNORECASE) is not None


def receive_chosen(sight: Sight, chosen: Mapping[int, int]) -> tuple[list[Received], list[str]]:
    """The photographs that a person gave to measures (numbers of both), opened and ready to be kept; and why others
    are not. Writes nothing.
    """
    ready, refused = [], []
    for each in photographs_of(sight):
        if not chosen.get(each.number):
            continue
        name = each.caption or f"ภาพที่ {each.number}"
        try:
            sent = receive(f"ภาพที่ {each.number}", store.get(each.digest))
        except (EvidenceError, Altered) as error:
            refused.append(f"{name}: {error if isinstance(error, EvidenceError) else 'ไฟล์ภาพเสียหาย'}")
            continue
        ready.append(Received(sent, name[:500], chosen[each.number]))
    return ready, refused


def attach(received: Sequence[Received], stored: Mapping[int, Measure], *, by: User, now: datetime) -> list[str]:
    """Attaches them to the measures that were stored, by their numbers in the file; in Thai why some could not be."""
    refused = []
    for each in received:
        measure = stored.get(each.measure)
        if measure is None:
            continue  # its measure was not taken
        try:
            keeping.add(measure=measure, sent=each.sent, facts=Facts(each.caption), by=by, now=now)
        except EvidenceError as error:
            refused.append(f"{each.caption}: {error}")
    return refused
