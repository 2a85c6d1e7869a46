"""Recommended measures of all agencies come out of files: what one would change is shown before it is stored."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

import clock
from accounts.access import require_operator
from accounts.changed import sha256_of
from accounts.models import User
from accounts.services import operator
from audit import chain
from measures.models import Indicator, Kind, Recommended
from measures.services import previewing
from measures.services.catalogue import Loaded
from measures.services.lists.items import named
from measures.services.previewing import Overtaken
from measures.services.recommended.entries import Entry, entry_of

MOST, MOST_LETTERS = 500, 500_000  # of one file: a page carries what it shows until its button is pressed
SUBJECT = "recommended"
LABELS = {
    "key": "รหัสมาตรการ",
    "tool": "เครื่องมือ",
    "group_name": "ชื่อตัวชี้วัด",
    "question": "ข้อคำถาม",
    "text": "สิ่งที่ต้องทำ",
    "item_year": "ปีของข้อ",
    "item_kind": "รายการสำหรับ",
    "item_code": "รหัสข้อ",
    "in_use": "การใช้งาน",
}
IN_USE = {True: "ใช้อยู่", False: "เลิกใช้แล้ว"}
_COLUMNS = ("tool", "group_name", "question", "text", "indicator", "removed_at")
_OF = "recommended preview"


class UnknownItems(ValueError):
    """Measures name items that no list holds: which, by the key of the measure."""

    def __init__(self, items: Mapping[str, tuple[int, str, str]]) -> None:
        said = ", ".join(f"{key} ({code} ปี {year} {kind})" for key, (year, kind, code) in items.items())
        super().__init__(f"ไม่มีข้อนี้ในรายการ: {said}")
        self.items = items


@dataclass(frozen=True)
class Change:
    """A measure that a file would change: as it is and as it would be."""

    before: Entry
    entry: Entry

    @property
    def parts(self) -> list[tuple[str, str, str]]:
        """What changes: the part's name in Thai, as it is, and as it would be."""
        pairs = ((name, getattr(self.before, name), getattr(self.entry, name)) for name in LABELS)
        return [(LABELS[name], shown(name, old), shown(name, new)) for name, old, new in pairs if old != new]


def shown(name: str, value: object) -> str:
    """A part of a measure as pages and files say it."""
    if name == "in_use":
        return IN_USE[bool(value)]
    if name == "item_kind" and value:
        return str(Kind(str(value)).label)
    return str(value or "")


Preview = previewing.Preview[Entry, Change]


def _stored() -> QuerySet[Recommended]:
    return Recommended.objects.filter(agency=None).select_related("indicator")


def preview(entries: Sequence[Entry]) -> Preview:
    """What loading these measures would do now; one query. Nothing is stored."""
    stored = {row.key: entry_of(row) for row in _stored()}
    added = [each for each in entries if each.key not in stored]
    known = [Change(stored[each.key], each) for each in entries if each.key in stored]
    changed = [each for each in known if each.before != each.entry]
    seen = [asdict(stored[each.key]) if each.key in stored else None for each in entries]
    return Preview(_OF, added, changed, len(known) - len(changed), sha256_of(seen), entries)


def opened(token: str) -> tuple[list[Entry], str]:
    """What a preview carried, and the digest of what it was drawn from. Raises signing.BadSignature."""
    rows, digest = previewing.opened(token, of=_OF)
    return [Entry(*row) for row in rows], digest


def unknown_items(entries: Iterable[Entry]) -> dict[str, tuple[int, str, str]]:
    """Of measures that name an item, those whose item no list holds, by their keys; one query at the most."""
    wanted = {each.key: each.item for each in entries if each.item}
    known = named(wanted.values())
    return {key: item for key, item in wanted.items() if item not in known}


@transaction.atomic
def store(*, token: str, by: User) -> Loaded:
    """Loads what a preview showed. Raises NotOperator, Overtaken, UnknownItems, signing.BadSignature for a forged or
    old preview.
    """
    require_operator(by)
    entries, digest = opened(token)
    operator.one_at_a_time()
    if preview(entries).digest != digest:
        raise Overtaken
    return load(entries, by=by)


@transaction.atomic
def load(entries: Sequence[Entry], *, by: User | None = None, keeps_written: bool = False) -> Loaded:
    """Stores measures; running it again changes nothing. Whoever calls it has checked who `by` is.

    One that is no longer in a file stays, and what agencies keep. With `keeps_written`, as when what comes with the
    program is loaded, one that a person here wrote stays as they wrote it. Raises UnknownItems.
    """
    operator.one_at_a_time()
    if missing := unknown_items(entries):
        raise UnknownItems(missing)
    items = named([each.item for each in entries if each.item])
    stored = {row.key: row for row in _stored().select_for_update(of=("self",))}
    now = clock.now()
    added, changed = [], []
    for entry in entries:
        old = stored.get(entry.key)
        if old is None:
            added.append(_filled(Recommended(key=entry.key, added_by=by, added_at=now), entry, items, now))
        elif entry_of(old) != entry and not (keeps_written and old.revised_at):
            changed.append(_filled(old, entry, items, now))
    for row in changed:
        row.revised_at = now if by is not None else row.revised_at
    Recommended.objects.bulk_create(added)
    Recommended.objects.bulk_update(changed, [*_COLUMNS, "revised_at"], batch_size=200)
    if added or changed:
        data = {"added": len(added), "changed": len(changed)}
        chain.record("recommended.loaded", actor=by.pk if by else None, agency=None, subject=SUBJECT, data=data)
    return Loaded(len(added), len(changed), len(entries) - len(added) - len(changed))


def _filled(
    row: Recommended, entry: Entry, items: Mapping[tuple[int, str, str], Indicator], now: datetime
) -> Recommended:
    row.tool, row.group_name, row.question, row.text = entry.tool, entry.group_name, entry.question, entry.text
    row.indicator = items[entry.item] if entry.item else None
    row.removed_at = None if entry.in_use else row.removed_at or now
    return row


def without_key(entry: Entry) -> Entry:
    """The measure under a key of its own: the same measure, added twice, has the same one."""
    facts = [entry.tool, entry.group_name, entry.question, entry.text]
    return replace(entry, key=f"m-{sha256_of(facts)[:12]}")
