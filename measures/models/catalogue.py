"""The items of each year's instrument, and what an agency knows of their wording."""

from __future__ import annotations

from django.db import models

from accounts.models import Agency, User

LISTS = "catalogue"  # the subject of the event that says that lists were loaded


class Tool(models.TextChoices):
    """The three instruments of the assessment."""

    IIT = "IIT", "IIT แบบวัดการรับรู้ของผู้มีส่วนได้ส่วนเสียภายใน"
    EIT = "EIT", "EIT แบบวัดการรับรู้ของผู้มีส่วนได้ส่วนเสียภายนอก"
    OIT = "OIT", "OIT แบบวัดการเปิดเผยข้อมูลสาธารณะ"


class Indicator(models.Model):
    """One item of one year's list: adding a year is loading data, and no row is ever deleted."""

    class Status(models.TextChoices):
        SEED = "seed", "จากรายงานของหน่วยงาน"
        SECOND_HAND = "second_hand", "จากเอกสารที่อ้างต่อกันมา"
        UNCERTAIN = "uncertain", "ยังไม่แน่ชัด"
        CONFIRMED = "confirmed", "ยืนยันแล้ว"
        NO_TEXT = "no_text", "ยังไม่มีถ้อยคำ"

    year = models.PositiveSmallIntegerField("ปีงบประมาณ")
    tool = models.CharField("เครื่องมือ", max_length=3, choices=Tool)
    code = models.CharField("รหัสข้อ", max_length=8)
    group_no = models.PositiveSmallIntegerField("ตัวชี้วัดที่")
    group_name = models.CharField("ชื่อตัวชี้วัด", max_length=200)
    text = models.TextField("ถ้อยคำ", blank=True)
    status = models.CharField("ที่มาของถ้อยคำ", max_length=12, choices=Status)
    forerunner = models.ForeignKey(
        "self", verbose_name="ข้อเดิมของปีก่อน", on_delete=models.PROTECT, null=True, blank=True, related_name="successors"
    )

    class Meta:
        verbose_name = "ข้อคำถาม"
        constraints = [
            models.UniqueConstraint(
                fields=["year", "code"], name="code_once_a_year", violation_error_message="มีข้อนี้ในรายการของปีนี้อยู่แล้ว"
            ),
            models.CheckConstraint(
                condition=models.Q(year__range=(2550, 2700)),
                name="indicator_year_is_buddhist_era",
                violation_error_message="ปีงบประมาณต้องเป็นปี พ.ศ. ระหว่าง 2550 ถึง 2700",
            ),
            models.CheckConstraint(
                condition=models.Q(group_no__range=(1, 10)),
                name="indicator_group_is_1_to_10",
                violation_error_message="ตัวชี้วัดต้องเป็นเลข 1 ถึง 10",
            ),
            models.CheckConstraint(
                condition=models.Q(tool__in=Tool.values),
                name="indicator_tool_is_known",
                violation_error_message="เครื่องมือต้องเป็น IIT, EIT หรือ OIT",
            ),
            models.CheckConstraint(
                condition=models.Q(status="no_text", text="") | (~models.Q(status="no_text") & ~models.Q(text="")),
                name="indicator_status_fits_its_text",
                violation_error_message="ข้อที่ยังไม่มีถ้อยคำต้องเว้นถ้อยคำว่างไว้ ข้ออื่นต้องมีถ้อยคำ",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} ปี {self.year}"


class Wording(models.Model):
    """The wording of an item as an agency completed or confirmed it, for its own pages."""

    agency = models.ForeignKey(Agency, verbose_name="หน่วยงาน", on_delete=models.PROTECT, related_name="wordings")
    indicator = models.ForeignKey(
        Indicator, verbose_name="ข้อในรายการ", on_delete=models.PROTECT, related_name="wordings"
    )
    text = models.TextField("ถ้อยคำ")
    confirmed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    confirmed_at = models.DateTimeField()

    class Meta:
        verbose_name = "ถ้อยคำที่ยืนยันแล้ว"
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "indicator"],
                name="wording_once_an_agency_and_item",
                violation_error_message="หน่วยงานยืนยันถ้อยคำของข้อนี้ไว้แล้ว",
            ),
            models.CheckConstraint(
                condition=~models.Q(text=""), name="wording_is_not_empty", violation_error_message="โปรดพิมพ์ถ้อยคำ"
            ),
        ]
