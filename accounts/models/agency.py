"""The tenant and its divisions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

from django.core.validators import RegexValidator
from django.db import models
from django.db.models.functions import Length

from accounts.list_order import list_order
from accounts.permissions import Permission
from thai.text import fold

if TYPE_CHECKING:
    from accounts.models.user import User

models.CharField.register_lookup(Length)


class AgencyQuerySet(models.QuerySet["Agency"]):
    def visible_to(self, user: User) -> Self:
        """No membership and no reach, no rows."""
        return self.filter(pk__in=user.agencies(Permission.AGENCY_VIEW))


def short_name_of(name: str) -> str:
    """An agency's name as its people shorten it, for the bar over each page."""
    return name.replace("องค์การบริหารส่วนตำบล", "อบต.", 1)[:80]


class Agency(models.Model):
    """A public agency: every plan, officer and report hangs on one."""

    class Kind(models.TextChoices):
        SUBDISTRICT = "subdistrict", "องค์การบริหารส่วนตำบล"
        MUNICIPALITY = "municipality", "เทศบาล"
        PROVINCE = "province", "องค์การบริหารส่วนจังหวัด"
        DEPARTMENT = "department", "ส่วนราชการระดับกรม"
        HOSPITAL = "hospital", "โรงพยาบาลและหน่วยบริการสาธารณสุข"
        COLLEGE = "college", "สถาบันอุดมศึกษาและวิทยาลัย"
        SCHOOL = "school", "โรงเรียนและสถานศึกษา"
        OTHER = "other", "หน่วยงานอื่น"

    class Digits(models.TextChoices):
        AS_WRITTEN = "as_written", "ตามที่พิมพ์"
        THAI = "thai", "เลขไทย ๑ ๒ ๓"
        ARABIC = "arabic", "เลขอารบิก 1 2 3"

    class Orientation(models.TextChoices):
        LANDSCAPE = "landscape", "แนวนอน"
        PORTRAIT = "portrait", "แนวตั้ง"

    slug = models.SlugField("รหัสในที่อยู่เว็บ", unique=True, editable=False)
    code = models.CharField("รหัสย่อ", max_length=12, unique=True, validators=[RegexValidator(r"^[A-Z0-9]{2,12}$")])
    name = models.CharField("ชื่อหน่วยงาน", max_length=200, unique=True)
    short_name = models.CharField("ชื่อย่อ", max_length=80)
    kind = models.CharField("ประเภท", max_length=20, choices=Kind, default=Kind.SUBDISTRICT)
    # The kind of lists of items that the operator says for it; empty where its own kind says it.
    list_kind = models.CharField(max_length=12, blank=True, default="", db_default="", editable=False)
    province = models.CharField("จังหวัด", max_length=60)
    department = models.CharField("สังกัดกรม", max_length=200, blank=True)
    telephone = models.CharField("โทรศัพท์", max_length=60, blank=True)
    website = models.URLField("เว็บไซต์", max_length=200, blank=True)
    site = models.CharField(max_length=200, blank=True, editable=False, db_index=True)  # by which links are compared
    digits = models.CharField("เลขในรายงาน", max_length=12, choices=Digits, default=Digits.AS_WRITTEN)
    orientation = models.CharField("แนวกระดาษ", max_length=12, choices=Orientation, default=Orientation.LANDSCAPE)
    letterhead = models.CharField("หัวกระดาษ", max_length=300, blank=True)
    emblem = models.CharField(
        "ตราหน่วยงาน", max_length=64, blank=True, editable=False
    )  # the digest of a PNG in the store
    # After so many years the portal deletes evidence that the agency keeps to itself, never where none are said; and
    # when that was said last.
    evidence_years = models.PositiveSmallIntegerField("จำนวนปีที่เก็บหลักฐานภายใน", null=True, blank=True)
    evidence_years_since = models.DateTimeField(null=True, blank=True, editable=False)
    # A small office may do without; everywhere else approvers and administrators need a second factor to sign in.
    mfa_optional = models.BooleanField("ไม่บังคับยืนยันตัวตนสองขั้นตอน", default=False)

    # By which lists are sorted and searched, for no database knows the order of Thai words; see `save`.
    list_order = models.CharField(max_length=2000, default="", db_default="", editable=False)
    folded_name = models.CharField(max_length=500, default="", db_default="", editable=False)

    objects = AgencyQuerySet.as_manager()

    class Meta:
        verbose_name = "หน่วยงาน"
        indexes = [
            models.Index(fields=["list_order", "id"], name="agency_in_order"),
            models.Index(fields=["province"], name="agency_of_a_province"),
            models.Index(fields=["department"], name="agency_of_a_department"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(name__length__gt=0),
                name="agency_has_a_name",
                violation_error_message="โปรดพิมพ์ชื่อหน่วยงาน",
            ),
            models.CheckConstraint(
                condition=models.Q(slug__regex=r"^[a-z0-9-]+$"),
                name="agency_slug_is_ascii",
                violation_error_message="รหัสในที่อยู่เว็บใช้ได้เฉพาะ a-z 0-9 และขีด (-)",
            ),
            models.CheckConstraint(
                condition=models.Q(emblem__regex=r"^([0-9a-f]{64})?$"),
                name="agency_emblem_is_a_digest",
                violation_error_message="ตราหน่วยงานไม่ใช่ไฟล์ที่เก็บไว้",
            ),
            models.CheckConstraint(
                condition=models.Q(evidence_years=None)
                | models.Q(evidence_years__range=(1, 30), evidence_years_since__isnull=False),
                name="agency_keeps_evidence_for_years",
                violation_error_message="จำนวนปีที่เก็บหลักฐานต้องเป็น 1 ถึง 30 ปี",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - Django's own signature
        """Says anew by what it is sorted and searched."""
        self.list_order, self.folded_name = list_order(self.province, self.name), fold(self.name)
        if kwargs.get("update_fields") is not None:
            kwargs["update_fields"] = {*kwargs["update_fields"], "list_order", "folded_name"}
        super().save(*args, **kwargs)


class Unit(models.Model):
    """A division (สำนัก/กอง); the name is what the report prints."""

    agency = models.ForeignKey(Agency, verbose_name="หน่วยงาน", on_delete=models.PROTECT, related_name="units")
    name = models.CharField("ชื่อที่พิมพ์ในรายงาน", max_length=200)
    short_name = models.CharField("ชื่อในรายการ", max_length=80)
    position = models.PositiveSmallIntegerField("ลำดับ", default=0)

    class Meta:
        verbose_name = "สำนัก/กอง"
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "name"], name="unit_name_once_an_agency", violation_error_message="มีสำนัก/กองชื่อนี้อยู่แล้ว"
            ),
            models.CheckConstraint(
                condition=models.Q(name__length__gt=0),
                name="unit_has_a_name",
                violation_error_message="โปรดพิมพ์ชื่อสำนัก/กอง",
            ),
        ]

    def __str__(self) -> str:
        return self.short_name
