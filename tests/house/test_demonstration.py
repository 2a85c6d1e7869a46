"""script/server, run for real: an officer signs in with the password that is shown once; Ctrl-C ends it all."""

import os
import re
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.cookiejar import CookieJar
from pathlib import Path
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, OpenerDirector, ProxyHandler, build_opener

import pytest

from tests.house.tree import ROOT

SHOWN = re.compile(r"^  (?P<username>[a-z]+) +(?P<password>\S+) +\S", re.MULTILINE)
LOGIN = "/accounts/login/"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def demonstration(data: Path, said: list[str]) -> Iterator[str]:
    """The address of a running demonstration; puts all that it said into `said` after Ctrl-C ended it."""
    port = free_port()
    env = {"PATH": os.environ["PATH"], "PORT": str(port), "DATA_DIR": str(data), "DEBUG": "1", "DEMO": "1"}
    log = data.with_name("log")
    with (
        log.open("w") as out,
        subprocess.Popen(
            [str(ROOT / "script/server")], cwd="/", env=env, stdout=out, stderr=out, start_new_session=True
        ) as server,
    ):
        try:
            wait_for(port, server)
            yield f"http://127.0.0.1:{port}"
        finally:
            stopped = interrupted(server)
            worker_ended = group_ended(server.pid)
            said.append(log.read_text())
    assert stopped == 0, said
    assert worker_ended, "the worker outlived its server"


def interrupted(server: "subprocess.Popen[bytes]") -> int:
    """The status after Ctrl-C. Raises TimeoutExpired where it went unheard; all of the server is killed then."""
    server.send_signal(signal.SIGINT)
    try:
        return server.wait(timeout=20)
    except subprocess.TimeoutExpired:
        os.killpg(server.pid, signal.SIGKILL)
        raise


def wait_for(port: int, server: "subprocess.Popen[bytes]") -> None:
    for _ in range(1800):
        if server.poll() is not None:
            pytest.fail("the server ended before it listened")
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    pytest.fail("the server did not listen within three minutes")


def group_ended(leader: int) -> bool:
    """Whether everything that script/server started ends soon after it: the worker looks every few seconds."""
    for _ in range(200):
        try:
            os.killpg(leader, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.1)
    os.killpg(leader, signal.SIGKILL)
    return False


def browser() -> OpenerDirector:
    return build_opener(ProxyHandler({}), HTTPCookieProcessor(CookieJar()))


def read(opener: OpenerDirector, url: str, **data: str) -> tuple[str, str]:
    """The address that was reached and the text of its page."""
    with opener.open(url, urlencode(data).encode() if data else None, timeout=30) as page:
        return page.geturl(), page.read().decode()


def test_an_officer_signs_in_with_the_password_that_is_shown_once(tmp_path: Path) -> None:
    said: list[str] = []
    with demonstration(tmp_path / "data", said) as address:
        shown = dict(SHOWN.findall((tmp_path / "log").read_text()))
        opener = browser()
        page = read(opener, address + LOGIN)[1]
        token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)
        assert token
        name = next(iter(shown))
        reached, page = read(opener, address + LOGIN, csrfmiddlewaretoken=token[1], login=name, password=shown[name])
        assert reached.removeprefix(address) != LOGIN
        assert "/accounts/logout/" in page
    assert len(shown) >= 4
    with demonstration(tmp_path / "data", said) as address:
        assert read(browser(), address + LOGIN)[0] == address + LOGIN
    assert [SHOWN.findall(text) != [] for text in said] == [True, False]
