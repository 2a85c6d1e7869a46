"""A calendar file that any program reads: folded, escaped, and Thai all through."""

import re
from datetime import UTC, date, datetime

from hypothesis import given
from hypothesis import strategies as st

from notices import ics
from notices.ics import Day
from thai.text import clean

STAMP = datetime(2023, 9, 22, 8, 28, tzinfo=UTC)
DAY = Day("measure-1@portal.example", date(2023, 9, 29), "ครบกำหนดมาตรการ E14")


def read_back(line: bytes) -> str:
    """A content line as a reader unfolds it (RFC 5545, 3.1)."""
    return line.removesuffix(b"\r\n").replace(b"\r\n ", b"").decode()


def unescaped(text: str) -> str:
    """A TEXT value as a reader takes it (RFC 5545, 3.3.11)."""
    return re.sub(r"\\(.)", lambda found: "\n" if found[1] == "n" else found[1], text)


@given(st.text(st.characters(exclude_characters="\r\n", codec="utf-8"), max_size=300))
def test_a_folded_line_has_at_most_75_octets_breaks_no_character_and_reads_back(text: str) -> None:
    folded = ics.folded(text)
    assert all(len(piece) <= 75 and piece.decode() is not None for piece in folded.split(b"\r\n"))
    assert read_back(folded) == text


@given(st.text(max_size=200))
def test_text_reads_back_as_it_is_stored_whatever_it_holds(text: str) -> None:
    escaped = ics.escaped(text)
    assert unescaped(escaped) == clean(text)
    assert not re.search(r"[\x00-\x1f\x7f]", escaped), "no control character and no line of its own"


@given(st.text(max_size=60), st.text(max_size=60))
def test_nothing_that_someone_typed_becomes_a_line_of_the_file(summary: str, description: str) -> None:
    day = Day("measure-1@portal.example", DAY.on, summary, f"x{description}")
    lines = [
        read_back(line) for line in re.findall(rb".*?\r\n(?! )", ics.write([day], name="ชื่อ", stamp=STAMP), re.DOTALL)
    ]
    names = [line.partition(":")[0].partition(";")[0] for line in lines]
    assert names[8:] == [
        *("BEGIN", "UID", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY", "DESCRIPTION", "TRANSP", "END", "END"),
    ]


def test_a_day_is_a_whole_day_in_the_calendar_of_the_world() -> None:
    text = ics.write([DAY], name="กำหนดการ ITA", stamp=STAMP).decode()
    assert "\r\nDTSTART;VALUE=DATE:20230929\r\nDTEND;VALUE=DATE:20230930\r\n" in text
    assert "\r\nSUMMARY:ครบกำหนดมาตรการ E14\r\n" in text
    assert "\r\nDTSTAMP:20230922T082800Z\r\n" in text


def test_the_same_days_are_the_same_bytes() -> None:
    assert ics.write([DAY], name="x", stamp=STAMP) == ics.write([DAY], name="x", stamp=STAMP)
