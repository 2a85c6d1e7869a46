"""Pieces of pages that show evidence; the pages of a measure know nothing else of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django import template
from django.urls import reverse

from accounts.models import User
from evidence import retention
from evidence.intake.kinds import Kind
from evidence.models import Evidence
from evidence.opening.seen import Seen
from evidence.services import doubts, links
from measures.models import Measure, Plan
from measures.reopening_holds import why_held

register = template.Library()
Rows = list[doubts.Looked]

_ICONS = {
    Kind.PDF: "file-earmark-pdf",
    Kind.DOCX: "file-earmark-word",
    Kind.XLSX: "file-earmark-excel",
    Kind.PPTX: "file-earmark-slides",
    Kind.ODT: "file-earmark-text",
    Kind.ODS: "file-earmark-spreadsheet",
}


@register.simple_tag
def evidence_looked(measure: Measure) -> Rows:
    """`{% evidence_looked measure as looked %}`: a measure's evidence with its doubts, for both of the following."""
    return list(doubts.of_measure(measure).values())


@register.inclusion_tag("evidence/_of_measure.html")
def evidence_of(measure: Measure, looked: Rows, *, may_edit: bool) -> dict[str, Any]:
    """`{% evidence_of measure looked may_edit=may_edit %}` is the section of a page that shows it."""
    return {"measure": measure, "rows": looked, "may_edit": may_edit}


@register.inclusion_tag("evidence/_doubts.html")
def evidence_doubts(measure: Measure, looked: Rows, user: User, *, heading: str) -> dict[str, Any]:
    """`{% evidence_doubts measure looked user heading="ควรดูก่อนส่ง" %}`: what of it should be looked at."""
    doubtful = [each for each in looked if each.open]
    may = bool(doubtful) and doubts.may_settle(user, measure) and not why_held(measure.plan)
    count = sum(len(each.open) for each in doubtful)
    return {"measure": measure, "looked": doubtful, "count": count, "heading": heading, "may_settle": may}


@register.simple_tag
def evidence_doubts_of_each(plan: Plan, rows: Sequence[Mapping[str, Any]]) -> dict[int, list[str]]:
    """`{% evidence_doubts_of_each plan rows as said %}`: the sentences about the `measure` of each row, by its key."""
    looked = doubts.of_measures(plan, [row["measure"] for row in rows])
    return {pk: [doubt.message for each in found for doubt in each.open] for pk, found in looked.items()}


@register.filter
def of_key(found: Mapping[int, list[str]], key: int) -> list[str]:
    """`{% for each in said|of_key:measure.pk %}`."""
    return found.get(key, [])


@register.inclusion_tag("evidence/_picture.html")
def evidence_picture(evidence: Evidence, measure: Measure) -> dict[str, Any]:
    """`{% evidence_picture row measure %}` is the small picture of a photograph, the icon of anything else."""
    kind = _kind_of(evidence)
    if evidence.erased_at is not None:
        return {"thumbnail": "", "icon_name": "file-earmark-x"}
    url = reverse("evidence:thumbnail", args=[*_place(measure), evidence.pk]) if evidence.thumbnail else ""
    return {"thumbnail": url, "icon_name": _ICONS.get(kind, "image") if kind else "link-45deg"}


@register.simple_tag
def evidence_url(evidence: Evidence, measure: Measure) -> str:
    """`{% evidence_url row measure as url %}`: where its file or its page is opened; empty for an erased file."""
    if evidence.erased_at is not None:
        return ""
    if evidence.address:
        return evidence.address
    return reverse("evidence:file", args=[*_place(measure), evidence.pk, evidence.file_name])


@register.simple_tag
def way_back_until(evidence: Evidence, measure: Measure) -> date | None:
    """`{% way_back_until row measure as day %}`: the last day on which a removed piece can come back; None without end,
    and once it is over.
    """
    since = measure.plan.agency.evidence_years_since
    if measure.plan.agency.evidence_years is None or since is None or evidence.removed_at is None:
        return None
    return None if evidence.erased_at else retention.way_back_until(evidence.removed_at, since)


@register.filter
def kind_words(evidence: Evidence) -> str:
    """What a person calls it: ภาพ, PDF, Word, ลิงก์."""
    kind = _kind_of(evidence)
    return kind.words if kind else str(Evidence.Kind.LINK.label)


@register.filter
def opens(evidence: Evidence) -> bool:
    """Whether it is a link that opened when the portal last tried; it comes with its `link_check`."""
    return links.seen_of(evidence)[0].seen == Seen.OPENS


def _kind_of(evidence: Evidence) -> Kind | None:
    return next((kind for kind in Kind if kind.media_type == evidence.media_type), None)


def _place(measure: Measure) -> tuple[str, int]:
    return measure.plan.agency.slug, measure.plan.year
