"""A document taken into the tables: what was chosen of it, and nothing over other words unless that was chosen, too."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from datetime import date

from django.db import transaction

import clock
from accounts.access import require
from accounts.models import Agency, User
from accounts.permissions import Permission
from audit import chain
from audit.facts import JSON
from document import Problem, ReportDocument, ReportError
from document.doubts import Doubt
from document.doubts.finding import place_of
from document.errors import refuse
from document.fields import FIRST_YEAR
from measures.models import Plan
from measures.reopening_holds import why_held
from measures.services import plan as plans
from measures.services.permission import locked_words
from measures.services.years.year import latest_to_begin
from reports.compiling.adopt import as_stored, require_fit, write_edition
from reports.compiling.edition import latest
from reports.compiling.stored_measures import People, add
from reports.compiling.taking.comparing import Compared, Found, compare
from reports.compiling.taking.replacing import replace_words
from reports.compiling.taking.ways import Way, in_year, tells_all
from reports.models import Edition, Report
from reports.models.report import Kind
from thai.fiscal import fiscal_year

_YEAR = "ปีของมาตรการ"
_CHANGED = "มีผู้แก้ไขมาตรการของปี {} หลังจากที่เปิดหน้านี้ จึงยังไม่ได้บันทึก โปรดดูส่วนที่ต่างกันอีกครั้ง"

_NOT_FROM_PAPER = "ปี {} มีมาตรการหรือรายงานที่จัดทำในระบบอยู่แล้ว จึงนำเข้าเป็นรายงานตามเอกสารไม่ได้ โปรดเลือก{}"


@transaction.atomic
def take(
    *,
    agency: Agency,
    document: ReportDocument,
    doubts: Iterable[Doubt] = (),
    way: Way,
    year: int,
    chosen: Collection[int],
    with_progress: bool,
    by: User | None,
    today: date,
    seen: int | None = None,
) -> Plan:
    """Writes the chosen measures, by their numbers in the document from 1, into the plan of a year, made where missing.

    New ones are added; those that differ get the document's words, and the tables' words are kept as former ones; the
    same and the unchosen stay. `seen` is the `revision` of the comparison that the person chose by. `by` is None for
    the command line. The document's own words are taken with the progress, where the year has none of its kind yet; of
    a plan they are its analysis, and of what was done a progress report replaces nothing.

    Raises Refused, and ReportError for what can't be: a year to come, another agency's document, a report under way, a
    chosen measure that nobody may change now, words that changed since they were seen.
    """
    if by is not None:
        require(by, Permission.PLAN_EDIT, on=agency)
    Agency.objects.select_for_update().get(pk=agency.pk)  # two who bring in the same year at once
    progress = way.takes_progress(asked=with_progress, document=document)
    _require_own(agency, document)
    _require_possible(document, year, way, progress=progress, today=today)
    document = in_year(document, year)
    require_fit(document, only=chosen)
    plan = _plan(agency, document, way)
    rows = _chosen(agency, document, chosen, plan, seen=seen, progress=progress)
    count = plan.measures.count()
    people = People(agency)
    new = [row for row in rows if row.found == Found.NEW]
    for place, row in enumerate(new, start=count):
        add(plan, place, row.read, people, with_progress=progress)
    others = [row for row in rows if row.found == Found.DIFFERENT]
    for row in others:
        replace_words(row, people, with_progress=progress and tells_all(document), by=by, now=clock.now())
    edition = _edition(plan, document, doubts, progress=progress)
    _record(plan, by, way, len(new), len(others), edition)
    plans.touch(plan)
    return plan


def _require_own(agency: Agency, document: ReportDocument) -> None:
    if document.agency not in ("", agency.name):
        raise refuse("หน่วยงาน", f"รายงานนี้เป็นของ “{document.agency}” ไม่ใช่ของ{agency.name}")


def _require_possible(document: ReportDocument, year: int, way: Way, *, progress: bool, today: date) -> None:
    if year > latest_to_begin(today):
        raise refuse(_YEAR, f"พบปี {year} ซึ่งยังมาไม่ถึง โปรดตรวจปีในย่อหน้านำ")
    if way == Way.PAST and year > fiscal_year(today):
        raise refuse(_YEAR, f"ปี {year} ยังไม่เริ่ม จึงนำเข้าเป็นรายงานของปีที่ผ่านมาไม่ได้ โปรดเลือก{Way.PLAN.label}")
    if way == Way.PAST and not tells_all(document):
        called = Kind(document.kind).called
        raise refuse(_YEAR, f"ไฟล์นี้เป็น{called} จึงนำเข้าเป็นรายงานของปีที่ผ่านมาไม่ได้ โปรดเลือก{Way.PLAN.label}")
    if progress and year != document.measures_year:
        what = "ผลการดำเนินการ" if tells_all(document) else Kind(document.kind).called
        message = f"{what}ในไฟล์เป็นของปี {document.measures_year} จึงนำเข้าในปี {year} ไม่ได้ โปรดเลือก{Way.MEASURES.label}"
        raise refuse(_YEAR, message)
    if document.assessed_year + year - document.measures_year < FIRST_YEAR:
        raise refuse(_YEAR, f"ปี {year} เก่ากว่าที่ระบบรับได้ โปรดตรวจปีอีกครั้ง")


def _plan(agency: Agency, document: ReportDocument, way: Way) -> Plan:
    """The year's plan, locked; that of a report on paper is marked so."""
    years = {"assessed_year": document.assessed_year}
    found, _ = Plan.objects.get_or_create(agency=agency, year=document.measures_year, defaults=years)
    plan = plans.lock(found.pk)
    plan.agency = agency
    if why := why_held(plan):
        raise refuse("รายงาน", why)
    is_empty = not plan.measures.exists()
    if way == Way.PAST and not plan.is_from_paper:
        if not is_empty or plan.reports.filter(editions__isnull=False).exists():
            raise refuse(_YEAR, _NOT_FROM_PAPER.format(plan.year, Way.MEASURES.label))
        plan.is_from_paper = True
    if is_empty:
        plan.assessed_year = document.assessed_year
    plan.save(update_fields=["is_from_paper", "assessed_year"])
    return plan


