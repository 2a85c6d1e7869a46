"""The page of a report that was brought in: left the file, right what was understood, and every part of it editable."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

import clock
from accounts.access import AgencyRequest, requires
from accounts.models import Agency, User
from accounts.permissions import Permission
from editing import drafts
from editing.conflict import Attempt, attempt, respond, unchosen
from editing.versions import Version
from editing.who_saved import Savers, Trail
from reports.forms.import_draft import DraftForm, is_same, keys_in, name_of, parts_of, vanished, version_of
from reports.importing import drafts as brought
from reports.importing.marks import marks_of
from reports.importing.sight import HEAD, SeenMeasure, Sight, look, problems_of
from reports.models import ImportDraft
from reports.views.importing.actions import Said, act_on
from reports.views.importing.boxes import A_PAGE, boxes_of, groups_of, head_box
from reports.views.importing.file_side import MEANINGS, file_side

_KEPT = "สิ่งที่ไม่ได้เลือกจะเก็บไว้ท้ายหน้านี้ เปิดอ่านและคัดลอกกลับมาใช้ได้จนกว่าจะนำเข้าหรือทิ้งร่างนี้"


@dataclass(frozen=True)
class LastSaver(Trail):
    """Whoever touched the draft last: its saves are no events of the trail, for a draft is not yet said."""

    draft: ImportDraft | None = None

    def savers(self, user: User, since: int | None, until: int | None = None) -> Savers:
        """Who saved before the reader of the page."""
        if self.draft is None:
            return Savers()
        by = self.draft.touched_by
        return Savers("" if by == user else str(by), self.draft.touched_at, is_oneself=by == user)


@require_http_methods(["GET", "POST"])
@requires(Permission.PLAN_EDIT)
def edit(request: AgencyRequest, agency: Agency, pk: int) -> HttpResponse:
    """Shows the draft; a POST saves what was typed and then does what was pressed."""
    draft = get_object_or_404(
        ImportDraft.objects.select_related("agency", "brought_by", "touched_by"), agency=agency, pk=pk
    )
    sight = look(draft)
    if request.method == "GET":
        measures = _of_page(request, sight)
        form = DraftForm(sight=sight, keys=_keys(sight, measures))
        return _draw(request, sight, drafts.fill(form, request), measures)
    _keep_unchosen(request, sight)
    tried = _attempt(request, sight)
    if request.headers.get("HX-Request"):
        return _saved_by_itself(request, tried)
    trail = LastSaver((), draft=draft)
    if tried.clashes:
        return respond(request, tried, trail, about=f"รายงานที่นำเข้าค้างไว้ {draft.name}", kept=_KEPT)
    tried.tell(request, trail)
    if not tried.saved:
        return _draw(request, sight, tried.form, _posted(sight, tried.form), status=tried.status)
    said = act_on(draft, request.POST, by=request.user, now=clock.now())
    return _go_on(request, agency, draft, said)


def _attempt(request: AgencyRequest, sight: Sight) -> Attempt[DraftForm]:
    """Saves what was typed, beside what others saved since the page was drawn."""
    draft, now = sight.draft, clock.now()

    def write(form: DraftForm, base: str) -> bool:
        for problem in problems_of(sight, dict(form.by_key())):
            form.add_error(None, problem)
        if not form.errors:
            act = partial(_correct, form, vanished(request.POST, sight))
            brought.change(draft, by=request.user, now=now, base=base, act=act)
        return not form.errors

    def version(theirs: ImportDraft) -> Version:
        return version_of(look(theirs), keys_in(request.POST, sight))

    return attempt(request.POST, bind=partial(DraftForm, sight=sight), write=write, version=version)


def _correct(form: DraftForm, gone: Mapping[str, Mapping[str, str]], draft: ImportDraft) -> None:
    for key, words in (*form.by_key(), *gone.items()):
        brought.with_corrections(draft, key, words, form.sight.read_words(key), is_same)


def _keep_unchosen(request: AgencyRequest, sight: Sight) -> None:
    """What lost in a choice, before anything else happens to it."""
    form = DraftForm(request.POST, sight=sight)
    now = clock.now()
    lost = [
        {"label": form.name_of(part), "text": str(value), "by": str(request.user), "at": now.isoformat()}
        for part, value in unchosen(request.POST, form)
        if value
    ]
    if lost:
        brought.change(
            sight.draft, by=request.user, now=now, base=None, act=lambda draft: brought.keep_words(draft, lost)
        )


def _saved_by_itself(request: AgencyRequest, tried: Attempt[DraftForm]) -> HttpResponse:
    """What the page shows of a save that it made by itself: the words that it has now are what it was drawn from."""
    form = tried.form
    key = form.keys[0] if form.keys else HEAD
    parts = parts_of(form.sight, key)
    shown = {part: str(form.cleaned_data.get(name_of(key, part)) or "") for part in parts}
    context = {
        "key": key,
        "name": name_of(key, "base"),
        "base": marks_of(shown, parts_of(form.sight, key))
        if tried.saved
        else request.POST.get(name_of(key, "base"), ""),
        "at": clock.now() if tried.saved else None,
        "clashes": bool(tried.clashes),
    }
    return render(request, "reports/import/_saved.html", context, status=200 if tried.saved else tried.status)


def _go_on(request: AgencyRequest, agency: Agency, draft: ImportDraft, said: Said) -> HttpResponse:
    if request.POST.get("do") == "take":
        return redirect("reports:import_take", agency.slug, draft.pk)
    (messages.success if said.is_done else messages.warning)(request, said.words)
    page = request.GET.get("page", "")
    query = f"?page={page}" if page.isascii() and page.isdigit() and len(page) < 5 else ""
    return redirect(f"{reverse('reports:import_draft', args=[agency.slug, draft.pk])}{query}{said.anchor}")


def _of_page(request: AgencyRequest, sight: Sight) -> list[SeenMeasure]:
    number = _page_number(request, sight)
    return sight.measures[(number - 1) * A_PAGE : number * A_PAGE]


def _page_number(request: AgencyRequest, sight: Sight) -> int:
    asked = request.GET.get("page", "")
    last = max(1, -(-len(sight.measures) // A_PAGE))
    return min(int(asked), last) if asked.isascii() and asked.isdigit() and len(asked) < 5 and int(asked) else 1


def _posted(sight: Sight, form: DraftForm) -> list[SeenMeasure]:
    return [sight.by_key[key] for key in form.keys if key in sight.by_key]


def _keys(sight: Sight, measures: Sequence[SeenMeasure]) -> list[str]:
    return [*([HEAD] if sight.read else []), *(each.key for each in measures)]


def _draw(
    request: AgencyRequest, sight: Sight, form: DraftForm, measures: Sequence[SeenMeasure], status: int = 200
) -> HttpResponse:
    number = _page_number(request, sight)
    side = file_side(sight, frozenset(each.key for each in measures), is_first=number == 1)
    last = max(1, -(-len(sight.measures) // A_PAGE))
    context = {
        "draft": sight.draft,
        "sight": sight,
        "form": form,
        "side": side,
        "meanings": MEANINGS,
        "groups": groups_of(sight, side),
        "head": head_box(sight, form) if HEAD in form.keys else None,
        "boxes": boxes_of(sight, form, measures, side),
        "number": number,
        "pages": range(1, last + 1) if last > 1 else (),
        "kept": [{**each, "at": datetime.fromisoformat(each["at"])} for each in sight.draft.kept],
        "days": brought.KEPT_FOR.days,
        "goes_on": bool(sight.document),
    }
    return render(request, "reports/import/draft.html", context, status=status)
