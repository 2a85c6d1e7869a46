"""The scores of an agency in one assessed year: what was announced, and every figure by tool, group and item."""

from __future__ import annotations

from decimal import Decimal
from typing import Self

from django.db import models

from accounts.models import Agency, User
from accounts.permissions import Permission
from measures.models import Indicator
from measures.models.catalogue import Tool


class ScoreSheetQuerySet(models.QuerySet["ScoreSheet"]):
    def visible_to(self, user: User) -> Self:
        """No membership, no rows: a half-configured account sees nothing."""
        return self.filter(agency__in=user.agencies(Permission.SCORE_VIEW))


class ScoreSheet(models.Model):
    """`year` is the assessed fiscal year of the Buddhist era; `revision` counts the saves."""

    agency = models.ForeignKey(Agency, verbose_name="หน่วยงาน", on_delete=models.PROTECT, related_name="score_sheets")
    year = models.PositiveSmallIntegerField("ปีที่ประเมิน")
    official_total = models.DecimalField("คะแนนรวมที่ประกาศ", max_digits=5, decimal_places=2, null=True, blank=True)
    official_level = models.CharField("ระดับที่ประกาศ", max_length=40, blank=True)
    target = models.DecimalField("คะแนนเป้าหมาย", max_digits=5, decimal_places=2, default=Decimal(85))
    note = models.TextField("หมายเหตุ", blank=True)
    revision = models.PositiveIntegerField(default=0, editable=False)
    saved_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", null=True, editable=False)
    saved_at = models.DateTimeField(null=True, editable=False)

    objects = ScoreSheetQuerySet.as_manager()

    class Meta:
        verbose_name = "ผลคะแนนของปี"
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "year"],
                name="scores_once_an_agency_and_year",
                violation_error_message="หน่วยงานมีผลคะแนนของปีนี้อยู่แล้ว",
            ),
            models.CheckConstraint(
                condition=models.Q(year__range=(2550, 2700)),
                name="score_year_is_buddhist_era",
                violation_error_message="ปีที่ประเมินต้องเป็นปี พ.ศ. ระหว่าง 2550 ถึง 2700",
            ),
            models.CheckConstraint(
                condition=models.Q(official_total=None) | models.Q(official_total__range=(0, 100)),
                name="official_total_is_0_to_100",
                violation_error_message="คะแนนรวมต้องอยู่ระหว่าง 0 ถึง 100",
            ),
            models.CheckConstraint(
                condition=models.Q(target__range=(0, 100)),
                name="score_target_is_0_to_100",
                violation_error_message="คะแนนเป้าหมายต้องอยู่ระหว่าง 0 ถึง 100",
            ),
        ]

    def __str__(self) -> str:
        return f"ผลคะแนนปี {self.year} ของ{self.agency}"


class Of(models.TextChoices):
    """What a score is of."""

    TOOL = "tool", "เครื่องมือ"
    GROUP = "group", "ตัวชี้วัด"
    ITEM = "item", "ข้อคำถาม"


_SHAPE = (
    models.Q(of=Of.TOOL, group_no=0, code="", indicator=None)
    | models.Q(of=Of.GROUP, group_no__range=(1, 10), code="", indicator=None)
    | (models.Q(of=Of.ITEM, group_no=0) & ~models.Q(code=""))
)


class Score(models.Model):
    """One figure. An item's `code` is in its normal form and kept where the year's list has no such item."""

    Of = Of

    sheet = models.ForeignKey(ScoreSheet, verbose_name="ผลคะแนนของปี", on_delete=models.CASCADE, related_name="scores")
    of = models.CharField("คะแนนของ", max_length=5, choices=Of)
    tool = models.CharField("เครื่องมือ", max_length=3, choices=Tool)
    group_no = models.PositiveSmallIntegerField("ตัวชี้วัดที่", default=0)
    code = models.CharField("รหัสข้อ", max_length=8, blank=True)
    indicator = models.ForeignKey(
        Indicator, verbose_name="ข้อในรายการ", on_delete=models.PROTECT, null=True, blank=True, related_name="scores"
    )
    value = models.DecimalField("คะแนน", max_digits=5, decimal_places=2)

    class Meta:
        verbose_name = "คะแนน"
        constraints = [
            models.UniqueConstraint(
                fields=["sheet", "tool"],
                condition=models.Q(of=Of.TOOL),
                name="tool_score_once",
                violation_error_message="มีคะแนนของเครื่องมือนี้อยู่แล้ว",
            ),
            models.UniqueConstraint(
                fields=["sheet", "group_no"],
                condition=models.Q(of=Of.GROUP),
                name="group_score_once",
                violation_error_message="มีคะแนนของตัวชี้วัดนี้อยู่แล้ว",
            ),
            models.UniqueConstraint(
                fields=["sheet", "code"],
                condition=models.Q(of=Of.ITEM),
                name="item_score_once",
                violation_error_message="มีคะแนนของข้อนี้อยู่แล้ว",
            ),
            models.CheckConstraint(
                condition=models.Q(value__range=(0, 100)),
                name="score_is_0_to_100",
                violation_error_message="คะแนนต้องอยู่ระหว่าง 0 ถึง 100",
            ),
            models.CheckConstraint(
                condition=models.Q(tool__in=Tool.values),
                name="score_tool_is_known",
                violation_error_message="เครื่องมือต้องเป็น IIT, EIT หรือ OIT",
            ),
            models.CheckConstraint(
                condition=_SHAPE,
                name="score_says_what_it_is_of",
                violation_error_message="คะแนนต้องเป็นของเครื่องมือ ตัวชี้วัด หรือข้อ อย่างใดอย่างหนึ่ง",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.key} {self.value}"

    @property
    def key(self) -> str:
        """By which the score is known within its sheet: IIT, 7 or E13."""
        return {Of.TOOL: self.tool, Of.GROUP: str(self.group_no)}.get(Of(self.of), self.code)
