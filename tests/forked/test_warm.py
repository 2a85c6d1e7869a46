"""Each piece of work has a process of its own, forked from one that waits; none of them outlives its use."""

import os
import signal
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from forked.warm import Outcome, Warm

PIECE = "tests.forked.piece"
LONG = 60.0


@pytest.fixture
def warm() -> Iterator[Warm]:
    waiting = Warm([PIECE], environment={"LANG": "C.UTF-8", "PATH": ""}, idle=LONG)
    yield waiting
    waiting.end()


def done(warm: Warm, sent: str) -> tuple[int, int, str]:
    """The process that did it, the one that it was forked from, and what it wrote."""
    outcome, written = warm.work(PIECE, sent.encode(), seconds=LONG)
    assert outcome is Outcome.DONE
    process, waiting, answer = written.decode().split(" ", 2)
    return int(process), int(waiting), answer


def is_there(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True


def test_each_piece_has_a_process_of_its_own_out_of_the_same(warm: Warm) -> None:
    (one, first, answer), (other, second, _) = done(warm, "a"), done(warm, "b")
    assert answer == "a"
    assert one != other
    assert first == second


def test_what_is_large_comes_whole(warm: Warm) -> None:
    assert done(warm, "ก" * 1_000_000)[2] == "ก" * 1_000_000


def test_pieces_are_worked_at_beside_each_other(warm: Warm) -> None:
    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(lambda number: done(warm, str(number))[2], range(12)))
    assert answers == [str(number) for number in range(12)]


def test_they_give_way_to_others_as_much_as_they_were_told() -> None:
    for niceness in (0, 7):
        waiting = Warm([PIECE], environment={"LANG": "C.UTF-8", "PATH": ""}, idle=LONG, niceness=niceness)
        process, forked_from, answer = done(waiting, "how nice")
        assert process != forked_from
        assert int(answer) == min(os.nice(0) + niceness, 19), niceness
        assert os.getpriority(os.PRIO_PROCESS, forked_from) == int(answer)
        waiting.end()


@pytest.mark.parametrize(("module", "sent"), [(PIECE, b"break"), ("no_such_module", b"")])
def test_a_piece_that_breaks_is_no_answer_and_the_next_is_done(warm: Warm, module: str, sent: bytes) -> None:
    assert warm.work(module, sent, seconds=LONG) == (Outcome.BROKEN, b"")
    assert done(warm, "a")[2] == "a"


def test_a_piece_that_takes_too_long_is_stopped_and_the_next_is_done(warm: Warm) -> None:
    _, waiting, _ = done(warm, "a")
    assert warm.work(PIECE, b"stay", seconds=0.5) == (Outcome.LATE, b"")
    assert done(warm, "a")[1] == waiting


def test_where_the_waiting_process_was_killed_another_is_begun(warm: Warm) -> None:
    _, waiting, _ = done(warm, "a")
    os.kill(waiting, signal.SIGKILL)
    assert done(warm, "a")[1] != waiting


def test_it_ends_by_itself_where_nobody_asks() -> None:
    warm = Warm([PIECE], environment={"LANG": "C.UTF-8", "PATH": ""}, idle=0)
    try:
        done(warm, "a")
        assert warm._begun is not None
        first = warm._begun[1]
        assert first.wait(LONG) == 0
        assert done(warm, "b")[2] == "b"
        assert warm._begun[1] is not first
    finally:
        warm.end()


def test_nothing_waits_any_more_after_the_end(warm: Warm) -> None:
    _, waiting, _ = done(warm, "a")
    warm.end()
    assert not is_there(waiting)
