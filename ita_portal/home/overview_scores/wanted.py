"""What the list of scores is narrowed and sorted by."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django import forms
from django.http import QueryDict

from accounts.models import Agency
from editing.form_layout import FilterHelper
from ita import rules

NO_SCORES = "none"


@dataclass(frozen=True)
class Wanted:
    """What was asked for, empty where nothing is to be narrowed; `level` may be NO_SCORES."""

    words: str
    province: str
    kind: str
    year: int
    level: str
    sort: str

    @property
    def is_narrowed(self) -> bool:
        return bool(self.words or self.province or self.kind or self.level)


class ScoresFilter(forms.Form):
    """What the query string narrows; what can't be read is passed over."""

    q = forms.CharField(label="ค้นหาหน่วยงาน", required=False, widget=forms.TextInput(attrs={"type": "search"}))
    province = forms.ChoiceField(label="จังหวัด", required=False)
    kind = forms.ChoiceField(label="ประเภท", required=False, choices=[("", "ทุกประเภท"), *Agency.Kind.choices])
    year = forms.TypedChoiceField(label="ปีที่ประเมิน", required=False, coerce=int, empty_value=None)
    level = forms.ChoiceField(label="ระดับ", required=False)
    sort = forms.ChoiceField(
        label="เรียงตาม",
        required=False,
        choices=[("", "จังหวัดและชื่อ"), ("low", "คะแนนน้อยที่สุด"), ("high", "คะแนนมากที่สุด")],
    )

    helper = FilterHelper()

    def __init__(self, data: QueryDict, provinces: Sequence[str], years: Sequence[int]) -> None:
        super().__init__(data or {"year": years[0] if years else ""})
        self.latest = years[0] if years else 0
        asked = data.get("year", "")
        self.chosen_year = next((each for each in years if str(each) == asked), self.latest)
        levels = rules.of_year(self.chosen_year).names
        choices = {
            "province": [("", "ทุกจังหวัด"), *((each, each) for each in provinces)],
            "year": [(each, str(each)) for each in years],
            "level": [("", "ทุกระดับ"), *((each, each) for each in levels), (NO_SCORES, "ยังไม่มีคะแนนรวม")],
        }
        for name, offered in choices.items():
            self.fields[name].choices = offered  # type: ignore[attr-defined]  # a ChoiceField's

    def wanted(self) -> Wanted:
        """Returns what was asked for, with 0 for no year."""
        self.is_valid()
        names = ("q", "province", "kind", "level", "sort")
        words, province, kind, level, sort = (str(self.cleaned_data.get(name) or "") for name in names)
        return Wanted(words, province, kind, self.chosen_year, level, sort)
