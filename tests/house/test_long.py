"""What script/test leaves out is listed with its reason, and CI runs it."""

import re

import pytest

from tests.database import EACH
from tests.house.tree import ROOT, project_files, text_of
from tests.long import COVERING, LEFT_OUT, LONG, is_dear, said_of


def commands(path: str, name: str) -> list[str]:
    """The lines of a command that call another."""
    return re.findall(rf"^[^#\n]*{name}.*$", text_of(ROOT / path), re.MULTILINE)


def test_every_module_on_the_list_is_there_and_none_is_there_twice() -> None:
    assert [module for module in LONG if not (ROOT / module).is_file()] == []
    assert all(len(reason.split()) > 4 for reason in LONG.values())


def test_exactly_the_listed_modules_are_long(request: pytest.FixtureRequest) -> None:
    marked = {item.nodeid.partition("::")[0] for item in request.session.items if is_long(item)}
    present = {item.nodeid.partition("::")[0] for item in request.session.items}
    assert marked == present & LONG.keys()


def test_postgresqls_run_may_take_of_the_long_ones_those_that_are_named(request: pytest.FixtureRequest) -> None:
    assert set(COVERING) <= LONG.keys()
    long = {item.nodeid.partition("::")[0]: is_dear(item) for item in request.session.items if is_long(item)}
    assert long == {module: module not in COVERING for module in long}


def is_long(item: pytest.Item) -> bool:
    return item.get_closest_marker("long") is not None


def test_no_test_calls_itself_long() -> None:
    tests = [path for path in project_files() if path.parts[0] == "tests" and path.suffix == ".py"]
    assert [path for path in tests if "mark." + "long" in text_of(path)] == []


def test_the_command_leaves_them_out_unless_all_are_wanted_and_says_so() -> None:
    [without_arguments] = commands("script/test", "-m '")
    assert without_arguments.strip().startswith(f"'') set -- -m '{LEFT_OUT}' ")
    assert [line.split(":")[0].strip() for line in said_of(LEFT_OUT)[1:]] == list(LONG)
    assert said_of("") == []


def test_ci_leaves_out_nothing() -> None:
    assert [re.split(r" (?:\|\||>|&)", line)[0] for line in commands(".ci/run", "script/test")] == [
        "RECORD_STATEMENTS=$place/statements script/test --all",
        f"DATABASE_URL=$postgresql script/test --all -m {EACH}",
        f"DATABASE_URL=$postgresql COVER_STATEMENTS=$place/statements script/test --all -m 'not {EACH}'",
    ]
