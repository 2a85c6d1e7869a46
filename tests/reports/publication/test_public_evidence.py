"""The public evidence of a report is read by anyone under its measure, goes with the bundle, and is known at /v/."""

from __future__ import annotations

import hashlib
import io
import zipfile
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from accounts.models import Agency
from evidence.models import Evidence
from files import serving, store
from files.store import Altered
from measures.models import Measure
from reports.models import Publication
from reports.publication.sweeping import named
from tests.browsing import open_form
from tests.evidence.making import a_file, a_link, a_photograph, a_picture
from tests.reports.approved import Scene
from tests.reports.office import NOW, Office
from tests.reports.publication.scenes import (
    a_published_scene,
    a_signed_scene,
    another_edition,
    page,
    publish,
    withdraw,
)
from tests.reports.publication.test_bundle import commands, run, unpacked

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("signable_paper")]
SECRET = b"%PDF-1.7 secret"


def attach(office: Office) -> None:
    """Two photographs, two files of one name, a link; and what the agency keeps to itself."""
    measure = Measure.objects.get(plan=office.plan)
    a_photograph(measure, "ป้าย <หน้า>")
    a_photograph(measure, "ลับ ภาพ", number=2, is_public=False)
    a_file(measure, "บันทึก", data=b"%PDF-1.7 one")
    a_file(measure, "บันทึกอีกฉบับ", data=b"%PDF-1.7 two")
    a_file(measure, "ลับ เอกสาร", name="ลับ.pdf", data=SECRET, is_public=False)
    a_link(measure)


@pytest.fixture
def scene() -> Scene:
    return a_published_scene(attach)


def read(client: Client, url: str) -> tuple[Any, bytes]:
    answer: Any = client.get(url)
    return answer, b"".join(answer.streaming_content) if answer.streaming else answer.content


def send(client: Client, data: bytes) -> str:
    answer = client.post("/v/", {"file": SimpleUploadedFile("x", data)})
    assert answer.status_code == 200
    return " ".join(answer.content.decode().replace("\u00a0", " ").split())


PROVES = "<h1>ไฟล์นี้เป็นหลักฐานของรายงาน</h1>"


def test_the_page_shows_the_public_pieces_with_their_captions_and_days(client: Client, scene: Scene) -> None:
    shown = client.get(f"/r/{scene.round.code}/").content.decode().replace("\u00a0", " ")
    assert "หลักฐาน 4 รายการ" in shown
    assert 'alt="ป้าย &lt;หน้า&gt;"' in shown
    assert shown.count("29 กันยายน 2566</span>") == 4
    assert 'href="https://www.agency.example.go.th/news/25660803" rel="nofollow noopener noreferrer"' in shown
    assert "ลับ" not in shown
    assert [name for name in ("evidence-01.jpg", "evidence-01-small.jpg", "evidence-02.pdf") if name in shown] != []


def test_the_page_leads_to_the_agencys_own_website_where_it_has_one(client: Client, scene: Scene) -> None:
    url = f"/r/{scene.round.code}/"
    assert "เว็บไซต์หน่วยงาน" not in client.get(url).content.decode()
    Agency.objects.filter(pk=scene.office.plan.agency_id).update(website="https://www.thungsaithan.go.th/")
    shown = client.get(url).content.decode()
    assert '<a href="https://www.thungsaithan.go.th/" rel="nofollow noopener noreferrer">' in shown


