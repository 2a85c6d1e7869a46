"""An object store that is away, slow, closed or without its bucket: said as such, never taken for lost files."""

from __future__ import annotations

import contextlib
import socket
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured
from pytest_django import Settings

from files import store
from files.errors import Away
from files.shelves import bucket_address, objects
from ita_portal.frame.faults import Fault, fault_in
from tests.files.shelves import ObjectServer, serving

DIGEST = sha256(b"report").hexdigest()
SILENT = sha256(b"never put").hexdigest()


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(objects, "READ", 1.0)
    monkeypatch.setattr(objects, "CONNECT", 1.0)
    objects._at.cache_clear()


def everything_away(match: str) -> None:
    """Whatever is asked of the store says that it is away, as a fault that passes; nothing says that a file is lost."""
    asks: list[Callable[[], object]] = [
        lambda: store.put(b"report"),
        lambda: store.get(DIGEST),
        lambda: store.size_of(DIGEST),
        lambda: store.stream(DIGEST, 0, 1),
        lambda: store.missing([DIGEST, SILENT]),
        lambda: store.sweep(set, before=datetime.now(UTC)),
    ]
    for number, ask in enumerate(asks):
        with pytest.raises(Away, match=match) as said:
            ask()
        assert fault_in(said.value) is Fault.NO_FILES, number


def test_a_server_that_is_gone(settings: Settings, tmp_path: Path) -> None:
    with serving(tmp_path / "objects") as server:
        settings.FILES_URL = server.bucket()
        store.put(b"report")
        server.stop()
        everything_away("gives no answer")
        server.start()
        assert store.get(DIGEST) == b"report"


def test_a_key_that_is_refused_and_a_bucket_that_is_not_there(settings: Settings, object_server: ObjectServer) -> None:
    settings.FILES_URL = object_server.address("bucket", key="A" * 20, secret="f" * 40)
    everything_away("refuses the key")
    settings.FILES_URL = object_server.address("nowhere")
    everything_away("has no bucket nowhere")


def test_a_server_that_never_answers_is_given_up(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(objects, "READ", 0.3)  # there is nothing to wait for, and each question asks twice
    with socket.create_server(("127.0.0.1", 0)) as silent:  # takes connections, says nothing
        settings.FILES_URL = f"s3+http://{'k' * 20}:{'s' * 40}@127.0.0.1:{silent.getsockname()[1]}/bucket"
        everything_away("gives no answer")


@contextlib.contextmanager
def breaking_off(after: int) -> Iterator[int]:
    """A server that promises a file and hangs up in its middle."""
    head = f'HTTP/1.1 200 OK\r\nContent-Length: {2 * after}\r\nETag: "1"\r\n\r\n'.encode()
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def answer() -> None:
            with contextlib.suppress(OSError):
                while True:
                    connection, _ = listening.accept()
                    with connection:
                        connection.recv(65536)
                        connection.sendall(head + b"x" * after)

        threading.Thread(target=answer, daemon=True).start()
        yield listening.getsockname()[1]


def test_a_server_that_hangs_up_in_the_middle_gives_no_half_file(settings: Settings) -> None:
    with breaking_off(100_000) as port:
        settings.FILES_URL = f"s3+http://{'k' * 20}:{'s' * 40}@127.0.0.1:{port}/bucket"
        with pytest.raises(Away):
            store.get(DIGEST)
        with store.stream(DIGEST, 0, 200_000) as part, pytest.raises(Away):
            while part.read(65536):
                pass


def test_a_bucket_is_told_in_clear_words_what_is_wrong_with_it(object_server: ObjectServer) -> None:
    assert objects.trouble(object_server.bucket()) == ""
    assert "has no bucket nowhere" in objects.trouble(object_server.address("nowhere"))
    said = objects.trouble(object_server.address("bucket", key="A" * 20, secret="f" * 40))
    assert "refuses the key of FILES_URL" in said
    assert "f" * 40 not in said


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("https://objects.example/bucket", "s3://"),
        ("s3://objects.example", "no bucket"),
        ("s3:///bucket", "no host"),
        ("s3://key@objects.example/bucket", "a key without a secret"),
        ("s3://key:secret@objects.example:port/bucket", "no address"),
        ("s3://key:secret@objects.example/bucket?regoin=x", "more than"),
        ("s3://key:secret@objects.example/bucket#x", "more than"),
    ],
)
def test_an_address_that_cannot_be_read_is_refused_without_its_secret(text: str, why: str) -> None:
    with pytest.raises(ImproperlyConfigured, match=why) as said:
        bucket_address.read(text)
    assert "secret@" not in str(said.value)


def test_an_address_in_full() -> None:
    found = bucket_address.read("s3://KEY:a%2Fb%2Bc@objects.example.go.th:9000/bucket/ita/2569?region=th-1")
    assert (found.endpoint, found.bucket, found.prefix) == ("https://objects.example.go.th:9000", "bucket", "ita/2569/")
    assert (found.key, found.secret, found.region) == ("KEY", "a/b+c", "th-1")
    assert "a/b+c" not in repr(found)
    assert bucket_address.read("s3+http://[::1]:9000/b").endpoint == "http://[::1]:9000"
