"""Which earlier item each item of a list continues: proposals side by side, confirmed by a person, many at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

import clock
from accounts.access import SignedInRequest, operator
from editing import drafts
from ita_portal.catalogue.linking import LinkForm, said_of
from ita_portal.catalogue.places import ListPlace, place_of
from measures.models import Indicator
from measures.models.catalogue import Tool
from measures.services.lists import forerunners as service
from measures.services.lists.forerunners import Line, Settled
from measures.services.lists.items import in_order


@dataclass(frozen=True)
class Side:
    """The items of one tool in a list, and those that they may continue."""

    tool: Tool
    items: Sequence[Indicator]
    earlier: Sequence[Indicator]
    year: int | None


def _side(place: ListPlace, tool: Tool) -> Side:
    rows = Indicator.objects.filter(year=place.year, kind=place.kind, tool=tool)
    items = in_order(list(rows.select_related("forerunner")))
    year = service.before(place.year, place.kind, tool)
    earlier = Indicator.objects.serving(place.kind).filter(year=year, tool=tool) if year else Indicator.objects.none()
    return Side(tool, items, in_order(list(earlier)), year)


@require_safe
@operator
def first(request: SignedInRequest, of_year: int, kind: str) -> HttpResponse:
    """Leads to the first tool of which the list has any item."""
    place = place_of(of_year, kind)
    there = set(Indicator.objects.filter(year=place.year, kind=place.kind).order_by().values_list("tool", flat=True))
    return redirect(place.url("forerunners", next((tool for tool in Tool if tool in there), Tool.IIT).lower()))


@require_http_methods(["GET", "POST"])
@operator
def settle(request: SignedInRequest, of_year: int, kind: str, tool: str) -> HttpResponse:
    """The items of one tool, each with what it may continue."""
    place = place_of(of_year, kind)
    if tool.upper() not in Tool.values or tool != tool.lower():
        raise Http404
    side = _side(place, Tool(tool.upper()))
    if request.method == "GET":
        return _draw(request, place, side, _filled(_rows(side), request))
    rows = _rows(side, request.POST)
    if [row for row in rows if not row.is_valid()]:  # every row says what is wrong with it
        return _draw(request, place, side, rows, status=422)
    chosen = {row.item.pk: choice for row in rows if (choice := row.chosen()) is not None}
    try:
        done = service.settle(year=place.year, kind=place.kind, choices=chosen, by=request.user, now=clock.now())
    except ValidationError as error:  # another operator took an earlier item out of its list just now
        messages.error(request, " ".join(error.messages))
        return _draw(request, place, side, _rows(_side(place, side.tool), request.POST), status=409)
    if done.overtaken:
        return _draw_overtaken(request, place, side.tool, done)
    count = done.count
    messages.success(request, f"บันทึกข้อเดิมของ {side.tool.value} แล้ว {count} ข้อ" if count else "ไม่มีข้อที่เปลี่ยน")
    return redirect(place.url("forerunners", tool))


def _rows(side: Side, data: QueryDict | None = None) -> list[LinkForm]:
    lines = service.lines(side.items, side.earlier)
    return [LinkForm(data, line=line, earlier=_known(side.earlier, line)) for line in lines]


def _filled(rows: list[LinkForm], request: SignedInRequest) -> list[LinkForm]:
    """The rows with the draft that the page's link asks for; where nothing was chosen in it, what is said now."""
    for row in rows:
        drafts.fill(row, request)
        if row.initial["base"] == row.initial["choice"]:
            row.initial.update(dict.fromkeys(("base", "choice"), said_of(row.item)))
    return rows


def _draw_overtaken(request: SignedInRequest, place: ListPlace, tool: Tool, done: Settled) -> HttpResponse:
    """The page with one's own choices, and beside those that another had made otherwise that they were."""
    if done.count:
        messages.success(request, f"บันทึกข้อเดิมของ {tool.value} แล้ว {done.count} ข้อ")
    side, data = _side(place, tool), request.POST.copy()
    for item in side.items:
        base, choice = f"{item.code}-base", f"{item.code}-choice"
        if data.get(base) == data.get(choice):  # nothing was chosen here: what is said now is shown
            data[choice] = said_of(item)
        data[base] = said_of(item)
    rows = _rows(side, data)
    for row in rows:
        if row.is_valid() and row.item.pk in done.overtaken:
            row.tell_overtaken()
    return _draw(request, place, side, rows, status=409)


def _known(earlier: Sequence[Indicator], line: Line) -> list[Indicator]:
    """The items whose code can be typed: those of the last list, and the one that is said already."""
    return [*earlier, *(each.item for each in line.proposals if each.item not in earlier)]


def _draw(
    request: SignedInRequest, place: ListPlace, side: Side, rows: Sequence[LinkForm], status: int = 200
) -> HttpResponse:
    context = {
        "place": place,
        "side": side,
        "rows": rows,
        "tools": Tool,
        "open": sum(not row.line.is_settled for row in rows),
        "forms": rows if status != 200 else [],
    }
    return render(request, "catalogue/forerunners.html", context, status=status)
