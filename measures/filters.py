"""The list of measures, narrowed by the query string."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, TypeVar

import django_filters
from django import forms
from django.db import models
from django.db.models import QuerySet
from django.db.models.expressions import Combinable

from accounts.models import Unit, User
from editing.form_layout import FilterHelper
from ita.codes import fold_codes
from measures.models import Action, Detail, Measure, MeasureOfficer, Officer, Outcome, Plan, State, Step
from measures.models.catalogue import Tool
from thai.fiscal import fiscal_range
from thai.text import fold, loose


class Group(models.TextChoices):
    """What the list and its pills tell apart; LATE cuts across the others, which hold each measure once."""

    TODO = "todo", "ยังไม่เริ่ม"
    DOING = "doing", "กำลังดำเนินการ"
    WAITING = "waiting", "รอตรวจ"
    RETURNED = "returned", "ส่งกลับแก้ไข"
    LATE = "late", "เกินกำหนด"
    TAKEN = "taken", "ตรวจรับแล้ว"

    @classmethod
    def of(cls, state: str, actions: int) -> Group:
        """The group of a measure by its state and how many actions it has."""
        decided = {State.HANDED_IN: cls.WAITING, State.RETURNED: cls.RETURNED, State.TAKEN: cls.TAKEN}
        return decided.get(State(state)) or (cls.DOING if actions or state == State.REOPENED else cls.TODO)


class Lack(models.TextChoices):
    """What a measure may lack before a report can tell of it."""

    ACTIONS = "actions", "ยังไม่มีการดำเนินการ"
    OUTCOMES = "outcomes", "ยังไม่มีผลลัพธ์"
    EVIDENCE = "evidence", "ยังไม่มีหลักฐาน"
    YEAR = "year", "มีการดำเนินการนอกปีงบประมาณ"


def lacking(lack: Lack, year: int) -> Combinable:
    """The condition by which a measure of a fiscal year lacks something."""
    if lack == Lack.YEAR:
        first, last = fiscal_range(year)
        outside = models.Q(start_on__lt=first) | models.Q(end_on__gt=last) | models.Q(start_on__gt=last)
        return models.Exists(Action.objects.kept().filter(outside, measure=models.OuterRef("pk")))
    rows: Any = Measure._meta.get_field(lack.value).related_model  # evidence is of an app above
    return ~models.Exists(rows.objects.kept().filter(measure=models.OuterRef("pk")))


class FilterForm(forms.Form):
    """What the list is narrowed by, as a page draws it."""

    helper = FilterHelper()


class MeasureFilter(django_filters.FilterSet):  # type: ignore[misc]  # the package carries no types
    """Search finds a word however its digits and marks were typed: the words are folded here, not in the database."""

    q = django_filters.CharFilter(
        label="ค้นหา", method="search", widget=forms.TextInput(attrs={"type": "search", "maxlength": "200"})
    )
    tool = django_filters.ChoiceFilter(label="เครื่องมือ", choices=[(t, t) for t in Tool.values], empty_label="ทั้งหมด")
    unit = django_filters.ModelChoiceFilter(
        label="สำนัก/กอง", queryset=Unit.objects.none(), method="of_unit", empty_label="ทั้งหมด"
    )
    officer = django_filters.ModelChoiceFilter(
        label="ผู้รับผิดชอบ", queryset=Officer.objects.none(), field_name="officers", empty_label="ทั้งหมด"
    )
    state = django_filters.ChoiceFilter(label="สถานะ", choices=Group.choices, method="in_state", empty_label="ทั้งหมด")

    lacks = django_filters.ChoiceFilter(label="ที่ยังขาด", choices=Lack.choices, method="that_lacks", empty_label="ทั้งหมด")
    mine = django_filters.CharFilter(method="of_oneself", widget=forms.HiddenInput)

    class Meta:
        model = Measure
        fields: tuple[str, ...] = ()
        form = FilterForm

    def __init__(self, data: Any, plan: Plan, today: date, user: User) -> None:  # noqa: ANN401 - a query string
        self.plan, self.today, self.user = plan, today, user
        self.is_near = False  # whether nothing holds the words, and what is shown holds such as are like them
        self.asked = tuple(str(data.get(name) or "") for name in self.base_filters)
        rows = Measure.objects.filter(plan=plan, removed_at=None).counted().with_round().by_code()
        super().__init__(data if any(self.asked) else None, queryset=rows)  # nothing asked, nothing to be cleaned

    def get_form_class(self) -> type[forms.Form]:
        """The fields of the filters, which choose among the plan's units and officers: made where it is asked for."""
        self.filters["unit"].queryset = self.units
        self.filters["officer"].queryset = self.officers
        form: type[forms.Form] = super().get_form_class()
        return form

    @property
    def units(self) -> QuerySet[Unit]:
        """The units by which the list may be narrowed."""
        return Unit.objects.filter(agency=self.plan.agency)

    @property
    def officers(self) -> QuerySet[Officer]:
        """The officers by whom it may be: those who are gone too, where measures of the plan are theirs."""
        here = models.Q(is_active=True) | models.Q(
            pk__in=MeasureOfficer.objects.filter(measure__plan=self.plan).values("officer")
        )
        return Officer.objects.filter(here, agency=self.plan.agency)

    def search(self, queryset: QuerySet[Measure], name: str, value: str) -> QuerySet[Measure]:
        texts: dict[int, list[str]] = {}
        sources: list[tuple[QuerySet[Any], tuple[str, ...]]] = [
            (Measure.objects.filter(plan=self.plan), ("pk", "code", "code_as_written", "more_codes", "question")),
            (Detail.objects.filter(measure__plan=self.plan), ("measure_id", "label", "text")),
            (Step.objects.filter(measure__plan=self.plan), ("measure_id", "text")),
            (MeasureOfficer.objects.filter(measure__plan=self.plan), ("measure_id", "officer__name", "officer__post")),
            (Action.objects.kept().filter(measure__plan=self.plan), ("measure_id", "text")),
            (Outcome.objects.kept().filter(measure__plan=self.plan), ("measure_id", "text")),
        ]
        for rows, columns in sources:
            for key, *parts in rows.order_by().values_list(*columns):
                texts.setdefault(key, []).extend(each if isinstance(each, str) else " ".join(each) for each in parts)
        keys, self.is_near = holding({key: " ".join(parts) for key, parts in texts.items()}, value)
        return queryset.filter(pk__in=keys)

    def of_unit(self, queryset: QuerySet[Measure], name: str, value: Unit) -> QuerySet[Measure]:
        return queryset.filter(pk__in=Measure.objects.filter(officers__unit=value).values("pk"))

    def of_oneself(self, queryset: QuerySet[Measure], name: str, value: str) -> QuerySet[Measure]:
        return queryset.filter(pk__in=Measure.objects.filter(plan=self.plan).answered_by(self.user).values("pk"))

    def that_lacks(self, queryset: QuerySet[Measure], name: str, value: str) -> QuerySet[Measure]:
        lack = lacking(Lack(value), self.plan.year)
        return queryset.filter(pk__in=Measure.objects.filter(lack, plan=self.plan).values("pk"))

    def in_state(self, queryset: QuerySet[Measure], name: str, value: str) -> QuerySet[Measure]:
        measures = Measure.objects.filter(pk__in=queryset.values("pk")).counted().with_round().by_code()
        narrowed = {
            Group.TODO: measures.not_started,
            Group.DOING: measures.started,
            Group.WAITING: measures.waiting,
            Group.RETURNED: measures.returned,
            Group.TAKEN: measures.taken,
        }
        return measures.overdue(self.today) if value == Group.LATE else narrowed[Group(value)]()


Key = TypeVar("Key")


def holding(texts: Mapping[Key, str], typed: str) -> tuple[list[Key], bool]:
    """Whose texts hold all the words, a code in any of its spellings; where none does, whose hold words near them.

    The second value says whether the words are only near: a tone mark less, spaces elsewhere.
    """
    words = fold_codes(fold(typed)).split()
    found = [key for key, text in texts.items() if _holds(text, words)]
    near = [] if found else [each for each in map(loose, words) if each]
    if not near:
        return found, False
    loosened = {key: loose(text) for key, text in texts.items()}
    found = [key for key, text in loosened.items() if all(word in text for word in near)]
    return found, bool(found)


def _holds(text: str, words: list[str]) -> bool:
    plain = fold(text)
    spelt = fold_codes(plain)
    return all(word in plain or word in spelt for word in words)