def test_its_files_are_handed_out_as_published_files_are(client: Client, scene: Scene) -> None:
    names = sorted(name for name in Publication.objects.get().files if name.startswith("evidence"))
    assert names == ["evidence-01-small.jpg", "evidence-01.jpg", "evidence-02.pdf", "evidence-03.pdf"]
    called = []
    for name in names:
        answer, body = read(client, f"/r/{scene.round.code}/{name}")
        assert hashlib.sha256(body).hexdigest() == Publication.objects.get().files[name]["digest"]
        assert answer["Content-Type"] == ("application/pdf" if name.endswith("pdf") else "image/jpeg")
        assert answer["Cache-Control"] == "public, max-age=86400"
        assert "sandbox" in answer["Content-Security-Policy"]
        assert answer["X-Content-Type-Options"] == "nosniff"
        called.append(unquote(answer["Content-Disposition"]).partition("''")[2])
    assert called[2:] == ["02-E13-รายงานการประชุม-2-2566.pdf", "03-E13-รายงานการประชุม-2-2566.pdf"]


def test_what_is_not_public_has_no_address_and_stands_in_no_file(client: Client, scene: Scene, tmp_path: Path) -> None:
    place = tmp_path / "bundle"
    unpacked(client, place)
    everything = b"".join(path.read_bytes() for path in place.rglob("*") if path.is_file())
    private = Evidence.objects.filter(is_public=False)
    for each in private:
        for word in ("ลับ", each.digest, each.sent_digest):
            assert word.encode() not in everything
        assert store.get(each.digest) not in everything
    for number in range(4, 9):
        for ending in ("jpg", "pdf"):
            assert client.get(f"/r/{scene.round.code}/evidence-{number:02d}.{ending}").status_code == 404
    assert not {each.digest for each in private} & Publication.objects.get().digests
    assert {each.digest for each in private} <= named(), "the round keeps them for those who decided on it"


def test_the_bundle_holds_them_under_safe_names_and_its_own_commands_check_them(
    client: Client, scene: Scene, tmp_path: Path
) -> None:
    place = tmp_path / "bundle"
    how = unpacked(client, place)
    assert sorted(path.name for path in (place / "evidence").iterdir()) == [
        "01-E13-IMG_1.jpg",
        "02-E13-รายงานการประชุม-2-2566.pdf",
        "03-E13-รายงานการประชุม-2-2566.pdf",
    ]
    assert "หลักฐานที่เผยแพร่พร้อมรายงาน 3 ไฟล์" in how
    [sums] = [line for line in commands(how) if line.startswith("sha256sum -c")]
    [proof] = [line for line in commands(how) if line.startswith("sha256sum evidence")]
    files = [path for path in place.rglob("*") if path.is_file()]
    assert run(sums, place).stdout.count(": OK") == len(files) - 1, "all but the sums themselves"
    assert run(proof, place).stdout == ""
    (place / "evidence" / "02-E13-รายงานการประชุม-2-2566.pdf").write_bytes(b"%PDF-1.7 forged")
    assert run(sums, place).returncode != 0
    assert run(proof, place).stdout.strip() == hashlib.sha256(b"%PDF-1.7 forged").hexdigest()


def test_a_bundle_without_evidence_says_nothing_of_it(client: Client, tmp_path: Path) -> None:
    a_published_scene()
    assert "evidence" not in unpacked(client, tmp_path)


@pytest.mark.parametrize("method", ["the file", "its digest"])
def test_a_file_is_known_as_it_was_published_and_as_it_was_sent(client: Client, scene: Scene, method: str) -> None:
    picture = a_picture(1)
    for data, words in (
        (picture, "เหมือนไฟล์ที่เผยแพร่พร้อมรายงานด้านล่างทุกตัวอักษร"),
        (b"sent " + picture, "เป็นไฟล์ต้นฉบับของภาพที่เผยแพร่พร้อมรายงานด้านล่าง"),
        (b"%PDF-1.7 one", "เหมือนไฟล์ที่เผยแพร่พร้อมรายงานด้านล่างทุกตัวอักษร"),
    ):
        digest = hashlib.sha256(data).hexdigest()
        if method == "the file":
            told = send(client, data)
        else:
            assert client.get(f"/v/known/{digest}/").status_code == 204
            told = " ".join(client.post("/v/", {"sha256": digest}).content.decode().split())
        assert PROVES in told
        assert words in told
        assert scene.round.code in told
        assert digest in told


