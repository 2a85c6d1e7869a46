"""The doubts about a measure wherever they stand: as rows with their three buttons, and the answer to a button."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import NoReverseMatch, reverse
from django.views.decorators.http import require_POST

import clock
from accounts.access import Refused
from accounts.models import User
from accounts.permissions import Permission
from document.doubts import Doubt, Redate, Reword
from ita.catalogue import Catalogue
from measures.access import PlanRequest, in_plan, measure_of
from measures.models import EDITABLE, Measure, Plan, State
from measures.reopening_holds import why_held
from measures.services import measure as measures
from measures.services.doubts import of_measure as doubts
from measures.services.permission import may_edit_progress
from measures.services.rows import Conflict

# The pages on which doubts of a measure stand, and to which their buttons lead back.
PAGES = ("measure", "hand_in", "check", "report")  # the last with the kind of document: report:plan
OVERTAKEN = "มีผู้แก้ข้อความนี้ไปแล้วระหว่างที่ท่านเปิดหน้า จึงยังไม่ได้เปลี่ยน โปรดดูข้อความล่าสุด"


@dataclass(frozen=True)
class Can:
    """What the reader may do about the doubts of a measure in its present state."""

    keep: bool
    enter: bool
    word: bool
    reopen: bool = False


@dataclass(frozen=True)
class DoubtRow:
    """Doubts of one measure that say the same, as a page shows them once; `at` is its place among the page's rows."""

    doubts: tuple[Doubt, ...]
    can: Can
    open_url: str
    keep_url: str
    change_url: str = ""
    page: str = "measure"
    quote: str = ""  # the words that it is about, where they do not stand on the page
    at: int = 0
    is_next: bool = False  # whether the focus stands on it when the page comes

    @property
    def keys(self) -> list[str]:
        return [doubt.key for doubt in self.doubts]

    @property
    def place(self) -> str:
        return " และ ".join(dict.fromkeys(doubt.place for doubt in self.doubts if doubt.place))

    @property
    def message(self) -> str:
        return self.doubts[0].message

    @property
    def labels(self) -> list[str]:
        """The buttons that make what is proposed, as far as the reader may make it."""
        return [
            each.label
            for each in self.doubts[0].proposals
            if (self.can.enter if isinstance(each.change, Redate | Reword) else self.can.word)
        ]

    @property
    def open_words(self) -> str:
        """How the way to the words themselves is called: a taken measure is opened first."""
        return "เปิดให้แก้ไข" if self.can.reopen else "เปิดแก้เอง" if self.can.enter or self.can.word else "เปิดดู"


def alike(found: Iterable[Doubt]) -> list[tuple[Doubt, ...]]:
    """Doubts that say the same together, in the order of the first."""
    groups: dict[str, list[Doubt]] = {}
    for doubt in found:
        groups.setdefault(doubt.message, []).append(doubt)
    return [tuple(group) for group in groups.values()]


def url_of(doubt: Doubt, plan: Plan, pk: int, can: Can) -> str:
    """Where the words of a doubt are changed, at their field; the measure's own page for who may change nothing."""
    args = [plan.agency.slug, plan.year, pk]
    if can.reopen:
        return reverse("measures:reopen", args=args)
    if doubt.kind.startswith("date") and can.enter:
        return reverse("measures:progress", args=args) + f"#id_actions-{doubt.number - 1}-start"
    if can.word and not doubt.kind.startswith("date"):
        own = doubt.kind in ("code", "code-unlisted", "moved")
        at = "#id_code" if own else "#id_steps-0-text" if doubt.kind in ("reference", "moved-reference") else ""
        return reverse("measures:change", args=args) + at
    return reverse("measures:measure", args=args)


def focus_at(request: HttpRequest, count: int) -> int | None:
    """The row on which the focus stands after one was settled: the one that took its place, else the last."""
    asked = request.GET.get("doubt", "")
    return min(int(asked), count - 1) if count and asked.isascii() and asked.isdigit() and len(asked) < 5 else None


