"""The operator writes what is recommended to all agencies, takes it out of use, and puts it back.

Nothing is deleted, and no measure points here: what an agency took is its own words.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction

from accounts.access import require_operator
from accounts.changed import compare
from accounts.models import User
from accounts.services import operator
from audit import chain
from measures.models import Indicator, Recommended
from measures.services.lists.items import named
from measures.services.recommended.entries import Entry, entry_of, mistakes
from measures.services.recommended.loading import without_key


@transaction.atomic
def add(*, entry: Entry, by: User, now: datetime) -> Recommended:
    """Adds a measure, under a key of its own where it has none.

    Raises NotOperator, ValidationError by the field's name, also for a key that there is.
    """
    require_operator(by)
    operator.one_at_a_time()
    wanted, item = _whole(entry if entry.key else without_key(entry))
    stored = Recommended.objects.filter(agency=None, key=wanted.key).first()
    if stored is not None:
        field = "key" if entry.key else "text"
        raise ValidationError({field: "มีมาตรการแนะนำนี้อยู่แล้ว โปรดแก้ไขรายการเดิม หรือนำกลับมาใช้"})
    row = _written(Recommended(key=wanted.key, added_by=by, added_at=now), wanted, item, now)
    _record("recommended.added", row, by)
    return row


@transaction.atomic
def save(*, pk: int, entry: Entry, base: str, by: User, now: datetime) -> Recommended:
    """Writes a measure anew under the key that it has; whether it is in use stays as it is.

    Raises NotOperator, Changed where another saved since `base`, ValidationError by the field's name,
    Recommended.DoesNotExist.
    """
    require_operator(by)
    stored = _held(pk)
    before = entry_of(stored)
    wanted, item = _whole(replace(entry, key=stored.key, in_use=before.in_use))
    if wanted == before:
        return stored
    compare(before, base)
    row = _written(stored, wanted, item, now)
    _record("recommended.changed", row, by)
    return row


@transaction.atomic
def use(*, pk: int, in_use: bool, by: User, now: datetime) -> Recommended:
    """Takes a measure out of use, or puts it back; what is so already stays so.

    Raises NotOperator, Recommended.DoesNotExist.
    """
    require_operator(by)
    row = _held(pk)
    if (row.removed_at is None) != in_use:
        row.removed_at, row.revised_at = None if in_use else now, now
        row.save(update_fields=["removed_at", "revised_at"])
        _record("recommended.put_back" if in_use else "recommended.ended", row, by)
    return row


def _held(pk: int) -> Recommended:
    return Recommended.objects.select_related("indicator").select_for_update(of=("self",)).get(pk=pk, agency=None)


def _whole(entry: Entry) -> tuple[Entry, Indicator | None]:
    """The entry with what it leaves out of its item's group and words, and the item.

    Raises ValidationError by the field's name.
    """
    item = named([entry.item]).get(entry.item) if entry.item else None
    if item is not None:
        group, question = entry.group_name or item.group_name, entry.question or item.text
        entry = replace(entry, group_name=group, question=question)
    wrong: dict[str, list[str]] = {}
    for name, words_of_it in mistakes(entry):
        wrong.setdefault(name, []).append(words_of_it)
    if entry.item and item is None:
        wrong.setdefault("item_code", ["ไม่มีข้อนี้ในรายการของปีนั้น โปรดตรวจปี รายการ และรหัสข้อ"])
    if wrong:
        raise ValidationError(wrong)
    return entry, item


def _written(row: Recommended, entry: Entry, item: Indicator | None, now: datetime) -> Recommended:
    row.tool, row.group_name, row.question, row.text = entry.tool, entry.group_name, entry.question, entry.text
    row.indicator, row.revised_at = item, now
    row.full_clean()
    row.save()
    return row


def _record(action: str, row: Recommended, by: User) -> None:
    chain.record(action, actor=by.pk, agency=None, subject=f"recommended:{row.pk}")
