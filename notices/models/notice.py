"""What a person was told in the portal."""

from __future__ import annotations

import re
from typing import Self

from django.db import models

from accounts.models import Agency, User
from notices.models.mail import Mail


class Kind(models.TextChoices):
    """Why a person is told, the most pressing first."""

    LOG = "log", "บันทึกเหตุการณ์ไม่ครบถ้วน"
    ACCOUNT = "account", "ความปลอดภัยของบัญชี"
    AWAITING = "awaiting", "รอการพิจารณาของท่าน"
    RETURNED = "returned", "ส่งกลับแก้ไข"
    OVERDUE = "overdue", "เกินกำหนด"
    WAITING = "waiting", "รอการพิจารณามานาน"
    UNTOUCHED = "untouched", "ส่งกลับแล้วยังไม่ได้แก้ไข"
    QUESTION = "question", "คำถามและคำตอบ"
    HANDED_IN = "handed_in", "ส่งมาให้ตรวจ"
    REOPENED = "reopened", "เปิดให้แก้ไขอีกครั้ง"
    DUE = "due", "ใกล้ครบกำหนด"
    ERASING = "erasing", "ครบกำหนดเก็บรักษา"
    ASSIGNED = "assigned", "ได้รับมอบหมาย"
    UNSIGNED = "unsigned", "ลงนามไม่สำเร็จ"
    WITHDRAWN = "withdrawn", "เพิกถอนแล้ว"
    CALLED_OFF = "called_off", "ยกเลิกรอบเพื่อแก้ไขใหม่"
    APPROVED = "approved", "อนุมัติแล้ว"
    SIGNED = "signed", "ลงนามแล้ว"
    PUBLISHED = "published", "เผยแพร่แล้ว"


_YEAR = re.compile(r"/a/[^/]+/([0-9]{4})/")


class NoticeQuerySet(models.QuerySet["Notice"]):
    def visible_to(self, user: User) -> Self:
        """The person's own: nobody reads another's."""
        return self.filter(user=user)

    def unread(self) -> Self:
        """Those that are neither read nor over."""
        return self.filter(read_at=None, settled_at=None)


class Notice(models.Model):
    """One matter told to one person once; the words are kept as they were then.

    `key` names the matter (notices.due makes it), `settled_at` is when it was over, whoever saw to it. `mail` is the
    letter in which it was told as well.
    """

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="notices")
    agency = models.ForeignKey(Agency, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=10, choices=Kind)
    subject = models.CharField(max_length=60)
    key = models.CharField(max_length=120)
    title = models.CharField(max_length=200)
    detail = models.TextField(blank=True)
    url = models.CharField(max_length=300)
    created_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True, blank=True)
    settled_at = models.DateTimeField(null=True, blank=True)
    mail = models.ForeignKey(Mail, on_delete=models.SET_NULL, null=True, blank=True, related_name="notices")

    objects = NoticeQuerySet.as_manager()

    class Meta:
        verbose_name = "การแจ้งเตือน"
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["user", "key"], name="notice_once_a_person_and_matter"),
            models.CheckConstraint(condition=models.Q(kind__in=Kind.values), name="notice_kind_is_known"),
            models.CheckConstraint(condition=models.Q(url__startswith="/"), name="notice_leads_into_the_portal"),
        ]
        indexes = [
            models.Index(
                fields=["user"], condition=models.Q(read_at=None, settled_at=None), name="notice_unread_of_a_person"
            )
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def year(self) -> str:
        """The year of the plan to which the notice leads; empty where it leads to none."""
        found = _YEAR.match(self.url)
        return found[1] if found else ""
