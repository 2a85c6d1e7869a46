"""The list of measures, narrowed by the query string."""

from __future__ import annotations

from datetime import date
from typing import Any

import django_filters
from django import forms
from django.db import models
from django.db.models import QuerySet

from accounts.models import Unit
from measures.forms.fields import offer
from measures.models import Action, Measure, Officer, Outcome, Plan, Step
from measures.models.catalogue import Tool
from thai.codes import fold_codes
from thai.text import fold


class State(models.TextChoices):
    """What the list and its pills tell apart."""

    TODO = "todo", "ยังไม่เริ่ม"
    DOING = "doing", "กำลังดำเนินการ"
    LATE = "late", "เกินกำหนด"


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
    state = django_filters.ChoiceFilter(label="สถานะ", choices=State.choices, method="in_state", empty_label="ทั้งหมด")

    class Meta:
        model = Measure
        fields: tuple[str, ...] = ()

    def __init__(self, data: Any, plan: Plan, today: date) -> None:  # noqa: ANN401 - a query string
        self.plan, self.today = plan, today
        super().__init__(data, queryset=Measure.objects.kept().filter(plan=plan).counted().by_code())
        offer(self.form, "unit", Unit.objects.filter(agency=plan.agency))
        here = models.Q(is_active=True) | models.Q(pk__in=Officer.objects.filter(measures__plan=plan))
        offer(self.form, "officer", Officer.objects.filter(here, agency=plan.agency))

    def search(self, queryset: QuerySet[Measure], name: str, value: str) -> QuerySet[Measure]:
        words = fold_codes(fold(value)).split()
        texts: dict[int, list[str]] = {}
        sources: list[tuple[QuerySet[Any], tuple[str, ...]]] = [
            (Measure.objects.filter(plan=self.plan), ("pk", "code", "code_as_written", "question")),
            (Step.objects.filter(measure__plan=self.plan), ("measure_id", "text")),
            (Action.objects.kept().filter(measure__plan=self.plan), ("measure_id", "text")),
            (Outcome.objects.kept().filter(measure__plan=self.plan), ("measure_id", "text")),
        ]
        for rows, columns in sources:
            for key, *said in rows.order_by().values_list(*columns):
                texts.setdefault(key, []).extend(said)
        found = [key for key, said in texts.items() if _holds(" ".join(said), words)]
        return queryset.filter(pk__in=found)

    def of_unit(self, queryset: QuerySet[Measure], name: str, value: Unit) -> QuerySet[Measure]:
        return queryset.filter(pk__in=Measure.objects.filter(officers__unit=value).values("pk"))

    def in_state(self, queryset: QuerySet[Measure], name: str, value: str) -> QuerySet[Measure]:
        measures = Measure.objects.filter(pk__in=queryset.values("pk")).counted().by_code()
        if value == State.LATE:
            return measures.overdue(self.today)
        return measures.not_started() if value == State.TODO else measures.started()


def _holds(text: str, words: list[str]) -> bool:
    """Whether a text holds all words, which are folded; a code is found in each of its spellings."""
    folded = fold(text)
    spelt = fold_codes(folded)
    return all(word in folded or word in spelt for word in words)
