"""What the list of published reports can be narrowed by."""

from __future__ import annotations

from django import forms
from django.http import QueryDict

from editing.form_layout import FilterHelper
from reports.models.publication import SHORTEST, PublicationQuerySet
from reports.models.report import Kind
from reports.publication import offered
from reports.publication.searching import Search
from thai.text import fold, loose

_MOST_WORDS = 8
_LONGEST = 200


class PublicFilter(forms.Form):
    """A GET form; what can't be read is passed over. Its choices are what has been published."""

    q = forms.CharField(
        label="ชื่อหน่วยงาน หรือคำในรายงาน", required=False, widget=forms.TextInput(attrs={"type": "search"})
    )
    year = forms.ChoiceField(label="ปีงบประมาณ", required=False)
    province = forms.ChoiceField(label="จังหวัด", required=False)
    kind = forms.ChoiceField(label="ประเภทรายงาน", required=False, choices=[("", "ทุกประเภท"), *Kind.choices])

    helper = FilterHelper()

    def __init__(self, data: QueryDict) -> None:
        super().__init__(data)
        choices = offered.choices()
        self._offer("year", "ทุกปี", [str(year) for year in choices.years])
        self._offer("province", "ทุกจังหวัด", choices.provinces)

    def _offer(self, name: str, every: str, values: list[str]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", every), *((value, value) for value in values)]

    def search(self, rows: PublicationQuerySet) -> Search:
        """What is looked for among the rows."""
        narrowed = self._narrow(rows)
        return Search(narrowed, tuple(self._words()), is_sorted=bool(self.cleaned_data.get("province")))

    def near(self, rows: PublicationQuerySet) -> Search | None:
        """The same, of words that are near those; None where one of them is too short for that."""
        loosened = tuple(loose(word) for word in self._words())
        if not loosened or any(len(word) < SHORTEST for word in loosened):
            return None
        return Search(self._narrow(rows), loosened, is_near=True)

    def _narrow(self, rows: PublicationQuerySet) -> PublicationQuerySet:
        self.is_valid()
        cleaned = self.cleaned_data
        if cleaned.get("year"):
            rows = rows.filter(year=int(cleaned["year"]))
        if cleaned.get("province"):
            rows = rows.filter(agency__province=cleaned["province"])
        if cleaned.get("kind"):
            rows = rows.filter(kind=cleaned["kind"])
        return rows

    @property
    def short_words(self) -> list[str]:
        """Those that are looked for in names and titles alone."""
        return [word for word in self._words() if len(word) < SHORTEST]

    def meant(self) -> list[str]:
        """Agencies that have published, whose names are like what was looked for."""
        return offered.meant(" ".join(self._words()))

    def _words(self) -> list[str]:
        self.is_valid()
        return fold(self.cleaned_data.get("q", "")[:_LONGEST]).split()[:_MOST_WORDS]
