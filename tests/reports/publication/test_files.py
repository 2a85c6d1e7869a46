"""Published files come from the store as they lie there: whole, in parts, or not again."""

from __future__ import annotations

import csv
import io
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from document import Measure, ReportDocument, Reporter
from document.writers import csv as csv_writer
from files import serving, store
from reports.models import Publication
from tests.files.shelves import InBucket, OnDisk
from tests.reports.approved import Scene
from tests.reports.publication.scenes import a_published_scene, a_signed_scene, withdraw

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("signable_paper")]

GUARDS = (
    *("Content-Type", "Content-Length", "Content-Disposition", "ETag", "Cache-Control", "Content-Security-Policy"),
    *("X-Content-Type-Options", "X-Frame-Options", "Referrer-Policy", "Cross-Origin-Opener-Policy"),
)
NAMES = {
    "report.pdf": "application/pdf",
    "report.json": "application/json",
    "report.csv": "text/csv; charset=utf-8",
    "bundle.zip": "application/zip",
    "preview.png": "image/png",
}


@pytest.fixture
def scene(harm: OnDisk | InBucket, monkeypatch: pytest.MonkeyPatch) -> Scene:
    """Published on both kinds of shelves."""
    made = a_published_scene()

    def render(*args: object, **kwargs: object) -> bytes:
        raise AssertionError("a download renders nothing")

    monkeypatch.setattr("paper.typeset.render", render)
    monkeypatch.setattr("paper.report_pdf.write", render)
    return made


def url(scene: Scene, name: str = "report.pdf") -> str:
    return f"/r/{scene.round.code}/{name}"


