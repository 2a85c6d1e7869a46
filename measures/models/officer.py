"""Who answers for a measure: a record of its own, with an optional user, for a post outlives a login."""

from __future__ import annotations

from collections.abc import Collection
from typing import Self

from django.db import models

from accounts.models import Agency, Unit, User
from measures.models.measure import Measure


class OfficerQuerySet(models.QuerySet["Officer"]):
    def offered(self, agency: Agency, standing: Collection[int] = ()) -> Self:
        """Whom a choice offers: who is still in office, and who stands in the chosen place already."""
        return self.filter(agency=agency).filter(models.Q(is_active=True) | models.Q(pk__in=standing))


class Officer(models.Model):
    """A person as the report prints them: title and name, post, unit."""

    agency = models.ForeignKey(Agency, verbose_name="หน่วยงาน", on_delete=models.PROTECT, related_name="officers")
    unit = models.ForeignKey(
        Unit, verbose_name="สำนัก/กอง", on_delete=models.PROTECT, null=True, blank=True, related_name="officers"
    )
    user = models.ForeignKey(
        User, verbose_name="บัญชีผู้ใช้", on_delete=models.SET_NULL, null=True, blank=True, related_name="posts"
    )
    name = models.CharField("คำนำหน้า ชื่อ และนามสกุล", max_length=150)
    post = models.CharField("ตำแหน่ง", max_length=200, blank=True)
    is_active = models.BooleanField("ยังปฏิบัติหน้าที่", default=True)

    objects = OfficerQuerySet.as_manager()

    class Meta:
        verbose_name = "ผู้รับผิดชอบ"
        ordering = ["unit__position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "name", "post", "unit"],
                name="officer_once_a_unit",
                violation_error_message="มีผู้รับผิดชอบชื่อ ตำแหน่ง และสำนัก/กองนี้อยู่แล้ว",
            ),
            models.UniqueConstraint(
                fields=["agency", "name", "post"],
                condition=models.Q(unit=None),
                name="officer_once_without_a_unit",
                violation_error_message="มีผู้รับผิดชอบชื่อและตำแหน่งนี้อยู่แล้ว",
            ),
            models.CheckConstraint(
                condition=~models.Q(name=""),
                name="officer_has_a_name",
                violation_error_message="โปรดพิมพ์คำนำหน้า ชื่อ และนามสกุล",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def line(self) -> str:
        """Name, post and unit on one line, as the report's last column has them."""
        return " ".join(part for part in (self.name, self.post, self.unit.name if self.unit else "") if part)

    @property
    def short_line(self) -> str:
        """The same as a list to tick has it: the unit as the office calls it."""
        return " ".join(part for part in (self.name, self.post, self.unit.short_name if self.unit else "") if part)


class MeasureOfficer(models.Model):
    """An officer's place on a measure; `as_written` is kept only where the file's wording differs from the record."""

    measure = models.ForeignKey(Measure, verbose_name="มาตรการ", on_delete=models.CASCADE, related_name="duties")
    officer = models.ForeignKey(Officer, verbose_name="ผู้รับผิดชอบ", on_delete=models.PROTECT, related_name="duties")
    position = models.PositiveSmallIntegerField("ลำดับ")
    as_written = models.CharField("ข้อความตามที่พิมพ์", max_length=400, blank=True)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["measure", "officer"],
                name="officer_once_a_measure",
                violation_error_message="ผู้นี้เป็นผู้รับผิดชอบมาตรการนี้อยู่แล้ว",
            )
        ]
