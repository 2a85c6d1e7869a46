"""The doubts of a report on the compile page: grouped by measure, let stand one by one or a group at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

import clock
from accounts.models import User
from accounts.permissions import Permission
from document import Measure as Printed
from document import ReportDocument
from document.doubts import Doubt, measure_keys, place_of
from document.values import NO_CODE
from measures.models import EDITABLE, Plan, State
from measures.reopening_holds import why_held
from measures.views.doubts import Can, DoubtRow, alike, focus_at, url_of
from reports.access import ReportRequest, in_report
from reports.compiling import edition as editions
from reports.compiling.assemble import assemble
from reports.compiling.completeness import Row, rows_of
from reports.models.kinds import Kind
from reports.views.answers import overtaken
from reports.views.compiling.parts import part_of

# Where a doubt about the scores is mended.
_PAGES = {"weak": "scores:choose", "unanalysed": "measures:list", "level": "scores:edit"}
_FIELDS = {"reported-on": "#id_reported_on", "reported-on-differs": "#id_reported_on"}


@dataclass(frozen=True)
class Group:
    """The doubts about one measure, or about the report itself."""

    title: str
    url: str
    rows: tuple[DoubtRow, ...]
    is_locked: bool = False  # the measure is taken or handed in: its words are changed once it is open again

    @property
    def keys(self) -> list[str]:
        return [key for row in self.rows for key in row.keys]

    @property
    def is_next(self) -> bool:
        """Whether the focus stands in it, so that it is shown unfolded."""
        return any(row.is_next for row in self.rows)

    @property
    def first(self) -> DoubtRow:
        return self.rows[0]


def groups_of(
    request: ReportRequest, plan: Plan, document: ReportDocument, found: Sequence[Doubt], *, may_keep: bool
) -> list[Group]:
    """The open doubts, in the report's order: those about the report itself first."""
    numbers = {key: number for number, key in enumerate(measure_keys(document), start=1)}
    stored = rows_of(plan, document)
    of_measures: dict[int, list[Doubt]] = {0: []}
    for doubt in found:
        number = numbers.get(doubt.key.partition(":")[2].partition(":")[0], 0)
        of_measures.setdefault(number, []).append(doubt)
    rights = _Rights(request.user, plan, request.kind, may_keep=may_keep)
    groups = [
        _group(plan, document, stored[number - 1] if number else None, number, doubts, rights)
        for number, doubts in sorted(of_measures.items())
        if doubts
    ]
    return _counted(request, groups)


def shown(request: ReportRequest, groups: Sequence[Group]) -> dict[str, object]:
    """All groups, and the part of them that the page shows: where the focus stands, else what is asked for."""
    at = next((at for at, group in enumerate(groups) if group.is_next), None)
    return {"doubt_groups": groups, "doubt_part": part_of(request, groups, "doubts", at=at)}


class _Rights:
    """What the reader may do with any open measure, and whether a taken one may be opened again: asked once a page."""

    def __init__(self, user: User, plan: Plan, kind: Kind, *, may_keep: bool) -> None:
        self.user, self.plan, self.kind = user, plan, kind
        enter, word = (user.can(each, on=plan.agency) for each in (Permission.PROGRESS_EDIT, Permission.MEASURE_EDIT))
        self.can = Can(keep=may_keep, enter=enter, word=word)

    @cached_property
    def may_reopen(self) -> bool:
        return self.user.can(Permission.MEASURE_CHECK, on=self.plan.agency) and not why_held(self.plan)


def _group(
    plan: Plan, document: ReportDocument, row: Row | None, number: int, doubts: Sequence[Doubt], rights: _Rights
) -> Group:
    keep_url = reverse("reports:settle", args=[plan.agency.slug, plan.year, rights.kind])
    if row is None or row.pk is None:
        can = Can(keep=rights.can.keep, enter=False, word=False)
        rows = [DoubtRow(group, can, _where(group[0].kind, plan, rights.kind), keep_url) for group in alike(doubts)]
        return Group(f"{rights.kind.called}ทั้งฉบับ", "", tuple(rows))
    is_open = row.state in EDITABLE
    can = replace(
        rights.can,
        enter=rights.can.enter and is_open,
        word=rights.can.word and is_open,
        reopen=row.state == State.TAKEN and rights.may_reopen,
    )
    place, printed = place_of(row.printed, number), row.printed
    change_url = reverse("measures:doubts", args=[plan.agency.slug, plan.year, row.pk])
    here = f"report:{rights.kind}"
    within = [replace(doubt, place=doubt.place.removeprefix(place).strip()) for doubt in doubts]
    rows = [
        DoubtRow(group, can, url_of(group[0], plan, row.pk, can), keep_url, change_url, here, _quote(printed, group[0]))
        for group in alike(within)
    ]
    code = printed.code_as_written or printed.code
    title = f"มาตรการข้อ {code} {printed.question}" if code else f"มาตรการ ({NO_CODE}) {printed.question}"
    return Group(title, row.url(plan), tuple(rows), is_locked=not is_open)


def _where(doubted: str, plan: Plan, kind: Kind) -> str:
    """Where a doubt about the document itself is mended; nothing where no one place is."""
    if doubted in _FIELDS:
        return reverse("reports:compile", args=[plan.agency.slug, plan.year, kind]) + _FIELDS[doubted]
    name, year = _PAGES.get(doubted, ""), plan.assessed_year if doubted == "level" else plan.year
    return reverse(name, args=[plan.agency.slug, year]) if name else ""


def _quote(printed: Printed, doubt: Doubt) -> str:
    """The action that a doubt about a date is in, or the step that names its reference."""
    at = doubt.number - 1
    if doubt.kind.startswith("date") and 0 <= at < len(printed.actions):
        return printed.actions[at].text
    if doubt.kind in ("reference", "moved-reference") and 0 <= at < len(printed.references):
        named = printed.references[at].as_written
        return next((step.text for step in printed.steps if named in step.text), "")
    return ""


def _counted(request: ReportRequest, groups: list[Group]) -> list[Group]:
    """The rows numbered through the page; the focus stands on the one after that which was settled."""
    focus = focus_at(request, sum(len(group.rows) for group in groups))
    counted, at = [], 0
    for group in groups:
        rows = tuple(replace(row, at=at + n, is_next=at + n == focus) for n, row in enumerate(group.rows))
        counted.append(replace(group, rows=rows))
        at += len(rows)
    return counted


@require_POST
@in_report(Permission.REPORT_EDIT)
def settle(request: ReportRequest, plan: Plan) -> HttpResponse:
    """Lets the doubts of a row or of a whole group stand as they are; back to the row that follows."""
    edition = editions.latest(plan, request.kind)
    keys = set(request.POST.getlist("key"))
    chosen = [doubt for doubt in editions.open_doubts(edition, assemble(plan, edition)) if doubt.key in keys]
    if chosen:
        try:
            editions.settle(plan=plan, kind=request.kind, doubts=chosen, by=request.user, now=clock.now())
        except editions.Locked:
            return overtaken(request, plan)
        count = f" ทั้ง {len(chosen)} แห่ง" if len(chosen) > 1 else ""
        messages.success(request, f"{chosen[0].place}: ใช้ตามที่พิมพ์{count}")
    url, at = reverse("reports:compile", args=[plan.agency.slug, plan.year, request.kind]), request.POST.get("at", "")
    return redirect(f"{url}?doubt={at}" if at.isascii() and at.isdigit() and len(at) < 5 else url)
