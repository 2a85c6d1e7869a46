"""An item that was entered by mistake is taken out of its list, where nothing hangs on it: what does is counted."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Q

from accounts.access import require_operator
from accounts.changed import compare
from accounts.models import User
from accounts.services import operator
from audit import chain
from audit.facts import JSON
from measures.models import Indicator, Kind, Measure, Recommended, Reference, Wording
from measures.models.catalogue import KIND_OF_LIST
from measures.services.catalogue import SUBJECT
from measures.services.lists.items import facts_of


@dataclass(frozen=True)
class Hanging:
    """How many rows of one sort hang on an item, in words that a page says; never whose they are."""

    what: str
    count: int
    unit: str


class Hangs(Exception):
    """Something hangs on the item; nothing was removed."""


def hanging(item: Indicator) -> list[Hanging]:
    """What hangs on an item, or would be understood otherwise without it; the same few queries for any number."""
    return [each for each in _counted(item) if each.count]


def _counted(item: Indicator) -> Iterator[Hanging]:
    kinds = _served(item)
    yield Hanging("มาตรการของหน่วยงาน (รวมที่นำออกจากแผนแล้ว)", len(_measures(item, kinds)), "รายการ")
    here = Q(year=item.year, code=item.code) & _of_kinds(kinds, "measure__plan__agency__")
    yield Hanging("ข้ออ้างอิงในขั้นตอนของมาตรการ", Reference.objects.filter(here).count(), "แห่ง")
    scores: Any = Indicator._meta.get_field("scores").related_model  # scores are of an app above
    there = Q(code=item.code, sheet__year=item.year) & _of_kinds(kinds, "sheet__agency__")
    yield Hanging("คะแนนของหน่วยงาน", scores.objects.filter(Q(indicator=item) | there).count(), "รายการ")
    yield Hanging("ถ้อยคำที่หน่วยงานยืนยันเอง", Wording.objects.filter(indicator=item).count(), "หน่วยงาน")
    yield Hanging("ข้อของปีหลังที่มีข้อนี้เป็นข้อเดิม", Indicator.objects.filter(forerunner=item).count(), "ข้อ")
    yield Hanging("มาตรการในคลัง", Recommended.objects.filter(indicator=item).count(), "รายการ")


def _measures(item: Indicator, kinds: Collection[Kind]) -> set[int]:
    """Measures that are linked to the item, or that name it by its code in the year whose list it is of."""
    by_list = Q(plan__assessed_year=item.year, code_of_year=None) | Q(code_of_year=item.year)
    there = by_list & _of_kinds(kinds, "plan__agency__")
    found = set(Measure.objects.filter(Q(indicator=item) | Q(code=item.code) & there).values_list("pk", flat=True))
    others = Measure.objects.filter(there).exclude(more_codes=[]).values_list("pk", "more_codes")
    return found | {pk for pk, codes in others if item.code in codes}


def _served(item: Indicator) -> set[Kind]:
    """The kinds of agencies that the item's list serves: a general one those without a list of their own, too."""
    kinds = {Kind(item.kind)}
    if item.kind == Kind.GENERAL:
        own = Indicator.objects.filter(year=item.year, tool=item.tool).order_by()
        kinds |= set(Kind) - set(map(Kind, own.values_list("kind", flat=True).distinct()))
    return kinds


def _of_kinds(kinds: Collection[Kind], agency: str) -> Q:
    """The condition that the agency at a path uses lists of these kinds, as `kind_of` has it."""
    usual = [kind for kind, of_list in KIND_OF_LIST.items() if of_list in kinds]
    is_said = Q(**{f"{agency}list_kind__in": Kind.values})
    return Q(**{f"{agency}list_kind__in": list(kinds)}) | ~is_said & Q(**{f"{agency}kind__in": usual})


@transaction.atomic
def remove(*, item: int, base: str, by: User) -> Indicator:
    """Takes an item out of its list and returns it as it was; its own link to a forerunner goes with it.

    `base` is the digest of what the page showed. Raises NotOperator, Changed where another wrote the item since, Hangs,
    Indicator.DoesNotExist.
    """
    require_operator(by)
    operator.one_at_a_time()
    stored = Indicator.objects.select_for_update().get(pk=item)
    compare(facts_of(stored), base)
    if hanging(stored):
        raise Hangs
    Indicator.objects.filter(pk=stored.pk).delete()
    data: dict[str, JSON] = {"item": stored.pk, "year": stored.year, "kind": stored.kind, "code": stored.code}
    chain.record("catalogue.item_removed", actor=by.pk, agency=None, subject=SUBJECT, data=data)
    return stored
