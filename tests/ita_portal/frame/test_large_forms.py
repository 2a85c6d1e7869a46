"""A form that is larger than the portal reads: a page says so, nothing is stored, and nobody is cut off."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path

import pytest
from django.test import Client
from pytest_django import Settings

from accounts.permissions import Role
from measures.models import Measure
from tests.accounts.making import a_member, a_person, a_plan, an_agency
from tests.browsing import words_of
from tests.house.tree import ROOT
from tests.stored import everything_stored

SAID = (
    "ยังไม่ได้บันทึก เพราะแบบฟอร์มที่ส่งมาใหญ่เกินไป ส่งได้ครั้งละไม่เกิน 5 MB และไม่เกิน 5,000 ช่อง "
    "กดย้อนกลับ ข้อความที่ท่านพิมพ์ยังอยู่ในหน้าก่อน คัดลอกเก็บไว้ ลดหรือแบ่งข้อความ แล้วบันทึกทีละส่วน ไปหน้าแรก"
)
MB = 1024 * 1024


@pytest.mark.django_db
@pytest.mark.parametrize("debug", [False, True])
@pytest.mark.parametrize(
    "typed", [{"question": "ก" * 3 * MB}, dict.fromkeys(map(str, range(5001)), "")], ids=["large", "many fields"]
)
def test_the_page_says_so_in_thai_and_nothing_is_stored(
    typed: dict[str, str], debug: bool, client: Client, settings: Settings
) -> None:
    settings.DEBUG = debug
    agency = an_agency()
    user = a_person()
    a_member(user, agency, Role.COORDINATOR)
    a_plan(agency)
    client.force_login(user)
    before = everything_stored()
    response = client.post("/a/thung-sai-than/2566/measures/add/", typed)
    assert (response.status_code, words_of(response)) == (413, SAID)
    assert everything_stored() == before
    assert not Measure.objects.exists()


@contextmanager
def gunicorn(data: Path) -> Iterator[int]:
    """The port of a server as script/server starts it; without a database, which no answer here asks."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    env = {"PATH": os.environ["PATH"], "DEBUG": "1", "DEMO": "1", "DATA_DIR": str(data)}
    command = [sys.executable, "-m", "gunicorn", "--config", "deploy/server.py", "--bind", f"127.0.0.1:{port}"]
    with subprocess.Popen([*command, "ita_portal.wsgi"], cwd=ROOT, env=env) as server:
        try:
            for _ in range(300):
                with socket.socket() as probe:
                    if probe.connect_ex(("127.0.0.1", port)) == 0:
                        break
                time.sleep(0.1)
            yield port
        finally:
            server.terminate()
            server.wait(timeout=20)


def sent(port: int, path: str, size: int, connection: str) -> tuple[int, bool]:
    """The status of the answer to a form of a size, and whether it is our page for what is too large."""
    browser = HTTPConnection("127.0.0.1", port, timeout=30)
    kind = {"Content-Type": "application/x-www-form-urlencoded", "Connection": connection}
    browser.request("POST", path, b"a=" + b"x" * size, kind)
    answer = browser.getresponse()
    page = answer.read().decode()
    browser.close()
    return answer.status, "แบบฟอร์มที่ส่งมาใหญ่เกินไป" in page


def test_through_the_server_every_size_gets_its_answer(tmp_path: Path) -> None:
    ways = [(path, way) for path in ("/accounts/login/", "/nowhere/") for way in ("keep-alive", "close")]
    with gunicorn(tmp_path) as port:
        found = {(path, way): [sent(port, path, size * MB, way) for size in (3, 6, 12)] for path, way in ways}
    no_token, too_large, nowhere = (403, False), (413, True), (404, False)
    for path, way in ways:
        expected = [nowhere] * 3 if path == "/nowhere/" else [no_token, too_large, too_large]
        assert found[path, way] == expected
