"""A time stamper behind HTTP on this machine, honest or not."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from asn1crypto import tsp
from asn1crypto.keys import PrivateKeyInfo
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from pyhanko.sign.timestamps import DummyTimeStamper

from tests.pades.keyring import NOW, Held

KINDS = ("honest", "refusing", "failing", "garbage", "slow", "dripping", "imprint", "nonce", "old", "broken")


@dataclass
class Stamper:
    """Answers as its `kind` says; `asked` are the requests that it heard."""

    held: Held
    kind: str = "honest"
    url: str = ""
    asked: list[bytes] = field(default_factory=list)

    def answer(self, request: bytes) -> bytes:
        """The body of the reply."""
        wanted = tsp.TimeStampReq.load(request)
        if self.kind == "refusing":
            return bytes(
                tsp.TimeStampResp({"status": tsp.PKIStatusInfo({"status": tsp.PKIStatus("rejection")})}).dump()
            )
        if self.kind == "garbage":
            return b"<html>no stamps today</html>"
        if self.kind == "imprint":
            wanted["message_imprint"]["hashed_message"] = b"\x00" * 32
        if self.kind == "nonce":
            wanted["nonce"] = 7
        key = self.held.key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
        at = NOW - timedelta(hours=2) if self.kind == "old" else None
        stamper = DummyTimeStamper(self.held.asn1, PrivateKeyInfo.load(key), fixed_dt=at)
        reply = stamper.request_tsa_response(wanted)
        if self.kind == "broken":
            info = reply["time_stamp_token"]["content"]["signer_infos"][0]
            info["signature"] = bytes(each ^ 1 for each in info["signature"].native)
        return bytes(reply.dump(force=True))


@contextmanager
def stamping(held: Held, kind: str = "honest") -> Iterator[Stamper]:
    """The stamper, at its address until the end of the block."""
    stamper = Stamper(held, kind)

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            stamper.asked.append(body)
            if stamper.kind == "slow":
                time.sleep(3)
            if stamper.kind == "failing":
                self.send_error(500)
                return
            reply = stamper.answer(body)
            self.send_response(200)
            self.send_header("Content-Type", "application/timestamp-reply")
            self.send_header("Content-Length", str(len(reply)))
            self.end_headers()
            self._write(reply)

        def _write(self, reply: bytes) -> None:
            step = 1 if stamper.kind == "dripping" else len(reply)
            try:
                for start in range(0, len(reply), step):
                    self.wfile.write(reply[start : start + step])
                    if step == 1:
                        self.wfile.flush()
                        time.sleep(0.05)
            except OSError:
                return  # the client has gone

        def log_message(self, *args: object) -> None:
            """Nothing on the screen."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    stamper.url = f"http://127.0.0.1:{server.server_port}/"
    try:
        yield stamper
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
