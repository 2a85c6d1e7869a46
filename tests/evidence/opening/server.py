"""A web server on loopback that answers each path by bytes as they are, and the portal's way to it alone."""

from __future__ import annotations

import socketserver
import ssl
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from evidence.opening.fetch import Way

LOOPBACK = "127.0.0.1"


class Server(socketserver.ThreadingTCPServer):
    """`heard` are the heads of the requests that came; `over` tells an answer that goes on for ever to end."""

    daemon_threads = True
    request_queue_size = 50

    def __init__(self, trust: ssl.SSLContext | None = None) -> None:
        super().__init__((LOOPBACK, 0), Handler)
        self.answers: dict[str, bytes | Callable[[Handler], None]] = {}
        self.heard: list[str] = []
        self.over = threading.Event()
        self.port = self.server_address[1]
        if trust is not None:
            self.socket = trust.wrap_socket(self.socket, server_side=True)

    def handle_error(self, request: object, client_address: object) -> None:
        """Who leaves in the middle of an answer, or doesn't trust us, is no fault here."""

    def url(self, path: str, host: str = "site.example", scheme: str = "http") -> str:
        return f"{scheme}://{host}:{self.port}{path}"

    def way(
        self,
        *,
        resolve: Callable[[str], Sequence[str]] = lambda host: [LOOPBACK],
        allows: Callable[[str], bool] = lambda number: number == LOOPBACK,
        trust: ssl.SSLContext | bool = True,
        seconds: float = 5,
    ) -> Way:
        """The portal's own way but for what is named: this port, loopback, a name server of the test's."""
        return Way("Portal", ports={self.port}, resolve=resolve, allows=allows, trust=trust, seconds=seconds)


class Handler(socketserver.StreamRequestHandler):
    """One connection; `wait` is True until the test is over."""

    server: Server

    def wait(self, seconds: float = 0.05) -> bool:
        return not self.server.over.wait(seconds)

    def handle(self) -> None:
        head = b""
        while not head.endswith(b"\r\n\r\n") and (line := self.rfile.readline(65536)):
            head += line
        if not head:
            return
        said = head.decode("latin-1")
        self.server.heard.append(said)
        answer = self.server.answers.get(said.split(" ")[1], page(404))
        if callable(answer):
            answer(self)
        else:
            self.wfile.write(answer)


@contextmanager
def serving(trust: ssl.SSLContext | None = None) -> Iterator[Server]:
    """A server at work."""
    with Server(trust) as server:
        threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        yield server
        server.over.set()
        server.shutdown()


def page(status: int = 200, body: bytes = b"<p>hello</p>", *headers: str, media: str = "text/html") -> bytes:
    """An answer."""
    lines = [f"HTTP/1.1 {status} X", f"Content-Length: {len(body)}", "Connection: close", *headers]
    lines += [f"Content-Type: {media}"] if media else []
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


def moved(to: str, status: int = 302) -> bytes:
    """A redirect."""
    return page(status, b"", f"Location: {to}")
