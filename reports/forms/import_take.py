"""What becomes of a report that was brought in: of which year, in which of the ways, and which of its measures."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms

from document import Measure as PrintedMeasure
from document import ReportDocument
from editing.fields import YearField
from reports.compiling.taking import Way, tells_all
from reports.importing.photographs import Photograph
from reports.models.kinds import Kind

_MEANS = {
    Way.PLAN: "แผนของปี: มาตรการ สิ่งที่ต้องทำ และผู้รับผิดชอบ เพื่อทำต่อในระบบ",
    Way.PAST: "รายงานของปีที่ผ่านมา ตามเอกสาร: ทั้งฉบับ เก็บไว้ดูและคัดลอกไปปีใหม่ ไม่ต้องเสนอหรือลงนามอีก",
    Way.MEASURES: "เฉพาะมาตรการ: เพิ่มเข้าในแผนของปีที่มีอยู่",
}


class PhotographsForm(forms.Form):
    """Of which measure each photograph of the file is; a field for each, by the photograph's number."""

    def __init__(self, data: Any, photographs: Iterable[Photograph], measures: Iterable[PrintedMeasure]) -> None:  # noqa: ANN401 - as Django has it
        super().__init__(data)
        words = [(str(number), f"{each.called} {each.question[:60]}") for number, each in enumerate(measures, start=1)]
        self.photographs = list(photographs)
        for each in self.photographs:
            self.fields[f"photograph_{each.number}"] = forms.ChoiceField(
                label=each.caption or f"ภาพที่ {each.number}",
                choices=[("", "ไม่แนบ"), *words],
                initial=str(each.measure or ""),
                required=False,
            )

    def rows(self) -> list[tuple[Photograph, forms.BoundField]]:
        """Each photograph with its field."""
        return [(each, self[f"photograph_{each.number}"]) for each in self.photographs]

    def chosen(self) -> dict[int, int]:
        """The numbers of the measures by those of the photographs; after is_valid."""
        return {each.number: int(self.cleaned_data[f"photograph_{each.number}"] or 0) for each in self.photographs}


class TakeForm(forms.Form):
    """The way, the year, and the measures by their number in the file."""

    way = forms.ChoiceField(
        label="วิธีนำเข้า", choices=[(way.value, words) for way, words in _MEANS.items()], widget=forms.RadioSelect
    )
    year = YearField(label="ปีงบประมาณ")
    with_progress = forms.BooleanField(
        label="นำผลการดำเนินการ ผลลัพธ์ และส่วนท้ายรายงานมาด้วย (เมื่อเลือกแผนของปี)", required=False
    )
    own = forms.BooleanField(label="", error_messages={"required": "โปรดยืนยันว่าเป็นรายงานของหน่วยงานนี้"})

    def __init__(
        self,
        data: Any = None,  # noqa: ANN401 - as Django has it
        *,
        document: ReportDocument,
        named: str = "",
        agency: str = "",
        **kwargs: Any,  # noqa: ANN401 - as Django has it
    ) -> None:
        super().__init__(data, **kwargs)
        if not tells_all(document):  # of a year that goes on
            going_on = [(way.value, words) for way, words in _MEANS.items() if way != Way.PAST]
            self.fields["way"].choices = going_on  # type: ignore[attr-defined]  # a ChoiceField's
        if document.kind == Kind.PLAN:
            del self.fields["with_progress"]
        if named:
            self.fields["own"].label = f"{named} ข้าพเจ้ายืนยันว่าเป็นรายงานของ{agency}"
        else:
            del self.fields["own"]

    def chosen(self, numbers: Iterable[str]) -> set[int]:
        """The measures that were ticked, by number; what is no number is none of them."""
        return {int(each) for each in numbers if each.isascii() and each.isdigit() and len(each) < 6}

    @property
    def chosen_way(self) -> Way:
        """The way that was chosen; after is_valid."""
        return Way(self.cleaned_data["way"])

    @property
    def asks_progress(self) -> bool:
        """Whether progress was asked for; after is_valid."""
        return bool(self.cleaned_data.get("with_progress"))

    def takes_progress(self, document: ReportDocument) -> bool:
        """Whether progress comes with it; after is_valid."""
        return self.chosen_way.takes_progress(asked=self.asks_progress, document=document)
