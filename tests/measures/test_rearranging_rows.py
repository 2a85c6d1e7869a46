"""Buttons that add, move, remove and bring back rows of a form, without a script and without losing a word."""

from __future__ import annotations

from typing import TypeAlias

import pytest
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from measures.forms.lists import COMMANDS, MOST_ROWS, Command, command, put_cursor, raw_rows, rearranged
from measures.forms.progress import OutcomeForm

Rows: TypeAlias = list[dict[str, object]]
FIELDS = ("pk", "removed", "text")
KEEPING = [verb for verb in COMMANDS if verb != "split"]  # that one makes several texts of one


def row(text: str, pk: str = "", removed: str = "") -> dict[str, object]:
    return {"pk": pk, "removed": removed, "text": text}


def posted(rows: Rows, do: str = "", total: str | None = None) -> QueryDict:
    data = QueryDict(mutable=True)
    data["do"] = do
    data["actions-TOTAL_FORMS"] = str(len(rows)) if total is None else total
    for n, said in enumerate(rows):
        for field, value in said.items():
            data[f"actions-{n}-{field}"] = str(value)
    return data


@pytest.mark.parametrize(
    ("do", "asked"),
    [
        ("add:actions", Command("add", "actions", None)),
        ("add:actions:7", Command("add", "actions", None)),
        ("up:actions:1", Command("up", "actions", 1)),
        ("down:outcomes:0", Command("down", "outcomes", 0)),
        ("remove:actions:999", Command("remove", "actions", 999)),
        ("restore:actions:001", Command("restore", "actions", 1)),
        *[(do, None) for do in ("", "save", "add", "add:", "add:steps", "drop:actions:1", "up", "up:actions")],
        *[(f"up:actions:{index}", None) for index in ("", "-1", "1.0", "x", "๑", "1000", "9" * 5000, "1:2", " 1")],
    ],
)
def test_a_button_asks_for_something_or_the_form_is_saved(do: str, asked: Command | None) -> None:
    assert command(posted([], do), ("actions", "outcomes")) == asked


@given(st.text(max_size=20) | st.builds("{}:actions:{}".format, st.sampled_from(COMMANDS), st.text(max_size=5)))
def test_no_button_breaks_the_form(do: str) -> None:
    asked = command(posted([], do), ("actions",))
    if asked is not None:
        rearranged([row("ก"), row("ข", "2")], asked)


@pytest.mark.parametrize(
    ("total", "count"),
    [("2", 2), ("0", 0), ("", 0), ("-1", 0), ("x", 0), ("๒", 0), ("9999", MOST_ROWS), ("99999", 0), ("9" * 5000, 0)],
)
def test_only_a_sensible_number_of_rows_is_read(total: str, count: int) -> None:
    assert len(raw_rows(posted([row("ก"), row("ข")], total=total), "actions", FIELDS)) == count


def test_rows_come_just_as_they_were_typed() -> None:
    rows = [row(" สองช่อง  ว่าง ", "7", "on"), row("<b>")]
    assert raw_rows(posted(rows), "actions", FIELDS) == rows
    assert raw_rows(posted(rows), "outcomes", FIELDS) == []


def test_a_new_row_comes_last_and_takes_the_cursor() -> None:
    assert rearranged([row("ก")], Command("add", "actions", None)) == ([row("ก"), {}], 1)
    assert rearranged([], Command("add", "actions", None)) == ([{}], 0)


def test_no_row_comes_after_the_last_that_is_taken() -> None:
    full = [row(str(n)) for n in range(MOST_ROWS)]
    assert rearranged(full, Command("add", "actions", None)) == (full, MOST_ROWS - 1)


@pytest.mark.parametrize(
    ("verb", "at", "texts", "cursor"),
    [
        ("up", 2, "กคข", 1),
        ("up", 0, "กขค", 0),
        ("down", 0, "ขกค", 1),
        ("down", 2, "กขค", 2),
        ("up", 3, "กขค", None),
        ("down", 998, "กขค", None),
        ("remove", 5, "กขค", None),
        ("restore", 3, "กขค", None),
    ],
)
def test_a_row_moves_by_one_and_takes_the_cursor_along(verb: str, at: int, texts: str, cursor: int | None) -> None:
    rows, where = rearranged([row("ก", "1"), row("ข", "2"), row("ค")], Command(verb, "actions", at))
    assert ("".join(str(each["text"]) for each in rows), where) == (texts, cursor)


