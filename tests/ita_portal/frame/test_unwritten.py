"""A disk that takes nothing and a busy database lose no word, keep nobody from reading, and are told by their name."""

from __future__ import annotations

import errno
import os
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import OperationalError, connection
from django.test import Client
from pytest_django import Settings

from accounts.authentication import sessions
from accounts.models import Draft
from editing import drafts
from files import disk
from files.disk import Disk
from files.errors import Away
from ita_portal.caches.errors import NotCounted
from ita_portal.frame import faults
from ita_portal.frame.faults import Fault, fault_in
from measures.models import Measure
from tests.browsing import Form, form_of, open_form, words_of
from tests.editing.drafting import keep
from tests.ita_portal.frame.refusing import coded, refusing
from tests.measures.conftest import Office, make_office

pytestmark = pytest.mark.django_db
TYPED = "ข้อความที่พิมพ์ไว้ <xss>"
FULL = "เนื้อที่เก็บข้อมูลของเครื่องแม่ข่ายเต็ม"
READ_ONLY = "ขณะนี้เครื่องแม่ข่ายเขียนข้อมูลไม่ได้"
BUSY = "ขณะนี้ฐานข้อมูลไม่ว่าง"
AWAY = "ขณะนี้ติดต่อฐานข้อมูลไม่ได้"
# What a database or a system says, what it is while the disk has room, and what while the disk is full.
SAID: list[tuple[Exception, Fault | None, Fault | None]] = [
    (OperationalError("database or disk is full"), Fault.FULL, Fault.FULL),
    (OperationalError("attempt to write a readonly database"), Fault.READ_ONLY, Fault.FULL),
    (OperationalError("disk I/O error"), Fault.AWAY, Fault.FULL),
    (OperationalError("unable to open database file"), Fault.AWAY, Fault.FULL),
    (OperationalError("database is locked"), Fault.BUSY, Fault.BUSY),
    (OperationalError("no such table: nothing"), None, None),
    (coded("53100"), Fault.FULL, Fault.FULL),
    (coded("25006"), Fault.READ_ONLY, Fault.READ_ONLY),
    (coded("55P03"), Fault.BUSY, Fault.BUSY),
    (coded("57014"), Fault.BUSY, Fault.BUSY),
    (coded("40P01"), Fault.BUSY, Fault.BUSY),
    (coded("22001"), None, None),
    (OSError(errno.ENOSPC, "No space left on device"), Fault.FULL, Fault.FULL),
    (OSError(errno.EDQUOT, "Disk quota exceeded"), Fault.FULL, Fault.FULL),
    (OSError(errno.EROFS, "Read-only file system"), Fault.READ_ONLY, Fault.READ_ONLY),
    (PermissionError(errno.EACCES, "Permission denied"), None, Fault.FULL),
    (OSError(errno.ECONNREFUSED, "Connection refused"), None, None),
    (NotCounted("no answer"), Fault.NO_COUNT, Fault.NO_COUNT),
    (Away(errno.EHOSTUNREACH, "the object store gives no answer"), Fault.NO_FILES, Fault.NO_FILES),
    (ZeroDivisionError(), None, None),
]


def a_disk(monkeypatch: pytest.MonkeyPatch, state: Disk) -> None:
    monkeypatch.setattr(disk, "state", lambda folder: state)


@pytest.fixture
def office(db: None) -> Office:
    return make_office()


@pytest.fixture
def manee(office: Office) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(office.manee)
    return client


@pytest.fixture
def form(office: Office, manee: Client) -> Form:
    made = open_form(manee, office.url("add"))
    made.values |= {"code": "E13", "question": TYPED}
    return made


@pytest.mark.parametrize("at", [0, 1], ids=["room", "full"])
def test_what_kept_the_portal_from_writing(monkeypatch: pytest.MonkeyPatch, at: int) -> None:
    monkeypatch.setattr(faults, "connection", type("Connection", (), {"vendor": "sqlite"}))
    monkeypatch.setattr(faults, "disk_state", lambda: [Disk.OK, Disk.FULL][at])
    for error, *expected in SAID:
        assert fault_in(error) is expected[at], error
        try:
            raise RuntimeError("something that came of it") from error
        except RuntimeError as later:
            assert fault_in(later) is expected[at], error


