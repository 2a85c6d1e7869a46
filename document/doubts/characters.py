"""Doubts about characters: those that no archive takes, and those that the paper's fonts lack."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from document.doubts.doubt import Doubt
from document.kinds.layouts import ANALYSIS
from document.values import Detail, MarkedText, Measure, ReportDocument
from thai.characters import private_use_words, undrawn_words

PRIVATE_USE, NO_GLYPH = "private-use", "no-glyph"


def measure_character_doubts(measure: Measure, key: str, place: str) -> Iterator[Doubt]:
    """At most two doubts a part of the measure, which the key names by the measure's."""
    for part, where, text in measure_texts(measure):
        yield from _doubts(f"{key}:{part}", f"{place} {where}", text)


def character_doubts(document: ReportDocument) -> Iterator[Doubt]:
    """Yields the doubts about the characters of what is printed around the measures."""
    for part, where, text in report_texts(document):
        yield from _doubts(f":{part}", where, text)


def measure_texts(measure: Measure) -> Iterator[tuple[str, str, str]]:
    """What is printed of a measure, part by part: a name for programs, a place in Thai, the words."""
    yield "heading", "ข้อคำถาม", " ".join([measure.code_as_written, measure.heading])
    yield from _items("step", "สิ่งที่ต้องทำ", map(_printed, measure.steps))
    yield from _items("detail", "รายละเอียด", map(_labelled, measure.details))
    yield from _items("action", "การดำเนินการ", (f"{each.marker} {each.printed}" for each in measure.actions))
    yield from _items("outcome", "ผลลัพธ์", map(_printed, measure.outcomes))
    yield "standing", "สถานะ", measure.standing
    yield from _items("officer", "ผู้รับผิดชอบ", (each.printed for each in measure.officers))


def report_texts(document: ReportDocument) -> Iterator[tuple[str, str, str]]:
    """What is printed around the measures, in the same form."""
    yield "title", "ชื่อรายงาน", document.title
    yield "agency", "ชื่อหน่วยงาน", document.agency
    yield "opening", "ข้อความนำ", document.opening
    for each in ANALYSIS:
        yield from _items(each.name, each.heading, map(_printed, each.items(document)))
    yield from _items("problems", "ปัญหา/อุปสรรค", map(_printed, document.problems))
    yield from _items("suggestions", "ข้อเสนอแนะ", map(_printed, document.suggestions))
    reporter = document.reporter
    yield "reporter", "ผู้รายงาน", " ".join([reporter.name, reporter.position, reporter.unit])
    yield "reported_on", "วันที่รายงาน", document.reported_on_as_written
    yield from _items("cover", "ส่วนหัวของบันทึกข้อความ", map(_labelled, document.cover))
    if document.approver:
        yield "approver", "ผู้อนุมัติ", f"{document.approver.name} {document.approver.printed_post}"


def _printed(item: MarkedText) -> str:
    return f"{item.marker} {item.text}"


def _labelled(detail: Detail) -> str:
    return f"{detail.shown_label} {detail.text}"


def _items(part: str, where: str, texts: Iterable[str]) -> Iterator[tuple[str, str, str]]:
    for number, text in enumerate(texts, start=1):
        yield f"{part}:{number}", f"{where}ข้อที่ {number}", text


def _doubts(key: str, place: str, text: str) -> Iterator[Doubt]:
    if words := private_use_words(text):
        yield Doubt(f"{PRIVATE_USE}:{key}", place, words, may_stand=False)
    if words := undrawn_words(text):
        yield Doubt(f"{NO_GLYPH}:{key}", place, words)
