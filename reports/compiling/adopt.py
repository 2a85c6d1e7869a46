"""From a document to models: a whole report becomes the plan, measures and draft of a year that has none."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from django.db import transaction
from django.utils.text import slugify

from accounts.models import Agency
from accounts.models.agency import short_name_of
from audit import chain
from document import MarkedText, Problem, ReportDocument, ReportError
from document.doubts import Doubt
from document.kinds.layouts import ANALYSIS, PROBLEMS, SUGGESTIONS
from measures.models import Officer, Plan
from reports.compiling.stored_measures import People, add
from reports.models import Edition, Report
from reports.models.report import Kind
from thai.dates import format_date


class AlreadyThere(ValueError):
    """The agency has measures for that year already: an import never mixes with them; the message is Thai."""


@transaction.atomic
def adopt(document: ReportDocument, *, doubts: Iterable[Doubt] = (), by: int | None = None) -> Edition:
    """Writes a document as the plan, measures and draft report of its agency and year, which are made where missing.

    `by` is the key of the person, None for the command line. Raises AlreadyThere, ReportError for a document that the
    tables cannot hold.
    """
    require_fit(document)
    agency = agency_named(document.agency)
    require_empty(agency, document.measures_year)
    plan, _ = Plan.objects.get_or_create(
        agency=agency, year=document.measures_year, defaults={"assessed_year": document.assessed_year}
    )
    plan = Plan.objects.select_for_update().get(pk=plan.pk)
    report, _ = Report.objects.get_or_create(plan=plan, kind=document.kind)
    if plan.assessed_year != document.assessed_year:
        plan.assessed_year = document.assessed_year
    people = People(agency)
    for position, each in enumerate(document.measures):
        add(plan, position, each, people)
    edition = write_edition(report, document, doubts)
    plan.revision += 1
    plan.save()
    data = {"year": plan.year, "measures": len(document.measures), "edition": edition.pk}
    chain.record("report.imported", actor=by, agency=agency.pk, subject=f"plan:{plan.pk}", data=data)
    return edition


def require_empty(agency: Agency, year: int) -> None:
    """Raises AlreadyThere where the agency has measures or a report of that year. The agency's row is held from then
    on, so that of two who bring in one year at once the second is told.
    """
    Agency.objects.select_for_update().get(pk=agency.pk)
    plan = Plan.objects.filter(agency=agency, year=year).first()
    if plan is not None and (plan.measures.exists() or plan.reports.filter(editions__isnull=False).exists()):
        count = plan.measures.count()
        raise AlreadyThere(f"{agency.name} มีแผนปี {year} อยู่แล้ว ({count} มาตรการ) จึงไม่นำเข้าทับ")


def require_fit(document: ReportDocument, only: Collection[int] | None = None) -> None:
    """Raises ReportError with all that the tables can't hold of a document, of its measures `only` these from 1."""
    problems = []
    if document.kind not in Kind.values:
        problems.append(Problem("รายงาน kind", f"พบ “{document.kind}” นำเข้าได้เฉพาะ {' '.join(Kind.values)}"))
    if document.assessed_year >= document.measures_year:
        message = f"ปีที่ประเมิน {document.assessed_year} ต้องอยู่ก่อนปีของมาตรการ {document.measures_year}"
        problems.append(Problem("ย่อหน้านำ", message))
    problems += [
        Problem(f"มาตรการที่ {number}" + (f" (ข้อ {measure.code})" if measure.code else ""), "ไม่มีข้อคำถามหรือตัวชี้วัดหลังรหัสข้อ")
        for number, measure in enumerate(document.measures, start=1)
        if not measure.question.strip() and (only is None or number in only)
    ]
    if problems:
        raise ReportError(problems)


def agency_named(name: str) -> Agency:
    """The agency of that name, made where nobody added it yet."""
    found = Agency.objects.filter(name=name).first()
    if found is not None:
        return found
    number = (Agency.objects.order_by("-pk").values_list("pk", flat=True).first() or 0) + 1
    # A slug never changes and is ASCII; a Thai name leaves nothing, so that the number stands alone.
    slug = f"{slugify(name).replace('_', '-')[:30]}-agency-{number}".strip("-")
    kind = next((kind for kind in Agency.Kind if name.startswith(str(kind.label))), Agency.Kind.OTHER)
    short = short_name_of(name)
    agency = Agency.objects.create(name=name, short_name=short, slug=slug, code=f"A{number}", kind=kind, province="")
    chain.record("agency.added", actor=None, agency=agency.pk, subject=f"agency:{agency.pk}")
    return agency


def write_edition(report: Report, document: ReportDocument, doubts: Iterable[Doubt]) -> Edition:
    """Writes the report's own words as its first edition, with what an import was unsure of."""
    approver = document.approver
    return Edition.objects.create(
        report=report,
        title=document.title,
        opening=document.opening,
        **{each.name: _lines(each.items(document)) for each in (*ANALYSIS, PROBLEMS, SUGGESTIONS)},
        reporter=Officer.objects.filter(agency=report.plan.agency, name=document.reporter.name).first(),
        reporter_name=document.reporter.name,
        reporter_post=document.reporter.position,
        reporter_unit=document.reporter.unit,
        reported_on=document.reported_on,
        reported_on_as_written=_day_as_written(document),
        approver_name=approver.name if approver else "",
        approver_post=approver.post if approver else "",
        capacity=approver.capacity if approver else Edition.Capacity.OWN,
        acting_for=approver.acting_for if approver else "",
        cover=[{"kind": each.kind, "label": each.label, "text": each.text} for each in document.cover],
        import_doubts=as_stored(doubts),
    )


def as_stored(doubts: Iterable[Doubt]) -> list[dict[str, str]]:
    """Doubts as an edition keeps them."""
    return [{"key": each.key, "place": each.place, "message": each.message} for each in doubts]


def _day_as_written(document: ReportDocument) -> str:
    day = document.reported_on
    return (document.reported_on_as_written or format_date(day)) if day else ""


def _lines(texts: Iterable[MarkedText]) -> str:
    return "\n".join(" ".join(f"{each.marker} {each.text}".split()) for each in texts)
