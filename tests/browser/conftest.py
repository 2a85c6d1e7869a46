"""A portal that listens, and Debian's Chromium to visit it with."""

import io
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.test.testcases import LiveServerThread
from PIL import Image
from playwright.sync_api import Browser, Page, expect, sync_playwright
from pytest_django import Settings

from forked.call_stack import with_room
from reports.compiling.preview import Preview
from tests.browser.looking import listen

BrowserPage = Callable[..., Page]
PATIENCE = 30_000  # milliseconds: a page is late on a busy machine, and never wrong for that
# The same engine without the windows and services of a desktop takes a quarter less of the processor.
PROGRAMS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--lang=th",
]


class Bare(WSGIHandler):
    """The portal alone, without the handler of static files that Django would put before it."""

    def __init__(self, application: object) -> None:
        super().__init__()

    __call__ = with_room(WSGIHandler.__call__)


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """For these tests alone: while it is open its loop runs in this thread, and signing cannot run one."""
    chromium = next(filter(None, map(shutil.which, PROGRAMS)), None)
    if chromium is None:
        pytest.skip(f"none of {', '.join(PROGRAMS)}: script/setup --tests")
    expect.set_options(timeout=PATIENCE)
    # Playwright's loop runs in this thread; Django would take every query of a test for one inside a coroutine.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=chromium, args=FLAGS, env={**os.environ, "LANGUAGE": "th"})
        yield opened
        opened.close()


@pytest.fixture(scope="session")
def portal_url(django_db_setup: None, static_root: object) -> Iterator[str]:
    """The portal as gunicorn runs it, WhiteNoise and all: pytest-django's live server knows no hashed names."""
    thread = LiveServerThread("127.0.0.1", Bare)
    thread.daemon = True
    thread.start()
    thread.is_ready.wait()
    if thread.error:
        raise thread.error
    yield f"http://127.0.0.1:{thread.port}"
    thread.terminate()


@pytest.fixture
def quick_preview(monkeypatch: pytest.MonkeyPatch) -> None:
    """One blank page for a preview: each look at the compile page would set the whole report on paper."""
    written = io.BytesIO()
    Image.new("RGB", (1400, 990), "white").save(written, "PNG")
    monkeypatch.setattr(Preview, "_draw", lambda preview: [written.getvalue()])


@pytest.fixture
def browser_page(
    browser: Browser,
    portal_url: str,
    transactional_db: None,
    quick_preview: None,
    settings: Settings,
    tmp_path: Path,
) -> Iterator[BrowserPage]:
    """Opens a page of a visitor of their own: browser_page(width=390, javascript=False)."""
    settings.DATA_DIR = tmp_path  # frozen files
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    contexts = []

    def open_page(*, width: int = 1280, javascript: bool = True) -> Page:
        context = browser.new_context(
            base_url=portal_url,
            viewport={"width": width, "height": 800},
            locale="th-TH",
            timezone_id="Asia/Bangkok",
            java_script_enabled=javascript,
        )
        context.set_default_timeout(PATIENCE)
        contexts.append(context)
        page = context.new_page()
        listen(page, javascript=javascript)
        return page

    yield open_page
    for context in contexts:
        context.close()
