"""The chain as rows: appended by audit.chain.record alone; the database's triggers refuse all else."""

from django.db import models


class AuditEvent(models.Model):
    """Agency and actor are plain integers, so that an event outlives the rows that it names."""

    seq = models.BigIntegerField("ลำดับ", primary_key=True)
    at = models.DateTimeField("เวลา")
    agency = models.BigIntegerField("หน่วยงาน", null=True)
    actor = models.BigIntegerField("ผู้ทำรายการ", null=True)
    action = models.CharField("เหตุการณ์", max_length=64)
    subject = models.CharField("เรื่อง", max_length=200)
    data = models.TextField("ข้อมูล")  # the very text that was hashed: jsonb would reorder it
    prev = models.CharField("รหัสก่อนหน้า", max_length=64)
    hash = models.CharField("รหัส", max_length=64)

    class Meta:
        db_table = "audit_event"
        verbose_name = "เหตุการณ์"
        ordering = ["seq"]
        default_permissions = ()
        constraints = [
            models.CheckConstraint(condition=models.Q(seq__gte=1), name="audit_event_counts_from_one"),
            # Not unique=True: that makes PostgreSQL keep two more indexes, for LIKE.
            models.UniqueConstraint(fields=["prev"], name="audit_event_has_one_successor"),
            models.UniqueConstraint(fields=["hash"], name="audit_event_is_told_by_its_hash"),
        ]

    def __str__(self) -> str:
        return f"{self.seq} {self.action} {self.subject}"


class AuditHead(models.Model):
    """The one row that every writer waits for; it names the last event, so that a cut tail shows."""

    id = models.PositiveSmallIntegerField(primary_key=True)
    seq = models.BigIntegerField("ลำดับ")
    hash = models.CharField("รหัส", max_length=64)

    class Meta:
        db_table = "audit_head"
        verbose_name = "ค่ายืนยันท้ายบันทึก"
        default_permissions = ()
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="audit_head_is_one_row")]

    def __str__(self) -> str:
        return f"{self.seq} {self.hash}"