def test_a_removed_row_is_marked_and_keeps_its_words_until_the_save() -> None:
    rows = [row("ก", "1"), row("ข")]
    for at in (0, 1):
        marked, where = rearranged(rows, Command("remove", "actions", at))
        assert (marked[at], where) == ({**rows[at], "removed": "on"}, at)
        assert rearranged(marked, Command("restore", "actions", at)) == (rows, at)


def test_a_new_row_without_a_word_simply_goes() -> None:
    assert rearranged([row("ก"), row("")], Command("remove", "actions", 1)) == ([row("ก")], 0)
    assert rearranged([row("")], Command("remove", "actions", 0)) == ([], None)
    assert rearranged([row("", "7")], Command("remove", "actions", 0)) == ([row("", "7", "on")], 0)


@given(
    st.lists(st.builds(row, st.text(max_size=3), st.sampled_from(["", "1", "2"])), max_size=6),
    st.lists(st.tuples(st.sampled_from(KEEPING), st.integers(0, 8)), max_size=12),
)
def test_whatever_is_pressed_no_word_is_lost(rows: Rows, pressed: list[tuple[str, int]]) -> None:
    before = sorted(str(each["text"]) for each in rows if each["text"])
    now = rows
    for verb, at in pressed:
        now, where = rearranged(now, Command(verb, "actions", None if verb == "add" else at))
        assert where is None or where < len(now)
    assert sorted(str(each.get("text")) for each in now if each.get("text")) == before


@pytest.mark.parametrize(
    ("text", "texts"),
    [
        ("ก\r\n\r\n ข ", ["ก", "ข"]),
        ("1. ก\n๒) ข\n(3) ค", ["ก", "ข", "ค"]),
        ("- ก\n- ข", ["ก", "ข"]),
        ("จัด 3 ครั้ง\n2. ข", ["จัด 3 ครั้ง", "2. ข"]),  # not all have a mark: they are words
        ("3.5 ล้าน\n4.5 ล้าน", ["3.5 ล้าน", "4.5 ล้าน"]),
        ("บรรทัดเดียว", ["บรรทัดเดียว"]),
    ],
)
def test_a_text_of_several_lines_becomes_rows_and_the_first_is_the_row_that_it_was(text: str, texts: list[str]) -> None:
    rows, at = rearranged([row("ต้น"), row(text, "7"), row("ท้าย")], Command("split", "actions", 1))
    assert [each["text"] for each in rows] == ["ต้น", *texts, "ท้าย"]
    assert (at, rows[1]["pk"], [each.get("pk", "") for each in rows[2:]]) == (1, "7", [""] * len(texts))


def test_no_more_rows_come_of_a_text_than_are_taken() -> None:
    rows = [row("\n".join("กขค")), *(row(str(n)) for n in range(MOST_ROWS - 1))]
    assert rearranged(rows, Command("split", "actions", 0)) == (rows, 0)


@given(st.lists(st.builds(row, st.text(max_size=3)), max_size=4), st.sampled_from(COMMANDS), st.integers(0, 5))
def test_the_rows_that_were_given_stay_as_they_are(rows: Rows, verb: str, at: int) -> None:
    before = [dict(each) for each in rows]
    rearranged(rows, Command(verb, "actions", at))
    assert rows == before


def test_the_focus_stays_with_the_row_that_was_moved_or_taken_out() -> None:
    def focus(verb: str, at: int) -> tuple[str, bool]:
        rows, found = rearranged([row("ก", "1"), row("ข", "2")], Command(verb, "actions", at))
        forms = [OutcomeForm(initial=each) for each in rows]
        put_cursor(forms, found, "text", Command(verb, "actions", at))
        [focused] = [form for form in forms if form.cursor or "autofocus" in form.fields["text"].widget.attrs]
        return focused.cursor, "autofocus" in focused.fields["text"].widget.attrs

    assert {verb: focus(verb, at) for verb, at in (("up", 1), ("down", 0), ("remove", 1), ("restore", 1))} == {
        "up": ("up", False),
        "down": ("down", False),
        "remove": ("remove", False),
        "restore": ("", True),
    }
