"""What anybody typed is a cell of text in every CSV file of the portal, never a formula."""

import ast
import csv
import io
import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from document import MarkedText
from document.readers import json as json_reader
from document.writers import csv as csv_writer
from document.writers.spreadsheet import as_text, csv_row
from tests.document.samples import GOLDEN
from tests.house.tree import python_files, text_of

# What a spreadsheet computes: each sign, as the keyboard gives it, of full width, small, and the minus of typesetters.
SIGNS = "=+-@|%＝＋－＠｜％﹦﹢﹣﹫−"
# What may stand before it: nothing, white space of all kinds, quotes, signs that nobody sees, and many of them.
LEADS = (
    *("", " ", "   ", "\t", "\r", "\n", "\r\n", "\x0b", "\x0c", "\x00", "\x1f", "\x85", "\u00a0", "\u2003", "\u3000"),
    *(
        "\u2028",
        "'",
        '"',
        "''",
        "`",
        "´",
        "‘",
        "’",
        "“",
        "«",
        "\ufeff",
        "\u200b",
        "\u200c",
        "\u200d",
        "\u2060",
        "\u00ad",
    ),
    *("\u200e", "\u202e", "\u2066", " \t\u200b\"' "),
)
ATTACKS = ("1+1", "cmd|' /C calc'!A0", "SUM(A1:A9)", 'HYPERLINK("http://x","y")', " จัดอบรม", "๕", "5-5", "")


def danger() -> list[str]:
    formulas = [f"{lead}{sign}{rest}" for lead in LEADS for sign in SIGNS for rest in ATTACKS]
    return [*formulas, "\tคำ", "\rคำ", "\nคำ", " \nคำ", "-5\n", "-5+1", "--5", "-", "- 5", "+5", "-๕"]


def test_whatever_a_spreadsheet_would_compute_gets_an_apostrophe() -> None:
    assert len(danger()) > 4000
    assert [cell for cell in danger() if as_text(cell) != f"'{cell}"] == []


@pytest.mark.parametrize(
    "cell",
    [
        "",
        "มาตรการ E14",
        "1-2",
        "a=b",
        "นาย @",
        "๑",
        "(1) จัดอบรม",
        "“คำ”",
        "ฯลฯ",
        "0",
        "-5",
        "-1,284",
        "-0.25",
        "-12.5%",
    ],
)
def test_other_words_and_negative_numbers_stay_as_they_are(cell: str) -> None:
    assert as_text(cell) == cell


@given(st.lists(st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=40), min_size=1, max_size=8))
def test_cells_read_back_as_they_are_and_none_begins_a_formula(cells: list[str]) -> None:
    [read] = csv.reader(io.StringIO(csv_row(cells), newline=""))
    assert read == [as_text(cell) for cell in cells]
    assert [cell for cell in read if cell.lstrip()[:1] in set("=+@")] == []
    assert [cell for cell in read if cell[:1] == "-" and not re.fullmatch(r"-[0-9][0-9,.]*%?", cell)] == []


def test_a_semicolon_or_a_tab_in_a_cell_begins_no_other() -> None:
    assert csv_row(["ก;=1+1", "ข\t=1+1", "ค"]) == '"ก;=1+1","ข\t=1+1","ค"\r\n'


@pytest.mark.parametrize("sign", SIGNS)
def test_no_cell_of_a_report_is_a_formula(sign: str) -> None:
    document = json_reader.read(GOLDEN).document
    typed = f"\u200b{sign}HYPERLINK(1)"
    measures = tuple(
        replace(each, question=typed, heading=typed, steps=(), outcomes=(MarkedText("", typed),))
        for each in document.measures
    )
    written = csv_writer.write(replace(document, agency=typed, measures=measures)).decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(written)))
    found = {(row[1], row[5], row[6], row[8]) for row in rows[1:]}
    assert found == {(f"'{typed}",) * 4}


def test_every_csv_file_is_written_by_the_one_function() -> None:
    """Whoever writes rows otherwise has no guard."""
    writers = [
        path.as_posix()
        for path in python_files()
        if path.parts[0] not in {"tests", "benchmarks"} and writes_csv(ast.parse(text_of(path)))
    ]
    assert writers == ["document/writers/spreadsheet.py"]


def writes_csv(module: ast.Module) -> bool:
    """Whether it names a writer of the csv module, however imported."""
    nodes = list(ast.walk(module))
    named = [each for node in nodes if isinstance(node, ast.Import) for each in node.names if each.name == "csv"]
    modules = {each.asname or each.name for each in named}
    imported = {
        each.name
        for node in nodes
        if isinstance(node, ast.ImportFrom) and (node.module, node.level) == ("csv", 0)
        for each in node.names
    }
    used = {
        node.attr
        for node in nodes
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id in modules
    }
    return bool((imported | used) & {"writer", "DictWriter", "*"})


@pytest.mark.parametrize(
    ("source", "writes"),
    [
        ("import csv\ncsv.writer(out)", True),
        ("import csv as table\ntable.DictWriter(out, [])", True),
        ("from csv import writer as rows", True),
        ("import csv\ncsv.reader(lines)", False),
    ],
)
def test_another_writer_would_be_found(source: str, writes: bool) -> None:
    assert writes_csv(ast.parse(source)) is writes
