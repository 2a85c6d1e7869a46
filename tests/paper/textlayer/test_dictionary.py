"""Words of a large dictionary come back out of the PDF as they went in, in running text and in narrow cells."""

import pytest

from tests.paper.readback import ALL, IN_ORDER, Reader, corrected, paragraphs, poppler, poppler_raw, squeezed
from tests.paper.textlayer.dictionary import chunks, words

RUNNING = chunks(words(every=20), 150)
CELLS = chunks(words(every=40), 3)
HEADS = ["มาตรการหรือกิจกรรมที่ดำเนินการ", "สรุปผลการดำเนินการ", "ผลลัพธ์หรือความสำเร็จ", "ผู้รับผิดชอบ"]
# Poppler takes cells apart that stand further from each other than the font is high: 2.6 mm on both sides at 14 pt.
TABLE = """
table { width: 100%; table-layout: fixed; border-collapse: collapse } tr { break-inside: avoid }
th, td { border: 0.5pt solid; padding: 1.5mm 2.6mm; vertical-align: top; line-height: 1.4; overflow-wrap: break-word }
col:first-child { width: 35% } col:last-child { width: 17% }
"""


@pytest.fixture(scope="module", params=[400, 700], ids=["regular", "bold"])
def running(request: pytest.FixtureRequest) -> bytes:
    return corrected(paragraphs(RUNNING), f"p {{ font-weight: {request.param} }}")


@pytest.fixture(scope="module", params=[400, 700], ids=["regular", "bold"])
def table(request: pytest.FixtureRequest) -> bytes:
    rows = [paragraphs(CELLS[i : i + 4], "td") for i in range(0, len(CELLS), 4)]
    head = f"<thead><tr>{paragraphs(HEADS, 'th')}</tr></thead>"
    body = f"<table><col><col><col><col>{head}<tr>{'</tr><tr>'.join(rows)}</tr></table>"
    return corrected(body, f"{TABLE} td {{ font-weight: {request.param} }}")


@pytest.mark.parametrize("read", ALL)
def test_running_text_comes_back_whole(running: bytes, read: Reader) -> None:
    assert squeezed(read(running)) == squeezed("".join(RUNNING))


@pytest.mark.parametrize("read", IN_ORDER)
def test_cells_come_back_whole_and_in_order(table: bytes, read: Reader) -> None:
    head = squeezed("".join(HEADS))
    heads, text = squeezed(read(table)).count(head), squeezed(read(table)).replace(head, "")
    assert text == squeezed("".join(CELLS))
    assert heads > 10, "the head is to be repeated on every page"


def test_poppler_finds_each_cell_whole_in_its_own_order_too(table: bytes) -> None:
    text = squeezed(poppler(table))
    assert [cell for cell in CELLS if squeezed(cell) not in text] == []


def test_popplers_own_order_loses_and_adds_nothing(table: bytes) -> None:
    assert sorted(squeezed(poppler(table))) == sorted(squeezed(poppler_raw(table)))


def test_a_word_is_found_by_searching_for_it(running: bytes) -> None:
    """No reader sees a space inside a word: what a search needs beside the characters. (Lines break inside some.)"""
    for read in ALL:
        text = read(running)
        broken = [word for word in words(every=20) if word not in text]
        assert len(broken) < 0.05 * len(words(every=20))
