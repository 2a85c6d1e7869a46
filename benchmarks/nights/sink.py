"""A mail server in a process of its own, which takes letters and counts them: its work is not that of who posts."""

from __future__ import annotations

import multiprocessing
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing.connection import Connection

from tests.notices.postbox import postbox


class Sink:
    """Asks the process."""

    def __init__(self, port: int, ask: Connection) -> None:
        self.port, self._ask = port, ask

    def taken(self) -> Counter[str]:
        """How often each letter came, by Message-ID."""
        self._ask.send("taken")
        return Counter(self._ask.recv())

    def calls(self) -> int:
        """The number of connections."""
        self._ask.send("calls")
        return int(self._ask.recv())


@contextmanager
def sink(*, delay: float = 0.0) -> Iterator[Sink]:
    """A server that takes so many seconds for each letter, and ends with the block."""
    ours, theirs = multiprocessing.Pipe()
    process = multiprocessing.get_context("spawn").Process(target=_serve, args=(theirs, delay), daemon=True)
    process.start()
    try:
        yield Sink(ours.recv(), ours)
    finally:
        ours.send("end")
        process.join(10)


def _serve(asked: Connection, delay: float) -> None:
    with postbox() as box:
        box.delay = delay
        asked.send(box.port)
        while (word := asked.recv()) != "end":
            asked.send([str(each["Message-ID"]) for each in box.taken] if word == "taken" else box.calls)
