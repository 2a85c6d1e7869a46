"""A file that comes in pieces: it goes on where it stopped, is opened once whole, and is attached by the form."""

from __future__ import annotations

import base64
import hashlib
import html
import io
from datetime import timedelta

import pytest
from django.utils import timezone
from PIL import Image

from audit.models import AuditEvent
from evidence.intake.kinds import LARGEST_PICTURE, Kind
from evidence.models import Evidence, EvidencePiece, EvidenceUpload
from evidence.services.uploads import piece_by_piece, whole
from files import pieces, store
from measures.models import Measure
from notices import jobs
from pades.examination import sandbox
from reports.publication import sweeping
from tests.evidence.conftest import Office, SignedIn
from tests.evidence.files import TAKEN_ON, a_pdf, a_photograph, digest
from tests.evidence.pages import send, text, url
from tests.evidence.piecemeal import (
    PHOTOGRAPH,
    begin,
    begun,
    bring,
    bring_all,
    how_far,
    look_at,
    pieces_on_disk,
    row_of,
    sent_whole,
)

pytestmark = pytest.mark.django_db


def test_a_file_in_pieces_becomes_evidence_with_what_the_form_says(office: Office, signed_in: SignedIn) -> None:
    measure, mana = office.measure(), signed_in(office.mana)
    token = sent_whole(mana, measure, "ประชุม.jpg", PHOTOGRAPH)
    answer = send(mana, measure, [("วาระ.pdf", a_pdf())], caption="ประชุมใหญ่", upload_token=token)
    assert (answer.status_code, answer["Location"]) == (302, url("list", measure))
    first, second = Evidence.objects.all()
    assert (first.name, first.caption, first.sent_digest) == ("ประชุม.jpg", "ประชุมใหญ่", digest(PHOTOGRAPH))
    assert (first.speaks_for, first.kind, second.name) == (TAKEN_ON, "photograph", "วาระ.pdf")
    assert b"GPS" not in store.get(first.digest)
    assert (pieces_on_disk(), EvidencePiece.objects.count()) == ([], 0)


def test_without_words_it_is_called_by_its_name(office: Office, signed_in: SignedIn) -> None:
    measure, mana = office.measure(), signed_in(office.mana)
    send(mana, measure, [], upload_token=sent_whole(mana, measure, "IMG_1.jpg", PHOTOGRAPH))
    assert Evidence.objects.get().caption == "IMG_1"


def test_after_a_break_it_goes_on_where_it_stopped(office: Office, signed_in: SignedIn) -> None:
    measure, mana = office.measure(), signed_in(office.mana)
    address = begun(mana, measure, "ก.jpg", PHOTOGRAPH)
    bring(mana, address, 0, PHOTOGRAPH[:1500])
    again = begin(signed_in(office.mana), measure, "ก.jpg", PHOTOGRAPH, sha256=digest(PHOTOGRAPH))
    assert (again["Location"], again["Upload-Offset"], how_far(mana, address)) == (address, "1500", 1500)
    bring_all(mana, address, PHOTOGRAPH)
    assert look_at(mana, address).status_code == 204


@pytest.mark.parametrize("other", ["name", "bytes", "no digest", "person"])
def test_another_file_begins_anew(office: Office, signed_in: SignedIn, other: str) -> None:
    measure = office.measure()
    address = begun(signed_in(office.mana), measure, "ก.jpg", PHOTOGRAPH)
    bring(signed_in(office.mana), address, 0, PHOTOGRAPH[:1500])
    name, data = ("ข.jpg" if other == "name" else "ก.jpg"), PHOTOGRAPH[:-1] + b"x" if other == "bytes" else PHOTOGRAPH
    by = office.manee if other == "person" else office.mana
    known = {} if other == "no digest" else {"sha256": digest(data)}
    answer = begin(signed_in(by), measure, name, data, **known)
    assert (answer.status_code, answer["Upload-Offset"]) == (201, "0")
    assert answer["Location"] != address


