"""A scene that is put back is what was made, row by row and file by file; where that isn't sure it is made for real."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import transaction
from django.utils import timezone
from pytest_django import Settings

from accounts.models import Agency
from files import store
from paper import report_pdf
from paper.press import jobs
from reports.models import Publication
from reports.models.kinds import Kind
from reports.publication import searching
from tests import kept_scenes
from tests.accounts.making import an_agency
from tests.fixtures import own_files, quick_and_forgetful
from tests.house import doors
from tests.kept_scenes import kept
from tests.reports import approved, office, scene
from tests.reports.fixtures import signable_paper
from tests.reports.publication import scenes
from tests.stored import everything_stored

__all__ = ["own_files", "quick_and_forgetful", "signable_paper"]

# Their transactions are their own, so that they run on each database.
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("own_files", "signable_paper")]

MAKERS: dict[str, Callable[[], Any]] = {
    "an office": office.an_office,
    "an office with a plan": lambda: office.an_office(Kind.PLAN),
    "an office of two": office.an_office_of_two,
    "submitted": approved.a_submitted_scene,
    "approved": approved.a_scene,
    "signed": scenes.a_signed_scene,
    "published": scenes.a_published_scene,
    "a person of each kind": scene.a_scene,
    "a world": lambda: doors.a_world("elsewhere", province="ไกล"),
}
_made: list[str] = []


@pytest.fixture(autouse=True)
def none_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept_scenes, "_all", {})
    _made.clear()


@kept
def an_agency_called(slug: str, attach: object = None) -> Agency:
    """What most of these tests keep."""
    _made.append(slug)
    store.put(slug.encode())
    return an_agency(slug)


def once_more(make: Callable[[], Any]) -> Any:
    """What it gives in a test of its own, which comes after another: nothing of it stays."""
    with transaction.atomic():
        found = make()
        transaction.set_rollback(True)
    return found


def files_of(folder: Path) -> dict[Path, tuple[bytes, int]]:
    """What lies there, and who may read it."""
    paths = [path for path in folder.rglob("*") if path.is_file()]
    return {path.relative_to(folder): (path.read_bytes(), path.stat().st_mode) for path in paths}


def stored() -> dict[str, list[str]]:
    """All rows; how SQLite's index of words is cut into blocks is its own affair."""
    return everything_stored(but=("reports_publication_words_data",))


@pytest.mark.parametrize("name", MAKERS)
def test_what_is_put_back_is_what_was_made(
    name: str, settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files, looked = kept_scenes._files, list[Any]()

    def look(folder: Path) -> Any:
        looked[:] = [stored(), files_of(folder)]  # those of the scene itself come after those that it is made of
        return files(folder)

    monkeypatch.setattr(kept_scenes, "_files", look)
    first = once_more(MAKERS[name])
    monkeypatch.setattr(kept_scenes, "_rows", None)  # nothing is made again
    settings.DATA_DIR = tmp_path / "another"
    with transaction.atomic():
        second = MAKERS[name]()
    assert [stored(), files_of(tmp_path / "another")] == looked
    assert (second, repr(second)) == (first, repr(first))
    assert second is not first
    call_command("verify_audit")
    assert an_agency("a-new-one") in Agency.objects.all()  # no row has its key


def test_what_is_put_back_is_found_by_the_index_of_words(monkeypatch: pytest.MonkeyPatch) -> None:
    once_more(scenes.a_published_scene)
    with transaction.atomic():
        scenes.a_published_scene()
    monkeypatch.setattr(searching, "LOOKED_THROUGH", 0)
    for words, number in (("ทดสอบ", 1), ("ที่ไม่มี", 0)):
        found = searching.Search(Publication.objects.all(), (words,))
        assert found.count() == searching.Count(number)


def test_a_scene_is_made_once_and_each_test_has_its_own() -> None:
    first = once_more(lambda: an_agency_called("a"))
    first.name = "another"
    assert once_more(lambda: an_agency_called("a")).name == "อบต.ทุ่งสายธาร (a)"
    assert once_more(lambda: an_agency_called(slug="a")).slug == "a"
    assert once_more(lambda: an_agency_called("b")).slug == "b"
    assert _made == ["a", "b"]


def test_beside_other_rows_it_is_made_for_real() -> None:
    once_more(lambda: an_agency_called("a"))
    with transaction.atomic():
        an_agency_called("a")
        an_agency_called("b")
    assert _made == ["a", "b"]
    assert set(Agency.objects.values_list("slug", flat=True)) == {"a", "b"}
    assert len(kept_scenes._all) == 1


def test_without_a_transaction_it_is_made_for_real() -> None:
    once_more(lambda: an_agency_called("a"))
    an_agency_called("a")
    assert _made == ["a", "a"]


def otherwise(settings: Settings, patch: pytest.MonkeyPatch, tmp_path: Path) -> dict[str, Callable[[], object]]:
    """What a test may have in the way, each so that nothing is kept of its scene."""
    moment = datetime(2023, 10, 3, tzinfo=UTC)
    return {
        "a clock": lambda: patch.setattr(timezone, "now", lambda: moment),
        "a clock of seconds": lambda: patch.setattr(time, "time", lambda: 0.0),
        "a paper": lambda: patch.setattr(report_pdf, "write", lambda document, paper: b""),
        "a press": lambda: patch.setitem(jobs.JOBS, "pdf", lambda document, paper: b""),
        "no disk": lambda: patch.setattr(store, "put", lambda data: "0" * 64),
        "a folder of keys": lambda: setattr(settings, "SIGNING_DIR", tmp_path),
        "other folders": lambda: setattr(settings, "TEMPLATES", [{"DIRS": [tmp_path]}]),
    }


@pytest.mark.parametrize("what", otherwise(None, None, None))  # type: ignore[arg-type]  # the names alone
def test_whatever_is_in_the_way_it_is_made_for_real(
    what: str, settings: Settings, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    once_more(lambda: an_agency_called("a"))
    with monkeypatch.context() as patch:
        otherwise(settings, patch, tmp_path)[what]()
        once_more(lambda: an_agency_called("a"))
        once_more(lambda: an_agency_called("a"))
    assert (_made, len(kept_scenes._all)) == (["a"] * 3, 1)


def test_what_is_no_plain_value_makes_it_for_real() -> None:
    for _ in range(2):
        once_more(lambda: an_agency_called("a", attach=object()))
    assert (_made, kept_scenes._all) == (["a", "a"], {})


def _another_paper(*said: object) -> bytes:
    return b""


def test_what_stands_in_a_module_and_another_setting_have_scenes_of_their_own(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    once_more(lambda: an_agency_called("a"))
    settings.PORTAL_URL = "https://another.example"
    for _ in range(2):
        once_more(lambda: an_agency_called("a"))
    assert _made == ["a", "a"]
    monkeypatch.setattr(report_pdf, "write", _another_paper)
    for _ in range(2):
        once_more(lambda: an_agency_called("a"))
    assert _made == ["a", "a", "a"]
