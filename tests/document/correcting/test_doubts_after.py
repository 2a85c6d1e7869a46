"""Once a part is corrected its old doubts are gone, and its new words are looked at like any other."""

from __future__ import annotations

from document.correcting import corrected, doubts_after
from document.doubts import Doubt
from document.readers import text
from document.readers.reading import Reading
from ita.catalogue import load_csv
from tests.document import samples

ROW = "มาตรการข้อ ก หน่วยงานทำสิ่งใด :\t\t- ดีขึ้น\tนายดี"
CATALOGUE = load_csv()


def reading() -> Reading:
    return text.read(samples.report(ROW))


def after(**words: str) -> list[Doubt]:
    read = reading()
    document = corrected(read.document, {}, {1: words})
    return doubts_after(read, document, CATALOGUE, (), {1: set(words)})


def kinds(doubts: list[Doubt]) -> set[str]:
    return {each.kind for each in doubts}


def test_nothing_that_is_corrected_leaves_all_doubts() -> None:
    assert after() == list(reading().warnings)
    assert {"code-unread", "empty", "officer"} <= kinds(after())


def test_a_code_that_is_typed_is_asked_no_more() -> None:
    assert "code-unread" not in kinds(after(code="E13"))
    assert {"empty", "officer"} <= kinds(after(code="E13"))


def test_new_words_are_looked_at() -> None:
    found = after(actions="ประชุม เมื่อวันที่ 31 กันยายน 2566")
    assert not [each for each in found if each.kind == "empty" and "การดำเนินการ" in each.message]
    [wrong] = [each for each in found if each.kind == "date"]
    assert "31 กันยายน 2566" in wrong.message
    outside = after(actions="ประชุม เมื่อวันที่ 5 มกราคม 2556")
    assert "date-outside" in kinds(outside)