def test_a_piece_that_came_already_or_too_early_changes_nothing(office: Office, signed_in: SignedIn) -> None:
    mana = signed_in(office.mana)
    address = begun(mana, office.measure(), "ก.jpg", PHOTOGRAPH)
    bring(mana, address, 0, PHOTOGRAPH[:1500])
    for start in (0, 1499, 1501):
        assert bring(mana, address, start, PHOTOGRAPH[start : start + 100]).status_code == 409
    assert how_far(mana, address) == 1500
    assert EvidencePiece.objects.count() == 1


def test_more_bytes_than_were_said_are_refused(office: Office, signed_in: SignedIn) -> None:
    mana = signed_in(office.mana)
    address = begun(mana, office.measure(), "ก.jpg", PHOTOGRAPH)
    answer = bring(mana, address, 0, PHOTOGRAPH + b"x")
    assert (answer.status_code, how_far(mana, address)) == (422, 0)
    assert "เกินขนาด" in text(answer)


def test_a_piece_that_was_garbled_on_its_way_is_sent_again(office: Office, signed_in: SignedIn) -> None:
    mana = signed_in(office.mana)
    address = begun(mana, office.measure(), "ก.jpg", PHOTOGRAPH)
    for name in ("sha1", "sha256"):
        right = base64.b64encode(hashlib.new(name, PHOTOGRAPH[:700]).digest()).decode()
        start = how_far(mana, address)
        wrong = bring(mana, address, start, b"x" * 700, Upload_Checksum=f"{name} {right}")
        assert (wrong.status_code, how_far(mana, address)) == (460, start)
    assert bring(mana, address, 0, PHOTOGRAPH[:700], Upload_Checksum=f"sha256 {right}").status_code == 204


def test_a_file_that_is_another_in_the_end_is_not_taken(office: Office, signed_in: SignedIn) -> None:
    mana = signed_in(office.mana)
    address = begun(mana, office.measure(), "ก.jpg", PHOTOGRAPH)
    bring_all(mana, address, PHOTOGRAPH[:-9] + b"otherones")
    answer = look_at(mana, address)
    assert (answer.status_code, "ไม่ตรงกับไฟล์" in text(answer)) == (422, True)
    assert (EvidenceUpload.objects.count(), pieces_on_disk()) == (0, [])


def test_the_day_that_the_browser_read_is_a_proposal(office: Office, signed_in: SignedIn) -> None:
    measure, mana = office.measure(), signed_in(office.mana)
    bare = a_photograph(Kind.PNG, colour="olive")
    cases = {
        "without.jpg": (_without_exif("navy"), "2023-02-01", "2023-02-01"),
        "with.jpg": (PHOTOGRAPH, "2023-02-01", str(TAKEN_ON)),
        "nonsense.png": (_without_exif("gray"), "0001-01-01", "None"),
        "garbage.png": (_without_exif("pink"), "พรุ่งนี้", "None"),
        "own.png": (bare, "", str(TAKEN_ON)),
    }
    for name, (data, taken, _) in cases.items():
        token = sent_whole(mana, measure, name, data, taken=taken)
        assert send(mana, measure, [], upload_token=token).status_code == 302
    assert {row.name: str(row.speaks_for) for row in Evidence.objects.all()} == {
        name: day for name, (_, _, day) in cases.items()
    }
    pdf = sent_whole(mana, measure, "ก.pdf", a_pdf(), taken="2023-02-01")
    send(mana, measure, [], upload_token=pdf)
    assert Evidence.objects.get(name="ก.pdf").speaks_for is None


def _without_exif(colour: str) -> bytes:
    written = io.BytesIO()
    Image.new("RGB", (64, 48), colour).save(written, "JPEG")
    return written.getvalue()


# Refusals


def test_a_program_is_refused_by_its_first_piece_and_nothing_is_left(office: Office, signed_in: SignedIn) -> None:
    mana, program = signed_in(office.mana), b"MZ" + b"\0" * 5000
    address = begun(mana, office.measure(), "โปรแกรม.jpg", program)
    answer = bring(mana, address, 0, program[:2000])
    assert (answer.status_code, "โปรแกรมของ Windows" in text(answer)) == (422, True)
    assert (EvidenceUpload.objects.count(), pieces_on_disk()) == (0, [])


