"""The numbers of the house, printed by script/check: they fail before the house rots unseen."""

from __future__ import annotations

import ast
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from tests.house.tree import project_files, python_files, text_of

OUTSIDE = {"tests", "benchmarks", "deploy", "script"}
# What each number may be at the most; they go down only.
MOST = {
    "largest room, % of the lines": 25,
    "files of 300 lines and over": 0,
    "longest function, lines": 60,
    "template lines over 160 columns": 0,
    "loose files at a package's top": 12,
}


def sources() -> list[Path]:
    """The program itself, as people write it."""
    return [path for path in python_files() if path.parts[0] not in OUTSIDE and "migrations" not in path.parts]


def largest_room() -> tuple[int, str]:
    """The share of the largest room, in per cent, and which it is; a package of ita_portal is a room of its own."""
    lines: Counter[str] = Counter()
    for path in sources():
        depth = 2 if path.parts[0] == "ita_portal" and len(path.parts) > 2 else 1
        lines["/".join(path.parts[:depth])] += text_of(path).count("\n")
    room, most = lines.most_common(1)[0]
    return round(100 * most / lines.total()), room


def long_files() -> tuple[int, str]:
    """How many files reach 300 lines, and which."""
    long = [path.as_posix() for path in [*sources(), *tests()] if text_of(path).count("\n") >= 300]
    return len(long), " ".join(long)


def tests() -> list[Path]:
    """The tests, too, are read by people."""
    return [path for path in python_files() if path.parts[0] == "tests"]


def longest_function() -> tuple[int, str]:
    """The lines of the longest function, and where it stands."""
    return max(
        (node.end_lineno - node.lineno + 1, f"{path}:{node.name}")
        for path in sources()
        for node in ast.walk(ast.parse(text_of(path)))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.end_lineno
    )


def wide_template_lines() -> tuple[int, str]:
    """How many lines of templates are wider than 160 columns, and the file with the most."""
    wide: Counter[str] = Counter()
    for path in project_files():
        if path.parts[0] == "templates" and path.suffix == ".html":
            wide[path.as_posix()] += sum(len(line) > 160 for line in text_of(path).splitlines())
    worst, number = wide.most_common(1)[0]
    return wide.total(), f"{worst} {number}" if number else ""


def loose_files() -> tuple[int, str]:
    """The most files that lie at a package's top beside `__init__`, and in which."""
    loose = Counter(path.parent.as_posix() for path in sources() if path.name != "__init__.py" and len(path.parts) > 1)
    package, number = loose.most_common(1)[0]
    return number, package


def measured() -> Iterator[tuple[str, int, str]]:
    """Each number by its name in MOST, with where it was found."""
    for name, measure in zip(
        MOST, (largest_room, long_files, longest_function, wide_template_lines, loose_files), strict=True
    ):
        yield name, *measure()


def main() -> int:
    """Prints the numbers; 1 where one is over its limit."""
    status = 0
    for name, number, where in measured():
        over = number > MOST[name]
        status |= over
        print(f"{'OVER' if over else 'ok':5} {number:4} (at most {MOST[name]}) {name}: {where}")  # noqa: T201 - a report
    return status


if __name__ == "__main__":
    sys.exit(main())
