"""A mail server on loopback that takes letters, refuses some, or goes away."""

from __future__ import annotations

import socket
import socketserver
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage


class Postbox(socketserver.ThreadingTCPServer):
    """What was taken, in order; recipients among `refused` are turned away for good.

    `calls` counts connections, and `patience` letters of one connection, before a next one is answered by 421.
    """

    allow_reuse_address = True
    daemon_threads = True

    def __init__(self, refused: set[str]) -> None:
        super().__init__(("127.0.0.1", 0), _Talk)
        self.refused = refused
        self.calls = 0
        self.patience = 10**9
        self.delay = 0.0  # seconds from a letter to the word that it was taken
        self.taken: list[EmailMessage] = []

    @property
    def port(self) -> int:
        return int(self.server_address[1])


class _Talk(socketserver.StreamRequestHandler):
    server: Postbox

    def handle(self) -> None:
        self.server.calls += 1
        self._left = self.server.patience
        self._say("220 loopback")
        for line in self.rfile:
            word = line.decode().strip()
            if word.upper().startswith("QUIT"):
                self._say("221 bye")
                return
            if word.upper() == "DATA":
                self._take()
            elif word.upper().startswith("MAIL") and self._left == 0:
                self._say("421 too many letters")
                return
            elif any(f"<{name}>" in word for name in self.server.refused):
                self._say("550 nobody of that name")
            else:
                self._say("250 ok")

    def _take(self) -> None:
        self._say("354 go on")
        lines = iter(self.rfile.readline, b".\r\n")
        letter = message_from_bytes(b"".join(lines), policy=policy.default)
        assert isinstance(letter, EmailMessage)
        self._left -= 1
        self.server.taken.append(letter)
        time.sleep(self.server.delay)
        self._say("250 taken")

    def _say(self, words: str) -> None:
        self.wfile.write(f"{words}\r\n".encode())


@contextmanager
def hanging() -> Iterator[int]:
    """The port of a mail server that takes the call and never says a word."""
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        yield int(silent.getsockname()[1])


@contextmanager
def postbox(*refused: str) -> Iterator[Postbox]:
    with Postbox(set(refused)) as server:
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        yield server
        server.shutdown()
