"""The report's own words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from crispy_forms.layout import Div
from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q

import clock
from accounts.models import Membership
from accounts.permissions import Role
from editing.fields import DATE_ATTRS, ThaiTextField, offer
from editing.form_layout import PortalHelper
from editing.forms import VersionedForm
from editing.versions import Version
from ita.limits import LONGEST_TEXT
from measures.forms.days.dates import DateWithEcho, Echo, echo_of, far_year
from measures.models import Officer, Plan
from reports.compiling.edition import LISTS, Wanted, digest
from reports.compiling.kept import contents
from reports.compiling.kinds import scores_told
from reports.models import Edition
from reports.models.kinds import Kind
from thai import dates
from thai.dates.names import MONTHS


def _laid_out(*lists: str, last: tuple[str, ...] = ()) -> PortalHelper:
    """The opening, the lists, then who reports and who approves, and what is printed last."""
    return PortalHelper(
        "opening",
        *lists,
        Div(
            Div("reporter", css_class="col-sm-7"),
            Div(DateWithEcho("reported_on", echo="reported_echo"), css_class="col-sm-5"),
            css_class="row",
        ),
        "approver",
        Div(Div("capacity", css_class="col-sm-6"), Div("acting_for", css_class="col-sm-6"), css_class="row"),
        *(Div(name, css_class="mt-4") for name in last),
    )


def _member(member: Membership) -> str:
    return f"{member.user.name} {member.post}".strip()


class EditionForm(VersionedForm):
    """The words of a result report; those of the other kinds are below, by kind in `FORMS`.

    The date is printed as it was typed where it names its month in full, else in full."""

    # Who signs and as what: one person's name with another's capacity would be neither's wish.
    together = {"signer": ("approver", "capacity", "acting_for")}
    names = {"signer": "ผู้อนุมัติ"}

    opening = ThaiTextField(label="ข้อความนำ", required=False, rows=5, lines=True, max_length=LONGEST_TEXT)
    problems = ThaiTextField(
        label="ปัญหา/อุปสรรค",
        required=False,
        rows=4,
        lines=True,
        max_length=LONGEST_TEXT,
        help_text="ขึ้นบรรทัดใหม่เมื่อขึ้นเรื่องใหม่ หากไม่มีให้พิมพ์ว่า ไม่มี",
    )
    suggestions = ThaiTextField(label="ข้อเสนอแนะ", required=False, rows=3, lines=True, max_length=LONGEST_TEXT)
    reporter = forms.ModelChoiceField(
        label="ผู้รายงาน", required=False, queryset=Officer.objects.none(), empty_label="ยังไม่ระบุ"
    )
    reported_on = ThaiTextField(
        label="วันที่รายงาน", required=False, max_length=60, help_text="เช่น 3 ตุลาคม 2566 หรือ 3/10/66"
    )
    approver = forms.ModelChoiceField(
        label="ผู้อนุมัติ", required=False, queryset=Membership.objects.none(), empty_label="ยังไม่ระบุ"
    )
    capacity = forms.ChoiceField(label="อนุมัติในฐานะ", choices=Edition.Capacity.choices)
    acting_for = ThaiTextField(label="ตำแหน่งที่แทน", required=False, max_length=200, help_text="เมื่อรักษาหรือปฏิบัติราชการแทน")
    with_scores = forms.BooleanField(
        label="พิมพ์ภาคผนวกคะแนนก่อนและหลังดำเนินมาตรการ",
        required=False,
        help_text="ท้ายรายงานบอกคะแนนของข้อที่จัดทำมาตรการได้ ทั้งปีที่ประเมินและปีที่ดำเนินมาตรการ เฉพาะข้อที่เทียบกันได้",
    )

    helper = _laid_out("problems", "suggestions", last=("with_scores",))

    def __init__(self, *args: Any, plan: Plan, **kwargs: Any) -> None:  # noqa: ANN401 - handed on to Django
        super().__init__(*args, **kwargs)
        self.plan = plan
        self.fields["reported_on"].widget.attrs.update(DATE_ATTRS)
        for name in self.fields.keys() & {"opening", *LISTS, "reporter", "reported_on", "approver"}:
            self.fields[name].wanted = True  # type: ignore[attr-defined]  # drawn without (ถ้ามี): see ita_portal.frame.form_fields
        named = Edition.objects.filter(report__plan=plan, reporter__isnull=False).values("reporter")
        officers = Officer.objects.filter(Q(is_active=True) | Q(pk__in=named), agency=plan.agency)
        approvers = Membership.objects.filter(
            agency=plan.agency, role=Role.APPROVER, is_active=True, user__is_active=True
        )
        offer(self, "reporter", officers.select_related("unit"), lambda officer: officer.line)
        offer(self, "approver", approvers.select_related("user"), _member)

    def show_approvers(self, members: Sequence[Membership]) -> None:
        """Draws the choice of approvers from memberships that the page has read already; what may be sent stays."""
        shown = [("", "ยังไม่ระบุ"), *((member.pk, _member(member)) for member in members)]
        self.fields["approver"].choices = shown  # type: ignore[attr-defined]  # a choice field's

    @property
    def reported_echo(self) -> Echo:
        """How the report's date is read."""
        year = self.plan.year
        return echo_of(self["reported_on"].value(), lambda day: far_year(day, year), year=year, later=True)

    def clean_reported_on(self) -> str:
        written: str = self.cleaned_data["reported_on"]
        self.day = None
        if not written:
            return ""
        try:
            self.day = dates.read_later_day(written, today=clock.today(), year=self.plan.year)
        except ValueError as error:
            raise ValidationError(str(error)) from error
        return written if _is_in_full(written) else dates.format_date(self.day)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        stands_in = cleaned.get("capacity") != Edition.Capacity.OWN
        if stands_in and not cleaned.get("acting_for"):
            self.add_error("acting_for", "โปรดพิมพ์ตำแหน่งที่แทน เช่น นายกองค์การบริหารส่วนตำบล")
        if not stands_in:
            cleaned["acting_for"] = ""
        return cleaned

    def clean_with_scores(self) -> bool:
        """Raises ValidationError where there is nothing to tell: else a report would come out without its annex."""
        wanted: bool = self.cleaned_data["with_scores"]
        if wanted and not scores_told.of(self.plan, contents.of(self.plan)):
            raise ValidationError(
                f"ยังไม่มีคะแนนที่เทียบกันได้ระหว่างปี {self.plan.assessed_year} กับปี {self.plan.year} "
                "โปรดบันทึกผลคะแนนของทั้งสองปีก่อน หรือไม่เลือกช่องนี้"
            )
        return wanted

    def wanted(self, base: str) -> Wanted:
        """What the service is to write, with the digest of what the form was drawn from; after is_valid."""
        cleaned = {**self.cleaned_data, "base": base}
        return Wanted(reported_on_as_written=cleaned.pop("reported_on"), reported_on=self.day, **cleaned)


