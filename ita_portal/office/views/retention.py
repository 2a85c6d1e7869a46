"""The page of an agency's settings that says for how long evidence is kept that is not for the public."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import partial

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Count, Sum
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

import clock
from accounts.access import AgencyRequest, requires
from accounts.changed import digest
from accounts.models import Agency, SetAside
from accounts.permissions import Permission
from editing.conflict import KEPT, attempt, keep_unchosen, respond
from editing.form_layout import PortalHelper
from editing.forms import VersionedForm
from editing.versions import Version
from editing.who_saved import Trail
from evidence import retention
from reports.retention import due
from reports.retention.setting import Rule, rule_of, set_rule

_FOR_EVER = "for_ever"
_YEARS = [(str(years), f"{years} ปี") for years in range(1, retention.MOST_YEARS + 1)]


class RuleForm(VersionedForm):
    """For how many years, or for ever."""

    years = forms.ChoiceField(
        label="เก็บหลักฐานภายในหลังสิ้นปีงบประมาณ",
        choices=[(_FOR_EVER, "เก็บไว้ตลอด ไม่นำออก"), *_YEARS],
        help_text="เช่น เลือก 5 ปี หลักฐานของมาตรการปี 2566 เก็บถึง 30 กันยายน 2571 แล้วนำออกตั้งแต่ 1 ตุลาคม 2571",
        error_messages=dict.fromkeys(("invalid_choice", "required"), "โปรดเลือกจำนวนปีจากรายการ"),
    )
    helper = PortalHelper("years")

    @classmethod
    def of(cls, rule: Rule) -> dict[str, object]:
        """What it is drawn from."""
        return {"years": str(rule.years or _FOR_EVER)}

    def rule(self) -> Rule:
        """What was chosen, after is_valid."""
        chosen = self.cleaned_data["years"]
        return Rule(None if chosen == _FOR_EVER else int(chosen))


@dataclass(frozen=True)
class YearOfEvidence:
    """A year's own evidence: how much of it there is, and what the rule does to it."""

    year: int
    count: int
    size: int
    leaving: int
    staying: int
    deleted_from: date | None


@require_http_methods(["GET", "POST"])
@requires(Permission.SETTINGS_EDIT)
def edit(request: AgencyRequest, agency: Agency) -> HttpResponse:
    """Shows the rule and what it reaches; POST writes another."""
    if request.method == "GET":
        rule = rule_of(agency)
        return _draw(request, agency, RuleForm(initial=RuleForm.drawn(digest(rule), RuleForm.of(rule))))

    def write(form: RuleForm, base: str) -> bool:
        try:
            set_rule(agency=agency, rule=form.rule(), base=base, by=request.user, now=clock.now())
        except ValidationError as error:
            form.add_error(None, error)
        return not form.errors

    bind, trail = partial(RuleForm), Trail([f"agency:{agency.pk}"])
    keep_unchosen(request, SetAside.Page.RETENTION, agency.pk, bind)
    tried = attempt(request.POST, bind=bind, write=write, version=_version)
    if tried.clashes:
        return respond(request, tried, trail, about="การเก็บรักษาหลักฐาน", kept=KEPT)
    tried.tell(request, trail)
    if not tried.saved:
        return _draw(request, agency, tried.form, status=tried.status)
    messages.success(request, "บันทึกกำหนดเก็บรักษาหลักฐานแล้ว")
    return redirect("settings_retention", agency.slug)


def _version(rule: Rule) -> Version:
    return RuleForm.version(digest(rule), RuleForm.of(rule))


def _draw(request: AgencyRequest, agency: Agency, form: RuleForm, status: int = 200) -> HttpResponse:
    context = {"form": form, "agency": agency, "years": list(_years(agency))}
    return render(request, "settings/retention.html", context, status=status)


def _years(agency: Agency) -> Iterator[YearOfEvidence]:
    """Each year that has evidence which is not for the public, the latest first; one query."""
    rows = due.kept_back(agency).order_by("-measure__plan__year").values("measure__plan__year")
    counts = {
        "count": Count("pk"),
        "size": Sum("size"),
        "leaving": Count("announced_at"),
        "staying": Count("kept_longer"),
    }
    for row in rows.annotate(**counts):
        year = row.pop("measure__plan__year")
        day = retention.first_day(year, agency.evidence_years) if agency.evidence_years else None
        yield YearOfEvidence(year, **row, deleted_from=day)
