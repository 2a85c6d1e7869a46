"""Requests of one upload at the same moment, each with a connection of its own: one piece counts, one file stands."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable, Iterator

import pytest
from django.utils import timezone

from audit.models import AuditEvent
from evidence.models import Evidence, EvidencePiece, EvidenceUpload
from evidence.services.keeping import Facts
from evidence.services.uploads import piece_by_piece, whole
from evidence.services.uploads.piece_by_piece import Gone, OtherPlace
from files import pieces
from measures.models import Measure
from tests.audit.making import at_once
from tests.evidence.files import a_pdf, digest
from tests.evidence.piecemeal import pieces_on_disk
from tests.factories import NOON
from tests.measures.conftest import Office, make_office

pytestmark = pytest.mark.django_db(transaction=True)

WRITERS = 4
PDF = a_pdf(pages=3)


@pytest.fixture
def office(transactional_db: None) -> Iterator[Office]:
    yield make_office()


def a_begun(office: Office, data: bytes) -> EvidenceUpload:
    said = {"name": "ก.pdf", "size": len(data), "digest": digest(data), "taken_on": None}
    return piece_by_piece.begin(measure=office.measure(), by=office.mana, now=timezone.now(), **said)  # type: ignore[arg-type]  # as begin


def all_at_once(act: Callable[[int, EvidenceUpload], None]) -> Counter[str]:
    """Each acts on its own look at the upload, all from one moment; how often each thing came of it."""
    start, found = threading.Barrier(WRITERS), list[str]()

    def one(number: int) -> None:
        upload = EvidenceUpload.objects.get()
        upload.measure = Measure.objects.select_related("plan__agency").get(pk=upload.measure_id)
        start.wait()
        try:
            act(number, upload)
            found.append("done")
        except (OtherPlace, Gone) as refused:
            found.append(type(refused).__name__)

    at_once(WRITERS, one)
    return Counter(found)


def test_of_pieces_for_one_place_the_first_counts_and_its_bytes_stay(office: Office) -> None:
    data = b"".join(bytes([65 + number]) * 100 for number in range(WRITERS))
    upload = a_begun(office, data)

    def bring(number: int, seen: EvidenceUpload) -> None:
        own = bytes([65 + number]) * (50 + number)
        piece_by_piece.append(upload=seen, start=0, data=own, by=office.mana, now=timezone.now())

    assert all_at_once(bring) == {"done": 1, "OtherPlace": WRITERS - 1}
    upload.refresh_from_db()
    [piece] = EvidencePiece.objects.all()
    kept = pieces.get(upload.token, piece.digest)
    assert (len(kept), len(set(kept)), len(kept) - 50) == (upload.offset, 1, kept[0] - 65)


def test_a_file_that_is_looked_at_and_attached_by_several_at_once_is_one_row(office: Office) -> None:
    upload = a_begun(office, PDF)
    piece_by_piece.append(upload=upload, start=0, data=PDF, by=office.mana, now=timezone.now())

    def attach(number: int, seen: EvidenceUpload) -> None:
        if number % 2:
            whole.look_at(upload=seen, by=office.mana)
        else:
            whole.attach(upload=seen, facts=Facts("ประชุม"), by=office.mana, now=NOON)

    assert all_at_once(attach) == {"done": WRITERS}
    assert Evidence.objects.get().sent_digest == digest(PDF)
    assert AuditEvent.objects.filter(action="evidence.added").count() == 1
    assert (EvidencePiece.objects.count(), pieces_on_disk()) == (0, [])


def test_what_is_given_up_while_pieces_come_is_gone_after_the_night(office: Office) -> None:
    a_begun(office, PDF)

    def act(number: int, seen: EvidenceUpload) -> None:
        if number:
            piece_by_piece.append(upload=seen, start=0, data=PDF[:200], by=office.mana, now=timezone.now())
        else:
            piece_by_piece.give_up(upload=seen, by=office.mana)

    found = all_at_once(act)
    assert found["done"] in (1, 2)
    piece_by_piece.forget(timezone.now())
    assert (EvidenceUpload.objects.count(), EvidencePiece.objects.count(), pieces_on_disk()) == (0, 0, [])
