"""Frozen files: named by what they hold, whole or noticed, swept only when nothing names them."""

from __future__ import annotations

import os
import stat
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from hypothesis import HealthCheck, given
from hypothesis import settings as given_settings
from hypothesis import strategies as st
from pytest_django import Settings

from accounts.permissions import Role
from files import store
from files.store import Altered
from files.writing import PART
from reports.models import Round
from tests.files.shelves import InBucket, ObjectServer, OnDisk
from tests.reports.office import Office, an_office, approve

LATER = datetime(2100, 1, 1, tzinfo=UTC)


@pytest.mark.usefixtures("harm")
@given_settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=2000))
def test_what_was_put_comes_back_under_its_sha_256(data: bytes) -> None:
    digest = store.put(data)
    assert digest == sha256(data).hexdigest() == store.put(data)
    assert (store.get(digest), store.size_of(digest)) == (data, len(data))


@pytest.mark.usefixtures("harm")
def test_parts_of_a_file_are_read_as_they_are_asked_for() -> None:
    data = bytes(range(256)) * 5000
    digest = store.put(data)
    for first, length in ((0, len(data)), (0, 1), (7, 300_000), (len(data) - 1, 1)):
        with store.stream(digest, first, length) as part:
            assert part.read(5) == data[first : first + length][:5]
            assert part.read() == data[first : first + length][5:]
            assert part.read(1) == b""


@pytest.mark.usefixtures("harm")
def test_an_empty_file_is_a_file() -> None:
    digest = store.put(b"")
    with store.stream(digest, 0, 0) as nothing:
        assert (store.get(digest), store.size_of(digest), nothing.read()) == (b"", 0, b"")


def test_a_file_lies_in_a_folder_of_its_first_digits_and_is_its_owners_alone(own_files: Path) -> None:
    digest = store.put(b"report")
    path = own_files / digest[:2] / digest
    assert path.read_bytes() == b"report"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_an_object_lies_under_the_same_name_in_the_folder_of_the_address(
    object_server: ObjectServer, settings: Settings, own_files: Path
) -> None:
    settings.FILES_URL = object_server.bucket("shared")
    digest = store.put(b"report")
    assert (object_server.root / "shared/kept" / digest[:2] / digest).read_bytes() == b"report"
    assert not own_files.exists()


@pytest.mark.usefixtures("harm")
@pytest.mark.parametrize("name", ["", "../../etc/passwd", "A" * 64, "a" * 63, f"{'a' * 64}\n"])
def test_only_a_digest_names_a_file(name: str) -> None:
    for ask in (store.path_of, store.get, store.size_of, lambda name: store.stream(name, 0, 1)):
        with pytest.raises(ValueError, match="SHA-256"):
            ask(name)


def test_a_missing_and_an_altered_file_are_noticed_and_a_new_put_mends_them(harm: OnDisk | InBucket) -> None:
    digest, other = store.put(b"report"), store.put(b"another")
    harm.write(digest, b"Report")
    with pytest.raises(Altered, match="other bytes"):
        store.get(digest)
    assert store.put(b"report") == digest
    assert store.get(digest) == b"report"
    harm.remove(digest)
    for ask in (store.get, store.size_of, lambda digest: store.stream(digest, 0, 6)):
        with pytest.raises(Altered, match="cannot be read"):
            ask(digest)
    assert store.missing([other, digest, other]) == {digest}
    assert store.missing([]) == set()


