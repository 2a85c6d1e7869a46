"""The page of many agencies' scores, and the same as a file: it reads, and changes nothing."""

from __future__ import annotations

from collections.abc import Mapping

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from accounts.access import SignedInRequest, signed_in
from document.writers.tables import FORMATS, Table, list_format
from document.writers.workbook import Value
from editing.lists.drawn_rows import drawn_rows
from files.download import download
from ita import rules
from ita_portal.home.overview_scores.found import Found
from ita_portal.home.overview_scores.lines import DOCUMENTS, Line, lines_of
from measures.models.catalogue import Kind
from measures.services.catalogue import texts_by_kind
from scores.services.comparing.shared import SharedItem

PER_PAGE = 20
ITEMS = 15  # on the page; all of them stand in the workbook


@require_GET
@signed_in
def index(request: SignedInRequest) -> HttpResponse:
    """Twenty agencies a page, in the same few queries however many the person may see."""
    found = Found.by(request.user, request.GET)
    wanted, shown = found.wanted, found.shared[:ITEMS]
    pages = Paginator(found.keys, PER_PAGE)
    if not wanted.is_narrowed:
        pages.count = found.seen.number  # not asked twice
    page = pages.get_page(request.GET.get("page"))
    texts = texts_by_kind(found.year, {item.kind for item in shown})
    context = {
        "form": found.form,
        "page": page,
        "lines": drawn_rows("overview/_score_row.html", lines_of(list(page.object_list), found.year)),
        "year": found.year,
        "wanted": wanted,
        "number": found.seen.number,
        "counts": found.counts,
        "median": found.median,
        "pass_mark": rules.of_year(found.year).pass_mark,
        "shared": [(item, texts.get((item.kind, item.code), "")) for item in shown],
        "several_lists": len({item.kind for item in shown}) > 1,
        "more_items": len(found.shared) - len(shown),
        "files": FORMATS,
    }
    return render(request, "overview/scores.html", context)


@require_GET
@signed_in
def as_file(request: SignedInRequest, form: str) -> HttpResponse:
    """All agencies that the page's filter finds, in its order, and all shared weak items. Raises Http404 for another
    form."""
    chosen = list_format(form)
    if chosen is None:
        raise Http404
    found = Found.by(request.user, request.GET)
    title = f"คะแนนหน่วยงาน ปี {found.year}"
    lines = lines_of(list(found.keys), found.year)
    texts = texts_by_kind(found.year, {item.kind for item in found.shared})
    tables = [
        Table("คะแนน", _COLUMNS, [_cells(line) for line in lines]),
        Table(
            "ข้อที่ต่ำกว่าเกณฑ์ร่วมกัน",
            _OF_ITEMS,
            [_item(each, texts) for each in found.shared],
        ),
    ]
    return download(chosen.write(title, tables), kind=chosen.media_type, name=f"{title}.{chosen.extension}")


_COLUMNS = (
    *(("หน่วยงาน", 36), ("จังหวัด", 18), ("ประเภท", 24), ("คะแนนรวม", 10), ("ระดับ", 18)),
    *(("IIT", 9), ("EIT", 9), ("OIT", 9), ("มาตรการ", 9), ("ตรวจรับแล้ว", 9)),
    *((words, 18) for _, words in DOCUMENTS),
)
_OF_ITEMS = (
    *(("ข้อ", 8), ("ถ้อยคำ", 60), ("รายการข้อของ", 24), ("มีคะแนน (แห่ง)", 10)),
    *(("ต่ำกว่าเกณฑ์ (แห่ง)", 10), ("ร้อยละ", 9), ("ค่ากลาง", 9)),
)


def _cells(line: Line) -> list[Value]:
    states = {words: status.text for words, status in line.documents}
    return [
        *(line.name, line.province, line.kind, line.total, line.level),
        *(score for _, score in line.tools),
        *(line.measures, line.taken),
        *(states.get(words) for _, words in DOCUMENTS),
    ]


def _item(item: SharedItem, texts: Mapping[tuple[Kind, str], str]) -> list[Value]:
    text = texts.get((item.kind, item.code), "")
    return [item.code, text, str(item.kind.label), item.number, item.below, item.share, item.median]
