"""Every action that any source records has its Thai sentence, and its topic."""

import ast
import re
from pathlib import Path

import pytest

import measures.moves
import reports.review.moves
from ita_portal.eventlog.sentences import BEGINNINGS, SENTENCES
from tests.house.tree import ROOT, python_files

ACTION = re.compile(r"[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)+")
SOURCES = [path for path in python_files() if path.parts[0] not in {"tests", "benchmarks", "audit"}]


def name_of(call: ast.Call) -> str:
    return ast.unparse(call.func).rpartition(".")[2]


def hands_on(function: ast.FunctionDef, recorders: set[str]) -> bool:
    """Whether a function records an action that it was given."""
    given = {argument.arg for argument in [*function.args.args, *function.args.kwonlyargs]}
    return any(
        isinstance(node, ast.Call) and name_of(node) in recorders and given & names_in(first_of(node))
        for node in ast.walk(function)
    )


def first_of(call: ast.Call) -> list[ast.expr]:
    return [*call.args, *(keyword.value for keyword in call.keywords)]


def names_in(values: list[ast.expr]) -> set[str]:
    return {value.id for value in values if isinstance(value, ast.Name) and value.id == "action"}


def recorded(sources: list[str]) -> set[str]:
    """The actions that stand as words in calls of `record`, and of whatever hands its `action` on to it."""
    trees = [ast.parse(source) for source in sources]
    functions = [node for tree in trees for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]
    recorders = {"record"}
    while found := {each.name for each in functions if each.name not in recorders and hands_on(each, recorders)}:
        recorders |= found
    return {
        node.value
        for tree in trees
        for call in ast.walk(tree)
        if isinstance(call, ast.Call) and name_of(call) in recorders
        for argument in first_of(call)
        for node in ast.walk(argument)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and ACTION.fullmatch(node.value)
    }


def moves() -> set[str]:
    """What workflow.advance records: the kind of the subject and the name of the move."""
    tables = {"measure": measures.moves.TRANSITIONS, "edition": reports.review.moves.TRANSITIONS}
    return {f"{kind}.{move}" for kind, table in tables.items() for move in table}


def test_every_action_in_the_sources_and_the_tables_has_a_sentence_and_no_sentence_is_left_over() -> None:
    found = recorded([(ROOT / path).read_text() for path in SOURCES]) | moves()
    assert len(found) > 40
    assert (found - set(SENTENCES), set(SENTENCES) - found) == (set(), set())


def test_an_action_without_one_would_be_found() -> None:
    source = """
def _mark(row, action):
    record(action, actor=1)

def save(row):
    _mark(row, "row.made" if row.is_new else "row.kept")
    other("not.one")
"""
    assert recorded([source]) == {"row.made", "row.kept"}


def test_the_engines_is_the_only_action_that_is_put_together() -> None:
    pieced = [
        path.as_posix()
        for path in SOURCES
        for call in ast.walk(ast.parse((ROOT / path).read_text()))
        if isinstance(call, ast.Call) and name_of(call) in {"record", "_record"}
        if any(isinstance(argument, ast.JoinedStr) for argument in call.args[:1])
    ]
    assert pieced == [Path("workflow/engine.py").as_posix()]


@pytest.mark.parametrize("action", SENTENCES)
def test_a_sentence_is_thai_and_its_action_belongs_to_one_topic(action: str) -> None:
    assert re.search("[ก-๛]", SENTENCES[action]) and not re.search(r"[a-z]{2}\.|_", SENTENCES[action])
    assert sum(action.startswith(start) for starts in BEGINNINGS.values() for start in starts) == 1
