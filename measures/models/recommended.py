"""Measures that are recommended for an item: those of the whole installation, and those that an agency keeps."""

from __future__ import annotations

from collections.abc import Collection
from typing import Self

from django.db import models

from accounts.models import Agency, User
from measures.models.catalogue import Indicator, Tool


class RecommendedQuerySet(models.QuerySet["Recommended"]):
    def offered_to(self, agency: Agency, also: Collection[int] = ()) -> Self:
        """Those of the installation and the agency's own that were not taken out; its own come first.

        `also` are keys of such as a page offered before they were.
        """
        offered = models.Q(removed_at=None) | models.Q(pk__in=also) if also else models.Q(removed_at=None)
        rows = self.filter(models.Q(agency=agency) | models.Q(agency=None), offered)
        return rows.order_by(models.F("agency").asc(nulls_last=True), "pk")


class Recommended(models.Model):
    """What can be done for an item, step by step on lines. Without an agency it is offered to all, known by its `key`.

    An item is recognised by `indicator` or by the words of `question`, whatever its number is in a year.
    """

    agency = models.ForeignKey(
        Agency, verbose_name="หน่วยงาน", on_delete=models.PROTECT, null=True, blank=True, related_name="recommended"
    )
    key = models.CharField(max_length=40, blank=True, editable=False)
    tool = models.CharField("เครื่องมือ", max_length=3, choices=Tool)
    group_name = models.CharField("ชื่อตัวชี้วัด", max_length=200, blank=True)
    indicator = models.ForeignKey(
        Indicator,
        verbose_name="ข้อในรายการ",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="recommended",
    )
    question = models.TextField("ข้อคำถาม", blank=True)
    text = models.TextField("สิ่งที่ต้องทำ")
    added_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+", editable=False)
    added_at = models.DateTimeField(null=True, editable=False)
    # When a person wrote here last: those that come with the program, loaded again, leave such a one as it is.
    revised_at = models.DateTimeField(null=True, editable=False)
    removed_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = RecommendedQuerySet.as_manager()

    class Meta:
        verbose_name = "มาตรการแนะนำ"
        constraints = [
            models.UniqueConstraint(
                fields=["key"],
                condition=models.Q(agency=None),
                name="recommended_key_once",
                violation_error_message="มีมาตรการแนะนำนี้อยู่แล้ว",
            ),
            models.CheckConstraint(
                condition=models.Q(agency=None) & ~models.Q(key="") | models.Q(agency__isnull=False, key=""),
                name="recommended_to_all_has_a_key",
                violation_error_message="มาตรการแนะนำของทุกหน่วยงานต้องมีชื่อเรียก",
            ),
            models.CheckConstraint(
                condition=~models.Q(text=""),
                name="recommended_is_not_empty",
                violation_error_message="โปรดพิมพ์สิ่งที่ต้องทำ",
            ),
            models.CheckConstraint(
                condition=models.Q(tool__in=Tool.values),
                name="recommended_tool_is_known",
                violation_error_message="เครื่องมือต้องเป็น IIT, EIT หรือ OIT",
            ),
        ]

    def __str__(self) -> str:
        return f"มาตรการแนะนำ {self.pk}"
