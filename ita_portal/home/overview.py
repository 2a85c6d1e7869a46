"""Many agencies at a glance, for whoever oversees them: it reads, and changes nothing."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django import forms
from django.core.paginator import Paginator
from django.db.models import Count, Exists, OuterRef, Q, QuerySet
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
from measures.models import Action, Measure, Outcome, Plan, State
from reports.models import Edition
from reports.models.report import Kind
from reports.publication import public_state as public
from reports.review import badge
from workflow.badge import Status

PER_PAGE = 20
Keys = QuerySet[Agency, int] | list[int]
NO_PLAN = Status("idle", "circle", "ยังไม่มีแผน")
NO_REPORT = Status("idle", "circle", "ยังไม่จัดทำ")


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
    rows = Plan.objects.filter(agency__in=[each.pk for each in places], year=year)
    plans = {row[1]: row for row in rows.values_list("pk", "agency", "report_due_on", "is_from_paper")}
    keys = [key for key, *_ in plans.values()]
    counts, states, codes = measure_counts(keys), latest_states(keys), public.current_codes(keys)
    lines = []
    for place in places:
        if place.pk not in plans:
            lines.append(Line(place, year, False, 0, 0, 0, NO_PLAN, None, False))
            continue
        plan, _, due, on_paper = plans[place.pk]
        state, code = states.get((plan, Kind.RESULT), ""), codes.get((plan, Kind.RESULT), "")
        # What is published was handed in, whatever edition has been begun since.
        waits = state not in UNDER_WAY and not code and not on_paper
        status = badge.of_state(state, is_from_paper=on_paper) if state else NO_REPORT
        late, timing = bool(due and due < today and waits), _timing(due, today, waits=waits)
        counted, documents = counts.get(plan, (0, 0, 0)), _NONE if on_paper else _documents(plan, states, codes)
        lines.append(Line(place, year, True, *counted, status, due, late, code, timing, documents))
    return lines


def _timing(due: date | None, today: date, *, waits: bool) -> Status | None:
    """How a report is for its day, counted in days."""
    if due is None:
        return None
    if not waits:
        return Status("ok", "check-circle-fill", "เสนอแล้ว")
    if due < today:
        return Status("bad", "exclamation-triangle-fill", f"เกินกำหนด {(today - due).days} วัน")
    return Status("idle", "circle", f"เหลือ {(due - today).days} วัน" if due > today else "ครบกำหนดวันนี้")


def measure_counts(plans: Collection[int]) -> dict[int, tuple[int, int, int]]:
    """(measures, with an action and an outcome, taken) by plan; one query."""
    rows = Measure.objects.kept().filter(plan__in=plans).order_by()
    measures = rows.annotate(
        has_action=Exists(Action.objects.kept().filter(measure=OuterRef("pk"))),
        has_outcome=Exists(Outcome.objects.kept().filter(measure=OuterRef("pk"))),
    )
    counted = measures.values("plan").annotate(
        n=Count("pk"),
        complete=Count("pk", filter=Q(has_action=True, has_outcome=True)),
        taken=Count("pk", filter=Q(state=State.TAKEN)),
    )
    return {row["plan"]: (row["n"], row["complete"], row["taken"]) for row in counted}


def latest_states(plans: Collection[int]) -> dict[tuple[int, Kind], str]:
    """The state of the latest edition, by plan and kind of document; one query."""
    rows = Edition.objects.filter(report__plan__in=plans).order_by("number")
    return {
        (plan, Kind(kind)): state for plan, kind, state in rows.values_list("report__plan", "report__kind", "state")
    }


def _documents(
    plan: int, states: Mapping[tuple[int, Kind], str], codes: Mapping[tuple[int, Kind], str]
) -> tuple[Document, ...]:
    found = [(label, states.get((plan, kind)), codes.get((plan, kind), "")) for kind, label in _BEFORE]
    return tuple(Document(label, badge.of_state(state) if state else NO_REPORT, code) for label, state, code in found)