@pytest.mark.parametrize("debug", [False, True], ids=["production", "demonstration"])
def test_a_form_that_could_not_be_written_comes_back_with_its_words_and_can_be_sent_again(
    office: Office, manee: Client, form: Form, monkeypatch: pytest.MonkeyPatch, settings: Settings, debug: bool
) -> None:
    settings.DEBUG = debug
    a_disk(monkeypatch, Disk.OK)
    cases = {
        "database or disk is full": (507, FULL),
        "attempt to write a readonly database": (507, READ_ONLY),
        "database is locked": (503, BUSY),
        "disk I/O error": (503, AWAY),
    }
    for message, (status, why) in cases.items():
        with refusing(OperationalError(message)):
            page = form.press(manee)
        assert (page.status_code, why in words_of(page)) == (status, True), message
        assert "&lt;xss&gt;" in page.content.decode() and "<xss>" not in page.content.decode(), message
        assert (Measure.objects.count(), Draft.objects.count()) == (0, 0), message
    again = form_of(page)
    assert again.action == office.url("add")
    assert {name: again.values[name] for name in ("code", "question", "do")} == {
        "code": "E13",
        "question": TYPED,
        "do": "save",
    }
    assert manee.post(again.action, again.values).status_code == 302
    assert Measure.objects.get().question == TYPED


def test_a_code_of_postgresql_says_the_same(manee: Client, form: Form) -> None:
    for code, status in {"53100": 507, "25006": 507, "55P03": 503, "57014": 503}.items():
        with refusing(coded(code)):
            page = form.press(manee)
        assert (page.status_code, "&lt;xss&gt;" in page.content.decode()) == (status, True), code


@pytest.mark.urls("tests.ita_portal.frame.faulty_urls")
def test_a_secret_is_neither_given_back_nor_sent_again(manee: Client) -> None:
    said = {"login": "manee", "password": "รหัสลับ 1", "oldpassword": "รหัสลับ 2", "code": "๑ ๒ ๓ ๔ ๕ ๖", "text": TYPED}
    with refusing(OperationalError("database or disk is full")):
        for page in ("/accounts/login/", "/full/"):
            answer = Client(raise_request_exception=False).post(page, said)
            html = answer.content.decode()
            assert (answer.status_code, "รหัสลับ" in html, "ส่งอีกครั้ง" in html) == (507, False, False), page
            assert ("๑ ๒" in html, "&lt;xss&gt;" in html) == ((False, False) if page != "/full/" else (True, True)), (
                page
            )


def test_what_was_drafted_by_itself_says_in_its_line_that_it_is_not_kept(manee: Client, form: Form) -> None:
    with refusing(OperationalError("database or disk is full")):
        line = keep(manee, form, by_itself=True)
        page = keep(manee, form)
    assert line.status_code == 507
    assert words_of_fragment(line) == f"เก็บร่างไม่ได้ เพราะ{FULL} โปรดคัดลอกข้อความเก็บไว้"
    assert (page.status_code, "&lt;xss&gt;" in page.content.decode()) == (507, True)
    assert Draft.objects.count() == 0


def words_of_fragment(response: Any) -> str:
    return str(response.content.decode()).rpartition("</span>")[2].strip()


def test_a_button_that_saves_nothing_works_on_a_full_disk_and_waits_for_no_lock_twice(
    manee: Client, form: Form
) -> None:
    with refusing(OperationalError("database or disk is full")):
        page = form.press(manee, "add:steps")
    assert page.status_code < 400 or page.status_code == 422
    assert form_of(page, button="save").values["question"] == TYPED
    with refusing(OperationalError("database is locked")):
        assert form.press(manee, "add:steps").status_code == 503


