"""What a report that is brought in becomes, and of which year."""

from __future__ import annotations

from dataclasses import replace

from django.db import models

from document import Measure, ReportDocument
from reports.models.kinds import Kind


class Way(models.TextChoices):
    """What is taken of a document."""

    PLAN = "plan", "แผนของปี"
    PAST = "past", "รายงานของปีที่ผ่านมา ตามเอกสาร"
    MEASURES = "measures", "เฉพาะมาตรการ"

    def takes_progress(self, *, asked: bool, document: ReportDocument) -> bool:
        """Whether actions, outcomes and the document's own words are taken: for a year that goes on only where they are
        `asked` for, or where the document is the year's plan, which has no other words.
        """
        return self == Way.PAST or (self == Way.PLAN and (asked or document.kind == Kind.PLAN))


def tells_all(document: ReportDocument) -> bool:
    """Whether what a document doesn't say of progress isn't so: a plan and a progress report tell a part of it."""
    return document.kind not in Kind.values or Kind(document.kind).declared.tells_all


def in_year(document: ReportDocument, year: int) -> ReportDocument:
    """The document as of another year: the assessed year and the years of the references move along with it."""
    years = year - document.measures_year
    if not years:
        return document
    return replace(
        document,
        assessed_year=document.assessed_year + years,
        measures_year=year,
        measures=tuple(_moved(measure, years) for measure in document.measures),
    )


def _moved(measure: Measure, years: int) -> Measure:
    return replace(measure, references=tuple(replace(ref, year=ref.year + years) for ref in measure.references))
