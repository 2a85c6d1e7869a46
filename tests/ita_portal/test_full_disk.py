"""On a real disk that is full, or read-only: what is published is served, whoever writes gets the words back."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connection

from tests.ita_portal.small_disk import Answer, Portal, SmallDisk, Visitor, a_portal, small_disk

pytestmark = pytest.mark.skipif(connection.vendor != "sqlite", reason="only on SQLite: the portal here has its own")
ADD = "/a/thung-sai-than/2566/measures/add/"
TYPED = "ข้อความที่พิมพ์ไว้นาน <และยาว>"
WANTED = {"question": TYPED, "do": "save"}
GIVEN_BACK = "ข้อความที่พิมพ์ไว้นาน &lt;และยาว&gt;"


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[SmallDisk]:
    with small_disk(tmp_path / "data", megabytes=24) as disk:
        yield disk


@pytest.fixture
def portal(disk: SmallDisk, static_root: Path) -> Portal:
    return a_portal(disk.folder, static_root)


def health(visitor: Visitor) -> tuple[int, str, str]:
    answer = visitor.get("/health/")
    said = json.loads(answer.body)
    return answer.status, said["database"], said["writing"]


def see_that_reading_goes_on(portal: Portal, mana: Visitor, when: str) -> None:
    stranger, code = Visitor(portal), portal.report.split("/")[2]
    pages = ["/r/", portal.report, f"{portal.report}report.pdf", f"/v/{code}/", "/accounts/login/", "/help/"]
    own = ["/a/thung-sai-than/2566/", ADD, "/a/thung-sai-than/2566/measures/"]
    answers = {path: visitor.get(path) for visitor, paths in ((stranger, pages), (mana, own)) for path in paths}
    assert {path: answer.status for path, answer in answers.items()} == dict.fromkeys(answers, 200), when
    assert answers[f"{portal.report}report.pdf"].body.startswith(b"%PDF-"), when
    assert "มาตรการ" in answers[own[2]].text, when


def see_that_writing_is_refused(portal: Portal, mana: Visitor, form: dict[str, str], why: str) -> Answer:
    saved = mana.post(ADD, {**form, **WANTED})
    assert (saved.status, why in saved.text, GIVEN_BACK in saved.text) == (507, True, True), saved.text[-3000:]
    line = mana.post("/me/drafts/", {**form, "question": TYPED}, **{"HX-Request": "true"})
    assert (line.status, f"เก็บร่างไม่ได้ เพราะ{why}" in line.text, "<html" in line.text) == (507, True, False)
    closed = Visitor(portal).sign_in("kanda")
    assert (closed.status, why in closed.text) == (507, True)
    assert portal.passwords["kanda"] not in closed.text
    return saved


def test_reading_goes_on_and_all_is_well_again_as_soon_as_there_is_room(disk: SmallDisk, portal: Portal) -> None:
    mana = Visitor(portal)
    with portal.served():
        assert mana.sign_in("mana").status == 302
        form = mana.fields(mana.get(ADD)) | {"code": "E13", "asked": "1"}
        assert health(mana) == (200, "ok", "ok")
        before = disk.files()
        disk.fill()
        assert health(mana) == (503, "ok", "full")
        see_that_reading_goes_on(portal, mana, "on a full disk")
        refused = see_that_writing_is_refused(portal, mana, form, "เนื้อที่เก็บข้อมูลของเครื่องแม่ข่ายเต็ม")
        disk.make_room()
        assert disk.files() == before
        assert health(mana) == (200, "ok", "ok")
        again = mana.post(ADD, mana.fields(refused))
        assert (again.status, again.headers["Location"].startswith("/a/thung-sai-than/2566/")) == (302, True)
        assert GIVEN_BACK in mana.get("/a/thung-sai-than/2566/measures/").text
        assert Visitor(portal).sign_in("kanda").status == 302
    disk.fill()
    with portal.served():
        assert health(mana) == (503, "ok", "full")
        see_that_reading_goes_on(portal, mana, "after a start on a full disk")
        disk.turn("ro")
        assert health(mana) == (503, "ok", "read_only")
        see_that_reading_goes_on(portal, mana, "on a read-only disk")
        form = mana.fields(mana.get(ADD)) | {"code": "E12", "asked": "1"}
        refused = see_that_writing_is_refused(portal, mana, form, "ขณะนี้เครื่องแม่ข่ายเขียนข้อมูลไม่ได้")
        disk.turn("rw")
        disk.make_room()
        assert mana.post(ADD, mana.fields(refused)).status == 302
        assert health(mana) == (200, "ok", "ok")
        assert disk.files() == before
