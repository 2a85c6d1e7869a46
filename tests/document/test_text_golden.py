"""The real report is read as people agreed that it must be, and written back as it came."""

import json
import re
from typing import Any

from document import canonical, from_json, to_data
from document.readers import json as json_reader
from document.readers import text
from document.writers import text as text_writer
from tests.document.samples import GOLDEN, SEED, golden


def differences(expected: Any, found: Any, path: str = "") -> list[str]:
    """Paths at which a key of the expected value is missing or has another value."""
    if isinstance(expected, dict):
        missing = [f"{path}.{key} missing" for key in expected if key not in found]
        return missing + [
            each for key in expected if key in found for each in differences(expected[key], found[key], f"{path}.{key}")
        ]
    if isinstance(expected, list):
        if len(expected) != len(found):
            return [f"{path}: {len(found)} instead of {len(expected)}"]
        pairs = enumerate(zip(expected, found, strict=True))
        return [each for index, (one, other) in pairs for each in differences(one, other, f"{path}[{index}]")]
    return [] if expected == found and type(expected) is type(found) else [f"{path}: {found!r}"]


def squeezed(document_text: str) -> str:
    """The text without white space, marks and all heads of the table but the first."""
    plain = re.sub(r"\s|</?p>|\*\*|\"", "", document_text)
    head = "".join("".join(golden()["columns"]).split())
    first, *rest = plain.split(head)
    return first + head + "".join(rest)


def test_every_key_of_the_golden_reading_has_its_value() -> None:
    assert differences(golden(), to_data(text.read(SEED).document)) == []


def test_the_comparison_notices_a_changed_a_missing_and_a_retyped_value() -> None:
    changed, missing, retyped = golden(), golden(), golden()
    changed["measures"][1]["actions"][0]["dates"][0]["end"] = "2023-09-30"
    del missing["measures"][2]["references"][1]
    retyped["measures"][0]["actions"][0]["dates"][0]["open_ended"] = 0
    assert [len(differences(golden(), each)) for each in (changed, missing, retyped)] == [1, 1, 1]


def test_beyond_the_golden_keys_stand_only_those_that_the_schema_adds() -> None:
    data: Any = to_data(text.read(SEED).document)
    years = {reference.pop("year") for measure in data["measures"] for reference in measure["references"]}
    assert (years, data.pop("evidence"), data.pop("approver"), data["reporter"].pop("position")) == (
        {2566},
        [],
        None,
        "",
    )
    assert differences(data, golden()) == []


def test_the_golden_reading_as_a_file_is_the_same_document_as_the_text() -> None:
    assert json_reader.read(GOLDEN).document == text.read(SEED).document


def test_written_back_the_text_is_the_original_but_for_white_space_marks_and_repeated_heads() -> None:
    written = text_writer.write(text.read(SEED).document)
    assert squeezed(written) == squeezed(SEED.decode())
    assert squeezed(written).count("ำ") == len(re.findall("ำ", squeezed(SEED.decode()))) > 40


def test_written_back_and_read_again_it_is_the_same_document_in_plain_text() -> None:
    document = text.read(SEED).document
    written = text_writer.write(document)
    assert text.read(written.encode()).document == document
    assert ("<" in written, "**" in written) == (False, False)
    begins = [f"\n{step.marker} {step.text}" for each in document.measures for step in each.steps]
    assert [each for each in begins if each not in written] == []


def test_the_document_never_holds_the_warnings() -> None:
    reading = text.read(SEED)
    assert len(reading.warnings) > 0
    stored = canonical(reading.document).decode()
    assert [each.message for each in reading.warnings if each.message in stored] == []
    assert from_json(json.loads(stored)) == reading.document


def test_with_the_agency_given_nothing_is_guessed_from_the_unit() -> None:
    reading = text.read(SEED, agency="องค์การบริหารส่วนตำบลจำปาทอง")
    assert reading.document.agency == "องค์การบริหารส่วนตำบลจำปาทอง"
    assert [each.key for each in reading.warnings if each.key == "agency"] == []
