"""A line between browser and portal: so many bytes a second on the way up, and broken where a test says."""

from __future__ import annotations

import socket
import struct
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from urllib.parse import urlsplit

_AT_ONCE = 4096
_DOWN = 2.0  # seconds for which a broken line stays so
_AT_ONCE_ENDED = struct.pack("ii", 1, 0)  # SO_LINGER: the other side hears of it now


class Line:
    """Passes on what comes to `port`; breaks once after each number of bytes in `breaks`, all connections at once."""

    def __init__(self, portal: str, *, rate: int, breaks: Sequence[int] = ()) -> None:
        self.to = ("127.0.0.1", urlsplit(portal).port or 80)
        self.rate, self.breaks, self.broken = rate, sorted(breaks), 0
        self.sent = 0
        self.whole_from = 0.0  # of the clock
        self._open: set[socket.socket] = set()
        self._lock = threading.Lock()
        self._listens = socket.create_server(("127.0.0.1", 0))
        self.port = int(self._listens.getsockname()[1])
        threading.Thread(target=self._accept, daemon=True).start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def end(self) -> None:
        """Nothing passes any more."""
        self._listens.close()
        self._cut()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                near, _ = self._listens.accept()
                if time.monotonic() < self.whole_from:
                    _close(near)
                else:
                    threading.Thread(target=self._connect, args=(near,), daemon=True).start()

    def _connect(self, near: socket.socket) -> None:
        far = socket.create_connection(self.to)
        with self._lock:
            self._open |= {near, far}
        threading.Thread(target=self._pass, args=(far, near, False), daemon=True).start()
        self._pass(near, far, True)

    def _pass(self, source: socket.socket, sink: socket.socket, is_up: bool) -> None:
        with suppress(OSError):
            while part := source.recv(_AT_ONCE):
                if is_up:
                    self._take_its_time(len(part))
                sink.sendall(part)
            sink.shutdown(socket.SHUT_WR)

    def _take_its_time(self, length: int) -> None:
        """What all connections send shares the line."""
        with self._lock:
            time.sleep(length / self.rate)
            self.sent += length
            breaks = bool(self.breaks) and self.sent >= self.breaks[0]
        if breaks:
            self._cut()

    def _cut(self) -> None:
        with self._lock:
            if self.breaks:
                self.breaks.pop(0)
                self.broken += 1
            self.whole_from = time.monotonic() + _DOWN
            ends, self._open = self._open, set()
        for each in ends:
            _close(each)


def _close(end: socket.socket) -> None:
    with suppress(OSError):
        end.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _AT_ONCE_ENDED)
        end.shutdown(socket.SHUT_RDWR)
    end.close()


@contextmanager
def slow_line(portal: str, *, rate: int, breaks: Sequence[int] = ()) -> Iterator[Line]:
    """A line to the portal for as long as it is needed."""
    line = Line(portal, rate=rate, breaks=breaks)
    yield line
    line.end()
