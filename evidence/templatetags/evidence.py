"""Pieces of pages that show evidence; the pages of a measure know nothing else of it."""

from __future__ import annotations

from typing import Any

from django import template
from django.urls import reverse

from evidence.intake.kinds import Kind
from evidence.models import Evidence
from measures.models import Measure

register = template.Library()

_ICONS = {
    Kind.PDF: "file-earmark-pdf",
    Kind.DOCX: "file-earmark-word",
    Kind.XLSX: "file-earmark-excel",
    Kind.PPTX: "file-earmark-slides",
    Kind.ODT: "file-earmark-text",
    Kind.ODS: "file-earmark-spreadsheet",
}


@register.inclusion_tag("evidence/_of_measure.html")
def evidence_of(measure: Measure, *, may_edit: bool) -> dict[str, Any]:
    """`{% evidence_of measure may_edit=may_edit %}` is the section of a measure's page; one query."""
    return {"measure": measure, "rows": list(Evidence.objects.kept().filter(measure=measure)), "may_edit": may_edit}


@register.inclusion_tag("evidence/_picture.html")
def evidence_picture(evidence: Evidence, measure: Measure) -> dict[str, Any]:
    """`{% evidence_picture row measure %}` is the small picture of a photograph, the icon of anything else."""
    kind = _kind_of(evidence)
    url = reverse("evidence:thumbnail", args=[*_place(measure), evidence.pk]) if evidence.thumbnail else ""
    return {"thumbnail": url, "icon_name": _ICONS.get(kind, "image") if kind else "link-45deg"}


@register.simple_tag
def evidence_url(evidence: Evidence, measure: Measure) -> str:
    """`{% evidence_url row measure as url %}`: where its file or its page is opened."""
    if evidence.address:
        return evidence.address
    return reverse("evidence:file", args=[*_place(measure), evidence.pk, evidence.file_name])


@register.filter
def kind_words(evidence: Evidence) -> str:
    """What a person calls it: ภาพ, PDF, Word, ลิงก์."""
    kind = _kind_of(evidence)
    return kind.words if kind else str(Evidence.Kind.LINK.label)


def _kind_of(evidence: Evidence) -> Kind | None:
    return next((kind for kind in Kind if kind.media_type == evidence.media_type), None)


def _place(measure: Measure) -> tuple[str, int]:
    return measure.plan.agency.slug, measure.plan.year