def rows_of(request: PlanRequest, measure: Measure, page: str, lists: Catalogue | None = None) -> list[DoubtRow]:
    """The doubts about a measure for one of its own pages; wants it fetched in full. `lists` as in open_of()."""
    groups = alike(doubts.open_of(measure, lists))
    if not groups:
        return []
    can, plan = _can(request.user, measure), measure.plan
    settle = reverse("measures:doubts", args=[plan.agency.slug, plan.year, measure.pk])
    focus, is_here = focus_at(request, len(groups)), page == "measure" and not (can.enter or can.word or can.reopen)
    return [
        DoubtRow(
            doubts=group,
            can=can,
            open_url="" if is_here else url_of(group[0], plan, measure.pk, can),
            keep_url=settle,
            change_url=settle,
            page=page,
            at=at,
            is_next=at == focus,
        )
        for at, group in enumerate(groups)
    ]


def _can(user: User, measure: Measure) -> Can:
    enters = may_edit_progress(user, measure)
    reports = user.can(Permission.REPORT_EDIT, on=measure.agency)
    is_open, held = measure.state in EDITABLE, why_held(measure.plan)
    return Can(
        keep=(reports or (enters and is_open)) and not held,
        enter=enters and is_open,
        word=is_open and user.can(Permission.MEASURE_EDIT, on=measure.agency),
        reopen=measure.state == State.TAKEN and not held and user.can(Permission.MEASURE_CHECK, on=measure.agency),
    )


@require_POST
@in_plan(Permission.PROGRESS_EDIT_OWN)
def settle(request: PlanRequest, plan: Plan, pk: int) -> HttpResponse:
    """Lets the doubts of a row stand, or makes what they propose; back to where the button stood, at the next row."""
    measure = measure_of(plan, pk)
    keys, label = set(request.POST.getlist("key")), request.POST.get("label", "")
    chosen = [doubt for doubt in doubts.open_of(measure) if doubt.key in keys]
    can = _can(request.user, measure)
    if not (can.keep or can.enter or can.word):
        raise Refused(Permission.REPORT_EDIT, plan.agency, "ทำได้เฉพาะผู้รับผิดชอบมาตรการนี้ หรือผู้ประสานงาน ITA")
    if chosen:
        _act(request, measure, chosen, label)
    return redirect(_back(request, measure))


def _act(request: PlanRequest, measure: Measure, chosen: Sequence[Doubt], label: str) -> None:
    place = f"{measure.caption} {chosen[0].place}".strip()
    try:
        if not label:
            doubts.let_stand(measure=measure, doubts=chosen, by=request.user, now=clock.now())
            messages.success(request, f"{place}: ใช้ตามที่พิมพ์")
        elif doubts.accept(measure=measure, doubts=chosen, label=label, by=request.user, now=clock.now()):
            messages.success(request, f"{place}: {label}แล้ว ข้อความเดิมอยู่ในประวัติของมาตรการ")
    except (Conflict, measures.Changed):
        messages.warning(request, OVERTAKEN)
    except Refused as refused:
        if not refused.reason:
            raise
        messages.warning(request, refused.reason)


def _back(request: PlanRequest, measure: Measure) -> str:
    """The page of the button, with the row that the focus goes to."""
    page, at = request.POST.get("page", ""), request.POST.get("at", "")
    args: list[object] = [measure.plan.agency.slug, measure.plan.year]
    if page.startswith("report"):
        url = _compile_page(args, page.partition(":")[2])
    else:
        # Handed in, taken or returned meanwhile: the measure's own page is always there.
        stays = (page == "hand_in" and measure.is_editable) or (page == "check" and measure.state == State.HANDED_IN)
        url = reverse(f"measures:{page if stays else 'measure'}", args=[*args, measure.pk])
    return f"{url}?doubt={at}" if at.isascii() and at.isdigit() and len(at) < 5 else url


def _compile_page(args: list[object], kind: str) -> str:
    """The page on which a document of a kind is compiled; that of the result report for no kind that there is."""
    try:
        return reverse("reports:compile", args=[*args, kind] if kind else args)
    except NoReverseMatch:
        return reverse("reports:compile", args=args)
