"""What lost in a choice between two saves of an agency's settings: kept, so that nothing typed is ever lost."""

from __future__ import annotations

from django.db import models

from accounts.models.agency import Agency
from accounts.models.user import User


class SetAside(models.Model):
    """One part of a form as it was not chosen; `by` is who chose.

    `row` is the key of what the form is about: a unit, an officer, a person, an item of the catalogue, or the agency.
    """

    class Page(models.TextChoices):
        AGENCY = "agency", "ข้อมูลหน่วยงาน"
        ENDORSERS = "endorsers", "ผู้เห็นชอบก่อนอนุมัติ"
        UNIT = "unit", "สำนัก/กอง"
        PERSON = "person", "ผู้ใช้และบทบาท"
        OFFICER = "officer", "ผู้รับผิดชอบ"
        WORDING = "wording", "ถ้อยคำของข้อคำถาม"
        YEAR = "year", "ปีและกำหนดการ"
        RETENTION = "retention", "การเก็บรักษาหลักฐาน"

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="set_aside")
    page = models.CharField(max_length=9, choices=Page)
    row = models.PositiveBigIntegerField()
    part = models.CharField(max_length=40)
    label = models.CharField(max_length=120)
    text = models.TextField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = "สิ่งที่ไม่ได้เลือก"
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["agency", "page", "row"], name="set_aside_of_a_form")]
        constraints = [models.CheckConstraint(condition=~models.Q(text=""), name="set_aside_is_not_empty")]
