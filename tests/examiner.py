"""Files are examined in processes forked from one that has read all modules; the portal starts a new one for each.

Starting it takes longer than to examine most files, and many tests sign or verify one without being about that. What
is forked closes itself in as the portal's does, hears and answers the same, and is stopped by the same clock.
`tests/pades/` has the portal's own processes.
"""

import gc
import importlib
import os
import select
import signal
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path

# What the modules that examine read once they are closed in.
READ_BEFORE = ("pades.examination.examine", "pades.examination.trust", "paper.scan.reading")
_ROOT = Path(__file__).resolve().parents[1]
_DONE = b"."


class Examiner:
    """The process that is forked; it begins with the first file, and ends with the tests."""

    def __init__(self) -> None:
        self._alone = threading.Lock()
        self._begun: tuple[subprocess.Popen[bytes], socket.socket] | None = None

    def written(self, module: str, sent: bytes, *, seconds: float) -> tuple[str, bytes]:
        """What went wrong, or nothing, and what the module wrote about the bytes."""
        with os.fdopen(os.memfd_create("examined"), "w+b") as file:
            file.write(sent)
            file.seek(0)
            answer, answered = os.pipe()
            told, tell = os.pipe()
            try:
                with self._alone:
                    self._begun = self._begun or _begin()
                    socket.send_fds(self._begun[1], [module.encode().ljust(64)], [file.fileno(), answered, tell])
            finally:
                os.close(answered)
                os.close(tell)
            with os.fdopen(answer, "rb") as output, os.fdopen(told, "rb") as status:
                return _listen(output.fileno(), status.fileno(), time.monotonic() + seconds)

    def end(self) -> None:
        if self._begun:
            process, way = self._begun
            way.close()
            process.wait()


def _begin() -> tuple[subprocess.Popen[bytes], socket.socket]:
    ours, theirs = socket.socketpair()
    with theirs:
        process = subprocess.Popen(
            [sys.executable, "-B", "-s", "-m", "tests.examiner"],
            stdin=theirs.fileno(),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            cwd=_ROOT,
            env={"LANG": "C.UTF-8", "PATH": ""},
        )
    return process, ours


def _listen(output: int, status: int, until: float) -> tuple[str, bytes]:
    """Reads both to their ends: the status begins with the number of the process, and ends well with a full stop."""
    heard = {output: b"", status: b""}
    open_ends = [status, output]
    while open_ends:
        ready, _, _ = select.select(open_ends, [], [], max(0.0, until - time.monotonic()))
        if not ready:
            _stop(heard[status] or os.read(status, 100))
            return "late", b""
        for end in ready:
            more = os.read(end, 1 << 16)
            heard[end] += more
            if not more:
                open_ends.remove(end)
    return ("" if heard[status].endswith(_DONE) else "broken"), heard[output]


def _stop(process: bytes) -> None:
    os.kill(int(process.rstrip(b"\n")), signal.SIGKILL)


def serve(way: socket.socket) -> None:
    """Forks for each file that comes, until nobody is left to send one."""
    for name in READ_BEFORE:
        importlib.import_module(name)
    gc.freeze()
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    while True:
        words, files, _, _ = socket.recv_fds(way, 64, 3)
        if not words:
            return
        if os.fork() == 0:
            way.close()
            _examine(words.decode().strip(), *files)
        for each in files:
            os.close(each)


def _examine(module: str, sent: int, answered: int, tell: int) -> None:
    """As `python -m module` does; never comes back."""
    try:
        os.write(tell, f"{os.getpid()}\n".encode())
        os.dup2(sent, 0)
        os.dup2(answered, 1)
        sys.stdin, sys.stdout = open(0, closefd=False), open(1, "w", closefd=False)  # noqa: SIM115
        importlib.import_module(module).main()
        sys.stdout.flush()
        os.write(tell, _DONE)
    finally:
        os._exit(0)


if __name__ == "__main__":
    serve(socket.socket(fileno=0))
