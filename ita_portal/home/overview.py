"""Many agencies at a glance, for whoever oversees them: it reads, and changes nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django import forms
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import render
from django.views.decorators.http import require_GET

import clock
from accounts.access import SignedInRequest, signed_in
from accounts.models import Agency
from document.writers.tables import FORMATS, Table, list_format
from document.writers.workbook import Value
from editing.form_layout import FilterHelper
from editing.lists.drawn_rows import drawn_rows
from files.download import download
from ita_portal.home.overseen import SORTS, UNDER_WAY, Place, Seen, Wanted, places
from ita_portal.home.plans_seen import PlanSeen, plans_seen
from measures.models import Plan
from reports.models.report import Kind
from workflow.badge import Status

PER_PAGE = 20
Keys = QuerySet[Agency, int] | list[int]
NO_PLAN = Status("idle", "circle", "ยังไม่มีแผน")


# Before the result report, which has columns of its own.
_BEFORE = ((Kind.PLAN, "แผนมาตรการ"), (Kind.PROGRESS, "ความก้าวหน้า"))


@dataclass(frozen=True)
class Document:
    """A plan or a progress report: where its latest edition is, and the code of what is published of it."""

    label: str
    status: Status | None  # None where the year has none
    code: str = ""


_NONE = tuple(Document(label, None) for _, label in _BEFORE)


@dataclass(frozen=True)
class Line:
    """An agency's year: counts of its measures, and where its documents are. All that its row shows is here."""

    place: Place
    year: int
    has_plan: bool
    measures: int
    complete: int
    taken: int
    report: Status
    due_on: date | None
    is_late: bool
    code: str = ""  # of what is published
    timing: Status | None = None  # how the report is for its day; None where no day is set
    documents: tuple[Document, ...] = _NONE


class OverviewFilter(forms.Form):
    """What the query string narrows; what can't be read is passed over."""

    q = forms.CharField(label="ค้นหาหน่วยงาน", required=False, widget=forms.TextInput(attrs={"type": "search"}))
    province = forms.ChoiceField(label="จังหวัด", required=False)
    year = forms.TypedChoiceField(label="ปีงบประมาณ", required=False, coerce=int, empty_value=None)

    late = forms.ChoiceField(
        label="แสดง", required=False, choices=[("", "ทุกหน่วยงาน"), ("1", "เฉพาะที่เกินกำหนดเสนอรายงาน")]
    )

    sort = forms.ChoiceField(label="เรียงตาม", required=False, choices=[*SORTS.items()])

    helper = FilterHelper()

    def __init__(self, data: QueryDict, provinces: Sequence[str], years: Sequence[int]) -> None:
        super().__init__(data or {"year": years[0] if years else ""})
        self.fields["province"].choices = [("", "ทุกจังหวัด"), *((each, each) for each in provinces)]  # type: ignore[attr-defined]  # a ChoiceField's
        self.fields["year"].choices = [(each, str(each)) for each in years]  # type: ignore[attr-defined]  # a ChoiceField's
        self.latest = years[0] if years else 0

    def wanted(self) -> Wanted:
        """Returns what was typed, with 0 for no year."""
        self.is_valid()
        cleaned = self.cleaned_data
        year = cleaned.get("year") or self.latest
        words, province = cleaned.get("q", ""), cleaned.get("province", "")
        return Wanted(words, province, year, bool(cleaned.get("late")), cleaned.get("sort", ""))


@require_GET
@signed_in
def index(request: SignedInRequest) -> HttpResponse:
    """The agencies that the person may see, twenty a page, in the same few queries however many they are."""
    form, wanted, seen, found = _found(request)
    year = wanted.year
    pages, is_narrowed = Paginator(found, PER_PAGE), bool(wanted.words or wanted.province or wanted.is_late)
    if not is_narrowed:
        pages.count = seen.number  # not asked twice
    page = pages.get_page(request.GET.get("page"))
    context = {
        "form": form,
        "page": page,
        "rows": drawn_rows("overview/_row.html", _lines(places(list(page.object_list)), year, clock.today())),
        "year": year,
        "totals": seen.totals(year),
        "order": SORTS[wanted.sort],
        "filtered": is_narrowed,
        "files": FORMATS,
    }
    return render(request, "overview/index.html", context)


