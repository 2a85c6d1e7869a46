"""What a document says beside what the tables hold of its year: measure by measure, field by field."""

from __future__ import annotations

from dataclasses import dataclass, replace

from django.db import models

from accounts.models import Agency
from document import Measure as PrintedMeasure
from document import Officer, ReportDocument
from document.difference import Change, of_measure, of_report
from measures.models import Measure, Plan
from measures.reopening_holds import why_held
from measures.services.doubts.printed import printed
from reports.compiling.assemble import report_of
from reports.compiling.edition import latest
from reports.compiling.kinds.measures_told import without_due_day
from reports.compiling.stored_measures import as_held
from reports.compiling.taking.matching import pairs
from reports.compiling.taking.ways import in_year, tells_all
from reports.models.kinds import Kind


class Found(models.TextChoices):
    """How a measure of the document stands to the tables."""

    NEW = "new", "ใหม่"
    SAME = "same", "ตรงกัน"
    DIFFERENT = "different", "ต่างกัน"


@dataclass(frozen=True)
class Compared:
    """A measure of the document, the `number`-th from 1, with the measure of the tables that it is, if any.

    `changes` are the differing fields: the label in Thai, `before` the words of the tables, `after` those of the file.
    """

    number: int
    read: PrintedMeasure
    stored: Measure | None
    changes: tuple[Change, ...]

    @property
    def found(self) -> Found:
        """New, the same or different."""
        if self.stored is None:
            return Found.NEW
        return Found.DIFFERENT if self.changes else Found.SAME

    @property
    def is_locked(self) -> bool:
        """Whether the tables' words can't be replaced now, for the measure was handed in or taken."""
        return self.stored is not None and not self.stored.is_editable


@dataclass(frozen=True)
class Comparison:
    """A whole document beside its year. `held` says why nothing can be taken now, `report` how the report's own words
    differ, which stay as they are where there are any; `revision` is what taking wants to know as `seen`.
    """

    year: int
    plan: Plan | None
    measures: tuple[Compared, ...]
    only_stored: tuple[Measure, ...]
    report: tuple[Change, ...]
    held: str
    revision: int

    def of(self, found: Found) -> tuple[Compared, ...]:
        """The measures that stand so."""
        return tuple(each for each in self.measures if each.found == found)


def compare(agency: Agency, document: ReportDocument, year: int, *, with_progress: bool = True) -> Comparison:
    """The document as of `year` beside the agency's tables; the same number of queries for any number of measures.

    Without progress actions, outcomes and the document's own words are not looked at; of a plan or a progress report
    only its own words are.
    """
    plan = Plan.objects.filter(agency=agency, year=year).first()
    if plan is not None:
        plan.agency = agency
    return beside(plan, document, year, with_progress=with_progress)


def beside(plan: Plan | None, document: ReportDocument, year: int, *, with_progress: bool) -> Comparison:
    """The same of the agency's plan of that year, which was read already; None where there is none."""
    document = in_year(document, year)
    if plan is None:
        new = (Compared(number, each, None, ()) for number, each in enumerate(document.measures, start=1))
        return Comparison(year, None, tuple(new), (), (), "", 0)
    stored = list(Measure.objects.kept().filter(plan=plan).in_full())
    for measure in stored:
        measure.plan = plan
    in_tables = [printed(measure) for measure in stored]
    found = pairs(document.measures, in_tables)
    is_whole = with_progress and tells_all(document)
    measures = tuple(
        _compared(number, without_due_day(each, stored[at].due_on), stored[at], in_tables[at], with_progress=is_whole)
        if (at := found.get(number - 1)) is not None
        else Compared(number, each, None, ())
        for number, each in enumerate(document.measures, start=1)
    )
    only = tuple(measure for at, measure in enumerate(stored) if at not in found.values())
    report = _of_report(plan, document, tuple(in_tables)) if with_progress else ()
    return Comparison(year, plan, measures, only, report, why_held(plan), plan.revision)


def _compared(
    number: int, read: PrintedMeasure, stored: Measure, in_tables: PrintedMeasure, *, with_progress: bool
) -> Compared:
    now, held = (replace(each, officers=_as_printed(each)) for each in (in_tables, as_held(read)))
    if not with_progress:
        now, held = (replace(each, actions=(), outcomes=()) for each in (now, held))
    return Compared(number, read, stored, tuple(of_measure(now, held)))


def _as_printed(measure: PrintedMeasure) -> tuple[Officer, ...]:
    """Who answers for it by the words alone: the agency's list may know more of a person than a file says."""
    return tuple(Officer("", "", "", each.printed) for each in measure.officers)


def _of_report(plan: Plan, document: ReportDocument, in_tables: tuple[PrintedMeasure, ...]) -> tuple[Change, ...]:
    """How the words of a stored report differ; nothing where none is stored yet."""
    edition = latest(plan, Kind(document.kind)) if document.kind in Kind.values else None
    if edition is None or edition.pk is None:
        return ()
    return tuple(of_report(report_of(plan, edition, in_tables), document.without_evidence()))
