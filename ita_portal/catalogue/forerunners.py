"""Which earlier item each item of a list continues: proposals side by side, confirmed by a person, many at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

import clock
from accounts.access import SignedInRequest, operator
from editing.codes import read_code
from editing.fields import ThaiTextField
from ita_portal.catalogue.places import ListPlace, place_of
from measures.models import Indicator
from measures.models.catalogue import Tool
from measures.services.lists import forerunners as service
from measures.services.lists.forerunners import NONE, UNDECIDED, Choice, Line, Settled, said
from measures.services.lists.items import in_order

OTHER = "other"


class LinkForm(forms.Form):
    """What one item continues. `was` is what was said of it when the form was drawn: what stays is not written."""

    was = forms.CharField(widget=forms.HiddenInput, required=False)
    choice = forms.ChoiceField(required=False, widget=forms.RadioSelect)
    code = ThaiTextField(label="รหัสข้อเดิมอื่น", max_length=20, required=False, help_text="เมื่อเลือก “ข้ออื่น” เช่น O13")

    def __init__(self, data: QueryDict | None, *, line: Line, earlier: Sequence[Indicator]) -> None:
        self.line, self.by_code = line, {item.code: item for item in earlier}
        super().__init__(data, prefix=str(line.item.pk), initial=_drawn(line))
        offered = [(str(each.item.pk), _words(each)) for each in line.proposals]
        choice: Any = self.fields["choice"]
        choice.choices = [*offered, (OTHER, "ข้ออื่น"), (NONE, "ไม่มีข้อเดิม เป็นข้อใหม่"), (UNDECIDED, "ยังไม่ยืนยัน")]
        choice.label, choice.wanted = f"ข้อเดิมของ {line.item.code}", True  # nothing need be said today

    @property
    def item(self) -> Indicator:
        """The item that the form is about."""
        return self.line.item

    def clean(self) -> dict[str, Any]:
        """Reads the code of another item, where that was chosen."""
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("choice") == OTHER:
            try:
                found = self.by_code.get(read_code(cleaned.get("code") or ""))
            except ValidationError as error:
                self.add_error("code", error)
            else:
                if found is None:
                    self.add_error("code", "ไม่มีข้อนี้ในรายการเดิม โปรดตรวจรหัสข้อ")
                cleaned["other"] = found
        return cleaned

    def chosen(self) -> Choice | None:
        """What was chosen, after is_valid; None where nothing was changed."""
        chosen = self.cleaned_data["choice"]
        if chosen == self.cleaned_data["was"] and chosen != OTHER:
            return None
        was = self.cleaned_data["was"]
        if chosen == OTHER:
            return Choice(self.cleaned_data["other"].pk, was=was)
        return Choice(None if chosen in (NONE, UNDECIDED) else int(chosen), is_settled=chosen != UNDECIDED, was=was)

    def tell_overtaken(self) -> None:
        """Says that another chose something else meanwhile; sent once more, the form's own choice stands."""
        words = "ของท่านจึงยังไม่ได้บันทึก หากยืนยันตามที่ท่านเลือก โปรดกดยืนยันอีกครั้ง"
        self.add_error("choice", f"ผู้ดูแลอีกคนบันทึกไปแล้วว่า {self._said_now()} {words}")

    def _said_now(self) -> str:
        there = self.item.forerunner if self.line.is_settled else None
        if there is not None:
            return f"ข้อเดิมคือข้อ {there.code} ปี {there.year}"
        return "ไม่มีข้อเดิม" if self.line.is_settled else "ยังไม่ยืนยัน"


def _drawn(line: Line) -> dict[str, str]:
    """What stands in the form at first: what was said, else what is all but certain, ticked but not yet said."""
    if line.is_settled:
        return {"was": said(line.item), "choice": said(line.item)}
    return {"was": UNDECIDED, "choice": str(line.first.item.pk) if line.first else UNDECIDED}


def _words(proposal: service.Proposal) -> str:
    item = proposal.item
    text = f"“{item.text}”" if item.text else "(ยังไม่มีถ้อยคำ)"
    return f"{item.code} ปี {item.year} {text} – {proposal.likeness.value}"


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


@require_http_methods(["GET", "POST"])
@operator
def settle(request: SignedInRequest, of_year: int, kind: str) -> HttpResponse:
    """The items of one tool (`?tool=OIT`, else the first that has any), each with what it may continue."""
    place = place_of(of_year, kind)
    there = set(Indicator.objects.filter(year=place.year, kind=place.kind).order_by().values_list("tool", flat=True))
    asked = request.GET.get("tool", "")
    tool = Tool(asked) if asked in Tool.values else next((each for each in Tool if each in there), Tool.IIT)
    side = _side(place, tool)
    data = request.POST if request.method == "POST" else None
    lines = service.lines(side.items, side.earlier)
    rows = [LinkForm(data, line=line, earlier=_known(side.earlier, line)) for line in lines]
    if data is None:
        return _draw(request, place, side, rows)
    if [row for row in rows if not row.is_valid()]:  # every row says what is wrong with it
        return _draw(request, place, side, rows, status=422)
    chosen = {row.item.pk: choice for row in rows if (choice := row.chosen()) is not None}
    done = service.settle(year=place.year, kind=place.kind, choices=chosen, by=request.user, now=clock.now())
    count = done.count
    if done.overtaken:
        return _draw_overtaken(request, place, tool, done)
    messages.success(request, f"บันทึกข้อเดิมของ {tool.value} แล้ว {count} ข้อ" if count else "ไม่มีข้อที่เปลี่ยน")
    return redirect(f"{place.url('forerunners')}?tool={tool.value}")


def _draw_overtaken(request: SignedInRequest, place: ListPlace, tool: Tool, done: Settled) -> HttpResponse:
    """The page with one's own choices, and beside those that another had made otherwise that they were."""
    if done.count:
        messages.success(request, f"บันทึกข้อเดิมของ {tool.value} แล้ว {done.count} ข้อ")
    side, data = _side(place, tool), request.POST.copy()
    for item in side.items:
        was, choice = f"{item.pk}-was", f"{item.pk}-choice"
        if data.get(was) == data.get(choice):  # nothing was chosen here: what is said now is shown
            data[choice] = said(item)
        data[was] = said(item)
    lines = service.lines(side.items, side.earlier)
    rows = [LinkForm(data, line=line, earlier=_known(side.earlier, line)) for line in lines]
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
