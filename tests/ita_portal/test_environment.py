""".env.example lists exactly the variables that the settings read, with a line on each."""

import ast
import re
from pathlib import Path

from tests.house.tree import project_files, python_files, text_of

SETTINGS = Path("ita_portal/settings.py")
EXAMPLE = Path(".env.example")
VARIABLE = re.compile(r"^#?([A-Z][A-Z0-9_]*)=")
# Where a process starts, before there are settings.
ENTRIES = {"manage.py", "ita_portal/wsgi.py", "ita_portal/settings.py", "ita_portal/environment.py"}
# The folder in which processes share their counts is made by who starts them, and known to a library by that name.
ENTRIES |= {"ita_portal/watching/figures.py"}
# The server is told how many processes it may have; what makes the environment smaller starts itself without ours.
ENTRIES |= {"deploy/server.py", "deploy/slim.py"}


def read_by_settings() -> set[str]:
    """The names in env("X"), env.bool("X", ...) and their like in the source of the settings."""
    names = set()
    for node in ast.walk(ast.parse(text_of(SETTINGS))):
        if isinstance(node, ast.Call) and ast.unparse(node.func).partition(".")[0] == "env" and node.args:
            name = node.args[0]
            if isinstance(name, ast.Constant) and isinstance(name.value, str):
                names.add(name.value)
    return names


def listed() -> list[str]:
    return [found[1] for line in text_of(EXAMPLE).splitlines() if (found := VARIABLE.match(line))]


def test_settings_and_example_name_the_same_variables() -> None:
    assert "SECRET_KEY" in read_by_settings()
    assert sorted(listed()) == sorted(read_by_settings())


def test_the_guide_to_installing_names_them_all() -> None:
    table = text_of(Path("docs/install.md")).partition("## Settings")[2].partition("## PostgreSQL")[0]
    assert sorted(re.findall(r"^\| `([A-Z0-9_]+)`", table, re.MULTILINE)) == sorted(listed())


def test_every_variable_is_explained_above_its_line() -> None:
    lines = text_of(EXAMPLE).splitlines()
    unexplained = [
        line for before, line in zip(["", *lines], lines, strict=False) if VARIABLE.match(line) and before[:2] != "# "
    ]
    assert unexplained == []


def test_no_other_module_reads_the_environment() -> None:
    readers = [
        path.as_posix()
        for path in python_files()
        if path.parts[0] not in {"tests", "benchmarks"}
        and path.as_posix() not in ENTRIES
        and re.search(r"\b(os\.environ|os\.getenv|environ\.Env)\b", text_of(path))
    ]
    assert readers == []


def test_no_environment_file_is_committed() -> None:
    assert [path.name for path in project_files() if path.name.startswith(".env")] == [".env.example"]
