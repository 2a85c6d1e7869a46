"""The many spellings of an item's code come onto one, and a guess is said to be one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ita.codes import code_key, has_letters_for_digits, normalise, tool_of
from tests.thai.strategies import any_text
from thai.digits import to_thai

codes = st.builds(lambda letter, number: f"{letter}{number}", st.sampled_from("IEO"), st.integers(1, 999))


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("E13", "E13"),
        (" e 13 ", "E13"),
        ("E๑๓", "E13"),
        ("e\u00a0๑๓", "E13"),
        ("Ｅ１３", "E13"),
        ("E-13", "E13"),
        ("E–13", "E13"),
        ("E.13", "E13"),
        ("E\u200b13", "E13"),
        ("o13", "O13"),
        ("O08", "O8"),
        ("o๐๘", "O8"),
        ("i1", "I1"),
        ("I11", "I11"),
        ("E 1 3", "E13"),
    ],
)
def test_case_spaces_hyphens_width_and_thai_digits_are_no_guess(text: str, code: str) -> None:
    assert normalise(text) == (code, False)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("๐18", "O18"),  # as the sample report has them
        ("๐8", "O8"),
        ("๐9", "O9"),
        ("๐30", "O30"),
        ("018", "O18"),
        ("๐๑๘", "O18"),
        ("0-18", "O18"),
        ("๐ 18", "O18"),
        ("l1", "I1"),
        ("|1", "I1"),
        ("｜11", "I11"),
        ("l-11", "I11"),
        ("11", "I11"),  # all digits kept: the report's ข้อ 11 is I11
        ("1", "I1"),
        ("๑๑", "I11"),
        ("111", "I111"),
        ("Е13", "E13"),  # a Cyrillic letter
    ],
)
def test_a_replaced_letter_or_a_missing_one_is_a_guess(text: str, code: str) -> None:
    assert normalise(text) == (code, True)


LETTERED = {
    "E l3": "E13",
    "El3": "E13",
    "E-l3": "E13",
    "e|3": "E13",
    "O1O": "O10",
    "o1o": "O10",
    "o๑o": "O10",
    "O1О": "O10",  # a Cyrillic letter
    "oI4": "O14",
    "oll": "O11",
    "O||": "O11",
    "0l8": "O18",
    "๐l8": "O18",
    "๐O8": "O8",
    "l l1": "I11",
    "|l3": "I13",
    "Е2O": "E20",
    "ｏ１Ｏ": "O10",
}


def test_letters_that_stand_for_digits_of_the_number_are_a_guess() -> None:
    assert {text: normalise(text) for text in LETTERED} == {text: (code, True) for text, code in LETTERED.items()}
    assert [text for text in LETTERED if not has_letters_for_digits(text)] == []


def test_a_number_written_in_digits_has_no_letters() -> None:
    for text in ("E13", "๐18", "018", "o๐๘", "l1", "11", "E", "", "คู่มือ", "E1E"):
        assert not has_letters_for_digits(text), text


# Words of letters that look like digits, and what stands beside codes in reports.
WORDS = (
    "OIT IIT EIT ITA Ill ill oil OIL Oil Oo oo OO El el Ell ell Eli Elo Olio olio Ol ol Io IO io Lo lo Il il II III "
    "IIl Eo eo OI Oi EI I O E l o | || Iol lol LOL LoL loo Ool OOO ooo Eil E-Service Online Offline No Gift Policy"
)


def test_no_word_becomes_a_code() -> None:
    read = {}
    for word in WORDS.split():
        try:
            read[word] = normalise(word)
        except ValueError:
            continue
    assert read == {}


def test_letters_behind_another_units_number_are_no_code() -> None:
    for text in ("5l", "1l", "13E", "1O", "El-3", "lO", "E l"):
        with pytest.raises(ValueError, match=r"^อ่านรหัสข้อนี้ไม่ได้"):
            normalise(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "E",
        "x13",
        "13E",
        "E13x",
        "E13, E14",
        "ข้อ",
        "E1.3",
        "-13",
        "E--13",
        "0",
        "๐๐",
        "E0",
        "2566",
        "E1234",
        "E²",
        "٣",
    ],
)
def test_what_is_no_code_is_refused_in_thai(text: str) -> None:
    with pytest.raises(ValueError, match=r"^(อ่านรหัสข้อนี้ไม่ได้ .*|เลขข้อ.*)I11, E13, O14$|^เลขข้อเริ่มที่ 1 ไม่มีข้อ [IEO]0$"):
        normalise(text)


@given(codes, st.sampled_from(["", " ", "-", "\u00a0"]), st.booleans(), st.booleans())
def test_a_code_is_known_in_every_plain_spelling(code: str, between: str, small: bool, thai: bool) -> None:
    written = f"{code[0]}{between}{code[1:]}"
    written = written.lower() if small else written
    assert normalise(f" {to_thai(written) if thai else written} ") == (code, False)


@given(codes, st.lists(st.booleans(), min_size=4, max_size=4), st.sampled_from("lI|"))
def test_a_number_is_known_with_some_of_its_digits_put_as_letters(code: str, put: list[bool], stroke: str) -> None:
    digits = [
        {"1": stroke, "0": "O"}.get(digit, digit) if at else digit for digit, at in zip(code[1:], put, strict=False)
    ]
    written = code[0] + "".join(digits)
    if any(digit.isdecimal() for digit in digits):
        assert normalise(written) == (code, written != code)


@given(any_text)
def test_any_text_is_a_code_or_a_message_in_thai(text: str) -> None:
    try:
        code, _guessed = normalise(text)
    except ValueError as error:
        assert "\u0e01" <= str(error)[0] <= "\u0e44"
    else:
        assert normalise(code) == (code, False)


def test_a_code_names_its_questionnaire() -> None:
    assert [tool_of(code) for code in ("I11", "E13", "O14")] == ["IIT", "EIT", "OIT"]
    for text in ("", "X1", "e13", "11", "O08"):
        with pytest.raises(ValueError, match=r"^อ่านรหัสข้อนี้ไม่ได้"):
            tool_of(text)


def test_codes_sort_as_the_instrument_runs_and_strangers_come_last() -> None:
    assert sorted(["O2", "?", "E13", "I11", "E2", "O14", "I2", ""], key=code_key) == [
        "I2",
        "I11",
        "E2",
        "E13",
        "O2",
        "O14",
        "",
        "?",
    ]
