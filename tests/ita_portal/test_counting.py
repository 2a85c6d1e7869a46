"""On a disk that takes nothing, nobody is let in uncounted, and nobody is kept from reading."""

from __future__ import annotations

import errno
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pkcs11
import pytest
from django.core.cache import cache
from django.test import Client, RequestFactory
from django.utils import timezone
from pytest_django import Settings

from accounts.authentication import second_factor
from editing.drafting import form_token
from ita_portal.caches.in_files import FileCache
from ita_portal.environment import Environment
from pades.errors import NoRoom
from pades.keys import tokens
from pades.keys.tokens import Pin
from paper import page_count
from paper.paper import Paper
from reports.verification import throttle
from tests.accounts.making import PASSWORD, a_person
from tests.browsing import words_of

FULL = OSError(errno.ENOSPC, "No space left on device")
READ_ONLY = OSError(errno.EROFS, "Read-only file system")


def refuse(error: OSError) -> Callable[..., None]:
    def fail(*_: object, **__: object) -> None:
        raise error

    return fail


@pytest.fixture
def on_disk(settings: Settings, tmp_path: Path) -> Path:
    """Counts in files, as the portal does unless told otherwise."""
    here = {"BACKEND": "ita_portal.caches.in_files.FileCache", "LOCATION": str(tmp_path / "cache")}
    settings.CACHES = settings.CACHES | {"default": here, "made": here}
    return tmp_path / "cache"


@pytest.fixture(params=[FULL, READ_ONLY], ids=["full", "read-only"])
def full(request: pytest.FixtureRequest, on_disk: Path) -> Iterator[Path]:
    """The files that are there can be read, and nothing can be written or deleted."""
    cache.set("kept", "words")
    cache.set("over", "words", 0.001)
    time.sleep(0.002)
    with pytest.MonkeyPatch.context() as disk:
        disk.setattr("tempfile.mkstemp", refuse(request.param))
        disk.setattr("os.remove", refuse(request.param))
        yield on_disk


def test_a_cache_in_files_is_the_portals_own() -> None:
    read = Environment(Path("no.env")).cache_url("CACHE_URL_OF_NOBODY", default="filecache:///srv/cache")
    assert read["BACKEND"] == "ita_portal.caches.in_files.FileCache"


@pytest.mark.usefixtures("full")
def test_what_is_kept_is_read_what_is_over_is_not_and_writing_says_that_it_failed() -> None:
    assert (cache.get("kept"), cache.get("over"), cache.get("never", "none")) == ("words", None, "none")
    assert (cache.has_key("kept"), cache.has_key("over")) == (True, False)
    for write in (lambda: cache.add("new", 1), lambda: cache.set("kept", 2), lambda: cache.incr("kept")):
        with pytest.raises((OSError, TypeError)):
            write()


def test_a_folder_that_cannot_be_made_is_an_empty_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.mkdir", refuse(READ_ONLY))
    made = FileCache(str(tmp_path / "none" / "cache"), {})
    assert made.get("kept") is None
    with pytest.raises(OSError, match="Read-only"):
        made.set("kept", "words")


@pytest.mark.django_db
@pytest.mark.usefixtures("full")
def test_a_sign_in_that_cannot_be_counted_is_refused_politely() -> None:
    a_person()
    client = Client(raise_request_exception=False)
    assert client.get("/accounts/login/").status_code == 200
    for password in (PASSWORD, "ผิด"):
        page = client.post("/accounts/login/", {"login": "kanda", "password": password})
        assert (page.status_code, "เข้าสู่ระบบไม่ได้" in words_of(page), password in words_of(page)) == (507, True, False)
        assert "_auth_user_id" not in client.session


@pytest.mark.django_db
@pytest.mark.usefixtures("full")
def test_a_code_of_a_second_factor_that_cannot_be_used_up_lets_nobody_in() -> None:
    person = a_person()
    assert not second_factor.is_spent(person, "123456")
    with pytest.raises(OSError, match=r"No space|Read-only"):
        second_factor._first_use(person, "123456")


@pytest.mark.usefixtures("full")
def test_who_only_asks_gets_an_answer_and_is_counted_all_the_same() -> None:
    request, now = RequestFactory().get("/v/"), timezone.now()
    rate = throttle.Rate(f"test-{now.timestamp()}", most=3, seconds=3600)
    assert [throttle.allows(request, rate, now=now) for _ in range(5)] == [True, True, True, False, False]


@pytest.mark.usefixtures("full")
def test_what_is_only_remembered_for_speed_fails_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    form_token.saved("token")
    assert not form_token.is_saved("token")
    monkeypatch.setattr("paper.typeset.layout", lambda html, title, **_: type("Layout", (), {"pages": [1, 2]}))
    monkeypatch.setattr("paper.html.write", lambda document, paper: "")
    monkeypatch.setattr(page_count, "digest_of", lambda document: "digest")
    document = type("Document", (), {"title": "รายงาน"})
    assert page_count.pages_of(document, Paper()) == 2  # type: ignore[arg-type]  # nothing else of a document is read


@pytest.mark.usefixtures("full")
def test_a_pin_is_not_tried_where_its_refusal_could_not_be_written_down(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pkcs11, "lib", lambda path: pytest.fail("the token was asked"))
    with pytest.raises(NoRoom, match="ยังไม่ได้ลอง PIN"), tokens.opened(Path("module.so"), "label", Pin("271828", "1")):
        pass
    assert NoRoom.waits
