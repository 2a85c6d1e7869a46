"""Where a virus scanner is told, each file is shown to it first; what it finds, or can't look at, is not taken."""

from __future__ import annotations

import socketserver
import struct
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings

from evidence.intake import virus_scan
from evidence.intake.kinds import EvidenceError
from evidence.intake.virus_scan import require_clean
from evidence.models import Evidence
from files import store
from tests.evidence.conftest import Office, SignedIn
from tests.evidence.files import a_pdf
from tests.evidence.pages import send, text

SIGNATURE = b"THIS-IS-NO-VIRUS-BUT-OUR-OWN-TEST-FILE"
UNAVAILABLE = "ขณะนี้ตรวจไวรัสไม่ได้"


class Daemon(socketserver.BaseRequestHandler):
    """Speaks INSTREAM as clamd does, and finds one signature."""

    says = b""
    heard: list[bytes] = []

    def handle(self) -> None:
        command = self._read(10)
        assert command == b"zINSTREAM\0", command
        data = b""
        while length := struct.unpack("!L", self._read(4))[0]:
            data += self._read(length)
        type(self).heard.append(data)
        found = b"stream: Test.Signature-1 FOUND\0" if SIGNATURE in data else b"stream: OK\0"
        self.request.sendall(type(self).says or found)

    def _read(self, length: int) -> bytes:
        data = b""
        while len(data) < length:
            more = self.request.recv(length - len(data))
            assert more
            data += more
        return data


@pytest.fixture
def daemon() -> Iterator[type[Daemon]]:
    Daemon.says, Daemon.heard = b"", []
    yield Daemon


@pytest.fixture
def address(daemon: type[Daemon]) -> Iterator[str]:
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), daemon) as server:
        threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
        yield f"127.0.0.1:{server.server_address[1]}"
        server.shutdown()


def test_a_clean_file_is_sent_whole_in_pieces(daemon: type[Daemon], address: str) -> None:
    data = bytes(range(256)) * 1000
    require_clean(data, address)
    assert daemon.heard == [data]


def test_an_infected_file_is_refused_with_what_was_found(address: str) -> None:
    with pytest.raises(EvidenceError, match=r"พบไวรัส.*Test\.Signature-1"):
        require_clean(b"x" * 100_000 + SIGNATURE, address)


def test_it_is_asked_through_a_socket_on_disk_too(daemon: type[Daemon], tmp_path: Path) -> None:
    place = str(tmp_path / "clamd")
    with socketserver.ThreadingUnixStreamServer(place, daemon) as server:
        threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
        require_clean(b"clean", place)
        with pytest.raises(EvidenceError, match="พบไวรัส"):
            require_clean(SIGNATURE, place)
        server.shutdown()


@pytest.mark.parametrize(
    "says",
    [
        b"INSTREAM size limit exceeded. ERROR\0",
        b"stream: OK or not\0",
        b"nonsense",
        b"x" * 5000,
    ],
)
def test_any_other_answer_refuses(daemon: type[Daemon], address: str, says: bytes) -> None:
    daemon.says = says
    with pytest.raises(EvidenceError, match=UNAVAILABLE):
        require_clean(b"clean", address)


@pytest.mark.parametrize("nowhere", ["127.0.0.1:1", "127.0.0.1:x", "", "no port", "/nowhere/clamd", "127.0.0.1:99999"])
def test_where_nobody_answers_nothing_is_taken(nowhere: str) -> None:
    with pytest.raises(EvidenceError, match=UNAVAILABLE):
        require_clean(b"clean", nowhere)


def test_who_is_silent_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(virus_scan, "SECONDS", 0.2)

    class Silent(socketserver.BaseRequestHandler):
        def handle(self) -> None:
            done.wait(10)

    done = threading.Event()
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Silent) as server:
        threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
        with pytest.raises(EvidenceError, match=UNAVAILABLE):
            require_clean(b"clean", f"127.0.0.1:{server.server_address[1]}")
        done.set()
        server.shutdown()


@pytest.mark.django_db
def test_a_form_with_an_infected_file_keeps_the_clean_one(
    office: Office, signed_in: SignedIn, settings: LazySettings, address: str
) -> None:
    settings.CLAMD_ADDRESS = address
    answer: Any = send(
        signed_in(office.mana), office.measure(), [("ไวรัส.pdf", a_pdf() + SIGNATURE), ("ดี.pdf", a_pdf())]
    )
    assert "“ไวรัส.pdf” พบไวรัส" in text(answer)
    assert [each.name for each in Evidence.objects.all()] == ["ดี.pdf"]


@pytest.mark.django_db
def test_while_it_is_away_no_form_attaches_anything(
    office: Office, signed_in: SignedIn, settings: LazySettings
) -> None:
    settings.CLAMD_ADDRESS = "127.0.0.1:1"
    answer: Any = send(signed_in(office.mana), office.measure(), [("ดี.pdf", a_pdf())])
    assert UNAVAILABLE in text(answer)
    assert not Evidence.objects.exists()
    assert [*store.folder().rglob("*")] == []


@pytest.mark.django_db
def test_without_an_address_nobody_is_asked(
    office: Office, signed_in: SignedIn, daemon: type[Daemon], address: str
) -> None:
    assert send(signed_in(office.mana), office.measure(), [("ดี.pdf", a_pdf())]).status_code == 302
    assert daemon.heard == []
