"""Beginning a year, and the days by which its parts are due."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms

from editing.fields import ChosenRows, ThaiDateField, YearField
from editing.form_layout import PortalHelper
from editing.forms import VersionedForm
from measures.forms.days.dates import DateWithEcho, Echo, echo_of, of_due_date
from measures.forms.days.day_doubts import out_of_order
from measures.models import Measure, Plan
from measures.models.plan import DEADLINES, OF_REPORT
from measures.services.years.year import YearFacts

_SHOWN = "แสดงในหน้าแรกและปฏิทินของทุกคน"


class BeginForm(forms.Form):
    """The two years that a plan joins."""

    year = YearField(label="ปีงบประมาณของมาตรการ", help_text="ปีที่จะดำเนินการตามมาตรการ และปีที่จะรายงานผล")
    assessed_year = YearField(label="ปีของผลคะแนน ITA ที่ใช้", help_text="ปีที่ประกาศผลแล้วและนำมาวิเคราะห์ ปกติคือปีก่อนปีของมาตรการ")


class Days(forms.Form):
    """The days by which the parts of a year are due, each with how it is read; `plan` is the year's."""

    plan: Plan
    helper: PortalHelper
    progress_due_on = ThaiDateField(label="เจ้าหน้าที่ส่งผลการดำเนินการภายใน", required=False, help_text=_SHOWN)
    report_due_on = ThaiDateField(
        label="เสนอรายงานต่อผู้อนุมัติภายใน", required=False, help_text="เตือนผู้ประสานงาน และแสดงแก่ผู้กำกับดูแล"
    )
    publish_due_on = ThaiDateField(label="เผยแพร่รายงานภายใน", required=False)
    sure = forms.BooleanField(label="วันถูกต้องแล้ว ใช้ตามที่พิมพ์", required=False)  # asked only where a day is doubtful

    def read_in(self, plan: Plan) -> None:
        """Days without a year are of this plan's; those of the report lie after its end."""
        self.plan = plan
        help_text = f"{_SHOWN} พิมพ์ได้หลายแบบ เช่น 31 กรกฎาคม {plan.year} หรือ 31/7/{plan.year % 100:02}"
        self.fields["progress_due_on"].help_text = help_text
        for name in DEADLINES:
            self.fields[name].year, self.fields[name].later = plan.year, name in OF_REPORT  # type: ignore[attr-defined]  # date fields

    @property
    def progress_due_on_echo(self) -> Echo:
        """How each day is read."""
        return self._echo("progress_due_on")

    @property
    def report_due_on_echo(self) -> Echo:
        return self._echo("report_due_on")

    @property
    def publish_due_on_echo(self) -> Echo:
        return self._echo("publish_due_on")

    def _echo(self, name: str) -> Echo:
        later = name in OF_REPORT
        return echo_of(self[name].value(), of_due_date(self.plan), year=self.plan.year, later=later)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        doubts = [] if self.errors else out_of_order(cleaned)
        if doubts:
            self.helper.layout.fields.append("sure")
            if not cleaned.get("sure"):
                self.add_error(
                    "sure", f"{' '.join(doubts)} โปรดแก้ หรือทำเครื่องหมาย “{self.fields['sure'].label}” แล้วกดบันทึกอีกครั้ง"
                )
        return cleaned


def _with_echoes() -> list[object]:
    return [DateWithEcho(name, echo=f"{name}_echo", due=True) for name in DEADLINES]


class BeginFirstForm(Days, BeginForm):
    """The first year of an agency, with its deadlines; a later year takes them from the year before."""

    def __init__(self, *args: Any, year: int, **kwargs: Any) -> None:  # noqa: ANN401 - Django's own
        super().__init__(*args, **kwargs)
        self.read_in(Plan(year=year, assessed_year=year - 1))  # the year that is proposed
        self.helper = PortalHelper("year", "assessed_year", *_with_echoes())

    def days(self) -> dict[str, date | None]:
        """The deadlines, after is_valid."""
        return {name: self.cleaned_data[name] for name in DEADLINES}


class YearForm(Days, VersionedForm):
    """The deadlines of a plan; its assessed year while there is no measure, and all measures' due date at once."""

    assessed_year = YearField(label="ปีของผลคะแนน ITA ที่ใช้", help_text="แก้ได้จนกว่าจะมีมาตรการแรก")
    spread = forms.BooleanField(required=False)

    def __init__(self, *args: Any, plan: Plan, undated: int, **kwargs: Any) -> None:  # noqa: ANN401 - Django's own
        super().__init__(*args, **kwargs)
        self.read_in(plan)
        layout = _with_echoes()
        if undated:
            self.fields["spread"].label = f"ใช้วันส่งผลการดำเนินการเป็นวันครบกำหนดของ {undated} มาตรการที่ยังไม่มีกำหนด"
            layout.insert(1, "spread")
        if plan.measures.exists():
            self.fields["assessed_year"].disabled = True
            self.fields["assessed_year"].initial = plan.assessed_year
        else:
            layout.append("assessed_year")
        self.helper = PortalHelper(*layout)

    def facts(self) -> YearFacts:
        """What was typed, after is_valid."""
        return YearFacts(**{name: self.cleaned_data[name] for name in YearFacts.__dataclass_fields__})


class CopyForm(forms.Form):
    """Which measures of another year come along."""

    measures = ChosenRows(
        queryset=Measure.objects.none(),
        error_messages={"required": "โปรดเลือกอย่างน้อย 1 มาตรการ หรือกดเริ่มจากรายการว่าง"},
    )

    def __init__(self, *args: Any, source: Plan, **kwargs: Any) -> None:  # noqa: ANN401 - Django's own
        super().__init__(*args, **kwargs)
        self.fields["measures"].queryset = Measure.objects.kept().filter(plan=source)  # type: ignore[attr-defined]  # a ChoiceField's
