"""While the object store is away pages go on, files say that they come later, and nothing is taken for lost."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.management import call_command
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from files.shelves import objects
from reports.signing import sign as signing
from tests.browsing import words_of
from tests.files.shelves import ObjectServer, serving
from tests.reports.approved import a_scene
from tests.reports.publication.scenes import a_published_scene

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("signable_paper")]


@pytest.fixture
def server(settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[ObjectServer]:
    monkeypatch.setattr(objects, "READ", 2.0)
    objects._at.cache_clear()
    with serving(tmp_path / "objects") as server:
        settings.FILES_URL = server.bucket()
        yield server


def test_the_public_page_stays_and_its_files_come_back(server: ObjectServer) -> None:
    scene, client = a_published_scene(), Client(raise_request_exception=False)
    page, file = f"/r/{scene.round.code}/", f"/r/{scene.round.code}/report.pdf"
    before = client.get(file).getvalue()
    server.stop()
    for _ in range(2):  # the second reader is answered before the database is thought of
        away = client.get(file)
        assert (away.status_code, "ขณะนี้ติดต่อที่เก็บไฟล์ไม่ได้" in words_of(away)) == (503, True)
        assert "เสียหาย" not in words_of(away)
    assert client.get(page).status_code == 200
    server.start()
    assert client.get(file).getvalue() == before


def test_a_signature_waits_for_the_store_and_is_made_when_it_is_back(server: ObjectServer) -> None:
    scene, now = a_scene(), timezone.now()
    server.stop()
    signing.sign_all(lambda: now)
    assert (scene.state, scene.signing.state) == ("approved", "waiting")
    assert "ติดต่อที่เก็บไฟล์ไม่ได้" in scene.signing.reason
    server.start()
    signing.sign_all(lambda: scene.signing.next_at)
    assert (scene.state, scene.signing.state) == ("signed", "done")


def test_a_check_says_in_clear_words_what_is_wrong_with_the_store(
    server: ObjectServer, settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    call_command("check", "--fail-level", "WARNING")
    capsys.readouterr()
    settings.FILES_URL = server.address("nowhere")
    call_command("check")
    assert "has no bucket nowhere" in capsys.readouterr().err
    server.stop()
    call_command("check")
    assert "the object store gives no answer" in capsys.readouterr().err
