"""How commands speak, and what it means that one was not heard: manage.py runs every command by `run`.

A letter that the console cannot print is written as its number (`\\u0e01`). Where the output is closed, its disk full
or its reader gone, the command finishes its work in silence and then ends with COULD_NOT_TELL. So does an error that
nobody foresaw, for which Python has 1: thus 1 is nothing but an answer of the command's own.
"""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Sequence
from types import TracebackType
from typing import Any, TextIO

from django.core.management import execute_from_command_line

from forked.call_stack import with_room

COULD_NOT_TELL = 3


class Output(io.FileIO):
    """A file that takes whatever is written; `lost` is whether any of it came to nothing."""

    lost = False

    def write(self, data: Any, /) -> int:  # noqa: ANN401 - whatever bytes can be read from
        if not self.lost:
            try:
                written = super().write(data)
            except OSError:  # closed, full, or nobody reads it any more
                written = None
            if written is not None:
                return written
            self.lost = True
        return memoryview(data).nbytes


@with_room
def run(arguments: Sequence[str]) -> None:
    """Runs Django's command line; raises SystemExit as the command does, or with COULD_NOT_TELL.

    But for the server of programmers, whose parts tell each other by that number to start anew.
    """
    if arguments[1:2] == ["runserver"]:
        execute_from_command_line(list(arguments))
        return
    _keep_numbers_taken()
    sys.stdout, out = _reopened(sys.stdout, 1)
    sys.stderr, err = _reopened(sys.stderr, 2)
    sys.excepthook = _end_unforeseen
    try:
        execute_from_command_line(list(arguments))
    except SystemExit:
        _end_unheard(out, err)
        raise
    _end_unheard(out, err)


def _keep_numbers_taken() -> None:
    """Where a standard stream is closed, the next file opened would get its number, and what is printed with it."""
    while (number := os.open(os.devnull, os.O_RDONLY)) < 3:
        pass
    os.close(number)


def _reopened(stream: TextIO | None, number: int) -> tuple[io.TextIOWrapper, Output]:
    """The stream as it was (None where it is closed), but such that writing to it never fails."""
    output = Output(number, "w", closefd=False)
    by_line = number == 2 or (stream is not None and stream.isatty())
    text = io.TextIOWrapper(
        io.BufferedWriter(output),
        encoding=stream.encoding if stream else "utf-8",
        errors="backslashreplace",
        line_buffering=by_line,
    )
    return text, output


def _end_unheard(*outputs: Output) -> None:
    sys.stdout.flush()
    sys.stderr.flush()
    if any(output.lost for output in outputs):
        sys.exit(COULD_NOT_TELL)


def _end_unforeseen(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    sys.__excepthook__(kind, error, trace)
    if issubclass(kind, Exception):
        sys.exit(COULD_NOT_TELL)