def test_what_an_agency_keeps_to_itself_is_never_known(client: Client, scene: Scene) -> None:
    own = a_picture(2)
    for data in (SECRET, own, b"sent " + own):
        assert client.get(f"/v/known/{hashlib.sha256(data).hexdigest()}/").status_code == 404
        told = send(client, data)
        assert PROVES not in told
        assert "ลับ" not in told


def test_before_it_is_published_nobody_knows_it(client: Client) -> None:
    a_signed_scene(attach)
    assert client.get(f"/v/known/{hashlib.sha256(a_picture(1)).hexdigest()}/").status_code == 404
    assert PROVES not in send(client, a_picture(1))


def test_of_a_withdrawn_report_it_stays_readable_and_is_told_so(client: Client, scene: Scene) -> None:
    serving._known.clear()
    withdraw(scene.round, scene.person("mana"))
    Evidence.objects.update(removed_at=NOW)
    answer, body = read(client, f"/r/{scene.round.code}/evidence-01.jpg")
    assert (body, answer["X-Robots-Tag"]) == (a_picture(1), "noindex")
    told = send(client, a_picture(1))
    assert PROVES in told
    assert "รายงานฉบับนี้ถูกแทนที่หรือเพิกถอนแล้ว โปรดอ่านเหตุผลก่อนใช้อ้างอิง" in told


def test_of_two_editions_the_one_that_counts_is_named(client: Client, scene: Scene) -> None:
    following = another_edition(scene)
    publish(following, scene.person("mana"), reason="แก้ไข")
    told = send(client, a_picture(1))
    assert following.code in told
    assert scene.round.code not in told
    assert "ถูกแทนที่หรือเพิกถอนแล้ว" not in told


def test_nothing_is_published_while_a_piece_is_damaged(client: Client) -> None:
    scene = a_signed_scene(attach)
    store.path_of(hashlib.sha256(b"%PDF-1.7 one").hexdigest()).write_bytes(b"%PDF-1.7 xxx")
    with pytest.raises(Altered):
        publish(scene.round, scene.person("mana"))
    assert Publication.objects.count() == 0


def test_whoever_publishes_sees_every_picture_first(client: Client) -> None:
    scene = a_signed_scene(attach)
    shown = page(client, scene, "publish/")
    assert "หลักฐานที่เสนอพร้อมรายงาน 6 รายการ" in shown
    assert shown.count("<img") >= 2


def test_whoever_publishes_says_that_they_looked_at_the_pictures_and_it_is_kept(client: Client) -> None:
    scene = a_signed_scene(attach)
    client.force_login(scene.person("mana"))
    form = open_form(client, scene.office.url("publish/"))
    form.values["declaration"] = "on"
    refused = form.press(client)
    assert (refused.status_code, Publication.objects.count()) == (422, 0)
    assert "โปรดดูภาพทุกภาพที่จะเผยแพร่" in refused.content.decode()
    form.values["photographs"] = "on"
    assert form.press(client).status_code == 302
    assert "ดูภาพที่จะเผยแพร่ครบ 1 ภาพแล้ว" in scene.round.decisions.get(move="publish").declaration


def test_without_a_public_picture_nobody_is_asked_for_one(client: Client) -> None:
    scene = a_signed_scene(lambda office: a_link(Measure.objects.get(plan=office.plan)))
    assert 'name="photographs"' not in page(client, scene, "publish/")


def test_the_same_round_gives_the_same_bundle(client: Client, scene: Scene) -> None:
    _, first = read(client, f"/r/{scene.round.code}/bundle.zip")
    with zipfile.ZipFile(io.BytesIO(first)) as packed:
        assert packed.namelist()[-1] == "SHA256SUMS"
        assert len(set(packed.namelist())) == len(packed.namelist())
        assert packed.testzip() is None
