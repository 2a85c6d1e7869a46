"""A list that comes as a file: what it would add and change is shown before anything is stored."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from accounts.access import require_operator
from accounts.changed import sha256_of
from accounts.models import User
from accounts.services import operator
from ita.catalogue import Entry
from measures.models import Indicator
from measures.services import catalogue, previewing
from measures.services.catalogue import FACTS, Loaded
from measures.services.previewing import Overtaken

MOST = 1500  # items of one file: ten years of the three tools
_LABELS = {
    "tool": "เครื่องมือ",
    "group_no": "ตัวชี้วัดที่",
    "group_name": "ชื่อตัวชี้วัด",
    "text": "ถ้อยคำ",
    "status": "สถานะของถ้อยคำ",
}
_OF = "catalogue preview"


@dataclass(frozen=True)
class Change:
    """An item that a file would change: as it is and as it would be."""

    before: Indicator
    entry: Entry

    @property
    def parts(self) -> list[tuple[str, str, str]]:
        """What changes: the part's name in Thai, as it is, and as it would be."""
        found = []
        for name in FACTS:
            old, new = getattr(self.before, name), getattr(self.entry, name)
            if old != new:
                found.append((_LABELS[name], _shown(name, old), _shown(name, new)))
        return found


def _shown(name: str, value: object) -> str:
    return str(Indicator.Status(str(value)).label) if name == "status" else str(value)


Preview = previewing.Preview[Entry, Change]


def preview(entries: Sequence[Entry]) -> Preview:
    """What loading these items would do now; one query. Nothing is stored."""
    years = {entry.year for entry in entries}
    stored = {(item.year, item.kind, item.code): item for item in Indicator.objects.filter(year__in=years)}
    added, changed, seen = [], [], []
    for entry in entries:
        item = stored.get((entry.year, entry.kind, entry.code))
        if item is None:
            added.append(entry)
        elif catalogue.differs(item, entry):
            changed.append(Change(item, entry))
        seen.append([getattr(item, name) for name in FACTS] if item else None)
    return Preview(_OF, added, changed, len(entries) - len(added) - len(changed), sha256_of(seen), entries)


def other_tools(entries: Sequence[Entry]) -> list[str]:
    """Groups that would be of two tools beside the items of their list that a file leaves as they are, in Thai."""
    keys = {(entry.year, entry.kind, entry.code) for entry in entries}
    wanted = {(entry.year, entry.kind, entry.group_no): entry for entry in entries}
    found: dict[tuple[int, str, int], str] = {}
    for item in Indicator.objects.filter(year__in={entry.year for entry in entries}).order_by("pk"):
        place = item.year, item.kind, item.group_no
        entry = wanted.get(place)
        if entry is None or entry.tool == item.tool or (item.year, item.kind, item.code) in keys:
            continue
        found[place] = (
            f"ตัวชี้วัดที่ {item.group_no} ของปี {item.year} เป็นของ {item.tool} ในรายการที่มีอยู่ (ข้อ {item.code}) "
            f"แต่ในไฟล์เป็นของ {entry.tool} (ข้อ {entry.code}) โปรดตรวจเลขตัวชี้วัด"
        )
    return list(found.values())


def opened(token: str) -> tuple[list[Entry], str]:
    """What a preview carried, and the digest of what it was drawn from. Raises signing.BadSignature."""
    rows, digest = previewing.opened(token, of=_OF)
    return [Entry(*row) for row in rows], digest


@transaction.atomic
def store(*, token: str, by: User) -> Loaded:
    """Loads what a preview showed; sent twice, it changes nothing.

    Raises NotOperator, Overtaken, signing.BadSignature for a forged or old preview.
    """
    require_operator(by)
    operator.one_at_a_time()
    entries, digest = opened(token)
    found = preview(entries)
    if found.same == len(entries):
        return Loaded(0, 0, found.same)
    if found.digest != digest:
        raise Overtaken
    return catalogue.load(entries, by=by)