@require_GET
@signed_in
def list_file(request: SignedInRequest, form: str) -> HttpResponse:
    """All agencies that the page's filter finds, in its order, as a file. Raises Http404 for another form."""
    chosen = list_format(form)
    if chosen is None:
        raise Http404
    _, wanted, _, found = _found(request)
    title = f"ภาพรวมหน่วยงาน ปี {wanted.year}"
    table = Table(
        "หน่วยงาน", _COLUMNS, [_cells(line) for line in _lines(places(list(found)), wanted.year, clock.today())]
    )
    return download(chosen.write(title, [table]), kind=chosen.media_type, name=f"{title}.{chosen.extension}")


_COLUMNS = (
    *(("หน่วยงาน", 36), ("จังหวัด", 18), ("มาตรการ", 9), ("บันทึกครบ", 9), ("ตรวจรับแล้ว", 9)),
    *((label, 20) for _, label in _BEFORE),
    *(("รายงาน", 20), ("กำหนดเสนอ", 14), ("เกินกำหนด", 12), ("รหัสฉบับที่เผยแพร่", 24)),
    *((f"รหัส{label}ที่เผยแพร่", 24) for _, label in _BEFORE),
)


def _cells(line: Line) -> list[Value]:
    counts: list[Value] = [line.measures, line.complete, line.taken] if line.has_plan else [None, None, None]
    late = "เกินกำหนด" if line.is_late else ""
    states = [each.status.text if each.status else None for each in line.documents]
    codes = [each.code for each in line.documents]
    report: list[Value] = [line.report.text, line.due_on, late, line.code]
    return [line.place.name, line.place.province, *counts, *states, *report, *codes]


def _found(request: SignedInRequest) -> tuple[OverviewFilter, Wanted, Seen, Keys]:
    """The filter, what it asks for, all that the person may see, and the keys of what the filter finds."""
    seen = Seen.by(request.user)
    form = OverviewFilter(request.GET, seen.provinces, seen.years)
    wanted = form.wanted()
    if not wanted.is_by_name:
        return form, wanted, seen, seen.sorted(wanted, clock.today())
    return form, wanted, seen, seen.narrowed(wanted.words, wanted.province).values_list("pk", flat=True)


def _lines(places: Sequence[Place], year: int, today: date) -> list[Line]:
    plans = plans_seen(Plan.objects.filter(agency__in=[each.pk for each in places], year=year))
    return [_line(place, year, plans.get(place.pk), today) for place in places]


def _line(place: Place, year: int, plan: PlanSeen | None, today: date) -> Line:
    if plan is None:
        return Line(place, year, False, 0, 0, 0, NO_PLAN, None, False)
    due, code = plan.report_due_on, plan.codes.get(Kind.RESULT, "")
    # What is published was handed in, whatever edition has been begun since.
    waits = plan.states.get(Kind.RESULT) not in UNDER_WAY and not code and not plan.is_from_paper
    late, timing = bool(due and due < today and waits), _timing(due, today, waits=waits)
    counts, report = (plan.measures, plan.complete, plan.taken), plan.badge(Kind.RESULT)
    return Line(place, year, True, *counts, report, due, late, code, timing, _documents(plan))


def _timing(due: date | None, today: date, *, waits: bool) -> Status | None:
    """How a report is for its day, counted in days."""
    if due is None:
        return None
    if not waits:
        return Status("ok", "check-circle-fill", "เสนอแล้ว")
    if due < today:
        return Status("bad", "exclamation-triangle-fill", f"เกินกำหนด {(today - due).days} วัน")
    return Status("idle", "circle", f"เหลือ {(due - today).days} วัน" if due > today else "ครบกำหนดวันนี้")


def _documents(plan: PlanSeen) -> tuple[Document, ...]:
    """What comes before the result report; a year on paper has neither."""
    if plan.is_from_paper:
        return _NONE
    return tuple(Document(label, plan.badge(kind), plan.codes.get(kind, "")) for kind, label in _BEFORE)
