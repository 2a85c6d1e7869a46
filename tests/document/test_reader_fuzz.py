"""Whatever happens to a file, a reader answers soon, with a document or a refusal in Thai, never a traceback."""

import json
import re
import time
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from document import COLUMNS, ReportError, from_json, to_data
from document.readers import json as json_reader
from document.readers import text as text_reader
from document.readers.reading import Reading
from tests.document.samples import GOLDEN, HEADER, ROW, SEED, report, row

PLAIN = SEED.decode()
PIECES = (
    "\t", "\n", "<p>", "</p>", "**", "1. ", "2. ", " - ", ":", "ปัญหา/อุปสรรค :", "ผู้รายงาน :", "ว/ด/ป", "มาตรการข้อ ",
    "E13", "31 กันยายน 2566", "ถึง", "(อ้างอิงจาก ", ")", "นาย", "\u0e4d\u0e32", "\u200b", "\ufeff", "\x00", "{",
    "\U0010ffff", HEADER, COLUMNS[0], ROW,
)  # fmt: skip
FEW = settings(deadline=None, max_examples=60)


def answers(read: Callable[..., Reading], data: bytes) -> None:
    """A document that holds to the schema, or problems with places and Thai words."""
    try:
        document = read(data).document
    except ReportError as error:
        assert error.problems
        assert all(problem.place and re.search("[ก-๙]", problem.message) for problem in error.problems)
    else:
        assert from_json(to_data(document)) == document


@st.composite
def spoilt(draw: st.DrawFn, whole: str) -> str:
    """The text with a few pieces deleted, put in or moved."""
    for _ in range(draw(st.integers(1, 4))):
        at, length = draw(st.integers(0, len(whole))), draw(st.integers(0, 200))
        piece = draw(st.sampled_from(PIECES) | st.text(max_size=3) | st.just(whole[at : at + length]))
        whole = whole[:at] + piece + whole[draw(st.sampled_from((at, at + length))) :]
    return whole


@st.composite
def flipped(draw: st.DrawFn, whole: bytes) -> bytes:
    """The bytes with a few of them changed, and perhaps cut."""
    data = bytearray(whole)
    for _ in range(draw(st.integers(1, 5))):
        data[draw(st.integers(0, len(data) - 1))] = draw(st.integers(0, 255))
    return bytes(data[: draw(st.just(len(data)) | st.integers(0, len(data)))])


@FEW
@given(spoilt(PLAIN))
def test_a_text_with_pieces_deleted_and_put_in_is_answered(whole: str) -> None:
    answers(text_reader.read, whole.encode("utf-8", "replace"))


@FEW
@given(spoilt(report(ROW, row(actions="1. ก เมื่อวันที่ 1 มิถุนายน 2566 2. ข")).decode()))
def test_a_small_text_with_pieces_deleted_and_put_in_is_answered(whole: str) -> None:
    answers(text_reader.read, whole.encode("utf-8", "replace"))


@FEW
@given(st.sampled_from(("utf-8", "utf-16", "cp874")).flatmap(lambda codec: flipped(PLAIN.encode(codec))))
def test_a_text_with_bytes_changed_is_answered(data: bytes) -> None:
    answers(text_reader.read, data)


@FEW
@given(flipped(GOLDEN))
def test_a_json_file_with_bytes_changed_is_answered(data: bytes) -> None:
    answers(json_reader.read, data)


@FEW
@given(spoilt(GOLDEN.decode()))
def test_a_json_file_with_pieces_deleted_and_put_in_is_answered(whole: str) -> None:
    answers(json_reader.read, whole.encode("utf-8", "replace"))


@given(st.binary(max_size=300))
def test_noise_is_answered(data: bytes) -> None:
    answers(text_reader.read, data)
    answers(json_reader.read, data)


@pytest.mark.parametrize("kept", range(0, len(PLAIN), 211))
def test_every_beginning_of_the_report_is_answered(kept: int) -> None:
    answers(text_reader.read, PLAIN[:kept].encode())


def nested(depth: int, inner: object) -> object:
    for _ in range(depth):
        inner = {"a": inner}
    return inner


MANY = 110_000
COSTLY = {
    "marks": report(row(actions="1. ก " + "2. " * MANY)),
    "dashes": report(row(outcomes="- ก " + "- " * MANY)),
    "paragraphs": report(row(outcomes="<p>1. ก</p>" * 20_000)),
    "titles": report(row(officers="นาย ดร." * 20_000)),
    "titles apart": report(row(officers="นาย ก " * 20_000)),
    "mentions": report(row(measure="มาตรการข้อ E13 ก : " + "(อ้างอิงจาก o13) " * 10_000)),
    "open brackets": report(row(measure="มาตรการข้อ E13 ก : " + "(อ้างอิงจาก " * 20_000)),
    "spaces": report(row(measure="มาตรการข้อ E13 ก : (อ้างอิงจาก" + " " * MANY)),
    "colons": report(row(measure="มาตรการข้อ E13 " + ": " * MANY)),
    "labels": report(closing="ผู้รายงาน : " + "กองงาน : " * 20_000),
    "rows": report(*[ROW] * 1_000),
    "lines": report(problems="ก\n" * MANY),
    "years": report(opening="ตามที่ " + "ปีงบประมาณ 2565 " * 20_000 + "2566"),
}


@pytest.mark.parametrize("name", COSTLY)
def test_a_file_made_to_cost_time_is_answered_in_seconds(name: str) -> None:
    started = time.process_time()
    answers(text_reader.read, COSTLY[name])
    assert time.process_time() - started < 8


def test_json_nested_as_deep_as_the_parser_goes_is_answered() -> None:
    for depth in (50, 300, 900):
        answers(json_reader.read, json.dumps({"schema": 1, "title": nested(depth, [])}).encode())
