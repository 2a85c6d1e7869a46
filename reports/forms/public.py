"""What the list of published reports can be narrowed by."""

from __future__ import annotations

from django import forms
from django.http import QueryDict

from editing.form_layout import FilterHelper
from reports.models import Publication
from reports.models.publication import PUBLIC, PublicationQuerySet
from reports.models.report import Kind
from thai.text import fold, sort_key

_MOST_WORDS = 8
_LONGEST = 200


class PublicFilter(forms.Form):
    """A GET form; what can't be read is passed over. Its choices are what has been published, in two queries."""

    q = forms.CharField(
        label="ชื่อหน่วยงาน หรือคำในรายงาน", required=False, widget=forms.TextInput(attrs={"type": "search"})
    )
    year = forms.ChoiceField(label="ปีงบประมาณ", required=False)
    province = forms.ChoiceField(label="จังหวัด", required=False)
    kind = forms.ChoiceField(label="ประเภทรายงาน", required=False, choices=[("", "ทุกประเภท"), *Kind.choices])

    helper = FilterHelper()

    def __init__(self, data: QueryDict) -> None:
        super().__init__(data)
        rows = Publication.objects.filter(round__edition__state__in=PUBLIC).order_by()
        years = rows.values_list("round__edition__report__plan__year", flat=True).distinct()
        places = rows.values_list("round__edition__report__plan__agency__province", flat=True).distinct()
        self._offer("year", "ทุกปี", [str(year) for year in sorted(years, reverse=True)])
        self._offer("province", "ทุกจังหวัด", sorted(filter(None, places), key=sort_key))

    def _offer(self, name: str, every: str, values: list[str]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", every), *((value, value) for value in values)]

    def narrow(self, rows: PublicationQuerySet) -> PublicationQuerySet:
        """The publications that fit."""
        self.is_valid()
        cleaned = self.cleaned_data
        found = rows.mentioning(fold(cleaned.get("q", "")[:_LONGEST]).split()[:_MOST_WORDS])
        if cleaned.get("year"):
            found = found.filter(round__edition__report__plan__year=int(cleaned["year"]))
        if cleaned.get("province"):
            found = found.filter(round__edition__report__plan__agency__province=cleaned["province"])
        if cleaned.get("kind"):
            found = found.filter(round__edition__report__kind=cleaned["kind"])
        return found
