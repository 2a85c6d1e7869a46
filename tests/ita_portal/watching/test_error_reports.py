"""What is reported of an error: where it is, and nothing of people. Sent to a real server, and read as it arrives."""

from __future__ import annotations

import gzip
import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from ita_portal.watching import error_reports
from tests.house.tree import ROOT

PROGRAM = """
import sys; sys.modules["brotli"] = None  # so that it packs as the standard library can read
import django; django.setup()
import logging, sentry_sdk
from django.test import Client
from ita_portal.watching import request_number
request_number.begin("b7a0c1d2-0003")
name = "นางสาวกานดา ใจดี"
try:
    raise ValueError(f"Key (username)=({name}) exists")
except ValueError as error:
    logging.getLogger("portal").error("%s: %s %s", "AB12-CD34", "POST", "/invitation/secret-token/", exc_info=error)
logging.getLogger("portal").error("the letter to %s was refused", "kanda@example.go.th")
sentry_sdk.flush(20)
"""


@pytest.fixture
def server() -> Iterator[tuple[str, list[str]]]:
    arrived: list[str] = []

    class Receiving(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            arrived.append((gzip.decompress(body) if self.headers["Content-Encoding"] == "gzip" else body).decode())
            self.send_response(200)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Nothing: the test says what matters."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Receiving) as listening:
        threading.Thread(target=listening.serve_forever, daemon=True).start()
        yield f"http://key@127.0.0.1:{listening.server_port}/1", arrived
        listening.shutdown()


def test_a_report_says_where_and_nothing_of_people(server: tuple[str, list[str]], tmp_path: Path) -> None:
    address, arrived = server
    env = os.environ | {
        "SENTRY_DSN": address,
        "DATA_DIR": str(tmp_path),
        "DJANGO_SETTINGS_MODULE": "ita_portal.settings",
    }
    subprocess.run([sys.executable, "-c", PROGRAM], cwd=ROOT, env=env, check=True, capture_output=True)
    events = [
        json.loads(line) for body in arrived for line in body.splitlines() if '"event_id"' in line and "level" in line
    ]
    assert [each["tags"] for each in events] == [{"request": "b7a0c1d2-0003"}] * 2
    [first] = events[0]["exception"]["values"]
    assert (first["type"], first["stacktrace"]["frames"][-1]["function"]) == ("ValueError", "<module>")
    assert events[1]["logentry"]["message"] == "the letter to %s was refused"
    for secret in ("กานดา", "secret-token", "kanda@", "AB12", os.uname().nodename):
        assert not any(secret in body or json.dumps(secret)[1:-1] in body for body in arrived), secret


def test_an_address_that_is_none_is_refused_loudly() -> None:
    with pytest.raises(ImproperlyConfigured, match="SENTRY_DSN"):
        error_reports.begin("no address")
