"""An agency's measures for one fiscal year, drawn from the scores of another."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Self

from django.db import models

from accounts.models import Agency
from accounts.permissions import Permission
from thai.fiscal import fiscal_range

if TYPE_CHECKING:
    from accounts.models import User

# The days of a year, in the order in which they come, with what must be done by each.
DEADLINES = {
    "progress_due_on": "ส่งผลการดำเนินการ",
    "report_due_on": "เสนอรายงานต่อผู้อนุมัติ",
    "publish_due_on": "เผยแพร่รายงาน",
}
OF_REPORT = ("report_due_on", "publish_due_on")  # these come after the year's work


class PlanQuerySet(models.QuerySet["Plan"]):
    def visible_to(self, user: User) -> Self:
        """No membership, no rows: a half-configured account sees nothing."""
        return self.filter(agency__in=user.agencies(Permission.MEASURE_VIEW))


class Plan(models.Model):
    """Years are fiscal years of the Buddhist era; `revision` counts every write below the plan."""

    agency = models.ForeignKey(Agency, verbose_name="หน่วยงาน", on_delete=models.PROTECT, related_name="plans")
    year = models.PositiveSmallIntegerField("ปีงบประมาณของมาตรการ")
    assessed_year = models.PositiveSmallIntegerField("ปีของผลคะแนนที่วิเคราะห์")
    # A past year that was brought in as it had been reported on paper: nothing of it is submitted or signed here.
    is_from_paper = models.BooleanField("ตามเอกสาร", default=False, editable=False)
    revision = models.PositiveIntegerField(default=0, editable=False)
    progress_due_on = models.DateField(DEADLINES["progress_due_on"], null=True, blank=True)
    report_due_on = models.DateField(DEADLINES["report_due_on"], null=True, blank=True)
    publish_due_on = models.DateField(DEADLINES["publish_due_on"], null=True, blank=True)

    objects = PlanQuerySet.as_manager()

    class Meta:
        verbose_name = "แผนมาตรการ"
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "year"],
                name="plan_once_an_agency_and_year",
                violation_error_message="หน่วยงานมีแผนของปีนี้อยู่แล้ว",
            ),
            models.CheckConstraint(
                condition=models.Q(year__range=(2550, 2700)),
                name="plan_year_is_buddhist_era",
                violation_error_message="ปีงบประมาณของมาตรการต้องเป็นปี พ.ศ. ระหว่าง 2550 ถึง 2700",
            ),
            models.CheckConstraint(
                condition=models.Q(assessed_year__gte=2550, assessed_year__lt=models.F("year")),
                name="plan_follows_the_year_it_is_drawn_from",
                violation_error_message="ปีของผลคะแนนที่วิเคราะห์ต้องเป็นปี พ.ศ. และอยู่ก่อนปีของมาตรการ",
            ),
        ]

    def __str__(self) -> str:
        return f"แผนมาตรการปี {self.year} ของ{self.agency}"

    @property
    def deadlines(self) -> list[tuple[str, date]]:
        """What must be done by which day, in their order; nothing for a day that is not set."""
        days = ((words, getattr(self, name)) for name, words in DEADLINES.items())
        return [(words, day) for words, day in days if day]

    def is_far(self, day: date) -> bool:
        """Whether a day is before the assessed year, or after the year that follows that of the measures."""
        first, last = fiscal_range(self.assessed_year)[0], fiscal_range(self.year + 1)[1]
        return not first <= day <= last
