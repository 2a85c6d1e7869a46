"""Files of others get the verdict that they deserve, whatever they are, and nothing is fetched to examine them."""

import random
import socket
import threading
from collections.abc import Callable, Iterator

import pytest

from pades.examination import sandbox
from pades.examination.examine import MOST_REVISIONS
from pades.examination.found import Problem, Result
from pades.signing.level import Level
from tests.pades import revisions, strangers
from tests.pades.genuine import NOW, World

FILES: dict[str, tuple[Callable[[], bytes], Result]] = {
    "nothing": (lambda: b"", Result.UNREADABLE),
    "a line of text": ("รายงาน".encode, Result.UNREADABLE),
    "noise": (lambda: random.Random(1).randbytes(5000), Result.UNREADABLE),
    "noise that begins as a PDF": (lambda: b"%PDF-1.7\n" + random.Random(1).randbytes(5000), Result.UNREADABLE),
    "the first words of a PDF": (lambda: b"%PDF-1.7", Result.UNREADABLE),
    "a JPEG": (lambda: strangers.picture("JPEG"), Result.UNREADABLE),
    "a PNG": (lambda: strangers.picture("PNG"), Result.UNREADABLE),
    "an encrypted PDF": (strangers.encrypted_pdf, Result.UNREADABLE),
    "a scanned PDF": (strangers.plain_pdf, Result.NOT_SIGNED),
    "a scanner's own PDF of many pages": (lambda: strangers.plain_pdf(200), Result.NOT_SIGNED),
    "a picture saved as PDF": (lambda: strangers.picture("PDF"), Result.NOT_SIGNED),
    "a PDF signed by a stranger": (
        lambda: strangers.signed_by(strangers.a_stranger(NOW), strangers.plain_pdf()),
        Result.UNKNOWN_SIGNER,
    ),
    "a PDF signed by two strangers": (
        lambda: strangers.signed_by(
            strangers.a_stranger(NOW),
            strangers.signed_by(strangers.a_stranger(NOW), strangers.plain_pdf()),
            "Signature2",
        ),
        Result.UNKNOWN_SIGNER,
    ),
    "a stranger's, altered": (
        lambda: strangers.signed_by(strangers.a_stranger(NOW), strangers.plain_pdf()).replace(b"612", b"613", 1),
        Result.ALTERED,
    ),
}


@pytest.mark.parametrize("name", FILES)
def test_a_file_of_others_gets_its_verdict(world: World, name: str) -> None:
    make, expected = FILES[name]
    assert world.look(make()).result is expected


def test_the_reason_of_an_encrypted_file_is_said(world: World) -> None:
    assert world.look(strangers.encrypted_pdf()).problems == (Problem.ENCRYPTED,)


def test_a_file_of_too_many_revisions_is_not_examined(world: World) -> None:
    pdf = strangers.plain_pdf()
    for number in range(MOST_REVISIONS + 1):
        pdf = revisions.appended(lambda file, number=number: file.add_object(revisions.NUMBER(number)), pdf)  # type: ignore[misc]
    assert world.look(pdf).problems == (Problem.TOO_MANY,)


def test_a_huge_file_is_not_examined(world: World) -> None:
    pdf = world.files[Level.B_B]
    found = sandbox.examine(pdf + b"\0" * (sandbox.LIMIT + 1 - len(pdf)), roots=world.roots)
    assert (found.result, found.problems) == (Result.UNREADABLE, (Problem.TOO_LARGE,))


@pytest.fixture
def listening() -> Iterator[tuple[str, list[object]]]:
    """An address of this machine, and who called there."""
    calls: list[object] = []
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.1)
        over = threading.Event()

        def listen() -> None:
            while not over.is_set():
                try:
                    caller, address = server.accept()
                except TimeoutError:
                    continue
                caller.close()
                calls.append(address)

        ear = threading.Thread(target=listen)
        ear.start()
        yield f"http://127.0.0.1:{server.getsockname()[1]}/ca", calls
        over.set()
        ear.join()


def test_no_address_in_a_certificate_is_called(world: World, listening: tuple[str, list[object]]) -> None:
    address, calls = listening
    pdf = strangers.signed_by(strangers.a_stranger(NOW, asks=address), strangers.plain_pdf())
    assert address.encode().hex().encode() in pdf.lower()
    assert sandbox.examine(pdf, roots=world.roots).result is Result.UNKNOWN_SIGNER
    assert world.look(pdf).result is Result.UNKNOWN_SIGNER
    assert calls == []
    with socket.create_connection(("127.0.0.1", int(address.split(":")[2].split("/")[0]))):
        pass  # a call would have been heard
    threading.Event().wait(0.3)
    assert len(calls) == 1
