"""From a document to models: the only place that writes measures for a report."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.db import transaction
from django.utils.text import slugify

from accounts.models import Agency, Unit
from accounts.models.agency import short_name_of
from audit import chain
from document import Action as PrintedAction
from document import MarkedText, Problem, ReportDocument, ReportError
from document import Measure as PrintedMeasure
from document import Officer as PrintedOfficer
from document.doubts import Doubt
from measures.models import Action, Indicator, Measure, MeasureOfficer, Officer, Outcome, Plan, Reference, Step
from measures.services.people import account_named
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
    _require_fit(document)
    agency = _agency(document.agency)
    plan, _ = Plan.objects.get_or_create(
        agency=agency, year=document.measures_year, defaults={"assessed_year": document.assessed_year}
    )
    plan = Plan.objects.select_for_update().get(pk=plan.pk)
    report, _ = Report.objects.get_or_create(plan=plan, kind=document.kind)
    if plan.measures.exists() or report.editions.exists():
        count = plan.measures.count()
        raise AlreadyThere(f"{agency.name} มีแผนปี {plan.year} อยู่แล้ว ({count} มาตรการ) จึงไม่นำเข้าทับ")
    if plan.assessed_year != document.assessed_year:
        plan.assessed_year = document.assessed_year
    people = _People(agency)
    for position, each in enumerate(document.measures):
        _measure(plan, position, each, people)
    edition = _edition(report, document, doubts)
    plan.revision += 1
    plan.save()
    data = {"year": plan.year, "measures": len(document.measures), "edition": edition.pk}
    chain.record("report.imported", actor=by, agency=agency.pk, subject=f"plan:{plan.pk}", data=data)
    return edition


def _require_fit(document: ReportDocument) -> None:
    problems = []
    if document.kind not in Kind.values:
        problems.append(Problem("รายงาน kind", f"พบ “{document.kind}” นำเข้าได้เฉพาะ {' '.join(Kind.values)}"))
    if document.assessed_year >= document.measures_year:
        message = f"ปีที่ประเมิน {document.assessed_year} ต้องอยู่ก่อนปีของมาตรการ {document.measures_year}"
        problems.append(Problem("ย่อหน้านำ", message))
    problems += [
        Problem(f"มาตรการที่ {number} (ข้อ {measure.code})", "ไม่มีข้อคำถามหรือตัวชี้วัดหลังรหัสข้อ")
        for number, measure in enumerate(document.measures, start=1)
        if not measure.question.strip()
    ]
    problems += [
        Problem(f"มาตรการที่ {number}", "ไม่มีรหัสข้อ โปรดใส่รหัสข้อก่อนนำเข้า")
        for number, measure in enumerate(document.measures, start=1)
        if not measure.code
    ]
    if problems:
        raise ReportError(problems)


def _agency(name: str) -> Agency:
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


class _People:
    """The agency's officers and units, made where a document names new ones."""

    def __init__(self, agency: Agency) -> None:
        self.agency = agency

    def unit(self, name: str) -> Unit | None:
        if not name:
            return None
        short = name.removesuffix(self.agency.name).strip() or name
        count = self.agency.units.count()
        found, _ = Unit.objects.get_or_create(
            agency=self.agency, name=name, defaults={"short_name": short[:80], "position": count}
        )
        return found

    def officer(self, printed: PrintedOfficer) -> Officer:
        name = printed.name or printed.as_written[:150]
        found, _ = Officer.objects.get_or_create(
            agency=self.agency,
            name=name,
            post=printed.position,
            unit=self.unit(printed.unit),
            defaults={"user": account_named(self.agency, name)},
        )
        return found


def _measure(plan: Plan, position: int, printed: PrintedMeasure, people: _People) -> None:
    measure = Measure(
        plan=plan,
        position=position,
        indicator=Indicator.objects.filter(year=plan.assessed_year, code=printed.code).first(),
        code=printed.code,
        code_as_written=printed.code_as_written or printed.code,
        tool=printed.tool,
        question=printed.question,
    )
    if printed.heading != measure.heading:
        measure.heading_as_written = printed.heading
    measure.save()
    for number, step in enumerate((*printed.steps, *_as_steps(printed))):
        Step.objects.create(measure=measure, position=number, marker=step.marker, text=step.text)
    for number, ref in enumerate(printed.references):
        Reference.objects.create(
            measure=measure, position=number, code=ref.code, as_written=ref.as_written or ref.code, year=ref.year
        )
    for number, action in enumerate(printed.actions):
        _action(measure, number, action)
    for number, outcome in enumerate(printed.outcomes):
        Outcome.objects.create(measure=measure, position=number, marker=outcome.marker, text=outcome.text)
    stand = set()
    for number, each in enumerate(printed.officers):
        officer = people.officer(each)
        if officer in stand:
            continue  # said by a doubt: see document.doubts
        stand.add(officer)
        as_written = "" if each.as_written == officer.line else each.as_written
        MeasureOfficer.objects.create(measure=measure, officer=officer, position=number, as_written=as_written)


def _as_steps(printed: PrintedMeasure) -> Iterator[MarkedText]:
    """What the form has no column for, as words under their label behind the steps."""
    for detail in printed.details:
        yield MarkedText("", f"{detail.label} : {detail.text}" if detail.label else detail.text)


def _action(measure: Measure, number: int, printed: PrintedAction) -> None:
    """The date field is the one that the words don't hold, else the first of those that they do."""
    dates = printed.unwritten_dates or printed.dates[:1]
    day = dates[0] if dates else None
    Action.objects.create(
        measure=measure,
        position=number,
        marker=printed.marker,
        text=printed.text,
        start_on=day.start if day else None,
        end_on=day.end if day else None,
        open_ended=bool(day and day.open_ended),
    )


def _edition(report: Report, document: ReportDocument, doubts: Iterable[Doubt]) -> Edition:
    approver = document.approver
    return Edition.objects.create(
        report=report,
        title=document.title,
        opening=document.opening,
        problems=_lines(document.problems),
        suggestions=_lines(document.suggestions),
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
        import_doubts=[{"key": each.key, "place": each.place, "message": each.message} for each in doubts],
    )


def _day_as_written(document: ReportDocument) -> str:
    day = document.reported_on
    return (document.reported_on_as_written or format_date(day)) if day else ""


def _lines(texts: Iterable[MarkedText]) -> str:
    return "\n".join(" ".join(f"{each.marker} {each.text}".split()) for each in texts)
