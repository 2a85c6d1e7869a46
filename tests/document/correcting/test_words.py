"""A report as the texts of its fields and back: what nobody changed stays what it was, mark for mark."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from document import ReportDocument
from document.correcting import MEASURE_PARTS, as_lines, corrected, entries_of, head_words, measure_words
from document.correcting.measures import codes_of, corrected_measure
from document.readers import text
from document.understanding.items import begins_list
from tests.document import samples
from tests.document.strategies import any_document, of_schema_2

documents = any_document | of_schema_2()
SEED = text.read(samples.SEED).document


@given(documents)
def test_the_words_of_all_fields_change_nothing(document: ReportDocument) -> None:
    measures = {number: measure_words(each) for number, each in enumerate(document.measures, start=1)}
    again = corrected(document, head_words(document), measures)
    assert replace(again, schema=document.schema) == document


@given(documents, st.sampled_from(MEASURE_PARTS))
def test_one_part_that_is_changed_leaves_all_others(document: ReportDocument, part: str) -> None:
    if not document.measures:
        return
    measure = document.measures[0]
    words = {**measure_words(measure), part: "E15" if part == "code" else "ถ้อยคำอื่นทั้งหมด"}
    made = corrected_measure(measure, words, document.measures_year)
    for other in {"steps", "actions", "outcomes", "officers", "details", "question"} - {part}:
        assert getattr(made, other) == getattr(measure, other), other


_entry = st.lists(st.sampled_from(("ก", "ข ค", "2566", "1.5")), min_size=1, max_size=3).map("\n".join)


@given(st.lists(_entry.filter(lambda entry: not any(begins_list(line) for line in entry.split("\n")))))
def test_entries_come_back_with_their_line_breaks(entries: list[str]) -> None:
    assert entries_of(as_lines(entries)) == entries


def test_an_entry_that_is_moved_keeps_what_was_read_of_it() -> None:
    measure = next(each for each in SEED.measures if len(each.actions) > 1)
    lines = measure_words(measure)["actions"].split("\n")
    made = corrected_measure(measure, {"actions": "\n".join(["0. ก่อนอื่น", *reversed(lines)])}, 2566)
    assert made.actions[1:] == tuple(reversed(measure.actions))


def test_a_heading_follows_its_code_and_its_question() -> None:
    measure = SEED.measures[1]
    made = corrected_measure(measure, {"code": "E14", "question": "คำถามอื่น"}, 2566)
    assert (made.heading, made.code_as_written, made.tool) == ("มาตรการข้อ E14 คำถามอื่น :", "E14", "EIT")
    made = corrected_measure(measure, {"question": "คำถามอื่น"}, 2566)
    assert made.heading == measure.heading.replace(measure.question, "คำถามอื่น")
    none = corrected_measure(measure, {"code": ""}, 2566)
    assert (none.code, none.more_codes, none.code_as_written) == ("", (), "")


@pytest.mark.parametrize(
    ("typed", "codes"),
    [
        ("E13", ["E13"]),
        ("e ๑๓", ["E13"]),
        ("E13 และ E14", ["E13", "E14"]),
        ("E1/e2, E1", ["E1", "E2"]),
        ("11", ["I11"]),
    ],
)
def test_codes_are_read_as_people_type_them(typed: str, codes: list[str]) -> None:
    assert codes_of(typed) == codes


@pytest.mark.parametrize("typed", ["ข้อไหน", "E13 หรือเปล่า", "-"])
def test_what_is_no_code_is_refused(typed: str) -> None:
    with pytest.raises(ValueError, match="รหัส"):
        codes_of(typed)


def test_the_years_of_references_follow_the_measures_year() -> None:
    document = corrected(SEED, {"measures_year": "2567", "assessed_year": "2566"}, {})
    years = {ref.year for measure in SEED.measures for ref in measure.references}
    assert years == {2566}
    assert {ref.year for measure in document.measures for ref in measure.references} == {2567}
