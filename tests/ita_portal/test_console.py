"""What a command says never ends it, and its exit status is never another's: 3 where it was not heard, or failed."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from pathlib import Path

import pytest

from audit.management.commands import verify_audit
from ita_portal.console import COULD_NOT_TELL
from reports.management.commands import verify_pdf
from tests.house.tree import ROOT, python_files, text_of

# A command line of three words' worth of work: says Thai, notes that it went on to its end, ends as it is told to.
PROGRAM = """
import sys
from pathlib import Path
from ita_portal import console
def command(arguments):
    for _ in range(3000):
        print("รายงาน", flush=arguments[1] == "at once")
    print("ควรดู", file=sys.stderr)
    opened = open("note", "w")
    Path("note").write_text(str(opened.fileno()))
    exec(arguments[2])
console.execute_from_command_line = command
console.run(sys.argv)
"""
ENDS = {"pass": 0, "sys.exit(0)": 0, "sys.exit(1)": 1, "sys.exit(2)": 2, "sys.exit()": 0, "1 / 0": COULD_NOT_TELL}
LOST = {
    "standard output is closed": "exec >&-",
    "both are closed": "exec >&- 2>&-",
    "all three are closed": "exec >&- 2>&- <&-",
    "the disk is full": "exec >/dev/full",
    "nothing but errors is heard no more": "exec 2>/dev/full",
}


def command(how: str, ends: str, place: Path, redirect: str = ":", **environment: str) -> tuple[int, str, str]:
    """Exit status, standard output and standard error."""
    done = subprocess.run(
        ["sh", "-c", f'{redirect}; exec "$@"', "sh", sys.executable, "-X", "utf8", "-c", PROGRAM, how, ends],
        cwd=place,
        env={**os.environ, "PYTHONPATH": str(ROOT), **environment},
        check=False,
        capture_output=True,
    )
    return done.returncode, done.stdout.decode(), done.stderr.decode()


@pytest.mark.parametrize("ends", ENDS)
def test_a_command_that_is_heard_ends_as_it_says_and_with_three_if_it_fails(tmp_path: Path, ends: str) -> None:
    status, out, err = command("", ends, tmp_path)
    assert (status, out) == (ENDS[ends], "รายงาน\n" * 3000)
    assert err.splitlines()[0] == "ควรดู"
    assert ("ZeroDivisionError" in err) == (ends == "1 / 0")


@pytest.mark.parametrize("lost", LOST)
def test_one_that_is_not_heard_does_its_work_and_ends_with_three(tmp_path: Path, lost: str) -> None:
    how, ends = ("at once", "pass") if "closed" in lost else ("at the end", "sys.exit(1)")
    status, out, err = command(how, ends, tmp_path, LOST[lost])
    assert status == COULD_NOT_TELL
    assert "Traceback" not in err and "Exception ignored" not in err
    assert int((tmp_path / "note").read_text()) > 2, "no file that it opens gets the number of a closed stream"
    assert out == ("" if lost != "nothing but errors is heard no more" else "รายงาน\n" * 3000)


def test_a_reader_who_leaves_is_no_error(tmp_path: Path) -> None:
    ours, theirs = os.pipe()
    os.close(ours)
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, "at once", "pass"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=theirs,
        stderr=subprocess.PIPE,
        check=False,
    )
    os.close(theirs)
    assert (done.returncode, done.stderr.decode()) == (COULD_NOT_TELL, "ควรดู\n")


def test_a_console_without_thai_gets_numbers_for_letters(tmp_path: Path) -> None:
    spelt = "".join(f"\\u{ord(letter):04x}" for letter in "รายงาน")
    status, out, err = command("", "sys.exit(1)", tmp_path, PYTHONIOENCODING="ascii")
    assert (status, out.splitlines()[0]) == (1, spelt)
    assert "\\u" in err


def test_the_statuses_of_the_commands_that_judge_agree() -> None:
    for statuses in (verify_pdf.Status, verify_audit.Status):
        assert [status.value for status in statuses] == [0, 1, 2, COULD_NOT_TELL]


def test_the_real_commands_are_run_like_this(tmp_path: Path) -> None:
    """The database has no tables: what a file is, nobody can say, and that is no verdict on it."""
    file = tmp_path / "รายงาน\udcff.pdf"
    file.write_bytes(b"%PDF-1.7 nothing")
    environment = {**os.environ, "PYTHONIOENCODING": "ascii", "DATABASE_URL": f"sqlite:///{tmp_path / 'none.sqlite3'}"}

    def verify(path: Path) -> tuple[int, str]:
        line = [sys.executable, str(ROOT / "manage.py"), "verify_pdf", str(path)]
        done = subprocess.run(line, env=environment, check=False, capture_output=True)
        return done.returncode, done.stderr.decode()

    status, said = verify(file)
    assert (status, "no such table" in said, "Traceback" in said) == (COULD_NOT_TELL, True, False)
    assert verify(tmp_path / "none\udcff.pdf")[0] == verify_pdf.Status.NO_FILE


def test_every_command_leaves_its_streams_to_the_console() -> None:
    """No command of ours writes past self.stdout, self.stderr, which console.run has made safe."""

    def writes_itself(path: Path) -> bool:
        names = {ast.unparse(node) for node in ast.walk(ast.parse(text_of(path))) if isinstance(node, ast.Attribute)}
        calls = {ast.unparse(node.func) for node in ast.walk(ast.parse(text_of(path))) if isinstance(node, ast.Call)}
        return bool(names & {"sys.stdout", "sys.stderr"}) or "print" in calls

    commands = [path for path in python_files() if "commands" in path.parts and path.stem != "__init__"]
    assert len(commands) > 10
    assert [path.as_posix() for path in commands if writes_itself(path)] == []