def test_what_was_saved_is_not_called_unsaved_where_only_the_answer_failed(
    manee: Client, form: Form, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise OperationalError("database is locked")

    settings.SESSION_SAVE_EVERY_REQUEST = True
    monkeypatch.setattr("django.contrib.sessions.backends.db.SessionStore.save", fail)
    page = form.press(manee)
    assert Measure.objects.get().question == TYPED
    assert (page.status_code, words_of(page).startswith("บันทึกแล้ว แต่เปิดหน้าถัดไปไม่ได้")) == (503, True)
    assert [said in page.content.decode() for said in ("ส่งอีกครั้ง", "&lt;xss&gt;")] == [False, False]


def test_a_file_that_belongs_to_somebody_else_is_no_fault_of_the_program(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    ours = PermissionError(errno.EACCES, "Permission denied", f"{settings.DATA_DIR}/cache/x.djcache")
    assert fault_in(ours) is Fault.READ_ONLY
    assert fault_in(PermissionError(errno.EACCES, "Permission denied", "/srv/keys/signing.p12")) is None
    assert faults.disk_state() is Disk.OK
    database = connection.settings_dict["NAME"]
    monkeypatch.setattr(os, "access", lambda path, mode: str(path) != str(database))
    expected = Disk.READ_ONLY if connection.vendor == "sqlite" else Disk.OK
    assert faults.disk_state() is expected


def test_what_was_saved_is_saved_though_its_draft_cannot_be_dropped(
    manee: Client, form: Form, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise OperationalError("database or disk is full")

    monkeypatch.setattr(drafts, "drop", fail)
    assert form.press(manee).status_code == 302
    assert Measure.objects.get().question == TYPED


def test_who_reads_is_not_kept_back_by_what_a_session_notes(office: Office, manee: Client) -> None:
    session = manee.session
    session[sessions.SEEN] -= 120
    session.save()
    for error in ("database or disk is full", "attempt to write a readonly database", "database is locked"):
        with refusing(OperationalError(error)):
            assert manee.get(office.url("list")).status_code == 200, error
    assert manee.get(office.url("list")).status_code == 200
    assert manee.session[sessions.SEEN] > session[sessions.SEEN] + 60


def test_a_session_that_is_over_ends_for_its_browser_though_it_cannot_be_taken_away(
    office: Office, manee: Client
) -> None:
    session = manee.session
    session[sessions.BEGAN] -= 13 * 3600
    session.save()
    with refusing(OperationalError("attempt to write a readonly database")):
        page = manee.get(office.url("list"))
    assert (page.status_code, page["Location"].partition("?")[0]) == (302, "/accounts/login/")
    assert page.cookies["sessionid"].value == ""
    assert Session.objects.count() == 1


def test_who_signs_out_on_a_full_disk_is_out_in_that_browser(manee: Client) -> None:
    with refusing(OperationalError("database or disk is full")):
        page = manee.post("/accounts/logout/")
    assert (page.status_code, page.cookies["sessionid"].value) == (507, "")


def test_a_page_that_could_not_even_be_read_says_so_without_words(
    manee: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(*_: object, **__: object) -> None:
        raise OperationalError("database is locked")

    monkeypatch.setattr("reports.views.public.PublicFilter", away)
    page = manee.get("/r/")
    assert (page.status_code, words_of(page).startswith(f"เปิดหน้านี้ยังไม่ได้ เพราะ{BUSY}")) == (503, True)


@pytest.mark.urls("tests.ita_portal.frame.faulty_urls")
class TestOtherPages:
    """Every error page of a form gives the words back, unless another site had the form sent."""

    PAGES = {"/broken/": 500, "/unreadable/": 400, "/forbidden/": 403, "/nowhere/": 404, "/r/": 405}

    def test_the_words_stand_in_the_page(self, manee: Client) -> None:
        for path, status in self.PAGES.items():
            page = manee.post(path, {"text": TYPED, "password": "ความลับ 1"}, headers={"origin": "http://testserver"})
            html = page.content.decode()
            assert (page.status_code, "&lt;xss&gt;" in html, "ความลับ" in html) == (status, True, False), path

    def test_a_form_without_its_token_gives_them_back_to_our_own_pages_alone(self) -> None:
        strict = Client(enforce_csrf_checks=True)
        for origin, given_back in (("http://testserver", True), ("http://elsewhere.example", False), ("null", False)):
            page = strict.post("/typed/", {"text": TYPED}, headers={"origin": origin})
            assert (page.status_code, "&lt;xss&gt;" in page.content.decode()) == (403, given_back), origin

    def test_a_file_that_finds_no_room_on_its_way_in(self, manee: Client, monkeypatch: pytest.MonkeyPatch) -> None:
        def full(*_: object, **__: object) -> None:
            raise OSError(errno.ENOSPC, "No space left on device")

        monkeypatch.setattr("django.core.files.temp.NamedTemporaryFile", full)
        page = manee.post("/filed/", {"text": TYPED, "file": SimpleUploadedFile("a.txt", b"words")})
        assert (page.status_code, FULL in words_of(page), "ส่งอีกครั้ง" in page.content.decode()) == (507, True, False)

    def test_a_demonstration_shows_its_fault_in_thai(self, manee: Client, settings: Settings) -> None:
        settings.DEBUG = settings.DEMO = True
        page = manee.post("/broken/", {"text": TYPED})
        assert (page.status_code, "&lt;xss&gt;" in page.content.decode()) == (500, True)
        assert "ZeroDivisionError" not in page.content.decode()