def _chosen(
    agency: Agency, document: ReportDocument, chosen: Collection[int], plan: Plan, *, seen: int | None, progress: bool
) -> list[Compared]:
    """What of the document is to be written, compared under the plan's lock."""
    compared = compare(agency, document, plan.year, with_progress=progress)
    rows = [row for row in compared.measures if row.number in chosen]
    if strange := set(chosen) - {row.number for row in rows}:
        raise refuse("มาตรการ", f"ไม่มีมาตรการที่ {min(strange)} ในไฟล์ โปรดอ่านไฟล์อีกครั้ง")
    others = [row for row in rows if row.found == Found.DIFFERENT]
    if others and seen is not None and seen != compared.revision:
        raise refuse("มาตรการ", _CHANGED.format(plan.year))
    if locked := [*_locked(others)]:
        raise ReportError(locked)
    for row in rows:
        if row.stored is not None:
            row.stored.plan = plan  # the locked one
    return rows


def _locked(rows: Iterable[Compared]) -> Iterator[Problem]:
    for row in rows:
        if row.stored is not None and row.is_locked:
            yield Problem(place_of(row.read, row.number), locked_words(row.stored, row.stored.state))


def _edition(plan: Plan, document: ReportDocument, doubts: Iterable[Doubt], *, progress: bool) -> Edition | None:
    """Writes the report's own words where there are none; else keeps what is doubtful of the measures."""
    if progress and brings_words(plan, document):
        report, _ = Report.objects.get_or_create(plan=plan, kind=document.kind)
        return write_edition(report, document, doubts)
    about = as_stored(each for each in doubts if each.place.startswith("มาตรการที่"))
    edition = latest(plan)
    new = [each for each in about if each not in edition.import_doubts]
    if not new:
        return None if edition._state.adding else edition
    if edition._state.adding:
        edition.report, _ = Report.objects.get_or_create(plan=plan, kind=Kind.RESULT)
    edition.import_doubts = [*edition.import_doubts, *new]
    edition.save()
    return edition


def brings_words(plan: Plan | None, document: ReportDocument) -> bool:
    """Whether the plan has no document of this kind yet, so that the words of one that is brought in become its own."""
    return plan is None or not plan.reports.filter(kind=document.kind, editions__isnull=False).exists()


def _record(plan: Plan, by: User | None, way: Way, added: int, replaced: int, edition: Edition | None) -> None:
    data: dict[str, JSON] = {"year": plan.year, "way": str(way), "measures": added, "replaced": replaced}
    if edition is not None:
        data["edition"] = edition.pk
    actor = by.pk if by else None
    chain.record("report.imported", actor=actor, agency=plan.agency_id, subject=f"plan:{plan.pk}", data=data)
