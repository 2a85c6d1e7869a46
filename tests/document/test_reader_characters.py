"""A file with characters that a paper cannot hold or draw is read, and a doubt names them with their place."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from document.readers import json as json_reader
from document.readers import text as text_reader
from document.readers.reading import Reading
from tests.document import samples

Reads = Callable[[str], Reading]


def as_text(said: str) -> Reading:
    """In a cell of the table, and in a paragraph under it."""
    row = samples.row(actions=f"<p>1. ทำแล้ว{said}</p>", outcomes=f"- ดีขึ้น{said}")
    return text_reader.read(samples.report(row, problems=f"ขาดคน{said}"), agency="เทศบาลตำบลทดสอบ")


def as_json(said: str) -> Reading:
    data = json.loads(json.dumps(samples.golden()))
    data["measures"] = data["measures"][:1]
    data["measures"][0]["actions"] = [{"marker": "1.", "text": f"ทำแล้ว{said}", "dates": []}]
    data["measures"][0]["outcomes"] = [{"marker": "-", "text": f"ดีขึ้น{said}"}]
    data["problems"] = [{"marker": "", "text": f"ขาดคน{said}"}]
    return json_reader.read(json.dumps(data).encode())


def told(reading: Reading, kind: str) -> dict[str, str]:
    """The doubts of a kind, by the last words of their place."""
    found = [each for each in reading.warnings if each.key.startswith(f"{kind}:")]
    return {each.place.rpartition(") ")[2]: each.message for each in found}


@pytest.mark.parametrize("read", [as_text, as_json])
def test_words_bullets_are_read_as_what_they_show(read: Reads) -> None:
    found = read(" \uf0b7 ข้อ \uf0fc")
    measure = found.document.measures[0]
    assert [measure.actions[0].text, measure.outcomes[0].text] == ["ทำแล้ว • ข้อ ✓", "ดีขึ้น • ข้อ ✓"]
    assert told(found, "private-use") == told(found, "no-glyph") == {}


@pytest.mark.parametrize("read", [as_text, as_json])
def test_other_private_use_characters_are_kept_and_told_with_their_places(read: Reads) -> None:
    found = read(" \uf0b9\U000f0001")
    assert found.document.measures[0].actions[0].text == "ทำแล้ว \uf0b9\U000f0001"
    places = told(found, "private-use")
    assert list(places) == ["การดำเนินการข้อที่ 1", "ผลลัพธ์ข้อที่ 1", "ปัญหา/อุปสรรคข้อที่ 1"]
    assert "U+F0B9 หลัง “1. ทำแล้ว”" in places["การดำเนินการข้อที่ 1"]
    assert "U+F0001" in places["การดำเนินการข้อที่ 1"]


@pytest.mark.parametrize("read", [as_text, as_json])
def test_what_no_font_of_the_paper_has_is_told_with_its_places(read: Reads) -> None:
    found = read(" 😀 เทศบ\ufffdล")
    places = told(found, "no-glyph")
    assert list(places) == ["การดำเนินการข้อที่ 1", "ผลลัพธ์ข้อที่ 1", "ปัญหา/อุปสรรคข้อที่ 1"]
    assert all("“😀” (U+1F600)" in each and "(U+FFFD)" in each for each in places.values())


def test_the_sample_has_no_such_character() -> None:
    keys = [each.key for each in text_reader.read(samples.SEED).warnings]
    assert [key for key in keys if key.startswith(("private-use", "no-glyph"))] == []