@dataclass(frozen=True)
class Answer:
    """What came, read to its end."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    def __getitem__(self, name: str) -> str:
        return self.headers[name]


def get(client: Client, url: str, **headers: str) -> Answer:
    return read(client.get(url, headers={name.replace("_", "-"): said for name, said in headers.items()}))


def read(answer: Any) -> Answer:
    return Answer(answer.status_code, answer.headers, answer.getvalue())


def test_each_file_comes_as_it_was_published(scene: Scene, client: Client) -> None:
    for name, kept in Publication.objects.get().files.items():
        answer = get(client, url(scene, name))
        assert (name, answer.status, answer["Content-Type"]) == (name, 200, NAMES[name])
        assert answer.body == store.get(kept["digest"]), name
        assert answer["Content-Length"] == str(kept["size"]), name
        assert answer["ETag"] == f'"{kept["digest"]}"', name
        assert answer["X-Content-Type-Options"] == "nosniff", name
        assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox; frame-ancestors 'none'", name
        assert answer["Cache-Control"] == "public, max-age=86400", name
        assert answer["Accept-Ranges"] == "bytes", name
    assert set(NAMES) == set(Publication.objects.get().files)


def test_a_file_is_saved_under_a_thai_name(scene: Scene, client: Client) -> None:
    said = get(client, url(scene))["Content-Disposition"]
    kind, _, name = said.partition("; filename*=utf-8''")
    assert (kind, unquote(name)) == ("attachment", f"รายงาน ITA 2566 {scene.office.agency.short_name}.pdf")


def test_a_download_asks_the_database_once_and_the_next_reader_not_at_all(
    scene: Scene, client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(1):
        first = get(client, url(scene))
    with django_assert_num_queries(0):
        again = get(client, url(scene))
    assert (again.status, again.body) == (first.status, first.body)
    assert {name: again[name] for name in GUARDS} == {name: first[name] for name in GUARDS}


KNOWN = {'"{}"': 304, 'W/"{}"': 304, "*": 304, '"other", "{}"': 304, '"other"': 200, "{}": 200, "": 200}


def test_what_the_reader_has_is_not_sent_again(scene: Scene, client: Client) -> None:
    digest = Publication.objects.get().files["report.pdf"]["digest"]
    for said, status in KNOWN.items():
        answer = get(client, url(scene), if_none_match=said.format(digest))
        assert (said, answer.status, answer["ETag"]) == (said, status, f'"{digest}"')
        assert (answer.body == b"") == (status == 304), said


PARTS = {
    "bytes=0-0": (0, 0),
    "bytes=0-99": (0, 99),
    "bytes=100-": (100, None),
    "bytes=-100": (-100, None),
    "bytes=5-999999999999": (5, None),
    "bytes=-999999999999": (0, None),
}


def test_a_part_that_is_asked_for_comes_alone(scene: Scene, client: Client) -> None:
    whole = store.get(Publication.objects.get().files["report.pdf"]["digest"])
    for asked, (first, last) in PARTS.items():
        start = first if first >= 0 else len(whole) + first
        end = len(whole) - 1 if last is None else last
        answer = get(client, url(scene), range=asked)
        assert (asked, answer.status, answer.body) == (asked, 206, whole[start : end + 1])
        assert answer["Content-Range"] == f"bytes {start}-{end}/{len(whole)}", asked
        assert answer["Content-Length"] == str(end + 1 - start), asked


def test_the_parts_of_a_file_are_the_file(scene: Scene, client: Client) -> None:
    whole = store.get(Publication.objects.get().files["report.pdf"]["digest"])
    step = len(whole) // 7 + 1
    asked = [f"bytes={at}-{at + step - 1}" for at in range(0, len(whole), step)]
    parts = [get(client, url(scene), range=each) for each in asked]
    assert b"".join(part.body for part in parts) == whole


def test_a_part_that_is_not_there_is_refused(scene: Scene, client: Client) -> None:
    size = Publication.objects.get().files["report.pdf"]["size"]
    for asked in ("bytes=99999999999-", "bytes=-0", "bytes=99999999999-99999999999"):
        answer = get(client, url(scene), range=asked)
        assert (asked, answer.status, answer["Content-Range"], answer.body) == (asked, 416, f"bytes */{size}", b"")


def test_what_is_no_single_range_gets_the_whole_file(scene: Scene, client: Client) -> None:
    ranges = ("bytes=0-1,5-6", "bytes=5-2", "bytes=-", "bytes=x-1", "lines=0-1", "bytes", "bytes=" + "9" * 5000 + "-")
    assert {asked: get(client, url(scene), range=asked).status for asked in ranges} == dict.fromkeys(ranges, 200)


def test_a_part_of_another_file_than_the_reader_has_is_not_sent(scene: Scene, client: Client) -> None:
    digest = Publication.objects.get().files["report.pdf"]["digest"]
    old = get(client, url(scene), range="bytes=0-9", if_range='"other"')
    same = get(client, url(scene), range="bytes=0-9", if_range=f'"{digest}"')
    assert (old.status, same.status) == (200, 206)


def test_head_says_all_and_sends_nothing(scene: Scene, client: Client) -> None:
    whole, head = get(client, url(scene)), read(client.head(url(scene)))
    names = ("Content-Length", "Content-Type", "ETag", "Content-Disposition", "Accept-Ranges")
    assert [head[name] for name in names] == [whole[name] for name in names]
    assert (head.status, head.body) == (200, b"")


def test_what_was_never_published_has_no_files(client: Client) -> None:
    scene = a_signed_scene()
    assert [get(client, url(scene, name)).status for name in NAMES] == [404] * len(NAMES)
    assert get(client, f"/r/{scene.round.code}/").status == 404


def test_no_other_name_leads_to_a_file(scene: Scene, client: Client) -> None:
    names = ("report.odt", "..", "report", "chain.pem", "report.pdf/", "%2e%2e%2fportal.sqlite3")
    assert {name: get(client, url(scene, name)).status for name in names} == dict.fromkeys(names, 404)


def test_the_files_of_a_withdrawn_report_stay(scene: Scene, client: Client) -> None:
    withdraw(scene.round, scene.person("mana"))
    assert [get(client, url(scene, name)).status for name in NAMES] == [200] * len(NAMES)


def test_search_engines_are_told_to_forget_the_files_of_what_is_not_current(
    scene: Scene, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in NAMES:
        assert "X-Robots-Tag" not in get(client, url(scene, name)).headers, name
    withdraw(scene.round, scene.person("mana"))
    later = time.monotonic() + serving.FRESH + 1
    monkeypatch.setattr("files.serving.time.monotonic", lambda: later)  # another process may have answered before
    for name in NAMES:
        for headers in ({}, {"range": "bytes=0-9"}, {"if_none_match": "*"}):
            told = [get(client, url(scene, name), **headers)["X-Robots-Tag"] for _ in range(2)]
            assert told == ["noindex", "noindex"], (name, headers)


def test_a_damaged_file_is_said_to_be_so_instead_of_being_sent(
    scene: Scene, client: Client, harm: OnDisk | InBucket
) -> None:
    digest = Publication.objects.get().files["report.pdf"]["digest"]
    assert get(client, url(scene)).status == 200
    harm.write(digest, store.get(digest)[:-1])
    shorter = get(client, url(scene))
    harm.remove(digest)
    gone = get(client, url(scene))
    assert (shorter.status, gone.status) == (500, 500)
    assert "ไฟล์ของรายงานนี้เสียหาย" in gone.body.decode()


def test_no_cell_of_the_table_is_a_formula() -> None:
    forms = ("=1+1", "+66", "-1+1", "@SUM(A1)", "\t=1", " =1", "\r=1", "ปกติ")
    measures = tuple(
        Measure(code="E1", code_as_written="E1", tool="EIT", question=each, heading=each) for each in forms
    )
    document = ReportDocument(
        kind="result",
        agency="=HYPERLINK(1)",
        title="รายงาน",
        assessed_year=2565,
        measures_year=2566,
        opening="",
        measures=measures,
        problems=(),
        suggestions=(),
        reporter=Reporter("", ""),
        reported_on=None,
        reported_on_as_written="",
    )
    written = csv_writer.write(document)
    assert written.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(written.decode("utf-8-sig"))))
    assert [row[5] for row in rows[1:]] == [*(f"'{each}" for each in forms[:-1]), "ปกติ"]
    assert {row[1] for row in rows[1:]} == {"'=HYPERLINK(1)"}
