"""The operator writes the items of a list: their wording, its status and source, and that they are confirmed."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q

from accounts.access import require_operator
from accounts.changed import compare
from accounts.models import User
from accounts.services import operator
from audit import chain
from audit.facts import JSON
from ita.codes import code_key, tool_of
from measures.models import Indicator, Kind
from measures.services.catalogue import SUBJECT

_STATUS = Indicator.Status


@dataclass(frozen=True)
class ItemFacts:
    """What the page of an item can change."""

    text: str
    status: str
    source: str
    group_no: int
    group_name: str


def facts_of(item: Indicator) -> ItemFacts:
    """Returns the stored facts that the page of an item can change."""
    return ItemFacts(item.text, item.status, item.source, item.group_no, item.group_name)


def in_order(items: list[Indicator]) -> list[Indicator]:
    """The items by tool and number, as the instrument has them."""
    tools = ["IIT", "EIT", "OIT"]
    return sorted(items, key=lambda item: (tools.index(item.tool), code_key(item.code)))


def named(items: Collection[tuple[int, str, str]]) -> dict[tuple[int, str, str], Indicator]:
    """The items of lists by year, kind and code; one query, and none for none."""
    if not items:
        return {}
    wanted = Q(year__in={year for year, _, _ in items}, code__in={code for _, _, code in items})
    return {(each.year, each.kind, each.code): each for each in Indicator.objects.filter(wanted)}


def text_digest(item: Indicator) -> str:
    """Names the wording that a page shows, so that nobody confirms words that they did not see."""
    return sha256(item.text.encode()).hexdigest()[:20]


@transaction.atomic
def save(*, item: int, facts: ItemFacts, base: str, by: User, now: datetime) -> Indicator:
    """Writes an item. What hangs on it keeps its own words: a measure its question, an agency its wording. A new name
    of its group is that of all items of the group.

    Raises NotOperator, Changed where another saved since `base`, ValidationError by the field's name,
    Indicator.DoesNotExist.
    """
    require_operator(by)
    operator.one_at_a_time()
    stored = Indicator.objects.select_for_update().get(pk=item)
    before = facts_of(stored)
    if before == facts:
        return stored
    compare(before, base)
    if before.group_no != facts.group_no:
        _check_group(stored.year, stored.kind, stored.tool, facts)
    _write(stored, facts, by, now)
    stored.full_clean()
    stored.save()
    if before.group_no == facts.group_no and before.group_name != facts.group_name:
        group = Indicator.objects.filter(year=stored.year, kind=stored.kind, group_no=stored.group_no, tool=stored.tool)
        group.exclude(pk=stored.pk).update(group_name=facts.group_name, revised_at=now)
    _record("catalogue.item_changed", by, item=stored.pk, year=stored.year, kind=stored.kind)
    return stored


@transaction.atomic
def add(*, year: int, kind: Kind, code: str, facts: ItemFacts, by: User, now: datetime) -> Indicator:
    """Adds an item to the list of a year, which may be its first. Raises NotOperator, ValidationError by the field's
    name, also for a code that the list has."""
    require_operator(by)
    operator.one_at_a_time()
    if Indicator.objects.filter(year=year, kind=kind, code=code).exists():
        raise ValidationError({"code": f"มีข้อ {code} ในรายการนี้แล้ว โปรดตรวจเลขข้อ หรือแก้ไขข้อเดิม"})
    item = Indicator(year=year, kind=kind, code=code, tool=tool_of(code))
    _check_group(year, kind, item.tool, facts)
    _write(item, facts, by, now)
    item.full_clean()
    item.save()
    _record("catalogue.item_added", by, item=item.pk, year=year, kind=str(kind))
    return item


@dataclass(frozen=True)
class Confirmed:
    """How many wordings were confirmed, and the codes of those that were passed over, for they had been changed."""

    count: int
    passed_over: tuple[str, ...]


@transaction.atomic
def confirm(*, year: int, kind: Kind, seen: Mapping[int, str], by: User, now: datetime) -> Confirmed:
    """Confirms the wordings of items of one list, each named with the digest of the words that were seen.

    One without text, or with other words by now, is passed over. Raises NotOperator.
    """
    require_operator(by)
    rows = Indicator.objects.select_for_update().filter(year=year, kind=kind, pk__in=seen)
    wanted = in_order([row for row in rows if row.status != _STATUS.CONFIRMED])
    right = [row for row in wanted if row.text and text_digest(row) == seen[row.pk]]
    for row in right:
        row.status, row.confirmed_by, row.confirmed_at, row.revised_at = _STATUS.CONFIRMED, by, now, now
    Indicator.objects.bulk_update(right, ["status", "confirmed_by", "confirmed_at", "revised_at"], batch_size=200)
    if right:
        keys: list[JSON] = [row.pk for row in right]
        _record("catalogue.confirmed", by, items=keys, year=year, kind=str(kind))
    return Confirmed(len(right), tuple(row.code for row in wanted if row not in right))


def _check_group(year: int, kind: str, tool: str, facts: ItemFacts) -> None:
    """ValidationError where the group that an item is to join is of another tool, or has another name."""
    there = Indicator.objects.filter(year=year, kind=kind, group_no=facts.group_no).order_by("pk").first()
    if there is None:
        return
    if there.tool != tool:
        said = f"ตัวชี้วัดที่ {facts.group_no} ของรายการนี้เป็นของ {there.tool} (ข้อ {there.code}) โปรดเลือกเลขอื่น"
        raise ValidationError({"group_no": said})
    if there.group_name != facts.group_name:
        said = f"ตัวชี้วัดที่ {facts.group_no} ของรายการนี้ชื่อ “{there.group_name}” โปรดพิมพ์ชื่อนี้ หรือเลือกเลขอื่น"
        raise ValidationError({"group_name": said})


def _write(item: Indicator, facts: ItemFacts, by: User, now: datetime) -> None:
    """Fills the row; without text it has no status but that, and words that change are confirmed anew."""
    status = facts.status if facts.text else _STATUS.NO_TEXT
    if facts.text and status == _STATUS.NO_TEXT:
        raise ValidationError({"status": "ข้อนี้มีถ้อยคำแล้ว โปรดเลือกสถานะของถ้อยคำ"})
    if not facts.text and facts.status == _STATUS.CONFIRMED:
        raise ValidationError({"text": "โปรดพิมพ์ถ้อยคำที่ยืนยัน หรือเลือกสถานะยังไม่มีถ้อยคำ"})
    if status != _STATUS.CONFIRMED:
        item.confirmed_by = item.confirmed_at = None
    elif item.status != _STATUS.CONFIRMED or item.text != facts.text:
        item.confirmed_by, item.confirmed_at = by, now
    item.text, item.status, item.source = facts.text, status, facts.source
    item.group_no, item.group_name, item.revised_at = facts.group_no, facts.group_name, now


def _record(action: str, by: User, **data: JSON) -> None:
    chain.record(action, actor=by.pk, agency=None, subject=SUBJECT, data=data)
