"""What was done, and what came of it; removed rows stay, so that there is a way back."""

from __future__ import annotations

from typing import Self, TypeVar

from django.db import models

from measures.models.measure import Measure

RowType = TypeVar("RowType", bound=models.Model)


class RowQuerySet(models.QuerySet[RowType]):
    def kept(self) -> Self:
        """Those that were not removed."""
        return self.filter(removed_at=None)

    def removed(self) -> Self:
        """Those that can be brought back, the latest first."""
        return self.exclude(removed_at=None).order_by("-removed_at", "-pk")


class Action(models.Model):
    """What was done, in the officer's words: the words are printed, the dates stand beside them."""

    measure = models.ForeignKey(Measure, verbose_name="มาตรการ", on_delete=models.CASCADE, related_name="actions")
    position = models.PositiveSmallIntegerField("ลำดับ")
    marker = models.CharField("เลขหรือเครื่องหมายหน้าข้อ", max_length=10, blank=True)
    text = models.TextField("การดำเนินการ")
    start_on = models.DateField("วันที่เริ่ม", null=True, blank=True)
    end_on = models.DateField("วันที่สิ้นสุด", null=True, blank=True)
    open_ended = models.BooleanField("ยังดำเนินการต่อเนื่อง", default=False)
    removed_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = RowQuerySet.as_manager()

    class Meta:
        verbose_name = "การดำเนินการ"
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(text=""), name="action_is_not_empty", violation_error_message="โปรดพิมพ์สิ่งที่ได้ดำเนินการ"
            ),
            models.CheckConstraint(
                condition=models.Q(end_on=None) | models.Q(end_on__gte=models.F("start_on")),
                name="action_ends_after_it_starts",
                violation_error_message="วันที่สิ้นสุดอยู่ก่อนวันที่เริ่ม โปรดตรวจทั้งสองช่อง",
            ),
            models.CheckConstraint(
                condition=models.Q(open_ended=False) | models.Q(end_on=None, start_on__isnull=False),
                name="open_ended_action_starts_and_has_no_end",
                violation_error_message="การดำเนินการที่ยังต่อเนื่องต้องมีวันที่เริ่ม และต้องเว้นวันที่สิ้นสุดว่างไว้",
            ),
            models.CheckConstraint(
                condition=models.Q(end_on=None) | models.Q(start_on__isnull=False),
                name="action_that_ends_has_a_start",
                violation_error_message="มีวันที่สิ้นสุดแล้ว โปรดพิมพ์วันที่เริ่มด้วย",
            ),
        ]


class Outcome(models.Model):
    """What came of a measure."""

    measure = models.ForeignKey(Measure, verbose_name="มาตรการ", on_delete=models.CASCADE, related_name="outcomes")
    position = models.PositiveSmallIntegerField("ลำดับ")
    marker = models.CharField("เลขหรือเครื่องหมายหน้าข้อ", max_length=10, blank=True)
    text = models.TextField("ผลลัพธ์หรือความสำเร็จ")
    removed_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = RowQuerySet.as_manager()

    class Meta:
        verbose_name = "ผลลัพธ์"
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(text=""), name="outcome_is_not_empty", violation_error_message="โปรดพิมพ์ผลลัพธ์"
            )
        ]
