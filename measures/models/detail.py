"""Words of a measure for which the form has no column: period, target, budget, monitoring and the like."""

from __future__ import annotations

from typing import TypeAlias

from django.db import models

from document.values import DETAIL_LABELS
from measures.models.measure import Measure


class DetailKind(models.TextChoices):
    """What the words are, as document.values has it: the last six are of a memo's head, and seldom of a measure."""

    INDICATOR = "indicator", DETAIL_LABELS["indicator"]
    PERIOD = "period", DETAIL_LABELS["period"]
    TARGET = "target", DETAIL_LABELS["target"]
    BUDGET = "budget", DETAIL_LABELS["budget"]
    MONITORING = "monitoring", DETAIL_LABELS["monitoring"]
    PROBLEM = "problem", DETAIL_LABELS["problem"]
    SUGGESTION = "suggestion", DETAIL_LABELS["suggestion"]
    EVIDENCE = "evidence", DETAIL_LABELS["evidence"]
    NOTE = "note", DETAIL_LABELS["note"]
    FROM = "from", DETAIL_LABELS["from"]
    NUMBER = "number", DETAIL_LABELS["number"]
    DATE = "date", DETAIL_LABELS["date"]
    SUBJECT = "subject", DETAIL_LABELS["subject"]
    TO = "to", DETAIL_LABELS["to"]
    ENDORSEMENT = "endorsement", DETAIL_LABELS["endorsement"]

    @classmethod
    def of_a_memo(cls) -> frozenset[DetailKind]:
        """Those that stand in a memo's head or under it."""
        return frozenset({cls.FROM, cls.NUMBER, cls.DATE, cls.SUBJECT, cls.TO, cls.ENDORSEMENT})


class Detail(models.Model):
    """One of them, under the label that its writer gave it; without one it is called by its kind."""

    Kind: TypeAlias = DetailKind

    measure = models.ForeignKey(Measure, verbose_name="มาตรการ", on_delete=models.CASCADE, related_name="details")
    position = models.PositiveSmallIntegerField("ลำดับ")
    kind = models.CharField("ชนิด", max_length=12, choices=DetailKind)
    label = models.CharField("หัวข้อ", max_length=400, blank=True)
    text = models.TextField("รายละเอียด")

    class Meta:
        verbose_name = "รายละเอียดของมาตรการ"
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(text=""),
                name="detail_is_not_empty",
                violation_error_message="โปรดพิมพ์รายละเอียด",
            ),
            models.CheckConstraint(
                condition=models.Q(kind__in=DetailKind.values),
                name="detail_kind_is_known",
                violation_error_message="ไม่รู้จักชนิดของรายละเอียดนี้",
            ),
        ]

    @property
    def shown_label(self) -> str:
        """The writer's label, else what the kind is called."""
        return self.label or str(DetailKind(self.kind).label)
