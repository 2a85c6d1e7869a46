"""All lists at a glance, and the items of one, whose wordings can be confirmed many at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

import clock
from accounts.access import SignedInRequest, operator
from ita_portal.catalogue.forms import PickForm
from ita_portal.catalogue.places import ListPlace, badge_of, place_of
from measures.models import Indicator
from measures.models.catalogue import Tool
from measures.services.lists import items as service
from measures.services.lists import shared
from measures.services.lists.summary import YearList, lists
from workflow.badge import Status


@dataclass(frozen=True)
class Overview:
    """A year's lists as the page of all shows them."""

    place: ListPlace
    lists: YearList


@require_GET
@operator
def index(request: SignedInRequest) -> HttpResponse:
    """Years by kinds by tools, with what is missing named; in the same few queries for any number of lists."""
    rows = [Overview(ListPlace(each.year, each.kind), each) for each in lists()]
    context = {"rows": rows, "tools": Tool, "waiting": shared.waiting().count()}
    return render(request, "catalogue/index.html", context)


@dataclass(frozen=True)
class ItemLine:
    """An item as its list shows it."""

    item: Indicator
    status: Status
    mark: str  # of its box; empty where there is nothing to confirm
    is_picked: bool


@require_http_methods(["GET", "POST"])
@operator
def show(request: SignedInRequest, of_year: int, kind: str) -> HttpResponse:
    """The items of a list (`?tool=OIT` those of one tool); POST confirms the wordings that were ticked."""
    place = place_of(of_year, kind)
    tool = request.GET.get("tool", "")
    rows = Indicator.objects.filter(year=place.year, kind=place.kind)
    found = rows.select_related("confirmed_by", "forerunner")
    items = service.in_order(list(found.filter(tool=tool) if tool in Tool.values else found))
    marks = {item.pk: f"{item.pk}:{service.text_digest(item)}" for item in items if _can_be_confirmed(item)}
    if request.method == "GET":
        return _draw(request, place, items, marks)
    form = PickForm(request.POST, marks=_ours(request.POST.getlist("pick"), items))
    if not form.is_valid():
        return _draw(request, place, items, marks, form)
    done = service.confirm(year=place.year, kind=place.kind, seen=form.seen(), by=request.user, now=clock.now())
    if done.count:
        messages.success(request, f"ยืนยันถ้อยคำแล้ว {done.count} ข้อ")
    if done.passed_over:
        messages.warning(request, f"ยังไม่ได้ยืนยันข้อ {' '.join(done.passed_over)} เพราะมีผู้แก้ถ้อยคำไปก่อน โปรดอ่านใหม่")
    return redirect(f"{place.url()}?tool={tool}" if tool in Tool.values else place.url())


def _can_be_confirmed(item: Indicator) -> bool:
    return item.status not in (Indicator.Status.CONFIRMED, Indicator.Status.NO_TEXT)


def _ours(marks: Sequence[str], items: Sequence[Indicator]) -> list[str]:
    """Of the marks that were sent those of the list's items, whatever words they were drawn with."""
    keys = {str(item.pk) for item in items}
    return [mark for mark in marks if mark.partition(":")[0] in keys]


def _draw(
    request: SignedInRequest,
    place: ListPlace,
    items: Sequence[Indicator],
    marks: dict[int, str],
    form: PickForm | None = None,
) -> HttpResponse:
    ticked, picks_all = set(request.POST.getlist("pick")), request.GET.get("pick") == "all"
    by_tool: dict[Tool, list[ItemLine]] = {}
    for item in items:
        mark = marks.get(item.pk, "")
        line = ItemLine(item, badge_of(item), mark, bool(mark) and (picks_all or mark in ticked))
        by_tool.setdefault(Tool(item.tool), []).append(line)
    context = {
        "place": place,
        "tools": list(by_tool.items()),
        "missing": [each for each in Tool if each not in by_tool] if not request.GET.get("tool") else [],
        "confirmable": len(marks),
        "picks_all": picks_all,
        "forms": [form] if form else [],
    }
    return render(request, "catalogue/list.html", context, status=422 if form else 200)
