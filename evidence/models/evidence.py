"""What proves a measure: files and links, with what they show and the day that they speak for."""

from __future__ import annotations

from typing import Self

from django.conf import settings
from django.db import models

from evidence import names
from measures.models import Action, Measure


class EvidenceQuerySet(models.QuerySet["Evidence"]):
    def listed(self) -> Self:
        """Those that a measure's pages list: neither removed nor replaced; of some the file may be erased."""
        return self.filter(removed_at=None, replaced_by=None)

    def kept(self) -> Self:
        """The same with what they are made of: what is changed, counted, checked and reported."""
        return self.listed().filter(erased_at=None)

    def removed(self) -> Self:
        """Those that somebody took out, the latest first; what was replaced stays behind its successor.

        Of some the file may be erased, and they can't be brought back.
        """
        return self.exclude(removed_at=None).order_by("-removed_at", "-pk")

    def of_year(self, plan: models.Model | int) -> Self:
        """Those of the measures of a plan that were not removed."""
        return self.kept().filter(measure__plan=plan, measure__removed_at=None)


class Evidence(models.Model):
    """A file of the store, or an address; never changed in place: another file is another row, which replaces it.

    `announced_at` is when the agency's people were told that its bytes will be deleted by the agency's own rule, and
    `erased_at` when they were: name, caption and digest stay.
    """

    class Kind(models.TextChoices):
        PHOTOGRAPH = "photograph", "ภาพถ่าย"
        FILE = "file", "ไฟล์"
        LINK = "link", "ลิงก์"

    measure = models.ForeignKey(Measure, verbose_name="มาตรการ", on_delete=models.CASCADE, related_name="evidence")
    action = models.ForeignKey(
        Action, verbose_name="การดำเนินการ", on_delete=models.SET_NULL, null=True, blank=True, related_name="evidence"
    )
    position = models.PositiveSmallIntegerField("ลำดับ", default=0)
    kind = models.CharField("ชนิด", max_length=10, choices=Kind)
    caption = models.CharField("คำบรรยาย", max_length=500)
    speaks_for = models.DateField("วันที่ของหลักฐาน", null=True, blank=True)
    item = models.CharField("ข้อ OIT ที่ใช้", max_length=8, blank=True)
    is_public = models.BooleanField("เผยแพร่พร้อมรายงาน", default=False)
    address = models.URLField("ที่อยู่เว็บไซต์", max_length=2000, blank=True)
    name = models.CharField("ชื่อไฟล์", max_length=255, blank=True)
    digest = models.CharField(max_length=64, blank=True, editable=False)
    sent_digest = models.CharField(max_length=64, blank=True, editable=False)
    thumbnail = models.CharField(max_length=64, blank=True, editable=False)
    media_type = models.CharField(max_length=100, blank=True, editable=False)
    size = models.PositiveIntegerField(default=0, editable=False)
    width = models.PositiveIntegerField(default=0, editable=False)
    height = models.PositiveIntegerField(default=0, editable=False)
    pages = models.PositiveIntegerField(default=0, editable=False)
    text = models.TextField(blank=True, editable=False)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField(editable=False)
    removed_at = models.DateTimeField(null=True, blank=True, editable=False)
    announced_at = models.DateTimeField(null=True, blank=True, editable=False)
    erased_at = models.DateTimeField(null=True, blank=True, editable=False)
    replaced_by = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="replaces", editable=False
    )

    objects = EvidenceQuerySet.as_manager()

    class Meta:
        verbose_name = "หลักฐาน"
        ordering = ["position", "pk"]
        indexes = [models.Index(fields=["digest"]), models.Index(fields=["sent_digest"])]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind="link", digest="") & ~models.Q(address="")
                | ~models.Q(kind="link") & models.Q(address="") & ~models.Q(digest=""),
                name="evidence_is_a_file_or_an_address",
                violation_error_message="หลักฐานต้องเป็นไฟล์หรือลิงก์อย่างใดอย่างหนึ่ง",
            ),
            models.CheckConstraint(
                condition=~models.Q(caption=""),
                name="evidence_has_a_caption",
                violation_error_message="โปรดพิมพ์คำบรรยายว่าหลักฐานนี้แสดงอะไร",
            ),
        ]

    def __str__(self) -> str:
        return self.caption

    @property
    def file_name(self) -> str:
        """The name under which its file is handed out; nothing for a link."""
        return names.to_hand_out(self.name, self.media_type) if self.digest else ""

    @property
    def lacks_caption(self) -> bool:
        """Whether nobody has said yet what it shows: its caption is still the name of its file."""
        return bool(self.name) and self.caption == names.stem(self.name)


class EvidenceSettlement(models.Model):
    """A doubt about a piece of evidence that a person settled, with their reason; `key` names the doubt."""

    evidence = models.ForeignKey(Evidence, on_delete=models.CASCADE, related_name="settlements")
    key = models.CharField(max_length=200)
    reason = models.CharField("เหตุผล", max_length=500)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["evidence", "key"], name="settled_once_an_evidence_and_doubt")]


class KeptLonger(models.Model):
    """A piece of evidence that somebody wants kept whatever the agency's own rule says, with their reason."""

    evidence = models.OneToOneField(Evidence, on_delete=models.CASCADE, related_name="kept_longer")
    reason = models.CharField("เหตุผล", max_length=500)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = "หลักฐานที่เก็บไว้ต่อ"
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(reason=""),
                name="evidence_is_kept_longer_for_a_reason",
                violation_error_message="โปรดพิมพ์เหตุผลที่เก็บไว้ต่อ",
            )
        ]