def test_a_picture_that_is_too_large_is_refused_by_its_first_piece(office: Office, signed_in: SignedIn) -> None:
    mana, large = signed_in(office.mana), PHOTOGRAPH + b"\0" * LARGEST_PICTURE
    answer = bring(mana, begun(mana, office.measure(), "ก.jpg", large), 0, large[:2000])
    assert (answer.status_code, "เกิน 10 MB" in text(answer)) == (422, True)


def test_a_broken_photograph_is_refused_with_the_words_of_the_form(office: Office, signed_in: SignedIn) -> None:
    mana, broken = signed_in(office.mana), PHOTOGRAPH[: len(PHOTOGRAPH) // 3]
    address = begun(mana, office.measure(), "ก.jpg", broken)
    bring_all(mana, address, broken)
    answer = look_at(mana, address)
    assert (answer.status_code, "ภาพเสียหาย" in text(answer)) == (422, True)
    assert (EvidenceUpload.objects.count(), pieces_on_disk(), [*store.folder().rglob("*")]) == (0, [], [])


def test_while_too_many_are_opened_the_file_waits(
    office: Office, signed_in: SignedIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    measure, mana = office.measure(), signed_in(office.mana)
    address = begun(mana, measure, "ก.jpg", PHOTOGRAPH)
    bring_all(mana, address, PHOTOGRAPH)
    run = sandbox.run

    def busy(*_: object) -> None:
        raise sandbox.Busy

    monkeypatch.setattr(sandbox, "run", busy)
    answer = look_at(mana, address)
    assert (answer.status_code, answer["Retry-After"]) == (503, "5")
    refused = send(mana, measure, [], upload_token=row_of(address).token)
    assert refused.status_code == 422
    assert "กำลังรับไฟล์อื่นอยู่" in text(refused)
    monkeypatch.setattr(sandbox, "run", run)
    assert send(mana, measure, [], upload_token=row_of(address).token).status_code == 302


def test_the_same_file_is_not_sent_twice(office: Office, signed_in: SignedIn) -> None:
    measure, mana = office.measure(), signed_in(office.mana)
    send(mana, measure, [("ก.jpg", PHOTOGRAPH)], caption="ประชุมใหญ่")
    answer = begin(mana, measure, "ข.jpg", PHOTOGRAPH, sha256=digest(PHOTOGRAPH))
    assert (answer.status_code, "แนบไว้กับมาตรการนี้อยู่แล้ว คือ “ประชุมใหญ่”" in text(answer)) == (422, True)


# The form


def test_a_form_that_is_sent_twice_attaches_once(office: Office, signed_in: SignedIn) -> None:
    measure, mana = office.measure(), signed_in(office.mana)
    token = sent_whole(mana, measure, "ก.jpg", PHOTOGRAPH)
    for _ in range(2):
        assert send(mana, measure, [], upload_token=token).status_code == 302
    assert Evidence.objects.count() == AuditEvent.objects.filter(action="evidence.added").count() == 1


def test_what_is_half_or_gone_is_told_and_keeps_no_good_file_out(office: Office, signed_in: SignedIn) -> None:
    measure, mana = office.measure(), signed_in(office.mana)
    half = begun(mana, measure, "ครึ่ง.jpg", PHOTOGRAPH)
    bring(mana, half, 0, PHOTOGRAPH[:1500])
    good = sent_whole(mana, measure, "ดี.pdf", a_pdf())
    tokens = [row_of(half).token, good, "0" * 32, "x" * 5000, ""]
    answer = mana.post(url("list", measure), {"upload_token": tokens, "caption": "ประชุม"})
    page = html.unescape(text(answer))
    assert answer.status_code == 422
    assert "“ครึ่ง.jpg” ยังส่งไม่ครบ" in page
    assert "บางไฟล์ยกเลิกหรือหมดอายุแล้ว" in page
    assert [row.name for row in Evidence.objects.all()] == ["ดี.pdf"]


def test_a_day_that_cannot_be_read_is_mended_without_sending_the_file_again(
    office: Office, signed_in: SignedIn
) -> None:
    measure, mana = office.measure(), signed_in(office.mana)
    token = sent_whole(mana, measure, "ก.pdf", a_pdf())
    assert send(mana, measure, [], upload_token=token, speaks_for="31 ก.พ. 66").status_code == 422
    seen = str(Evidence.objects.get().pk)
    assert send(mana, measure, [], speaks_for="28 ก.พ. 66", seen=seen).status_code == 302
    assert str(Evidence.objects.get().speaks_for) == "2023-02-28"


def test_the_page_shows_its_person_alone_what_is_whole_and_what_is_half(office: Office, signed_in: SignedIn) -> None:
    measure, mana = office.measure(), signed_in(office.mana)
    half = begun(mana, measure, "ครึ่ง.jpg", PHOTOGRAPH)
    bring(mana, half, 0, PHOTOGRAPH[:1500])
    token = sent_whole(mana, measure, "ครบ.pdf", a_pdf())
    page = text(mana.get(url("list", measure)))
    assert f'name="upload_token" value="{token}"' in page
    assert f'max="{len(PHOTOGRAPH)}" value="1500"' in page
    assert "ครบ.pdf" not in text(signed_in(office.manee).get(url("list", measure)))
    answer = mana.post(url("upload_cancel", measure, token))
    assert (answer.status_code, answer["Location"]) == (302, url("list", measure))
    assert "ครบ.pdf" not in text(mana.get(url("list", measure))).partition("<h1>")[2]


# The night


def _night(days: float) -> None:
    piece_by_piece.forget(timezone.now() + timedelta(days=days))


def test_what_nobody_went_on_with_is_forgotten_after_a_week(office: Office, signed_in: SignedIn) -> None:
    measure, mana = office.measure(), signed_in(office.mana)
    bring(mana, begun(mana, measure, "ก.jpg", PHOTOGRAPH), 0, PHOTOGRAPH[:1500])
    sent_whole(mana, measure, "ข.pdf", a_pdf())
    _night(6.9)
    assert (EvidenceUpload.objects.count(), len(pieces_on_disk())) == (2, 1)
    _night(7.1)
    assert (EvidenceUpload.objects.count(), pieces_on_disk()) == (0, [])


def test_each_night_what_waits_for_its_form_stays_and_stray_pieces_go(office: Office, signed_in: SignedIn) -> None:
    measure, mana = office.measure(), signed_in(office.mana)
    half = begun(mana, measure, "ก.jpg", PHOTOGRAPH)
    bring(mana, half, 0, PHOTOGRAPH[:1500])
    token = sent_whole(mana, measure, "ข.jpg", a_photograph(colour="navy"))
    pieces.put("f" * 32, b"of a request that was killed")
    pieces.put(token, b"of a server that was killed before it took them away")
    jobs.sweep_files()
    sweeping.sweep(timezone.now() + timedelta(days=2))
    assert [path.parent.name for path in pieces_on_disk()] == [row_of(half).token]
    assert {path.name for path in store.folder().rglob("*") if path.is_file()} == whole.digests()
    assert send(mana, measure, [], upload_token=token).status_code == 302


def test_a_measure_that_is_locked_meanwhile_takes_no_piece(office: Office, signed_in: SignedIn) -> None:
    measure, mana = office.measure(), signed_in(office.mana)
    address = begun(mana, measure, "ก.jpg", PHOTOGRAPH)
    Measure.objects.update(state="handed_in")
    for answer in (bring(mana, address, 0, PHOTOGRAPH[:1500]), begin(mana, measure, "ข.jpg", PHOTOGRAPH)):
        assert (answer.status_code, "ส่งตรวจแล้ว" in text(answer)) == (423, True)
    assert pieces_on_disk() == []
