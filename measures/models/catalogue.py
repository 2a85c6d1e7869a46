"""The items of each year's instrument, and what an agency knows of their wording."""

from __future__ import annotations

from typing import Self

from django.db import models

from accounts.models import Agency, User

LISTS = "catalogue"  # the subject of the event that says that lists were loaded


class Kind(models.TextChoices):
    """For which agencies a list is: an instrument has a list of its own for some, and one for all others."""

    GENERAL = "general", "หน่วยงานทั่วไป"
    HOSPITAL = "hospital", "โรงพยาบาลและหน่วยบริการสาธารณสุข"
    COLLEGE = "college", "สถาบันอุดมศึกษาและวิทยาลัย"
    SCHOOL = "school", "โรงเรียนและสถานศึกษา"


# The list that an agency of each kind uses, unless the operator says another on the agency (`list_kind`).
KIND_OF_LIST: dict[str, Kind] = {
    Agency.Kind.SUBDISTRICT: Kind.GENERAL,
    Agency.Kind.MUNICIPALITY: Kind.GENERAL,
    Agency.Kind.PROVINCE: Kind.GENERAL,
    Agency.Kind.DEPARTMENT: Kind.GENERAL,
    Agency.Kind.HOSPITAL: Kind.HOSPITAL,
    Agency.Kind.COLLEGE: Kind.COLLEGE,
    Agency.Kind.SCHOOL: Kind.SCHOOL,
    Agency.Kind.OTHER: Kind.GENERAL,
}


def kind_of(agency: Agency) -> Kind:
    """The kind of lists that an agency uses: what the operator said of it, else that of its own kind."""
    return kind_of_list(agency.kind, agency.list_kind)


def kind_of_list(kind: str, said: str) -> Kind:
    """The same for an agency of a kind, of which the operator said this kind of lists, or nothing."""
    return Kind(said) if said in Kind.values else KIND_OF_LIST.get(kind, Kind.GENERAL)


class Tool(models.TextChoices):
    """The three instruments of the assessment."""

    IIT = "IIT", "IIT แบบวัดการรับรู้ของผู้มีส่วนได้ส่วนเสียภายใน"
    EIT = "EIT", "EIT แบบวัดการรับรู้ของผู้มีส่วนได้ส่วนเสียภายนอก"
    OIT = "OIT", "OIT แบบวัดการเปิดเผยข้อมูลสาธารณะ"


class IndicatorQuerySet(models.QuerySet["Indicator"]):
    def serving(self, kind: Kind) -> Self:
        """The items that serve agencies of a kind: of each year and tool those of their own list, else the general."""
        rows = self.filter(kind__in={kind, Kind.GENERAL})
        if kind == Kind.GENERAL:
            return rows
        own = Indicator.objects.filter(kind=kind, year=models.OuterRef("year"), tool=models.OuterRef("tool"))
        return rows.filter(models.Q(kind=kind) | ~models.Exists(own.order_by()))


class Indicator(models.Model):
    """One item of one year's list for a kind of agency: adding a year is loading data, and no row is ever deleted.

    A forerunner without `forerunner_confirmed_at` is a proposal; confirmed without one, the item is new.
    """

    class Status(models.TextChoices):
        SEED = "seed", "จากรายงานของหน่วยงาน"
        SECOND_HAND = "second_hand", "จากเอกสารที่อ้างต่อกันมา"
        UNCERTAIN = "uncertain", "ยังไม่แน่ชัด"
        CONFIRMED = "confirmed", "ยืนยันแล้ว"
        NO_TEXT = "no_text", "ยังไม่มีถ้อยคำ"

    year = models.PositiveSmallIntegerField("ปีงบประมาณ")
    kind = models.CharField("รายการสำหรับ", max_length=12, choices=Kind, default=Kind.GENERAL, db_default=Kind.GENERAL)
    tool = models.CharField("เครื่องมือ", max_length=3, choices=Tool)
    code = models.CharField("รหัสข้อ", max_length=8)
    group_no = models.PositiveSmallIntegerField("ตัวชี้วัดที่")
    group_name = models.CharField("ชื่อตัวชี้วัด", max_length=200)
    text = models.TextField("ถ้อยคำ", blank=True)
    status = models.CharField("สถานะของถ้อยคำ", max_length=12, choices=Status)
    source = models.CharField("ที่มาของถ้อยคำ", max_length=200, blank=True, default="", db_default="")
    confirmed_by = models.ForeignKey(
        User, verbose_name="ผู้ยืนยันถ้อยคำ", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    confirmed_at = models.DateTimeField("เวลาที่ยืนยันถ้อยคำ", null=True, blank=True)
    # When a person wrote here last: the lists that come with the program, loaded again, leave such an item as it is.
    revised_at = models.DateTimeField(null=True, blank=True, editable=False)
    forerunner = models.ForeignKey(
        "self", verbose_name="ข้อเดิมของปีก่อน", on_delete=models.PROTECT, null=True, blank=True, related_name="successors"
    )
    forerunner_confirmed_by = models.ForeignKey(
        User, verbose_name="ผู้ยืนยันข้อเดิม", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    forerunner_confirmed_at = models.DateTimeField("เวลาที่ยืนยันข้อเดิม", null=True, blank=True)

    objects = IndicatorQuerySet.as_manager()

    class Meta:
        verbose_name = "ข้อคำถาม"
        constraints = [
            models.UniqueConstraint(
                fields=["year", "kind", "code"],
                name="code_once_a_year_and_kind",
                violation_error_message="มีข้อนี้ในรายการของปีนี้อยู่แล้ว",
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
                condition=models.Q(kind__in=Kind.values),
                name="indicator_kind_is_known",
                violation_error_message="ไม่รู้จักประเภทของรายการนี้",
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
