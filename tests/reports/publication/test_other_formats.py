"""A published report comes as Word, Excel and a web page, too: made of the frozen document, kept, and not too often."""

from __future__ import annotations

from typing import Any
from urllib.parse import unquote

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from accounts.models import Agency
from document.grids import docx, html, sheets
from document.readers import by_grid
from files.made import cache
from reports.models import Round
from reports.publication import other_formats
from reports.verification import throttle
from tests.browsing import words_of
from tests.reports.approved import Scene
from tests.reports.publication.scenes import a_published_scene, a_signed_scene, withdraw
from tests.stored import everything_stored

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("signable_paper")]
NAMES = ("report.docx", "report.html", "report.xlsx")


@pytest.fixture
def scene(monkeypatch: pytest.MonkeyPatch) -> Scene:
    made = a_published_scene()

    def render(*args: object, **kwargs: object) -> bytes:
        raise AssertionError("nothing is laid out as pages")

    monkeypatch.setattr("paper.typeset.render", render)
    cache.clear()
    return made


def url(scene: Scene, name: str) -> str:
    return f"/r/{scene.round.code}/{name}"


def get(scene: Scene, name: str, **headers: str) -> Any:
    return Client().get(url(scene, name), headers=headers)


def test_each_holds_the_frozen_document(scene: Scene) -> None:
    document = scene.round.read()
    for name, grid_of in (("report.docx", docx.read), ("report.html", html.read)):
        found = by_grid.read(grid_of(get(scene, name).content))
        assert (found.document, found.by_words) == (document, False)
    tables = list(sheets.read(get(scene, "report.xlsx").content).tables())
    assert len(tables[0].rows) > len(document.measures)


@pytest.mark.parametrize("name", NAMES)
def test_it_is_offered_saved_under_a_name_and_kept_by_readers(scene: Scene, name: str) -> None:
    assert f'href="{url(scene, name)}"' in Client().get(url(scene, "")).content.decode()
    answer = get(scene, name)
    said = unquote(answer["Content-Disposition"])
    assert said.startswith("attachment") and said.endswith(name.removeprefix("report"))
    assert (answer["Cache-Control"], answer["X-Frame-Options"]) == ("public, max-age=86400", "DENY")
    assert answer["Content-Security-Policy"].startswith("default-src 'none'; sandbox")
    again = get(scene, name, if_none_match=answer["ETag"])
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", answer["ETag"])


def test_it_has_the_form_of_the_frozen_file_whatever_the_agency_chose_since(scene: Scene) -> None:
    Agency.objects.update(orientation=Agency.Orientation.PORTRAIT, digits="thai")
    page = get(scene, "report.html").content.decode()
    assert "size: A4 landscape" in page and "2566" in page


def test_it_is_made_once_and_reading_writes_nothing(
    scene: Scene, monkeypatch: pytest.MonkeyPatch, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    before, first = everything_stored(), get(scene, "report.docx").content
    monkeypatch.setattr(other_formats, "made", None)
    with django_assert_num_queries(1):
        assert get(scene, "report.docx").content == first
    assert everything_stored() == before


@pytest.mark.usefixtures("one_minute")
def test_who_has_many_made_waits_while_what_is_kept_still_comes(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(throttle, "MADE", throttle.Rate("file-made", most=1, seconds=60))
    assert get(scene, "report.docx").status_code == 200
    answer = get(scene, "report.xlsx")
    assert (answer.status_code, answer["Retry-After"]) == (429, "60")
    assert "ดาวน์โหลดจากเครื่องหรือเครือข่ายของท่านถี่เกินไป" in words_of(answer)
    assert get(scene, "report.docx").status_code == 200


def test_a_damaged_document_is_said_and_no_file_comes(scene: Scene) -> None:
    Round.objects.filter(pk=scene.round.pk).update(document=scene.round.document.replace("2566", "2567"))
    answer = get(scene, "report.docx")
    assert answer.status_code == 500 and "attachment" not in answer.get("Content-Disposition", "")


def test_of_a_withdrawn_version_it_is_not_listed_by_search_engines(scene: Scene) -> None:
    assert "X-Robots-Tag" not in get(scene, "report.html").headers
    withdraw(scene.round, scene.person("mana"))
    assert get(scene, "report.html")["X-Robots-Tag"] == "noindex"


def test_what_is_not_published_and_what_is_no_format_is_not_found() -> None:
    signed = a_signed_scene()
    assert get(signed, "report.docx").status_code == 404
    assert [get(signed, name).status_code for name in ("report.txt", "report.doc", "report.")] == [404, 404, 404]
