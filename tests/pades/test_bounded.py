"""An examination costs so much memory and time and no more, cannot call anybody, and never ends in good by accident."""

import logging
import queue
import subprocess
import sys
import threading
import zlib
from pathlib import Path

import pytest

from pades.examination import inside_sandbox, sandbox
from pades.examination.found import Problem, Result, Roots
from pades.signing.level import Level
from tests.pades.genuine import NOW, World

ROOT = Path(__file__).parents[2]
COSTLY = (Result.UNREADABLE, (Problem.TOO_COSTLY,))


def closed(code: str) -> subprocess.CompletedProcess[str]:
    """Runs Python in a process that is closed as an examination's."""
    command = f"from pades.examination import inside_sandbox\ninside_sandbox.close()\n{code}"
    return subprocess.run([sys.executable, "-c", command], cwd=ROOT, capture_output=True, text=True, check=False)


@pytest.mark.parametrize(
    ("code", "ending"),
    [
        (f"x = bytearray({2 * inside_sandbox.MEMORY})", "MemoryError"),
        ("import socket; socket.create_connection(('127.0.0.1', 9))", "no business with socket.getaddrinfo"),
        ("import socket; socket.socket().connect(('127.0.0.1', 9))", "no business with socket.connect"),
        ("import subprocess; subprocess.run(['true'])", "no business with subprocess.Popen"),
        ("import os; os.system('true')", "no business with os.system"),
        ("import os; os.fork()", "no business with os.fork"),
        ("import os; os.write(os.open('.', os.O_TMPFILE | os.O_WRONLY), b'x')", "File too large"),
    ],
)
def test_what_an_examination_needs_none_of_is_refused(code: str, ending: str) -> None:
    done = closed(code)
    assert done.returncode != 0
    assert ending in done.stderr.splitlines()[-1]


def test_the_process_knows_no_secret_and_no_database() -> None:
    done = subprocess.run(
        [
            sys.executable,
            "-c",
            "import sys, pades.examination.inside_sandbox, pades.examination.examine; print(*sys.modules)",
        ],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert "pyhanko" in done.stdout.split()
    assert "django" not in done.stdout.split()


def test_what_takes_too_long_is_stopped(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sandbox, "WAIT", 0.05)
    found = sandbox.examine(world.files[Level.B_B], roots=world.roots)
    assert (found.result, found.problems) == COSTLY


def test_a_process_that_dies_is_no_good_news(
    world: World, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(sandbox, "_MODULE", "no_such_module")
    with caplog.at_level(logging.WARNING, "pades.examination.sandbox"):
        found = sandbox.examine(world.files[Level.B_B], roots=world.roots)
    assert (found.result, found.problems) == COSTLY
    assert caplog.messages == ["an examination by no_such_module was not finished"]


def test_a_small_file_that_unpacks_to_a_huge_one_is_refused(world: World) -> None:
    packed = zlib.compress(b"\0" * (600 * 1024 * 1024), 9)
    table = b"<< /Type /XRef /Size 9 /Root 1 0 R /W [1 2 1] /Filter /FlateDecode /Length %d >>" % len(packed)
    body = b"%PDF-1.7\n1 0 obj\n" + table + b"\nstream\n" + packed + b"\nendstream\nendobj\nstartxref\n9\n%%EOF\n"
    assert sandbox.examine(body, roots=world.roots).result is Result.UNREADABLE


def test_no_more_than_a_few_are_examined_at_once(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sandbox, "_turns", threading.BoundedSemaphore(1))
    monkeypatch.setattr(sandbox, "PATIENCE", 0.01)
    with sandbox._turns, pytest.raises(sandbox.Busy):
        sandbox.examine(world.files[Level.B_B], roots=world.roots)
    assert sandbox.examine(b"%PDF-1.7", roots=world.roots).result is Result.UNREADABLE


def test_of_eight_that_come_together_four_are_turned_away_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever waits holds a thread of the server, and it has eight."""
    over, answers = threading.Event(), queue.Queue[str]()

    def slow(module: str, sent: bytes) -> None:
        over.wait(60)

    def ask() -> None:
        try:
            answers.put(str(sandbox.examine(b"%PDF-1.7", roots=Roots((), NOW)).result))
        except sandbox.Busy:
            answers.put("busy")

    monkeypatch.setattr(sandbox, "_written", slow)
    monkeypatch.setattr(sandbox, "PATIENCE", 60)
    threads = [threading.Thread(target=ask) for _ in range(8)]
    for each in threads:
        each.start()
    assert [answers.get(timeout=10) for _ in range(4)] == ["busy"] * 4
    over.set()
    for each in threads:
        each.join()
    assert [answers.get(timeout=10) for _ in range(4)] == ["unreadable"] * 4


def test_an_examination_lets_everything_else_go_first() -> None:
    assert closed(f"import os; assert os.nice(0) >= {inside_sandbox.NICE}").returncode == 0
