"""The process that waits and is forked; forked.warm begins it as `python -m forked.forking NICENESS IDLE MODULE ...`.

What is forked does one module's `main()` with what it was sent as standard input, and ends.
"""

from __future__ import annotations

import gc
import importlib
import os
import select
import signal
import socket
import sys
from collections.abc import Sequence

DONE = b"."
NAME = 64  # bytes in which the name of a module comes
_FILES = 3  # what was sent, where to write, where to tell


def serve(way: socket.socket, idle: float, modules: Sequence[str]) -> None:
    """Forks for each piece of work that comes, until nobody is left to send one or none came for `idle` seconds."""
    for name in modules:
        importlib.import_module(name)
    gc.freeze()  # shared with every process that is forked, as long as nobody writes to it
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    while select.select([way], [], [], idle)[0]:
        words, files, _, _ = socket.recv_fds(way, NAME, _FILES)
        if not words:
            return
        if os.fork() == 0:
            way.close()
            _work(words.decode().strip(), *files)
        for each in files:
            os.close(each)


def _work(module: str, sent: int, answered: int, tell: int) -> None:
    """As `python -m module` does; never comes back."""
    try:
        os.write(tell, f"{os.getpid()}\n".encode())
        os.dup2(sent, 0)
        os.dup2(answered, 1)
        sys.stdin, sys.stdout = open(0, closefd=False), open(1, "w", closefd=False)  # noqa: SIM115
        importlib.import_module(module).main()
        sys.stdout.flush()
        os.write(tell, DONE)
    finally:
        os._exit(0)


if __name__ == "__main__":
    os.nice(int(sys.argv[1]))
    serve(socket.socket(fileno=0), float(sys.argv[2]), sys.argv[3:])
