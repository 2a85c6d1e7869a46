"""Which evidence an agency's rule reaches: what is to be told, what is to be deleted, and what stays all the same.

What a published report names is public for good. While a report is with its approver, or approved and not published,
nothing of its year is deleted. Links have no bytes, and stay.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta

from django.db.models import QuerySet
from django.db.models.functions import Coalesce

from accounts.models import Agency
from evidence import retention
from evidence.models import Evidence, EvidenceQuerySet
from measures.models import Plan
from reports.models import Edition, Publication
from reports.models.states import UNFINISHED
from thai.dates.showing import BANGKOK


def held_plans(agency: Agency) -> QuerySet[Plan]:
    """The agency's years whose report is submitted and neither back nor published."""
    held = Edition.objects.filter(report__plan__agency=agency, state__in=UNFINISHED)
    return Plan.objects.filter(pk__in=held.values("report__plan"))


def kept_back(agency: Agency) -> EvidenceQuerySet:
    """The agency's own files: kept, with bytes, and not for the public."""
    return Evidence.objects.kept().filter(measure__plan__agency=agency, is_public=False).exclude(digest="")


def announced(agency: Agency) -> EvidenceQuerySet:
    """What the agency's people were told of, and is not deleted yet."""
    return kept_back(agency).exclude(announced_at=None)


def to_tell(agency: Agency, today: date) -> list[Evidence]:
    """What the rule reaches within 30 days; with its measure and plan, and without its text. None without a rule."""
    if agency.evidence_years is None:
        return []
    last = retention.last_year_to_tell(today, agency.evidence_years)
    rows = kept_back(agency).filter(measure__plan__year__lte=last, kept_longer=None)
    return _unpublished(rows.exclude(measure__plan__in=held_plans(agency)))


def to_delete(agency: Agency, today: date) -> list[Evidence]:
    """What goes today, in a fixed order: out of its years and told 30 days ago, or taken out by somebody 90 ago."""
    if agency.evidence_years is None:
        return []
    rows = [row for row in to_tell(agency, today) if row.announced_at and deleted_from(row, agency) <= today]
    return sorted([*rows, *_taken_out(agency, today)], key=lambda row: row.pk)


def deleted_from(row: Evidence, agency: Agency) -> date:
    """The day from which a piece that was announced is deleted."""
    assert agency.evidence_years is not None and row.announced_at is not None  # it was announced by the rule
    return retention.deleted_from(row.measure.plan.year, agency.evidence_years, row.announced_at)


def _taken_out(agency: Agency, today: date) -> list[Evidence]:
    """What was removed or replaced so long ago that its way back has ended."""
    assert agency.evidence_years_since is not None  # there is a rule
    if today < retention.counts_from(agency.evidence_years_since):
        return []
    morning = datetime.combine(today - retention.WAY_BACK + timedelta(days=1), time.min, BANGKOK)
    rows = Evidence.objects.filter(measure__plan__agency=agency, erased_at=None).exclude(digest="")
    rows = rows.annotate(taken_out_at=Coalesce("removed_at", "replaced_by__added_at")).filter(taken_out_at__lt=morning)
    return _unpublished(rows.exclude(measure__plan__in=held_plans(agency)))


def _unpublished(rows: EvidenceQuerySet) -> list[Evidence]:
    """Those that no published report of their year names."""
    found = list(rows.select_related("measure__plan").defer("text").order_by("pk"))
    public = _published({row.measure.plan_id for row in found})
    return [row for row in found if row.digest not in public[row.measure.plan_id]]


def _published(plans: Iterable[int]) -> dict[int, set[str]]:
    """The digests of all files that were ever published of each plan; no query without a plan."""
    found: dict[int, set[str]] = defaultdict(set)
    plans = list(plans)
    if plans:
        rows = Publication.objects.filter(round__edition__report__plan__in=plans)
        for plan, files in rows.values_list("round__edition__report__plan", "files"):
            found[plan] |= {each["digest"] for each in files.values()}
    return found
