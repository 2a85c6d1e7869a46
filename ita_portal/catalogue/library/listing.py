"""All recommended measures of the installation by tool, group and item, searched, and as files."""

from __future__ import annotations

from collections.abc import Mapping

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from accounts.access import SignedInRequest, operator
from document.writers.tables import Table, list_format
from document.writers.workbook import Value
from files.download import download
from ita.catalogue import TOOLS
from ita_portal.catalogue.library.forms import LibrarySearch
from measures.filters import holding
from measures.models import Recommended
from measures.services.recommended import entries, history
from measures.services.recommended.entries import Entry, entry_of
from measures.services.recommended.loading import IN_USE, LABELS, shown

PER_PAGE = 50
_WIDTHS: Mapping[str, int] = {
    **{"key": 22, "tool": 10, "group_name": 30, "question": 50, "text": 80},
    **{"item_year": 10, "item_kind": 24, "item_code": 9, "in_use": 14},
}


@require_GET
@operator
def index(request: SignedInRequest) -> HttpResponse:
    """The library, fifty a page, narrowed by the query string; the same few queries for any number of measures."""
    rows = _all()
    form = LibrarySearch(request.GET, groups=list(dict.fromkeys(row.group_name for row in rows if row.group_name)))
    found, is_near = _narrowed(rows, form)
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "page": page,
        "is_near": is_near,
        "count": len(rows),
        "history": history.of_all(),
        "searched": any(request.GET.get(name) for name in form.fields),
    }
    return render(request, "catalogue/library/index.html", context)


def _all() -> list[Recommended]:
    rows = Recommended.objects.filter(agency=None).select_related("indicator")
    return sorted(rows, key=lambda row: (TOOLS.index(row.tool), row.group_name, row.question, row.key))


def _narrowed(rows: list[Recommended], form: LibrarySearch) -> tuple[list[Recommended], bool]:
    """The rows that hold the words and are of what was chosen; what can't be chosen narrows nothing."""
    form.is_valid()
    asked = form.cleaned_data
    if asked.get("tool"):
        rows = [row for row in rows if row.tool == asked["tool"]]
    if asked.get("group"):
        rows = [row for row in rows if row.group_name == asked["group"]]
    if asked.get("state"):
        rows = [row for row in rows if (row.removed_at is None) == (asked["state"] == "used")]
    if not asked.get("q"):
        return rows, False
    keys, is_near = holding({row.pk: _words(row) for row in rows}, asked["q"][:200])
    kept = set(keys)
    return [row for row in rows if row.pk in kept], is_near


def _words(row: Recommended) -> str:
    code = row.indicator.code if row.indicator else ""
    return " ".join((row.key, row.tool, row.group_name, row.question, row.text, code))


@require_GET
@operator
def library_file(request: SignedInRequest, form: str) -> HttpResponse:
    """The whole library as a file that can be loaded again. Raises Http404 for another form."""
    found = [entry_of(row) for row in _all()]
    if form == "json":
        return download(entries.as_json(found).encode(), kind="application/json", name="มาตรการแนะนำ.json")
    chosen = list_format(form)
    if chosen is None:
        raise Http404
    heads = [(LABELS[name], _WIDTHS[name]) for name in LABELS]
    table = Table("มาตรการแนะนำ", heads, [_cells(each) for each in found])
    body = chosen.write("มาตรการแนะนำของทุกหน่วยงาน", [table])
    return download(body, kind=chosen.media_type, name=f"มาตรการแนะนำ.{chosen.extension}")


def _cells(entry: Entry) -> list[Value]:
    words: list[Value] = [shown(name, getattr(entry, name)) for name in LABELS if name not in ("item_year", "in_use")]
    words.insert(list(LABELS).index("item_year"), entry.item_year or None)
    return [*words, IN_USE[entry.in_use]]
