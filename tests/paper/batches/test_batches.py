"""A long report, drawn in batches beside its layout, is the one that WeasyPrint makes in one go."""

from __future__ import annotations

import io
import os
import threading
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any

import pikepdf
import pytest

from paper import archive, html, pictures, typeset
from paper.batches import beside, turns
from paper.batches.drawn import DrawnPage
from paper.paper import Paper
from paper.sheet import continued
from tests.paper.illustrated import proved
from tests.paper.readback import by_pypdf, page
from tests.paper.textlayer.test_form import SEED_REPORT

MARKED = Paper(
    orientation="portrait", digits="thai", draft=True, demo=True, code="TST-2566-AB", portal="https://a.example"
)
LONG = replace(SEED_REPORT, measures=SEED_REPORT.measures * 4)
WORDS = "<p>น้ำใจ office ป่ำ</p>" * 90


@pytest.fixture(autouse=True)
def drawn(monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """Small batches; and of each document that was written, which of its pages were drawn before."""
    monkeypatch.setattr(turns, "FIRST", 2)
    monkeypatch.setattr(turns, "PAGES", 2)
    monkeypatch.setattr(threading, "active_count", lambda: 1)  # other tests may have left threads of their own
    found: list[bool] = []
    write = typeset.write

    def watched(document: Any) -> bytes:
        found[:] = [isinstance(each, DrawnPage) for each in document.pages]
        return write(document)

    monkeypatch.setattr(typeset, "write", watched)
    return found


def at_once(whole: str, **more: Any) -> bytes:
    return archive.complete(typeset.write(typeset.layout(whole, title="x", **more)))


def in_batches(whole: str, **more: Any) -> bytes:
    return archive.complete(typeset.render(whole, title="x", **more))


long_at_once = cache(at_once)  # the long report, of which several tests ask whether it was made anew


def structure(pdf: pikepdf.Pdf) -> Iterator[object]:
    """Each element with its kind, and the page and number of what it holds, in their order."""
    pages = {each.obj.objgen: number for number, each in enumerate(pdf.pages)}

    def walk(element: pikepdf.Object) -> Iterator[object]:
        here = pages.get(element.Pg.objgen) if "/Pg" in element else None
        yield str(element.S), here, str(element.get("/Alt", "")), str(element.get("/ID", ""))[:3]
        kids: Iterable[pikepdf.Object | int] = element.K
        for kid in kids:
            if isinstance(kid, int):
                yield here, kid
            elif "/MCID" in kid:
                yield pages[kid.Pg.objgen], int(kid.MCID)
            elif "/Obj" in kid:
                yield str(kid.Obj.get("/A", kid.Obj.get("/Dest")))
            else:
                yield from walk(kid)
        yield "end"

    yield from walk(pdf.Root.StructTreeRoot.K[0])


def fonts(pdf: pikepdf.Pdf) -> Iterator[tuple[str, bytes, bytes]]:
    for font in pdf.pages[0].Resources.Font.values():
        yield (
            str(font.BaseFont),
            font.DescendantFonts[0].FontDescriptor.FontFile2.read_bytes(),
            font.ToUnicode.read_bytes(),
        )


def bookmarks(pdf: pikepdf.Pdf) -> list[tuple[str, str]]:
    with pdf.open_outline() as outline:
        tops = list(outline.root)
        return [(each.title, repr(each.destination)[-40:]) for top in tops for each in (top, *top.children)]


def assert_alike(one: bytes, other: bytes) -> None:
    assert pictures.pages(one) == pictures.pages(other)
    assert by_pypdf(one) == by_pypdf(other)
    with pikepdf.open(io.BytesIO(one)) as first, pikepdf.open(io.BytesIO(other)) as second:
        for tell in (structure, fonts, bookmarks):
            assert list(tell(first)) == list(tell(second))


@dataclass
class Made:
    """The long report once it was made in batches, and what was seen meanwhile."""

    pdf: bytes = b""
    drawn: list[bool] = field(default_factory=list)  # of each page whether a batch drew it
    rows: list[int] = field(default_factory=list)  # with words, as each batch began
    notes: list[int] = field(default_factory=list)  # kept for pages that go on, after each page
    forks: int = 0


_long: dict[Paper, Made] = {}


@pytest.fixture
def long_report(drawn: list[bool], monkeypatch: pytest.MonkeyPatch) -> Callable[[Paper], Made]:
    """Makes the long report of a paper; several tests look at the same."""
    made = Made()
    begin, carry, fork = turns._Drawing.begin, continued.carry, os.fork

    def counted(self: Any, pages: list[Any]) -> None:
        rows = [row for row in self._pagination._source.etree_element.iter("tr") if len(row) == 4]
        made.rows.append(sum(1 for row in rows if len(row[1])))
        begin(self, pages)

    def watched(pages: Any, notes: Any) -> None:
        carry(pages, notes)
        made.notes.append(len(notes))

    def counting() -> int:
        made.forks += 1
        return fork()

    def make(paper: Paper) -> Made:
        if paper not in _long:
            with monkeypatch.context() as watching:
                watching.setattr(turns._Drawing, "begin", counted)
                watching.setattr(continued, "carry", watched)
                watching.setattr(os, "fork", counting)
                made.pdf = in_batches(html.write(LONG, paper))
            made.drawn = list(drawn)
            _long[paper] = made
        return _long[paper]

    return make


@pytest.mark.parametrize("paper", [Paper(), MARKED])
def test_a_long_report_is_the_same(paper: Paper, long_report: Callable[[Paper], Made]) -> None:
    made = long_report(paper)
    assert made.drawn[:2] == [False, False]
    assert sum(made.drawn) > 5
    assert_alike(made.pdf, long_at_once(html.write(LONG, paper)))


def test_pages_with_pictures_and_links_are_drawn_with_the_document(drawn: list[bool]) -> None:
    report, paper = proved(7)
    whole = html.write(replace(report, measures=report.measures * 2), paper)
    made = in_batches(whole, photographs=paper.photographs)
    assert any(drawn)
    assert not drawn[-1]
    assert_alike(made, at_once(whole, photographs=paper.photographs))


def test_a_process_of_several_threads_makes_the_same_bytes(
    monkeypatch: pytest.MonkeyPatch, long_report: Callable[[Paper], Made]
) -> None:
    made = long_report(MARKED)
    assert made.forks > 2
    monkeypatch.setattr(threading, "active_count", lambda: 2)
    monkeypatch.setattr(os, "fork", lambda: pytest.fail("a process of several threads is not forked"))
    assert in_batches(html.write(LONG, MARKED)) == made.pdf


def test_pages_whose_process_ended_are_drawn_with_the_document(
    monkeypatch: pytest.MonkeyPatch, drawn: list[bool]
) -> None:
    whole, own = html.write(LONG, MARKED), os.getpid()

    def end(*_: object) -> None:
        assert os.getpid() != own
        os._exit(1)

    monkeypatch.setattr(turns, "draw", end)
    made = in_batches(whole)
    assert not any(drawn)
    assert made == long_at_once(whole)


def test_a_font_that_the_first_pages_lack_has_all_drawn_anew(drawn: list[bool]) -> None:
    whole = page(f"{WORDS}<p><b>น้ำใจ</b></p>{WORDS}", "@page { size: A6 landscape }")
    made = in_batches(whole)
    assert not any(drawn)
    assert made == at_once(whole)


@pytest.mark.parametrize(
    ("body", "style"),
    [
        ("<p>น้ำ</p><div>ทุกหน้า</div>", "div { position: fixed; top: 0 }"),
        ("<p class=all></p>", ".all::before { content: counter(pages) }"),
    ],
)
def test_what_depends_on_later_pages_is_laid_out_at_once(body: str, style: str, drawn: list[bool]) -> None:
    whole = page(body + WORDS, f"@page {{ size: A6 landscape }} {style}")
    made = in_batches(whole)
    assert not any(drawn)
    assert made == at_once(whole)


def test_a_short_report_is_not_cut(monkeypatch: pytest.MonkeyPatch, drawn: list[bool]) -> None:
    monkeypatch.undo()
    whole = html.write(SEED_REPORT, MARKED)
    assert in_batches(whole) == at_once(whole)


def test_rows_that_are_laid_out_are_let_go(long_report: Callable[[Paper], Made]) -> None:
    """What a document leaves behind doesn't grow with its pages."""
    left = long_report(MARKED).rows
    assert left == sorted(left, reverse=True)
    assert left[-1] <= 3 < left[0]


def test_a_page_keeps_words_of_its_own_rows_alone(long_report: Callable[[Paper], Made]) -> None:
    """Else the boxes of all rows would stay until the last page."""
    assert 2 <= max(long_report(MARKED).notes) <= 4, "of two cells each"


def test_work_that_ends_badly_has_no_result() -> None:
    assert beside.Beside(lambda: 1 // 0).result() is None
    assert beside.Beside(lambda: list(range(100_000))).result() == list(range(100_000))
