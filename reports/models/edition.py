"""One issue of a report: what is the report's own, beside the measures."""

from __future__ import annotations

from typing import Self, TypeAlias

from django.db import models

from accounts.models import Agency, Membership, User
from measures.models import Officer
from reports.models.report import Kind, Report
from reports.models.states import EditionState


class EditionQuerySet(models.QuerySet["Edition"]):
    def in_full(self) -> Self:
        """With plan, agency, reporter and approver, which every move and every sentence about one asks for."""
        return self.select_related("report__plan__agency", "reporter__user", "approver__user")


class Edition(models.Model):
    """Lists are stored a line an item, as they were typed; the marker stands at the beginning of its line.

    Names and posts are stored as they are printed; the links beside them say whom they were taken from.
    """

    State: TypeAlias = EditionState

    class Capacity(models.TextChoices):
        OWN = "own", "ในตำแหน่งของตน"
        ACTING = "acting", "รักษาราชการแทน"
        DELEGATED = "delegated", "ปฏิบัติราชการแทน"

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="editions")
    number = models.PositiveSmallIntegerField("ฉบับที่", default=1)
    state = models.CharField("สถานะ", max_length=12, choices=State, default=State.DRAFT)
    title = models.TextField("ชื่อรายงาน")
    opening = models.TextField("ข้อความนำ", blank=True)
    # The analysis of a plan.
    defects = models.TextField("ข้อบกพร่องที่ต้องแก้ไขโดยทันที", blank=True, default="", db_default="")
    developments = models.TextField("ประเด็นที่ต้องพัฒนา", blank=True, default="", db_default="")
    ways = models.TextField("แนวทางการดำเนินการ", blank=True, default="", db_default="")
    problems = models.TextField("ปัญหา/อุปสรรค", blank=True)
    suggestions = models.TextField("ข้อเสนอแนะ", blank=True)
    reporter = models.ForeignKey(
        Officer, verbose_name="ผู้รายงาน", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    reported_on = models.DateField("ว/ด/ป", null=True, blank=True)
    reported_on_as_written = models.CharField("ว/ด/ป ตามที่พิมพ์", max_length=60, blank=True)
    reporter_name = models.CharField("ชื่อผู้รายงาน", max_length=150, blank=True)
    reporter_post = models.CharField("ตำแหน่งของผู้รายงาน", max_length=200, blank=True)
    reporter_unit = models.CharField("กองงานของผู้รายงาน", max_length=200, blank=True)
    approver = models.ForeignKey(
        Membership, verbose_name="ผู้อนุมัติ", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    approver_name = models.CharField("ชื่อผู้อนุมัติ", max_length=150, blank=True)
    approver_post = models.CharField("ตำแหน่งของผู้อนุมัติ", max_length=200, blank=True)
    capacity = models.CharField("อนุมัติในฐานะ", max_length=10, choices=Capacity, default=Capacity.OWN)
    acting_for = models.CharField("ตำแหน่งที่แทน", max_length=200, blank=True)
    # Whether its annex tells the scores before and after the measures.
    with_scores = models.BooleanField("ภาคผนวกคะแนนก่อนและหลังดำเนินมาตรการ", default=False, db_default=False)
    # The head of the memo that covers the report, and endorsements below it: [{kind, label, text}].
    cover = models.JSONField("ส่วนหัวของบันทึกข้อความ", default=list, blank=True)
    # What an import was unsure of and what cannot be found again from the document: [{key, place, message}].
    import_doubts = models.JSONField(default=list, blank=True)

    objects = EditionQuerySet.as_manager()

    class Meta:
        verbose_name = "ฉบับของรายงาน"
        constraints = [
            models.UniqueConstraint(fields=["report", "number"], name="edition_number_once_a_report"),
            models.UniqueConstraint(
                fields=["report"], condition=models.Q(state="published"), name="one_published_edition_a_report"
            ),
            models.CheckConstraint(condition=models.Q(number__gte=1), name="editions_count_from_one"),
            models.CheckConstraint(condition=models.Q(state__in=EditionState.values), name="edition_state_is_known"),
            models.CheckConstraint(
                condition=models.Q(capacity="own", acting_for="")
                | (~models.Q(capacity="own") & ~models.Q(acting_for="")),
                name="a_stand_in_stands_in_for_an_office",
                violation_error_message="โปรดพิมพ์ตำแหน่งที่แทนเมื่อเป็นผู้แทน และเว้นว่างเมื่ออนุมัติในตำแหน่งของตน",
            ),
            models.CheckConstraint(
                condition=models.Q(reported_on=None, reported_on_as_written="")
                | (models.Q(reported_on__isnull=False) & ~models.Q(reported_on_as_written="")),
                name="reported_on_stands_with_its_words",
                violation_error_message="วันที่รายงานต้องมีทั้งวันที่และข้อความที่พิมพ์",
            ),
        ]

    @property
    def agency(self) -> Agency:
        """Whose report it is."""
        return self.report.plan.agency

    @property
    def kind(self) -> Kind:
        """Which document of its year it is."""
        return Kind(self.report.kind)

    @property
    def called(self) -> str:
        """What sentences call it: รายงาน, แผนมาตรการ or รายงานความก้าวหน้า."""
        return self.kind.called

    @property
    def issue(self) -> str:
        """What stands before a round's number, with a space; nothing for the first, for most reports have no other."""
        return f"ฉบับที่ {self.number} " if self.number > 1 else ""

    @property
    def subject(self) -> str:
        """Its name in the audit trail."""
        return f"edition:{self.pk}"

    @property
    def is_open(self) -> bool:
        """Whether its words can be changed: what was submitted or approved cannot."""
        return self.state in (self.State.DRAFT, self.State.RECALLED, self.State.RETURNED)

    @property
    def is_published(self) -> bool:
        """Whether the public is shown it as the current one: it wasn't replaced or withdrawn since."""
        return self.state == self.State.PUBLISHED


class Settlement(models.Model):
    """A doubt that a person let stand: of this key and with these words, so that a new one shows again."""

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="settlements")
    key = models.CharField(max_length=200)
    message = models.CharField(max_length=1000)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["edition", "key", "message"], name="doubt_settled_once")]
