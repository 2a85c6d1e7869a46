"""A proxy that hands consecutive requests to alternate machines, and passes over one that is gone."""

from __future__ import annotations

import http.client
import itertools
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

_ITS_OWN = {"connection", "keep-alive", "transfer-encoding", "te", "upgrade"}  # between two ends of one line
_PATIENCE = 180  # seconds for an answer


class Proxy(ThreadingHTTPServer):
    """`served` counts the answers of each machine, `in_hand` what each is answering now."""

    daemon_threads = True

    def __init__(self, ports: dict[str, int]) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.ports = ports
        self.served: Counter[str] = Counter()
        self.in_hand: Counter[str] = Counter()
        self._turns = itertools.cycle(ports)
        self._lock = threading.Lock()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"

    def order(self) -> list[str]:
        """The machine whose turn it is, then the others."""
        with self._lock:
            first = next(self._turns)
        return [first, *(name for name in self.ports if name != first)]

    def count(self, counter: Counter[str], name: str, number: int) -> None:
        with self._lock:
            counter[name] += number

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A browser that went away is nobody's fault."""


class _Handler(BaseHTTPRequestHandler):
    server: Proxy

    def _hand_on(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        for name in self.server.order():
            connection = http.client.HTTPConnection("127.0.0.1", self.server.ports[name], timeout=_PATIENCE)
            try:
                connection.connect()
            except OSError:
                continue  # it has not seen the request: the next may have it
            self.server.count(self.server.in_hand, name, 1)
            try:
                self._ask(connection, body)
                self.server.count(self.server.served, name, 1)
            except (OSError, http.client.HTTPException):
                self._say_that_it_broke()
            finally:
                self.server.count(self.server.in_hand, name, -1)
                connection.close()
            return
        self._say_that_it_broke()

    def _ask(self, connection: http.client.HTTPConnection, body: bytes) -> None:
        connection.putrequest(self.command, self.path, skip_host=True, skip_accept_encoding=True)
        for key, value in self.headers.items():
            if key.lower() not in _ITS_OWN:
                connection.putheader(key, value)
        connection.putheader("Connection", "close")
        connection.endheaders(body or None)
        answer = connection.getresponse()
        data = answer.read()  # whole: what broke off is said, and not taken for an answer
        self.send_response_only(answer.status, answer.reason)
        for key, value in answer.getheaders():
            if key.lower() not in _ITS_OWN | {"content-length"}:
                self.send_header(key, value)
        length = answer.headers["Content-Length"] if self.command == "HEAD" else str(len(data))
        if length is not None and answer.status not in (204, 304):
            self.send_header("Content-Length", length)
        self.end_headers()
        self.wfile.write(data)

    def _say_that_it_broke(self) -> None:
        """What was asked may have been done: whoever asked looks, and asks again."""
        with suppress(OSError):
            self.send_response_only(502)
            self.send_header("Content-Length", "0")
            self.end_headers()

    do_GET = do_POST = do_HEAD = do_PATCH = do_DELETE = do_OPTIONS = do_PUT = _hand_on  # noqa: N815 - http.server's

    def log_message(self, format: str, *args: object) -> None:
        """Says nothing."""


@contextmanager
def alternating(ports: dict[str, int]) -> Iterator[Proxy]:
    """A proxy before these machines, by name; it listens on a port of its own until the block ends."""
    with Proxy(ports) as proxy:
        thread = threading.Thread(target=proxy.serve_forever, daemon=True)
        thread.start()
        try:
            yield proxy
        finally:
            proxy.shutdown()
            thread.join()
