"""Calls within calls don't ask the system for memory again and again."""

import resource
from collections.abc import Callable

from forked.call_stack import with_room


def call() -> None:
    pass


def deep(depth: int) -> int:
    """How many pages the system gave while functions were called a thousand times, at each of so many depths."""
    within = deep(depth - 1) if depth else 0
    before = resource.getrusage(resource.RUSAGE_THREAD).ru_minflt
    for _ in range(1000):
        call()
    return within + resource.getrusage(resource.RUSAGE_THREAD).ru_minflt - before


def test_what_is_called_a_thousand_times_at_any_depth_finds_its_room() -> None:
    with_room(deep)(400)
    assert with_room(deep)(400) < 1000


def test_whoever_answers_and_whoever_runs_commands_gives_room() -> None:
    from ita_portal import console, wsgi  # noqa: PLC0415 - as late as a server does

    def wanted(function: Callable[..., object]) -> int:
        return function.__code__.co_stacksize

    assert min(wanted(wsgi.application), wanted(console.run)) == wanted(with_room(call)) > 100_000


def test_it_stays_the_same_function() -> None:
    def name(first: str, *, last: str) -> str:
        """Both."""
        return f"{first} {last}"

    roomy = with_room(name)
    assert (roomy("สมชาย", last="ใจดี"), roomy.__name__, roomy.__doc__) == ("สมชาย ใจดี", "name", "Both.")