def test_a_write_that_fails_leaves_nothing(own_files: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(number: int) -> None:
        raise OSError("disk full")

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(OSError, match="disk full"):
        store.put(b"report")
    assert [path for path in own_files.rglob("*") if path.is_file()] == []


def test_a_sweep_takes_the_part_that_a_killed_writer_left(own_files: Path) -> None:
    digest = store.put(b"report")
    part = own_files / digest[:2] / f"{PART}0123456789abcdef"
    part.write_bytes(b"rep")
    assert store.sweep(lambda: {digest}, before=LATER) == [f"{digest[:2]}/{PART}0123456789abcdef"]
    assert not part.exists()


def test_a_sweep_keeps_what_is_named_and_what_is_young(harm: OnDisk | InBucket) -> None:
    named, young, old = store.put(b"named"), store.put(b"young"), store.put(b"old")
    now = datetime.now(UTC)
    for digest in (named, old):
        harm.put_at(digest, now - timedelta(days=1))
    assert store.sweep(lambda: {named}, before=now - timedelta(hours=1)) == [old]
    assert store.get(named) == b"named"
    assert store.get(young) == b"young"
    assert harm.listed() == sorted([named, young])


def test_a_sweep_spares_an_old_file_that_a_submission_puts_again_meanwhile(harm: OnDisk | InBucket) -> None:
    digest = store.put(b"report")
    now = datetime.now(UTC)
    harm.put_at(digest, now - timedelta(days=1))

    def put_again() -> set[str]:
        store.put(b"report")
        return set()

    assert store.sweep(put_again, before=now - timedelta(hours=1)) == []


@pytest.mark.usefixtures("harm")
def test_a_sweep_of_nothing_is_no_error() -> None:
    assert store.sweep(set, before=LATER) == []


@pytest.mark.django_db
@pytest.mark.usefixtures("quick_paper")
class TestOfRounds:
    @pytest.fixture
    def office(self) -> Office:
        office = an_office()
        office.person("mana", Role.COORDINATOR)
        office.name_approver(office.person("somsak", Role.APPROVER))
        return office

    @pytest.fixture
    def made(self, office: Office) -> Round:
        return office.submit(office.the(Role.COORDINATOR))

    def test_a_sweep_takes_nothing_of_a_round(self, made: Round) -> None:
        call_command("sweep_files", hours=-1)
        assert {store.get(digest) for digest in made.files} != set()
        assert len(made.files) == 3

    @pytest.mark.parametrize("harm", ["missing", "altered"])
    def test_a_damaged_file_is_not_shown_and_not_approved(
        self, office: Office, made: Round, client: Client, harm: str, caplog: pytest.LogCaptureFixture
    ) -> None:
        path = store.path_of(made.pdf_digest)
        if harm == "missing":
            path.unlink()
        else:
            path.write_bytes(b"%PDF-1.7 other words")
        client.force_login(office.the(Role.APPROVER))
        answer = client.get(office.url("rounds/1/1/report.pdf"))
        assert answer.status_code == 500
        assert "ไฟล์ที่เก็บไว้ไม่ตรงกับค่าตรวจสอบ" in answer.content.decode()
        assert made.pdf_digest in caplog.text
        with pytest.raises(Altered):
            approve(made, office.the(Role.APPROVER))
        assert office.edition.state == "submitted"

    def test_an_altered_page_stops_the_approval_too(self, office: Office, made: Round, client: Client) -> None:
        store.path_of(made.pictures[1]).write_bytes(b"another picture")
        client.force_login(office.the(Role.APPROVER))
        assert client.get(office.url("rounds/1/1/pages/1.png")).status_code == 200
        assert client.get(office.url("rounds/1/1/pages/2.png")).status_code == 500
        with pytest.raises(Altered):
            approve(made, office.the(Role.APPROVER))

    def test_an_altered_document_is_not_read(self, office: Office, made: Round, client: Client) -> None:
        Round.objects.update(document=made.document.replace("ทำแล้ว", "ยังไม่ทำ"))
        client.force_login(office.the(Role.APPROVER))
        for page in ("rounds/1/1/", "review/", ""):
            assert client.get(office.url(page)).status_code == 500

    def test_pages_beyond_the_last_are_not_there(self, office: Office, made: Round, client: Client) -> None:
        client.force_login(office.the(Role.APPROVER))
        statuses = [client.get(office.url(f"rounds/1/1/pages/{page}.png")).status_code for page in (0, 1, 2, 3)]
        assert statuses == [404, 200, 200, 404]
        for address in ("rounds/1/2/", "rounds/2/1/", "rounds/1/0/report.pdf"):
            assert client.get(office.url(address)).status_code == 404


@pytest.mark.parametrize("hours", ["-1", "nan", "inf", "1e300", "x", ""])
def test_a_sweep_keeps_what_a_submission_of_this_hour_may_still_name(hours: str) -> None:
    """A number of hours below nought would reach into the future, and others are no time at all."""
    with pytest.raises(CommandError, match="ระบุจำนวนชั่วโมงตั้งแต่ 0 ถึง 878,400"):
        call_command("sweep_files", f"--hours={hours}")
