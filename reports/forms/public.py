"""What the list of published reports can be narrowed by."""

from __future__ import annotations

from django import forms
from django.http import QueryDict

from editing.form_layout import FilterHelper
from reports.models import Publication
from reports.models.publication import PUBLIC, PublicationQuerySet
from reports.models.report import Kind
from thai.likeness import alike
from thai.text import fold, loose, sort_key

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

    def narrow(self, rows: PublicationQuerySet, *, near: bool = False) -> PublicationQuerySet:
        """The publications that fit, or whose words are `near` those that are looked for."""
        self.is_valid()
        cleaned, words = self.cleaned_data, self._words()
        if near:
            loosened = [loose(word) for word in words]
            found = rows.nearly_mentioning(loosened) if all(loosened) else rows.none()
        else:
            found = rows.mentioning(words)
        if cleaned.get("year"):
            found = found.filter(round__edition__report__plan__year=int(cleaned["year"]))
        if cleaned.get("province"):
            found = found.filter(round__edition__report__plan__agency__province=cleaned["province"])
        if cleaned.get("kind"):
            found = found.filter(round__edition__report__kind=cleaned["kind"])
        return found

    def meant(self, rows: PublicationQuerySet) -> list[str]:
        """Agencies that have published, whose names are like what was looked for; one query."""
        agency = "round__edition__report__plan__agency__"
        names = rows.order_by().values_list(f"{agency}name", f"{agency}short_name").distinct()
        by_either = {either: name for name, short in names for either in (name, short) if either}
        return list(dict.fromkeys(by_either[each] for each in alike(" ".join(self._words()), by_either)))

    def _words(self) -> list[str]:
        self.is_valid()
        return fold(self.cleaned_data.get("q", "")[:_LONGEST]).split()[:_MOST_WORDS]