def _list(label: str, help_text: str = "") -> ThaiTextField:
    said = f"{help_text} ขึ้นบรรทัดใหม่เมื่อขึ้นเรื่องใหม่ หากไม่มีให้พิมพ์ว่า ไม่มี".strip()
    return ThaiTextField(label=label, required=False, rows=4, lines=True, max_length=LONGEST_TEXT, help_text=said)


class AnyEditionForm(EditionForm):
    """With the lists of all kinds."""

    defects = _list("ข้อบกพร่องที่ต้องแก้ไขโดยทันที")
    developments = _list("ประเด็นที่ต้องพัฒนา")
    ways = _list("แนวทางการดำเนินการ")


class PlanForm(AnyEditionForm):
    """The words of a plan: its analysis in place of what came of the measures."""

    problems = suggestions = with_scores = None  # type: ignore[assignment]  # how Django leaves a field out
    helper = _laid_out("defects", "developments", "ways")


class ProgressForm(EditionForm):
    """The words of a progress report."""

    suggestions = with_scores = None  # type: ignore[assignment]  # as above
    helper = _laid_out("problems")


FORMS: dict[Kind, type[EditionForm]] = {
    Kind.RESULT: EditionForm,
    Kind.PLAN: PlanForm,
    Kind.PROGRESS: ProgressForm,
}


def _is_in_full(written: str) -> bool:
    """Whether a date is printed as it was typed: it names its month in full, and its year."""
    try:
        dates.parse_date(written)
    except ValueError:
        return False
    return any(re.search(month, written) for month in MONTHS)


def facts_of(edition: Edition) -> dict[str, object]:
    """What the form shows of an edition."""
    fields = ("opening", *LISTS, "reporter", "approver", "capacity", "acting_for", "with_scores")
    return {**{name: getattr(edition, name) for name in fields}, "reported_on": edition.reported_on_as_written}


def initial_of(edition: Edition) -> dict[str, object]:
    """What the form is drawn from."""
    return FORMS[edition.kind].drawn(digest(edition), facts_of(edition))


def version_of(edition: Edition) -> Version:
    """What is stored, to be compared with what was typed."""
    return FORMS[edition.kind].version(digest(edition), facts_of(edition))
