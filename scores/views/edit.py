"""Typing scores: what was announced, and the groups and items of each tool on a page of its own."""

from __future__ import annotations

from functools import partial

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

import clock
from accounts.changed import digest
from accounts.models import Agency
from accounts.permissions import Permission
from editing import drafts
from editing.conflict import Attempt, attempt, respond, unchosen
from editing.versions import Version, read
from editing.who_saved import Trail
from ita.catalogue import TOOLS
from scores.access import YearRequest, in_year
from scores.forms.entry import EntryForm, head_form, key_of, tool_form, unlisted_of
from scores.services import outline as outlines
from scores.services import sheet as sheets
from scores.services.outline import Outline
from scores.services.sheet import Facts

_KEPT = "คะแนนที่ไม่ได้เลือกจะเก็บไว้ในประวัติท้ายหน้านี้"


@require_http_methods(["GET", "POST"])
@in_year(Permission.SCORE_EDIT)
def head(request: YearRequest, agency: Agency, year: int) -> HttpResponse:
    """The announced total and level, the three tools, the target and a note."""
    outline = outlines.of_year(agency, year)
    return _edit(request, outline, head_form(year), "")


@require_http_methods(["GET", "POST"])
@in_year(Permission.SCORE_EDIT)
def tool(request: YearRequest, agency: Agency, year: int, tool: str) -> HttpResponse:
    """The groups and items of a tool, those that the year's list lacks too."""
    name = tool.upper()
    if name not in TOOLS or tool != name.lower():
        raise Http404
    outline = outlines.of_year(agency, year)
    if request.method == "POST":  # the form has the fields that it was drawn with, whatever was added meanwhile
        unlisted = unlisted_of(read(request.POST.get("base", "")), outline, name)
    else:
        stored = sheets.find(agency, year)
        unlisted = [score.code for score in stored.scores.filter(tool=name, of="item")] if stored else []
    return _edit(request, outline, tool_form(outline, name, unlisted), name)


def _edit(request: YearRequest, outline: Outline, form_class: type[EntryForm], tool: str) -> HttpResponse:
    if request.method == "GET":
        facts = sheets.facts_of(sheets.find(request.agency, outline.year), form_class.keys())
        form = form_class(initial=form_class.drawn(digest(facts), form_class.named(facts)))
        return _draw(request, outline, drafts.fill(form, request), tool)
    stored = sheets.find(request.agency, outline.year)
    trail = Trail([f"scores:{stored.pk}"] if stored else [])
    if stored:
        form = form_class(request.POST)
        lost = [(key_of(part), "\n".join(form.shown(part, value))) for part, value in unchosen(request.POST, form)]
        sheets.keep_unchosen(stored, lost, by=request.user, now=clock.now())
    tried = _attempt(request, outline, form_class)
    if tried.clashes:
        return respond(request, tried, trail, about=_about(outline, tool), kept=_KEPT)
    tried.tell(request, trail)
    if not tried.saved:
        return _draw(request, outline, tried.form, tool, status=tried.status)
    messages.success(request, f"บันทึก{_about(outline, tool)}แล้ว")
    return redirect("scores:scores", request.agency.slug, outline.year)


def _attempt(request: YearRequest, outline: Outline, form_class: type[EntryForm]) -> Attempt[EntryForm]:
    def write(form: EntryForm, base: str) -> bool:
        try:
            sheets.save(
                outline=outline,
                agency=request.agency,
                facts=form.facts(),
                more=form.more(),
                base=base,
                by=request.user,
                now=clock.now(),
            )
        except ValidationError as error:
            form.refuse(error)
        return not form.errors

    bind: partial[EntryForm] = partial(form_class)
    return attempt(request.POST, bind=bind, write=write, version=partial(_version, form_class))


def _version(form_class: type[EntryForm], facts: Facts) -> Version:
    return form_class.version(digest(facts), form_class.named(facts))


def _about(outline: Outline, tool: str) -> str:
    return f"คะแนน {tool} ปี {outline.year}" if tool else f"ผลคะแนนปี {outline.year}"


def _draw(request: YearRequest, outline: Outline, form: EntryForm, tool: str, status: int = 200) -> HttpResponse:
    stored = sheets.find(request.agency, outline.year)
    replaced = list(stored.replaced.filter(part__in=form.keys()).select_related("by")[:30]) if stored else []
    context = {
        "form": form,
        "agency": request.agency,
        "year": outline.year,
        "tool": tool,
        "tools": TOOLS,
        "has_list": bool(outline.items_of(tool)) if tool else True,
        "replaced": [(sheets.HEAD.get(each.part) or outline.called(each.part), each) for each in replaced],
    }
    return render(request, "scores/edit.html", context, status=status)
