"""The worker as a process of its own: it gives signs of life, and ends with whoever started it."""

import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils import timezone

from notices.models import Pulse
from notices.models.pulse import LATE
from tests import migrated
from tests.house.tree import ROOT
from tests.measures.reviewing import Office

# Starts the worker as script/server does, says its number, and stays until it is killed.
STARTER = """
import os, subprocess, sys, time
worker = subprocess.Popen([sys.executable, "manage.py", "run_worker", "--beside", str(os.getpid())])
print(worker.pid, flush=True)
time.sleep(600)
"""


def until(happened: Callable[[], bool], seconds: float = 40) -> bool:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if happened():
            return True
        time.sleep(0.2)
    return False


def children(pid: int) -> list[int]:
    """The processes under one, at any depth."""
    out = subprocess.run(["ps", "-eo", "pid=,ppid="], check=True, capture_output=True, text=True).stdout
    pairs = [tuple(map(int, line.split())) for line in out.splitlines()]
    direct = [child for child, parent in pairs if parent == pid]
    return [*direct, *(grand for child in direct for grand in children(child))]


def is_running(pid: int) -> bool:
    stat = Path(f"/proc/{pid}/stat")
    return stat.exists() and stat.read_text().rpartition(")")[2].split()[0] != "Z"


@pytest.mark.parametrize("end", ["kill", "terminate"])
def test_the_worker_ends_when_the_server_that_it_stands_beside_is_gone(tmp_path: Path, end: str) -> None:
    url = f"sqlite:///{tmp_path / 'portal.sqlite3'}"
    env = {**os.environ, "DATABASE_URL": url, "DATA_DIR": str(tmp_path), "DEBUG": "1", "CACHE_URL": "locmemcache://"}
    migrated.copy_to(tmp_path / "portal.sqlite3")
    with subprocess.Popen([sys.executable, "-c", STARTER], cwd=ROOT, env=env, stdout=subprocess.PIPE, text=True) as up:
        assert up.stdout
        worker = int(up.stdout.readline())
        try:
            assert until(lambda: beats(tmp_path) > 0), "a sign of life"
            family = [worker, *children(worker)]
        finally:
            getattr(up, end)()
    assert until(lambda: not any(map(is_running, family))), "nobody is left behind"


def beats(place: Path) -> int:
    """How often a worker gave a sign of life since this was asked last."""
    with closing(sqlite3.connect(place / "portal.sqlite3")) as data:
        count = data.execute("DELETE FROM notices_pulse").rowcount
        data.commit()
    return count


def test_where_a_worker_is_killed_another_goes_on(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'portal.sqlite3'}"
    env = {**os.environ, "DATABASE_URL": url, "DATA_DIR": str(tmp_path), "DEBUG": "1", "CACHE_URL": "locmemcache://"}
    migrated.copy_to(tmp_path / "portal.sqlite3")
    with subprocess.Popen([sys.executable, "-c", STARTER], cwd=ROOT, env=env, stdout=subprocess.PIPE, text=True) as up:
        assert up.stdout
        keeper = int(up.stdout.readline())
        try:
            for _ in range(2):
                assert until(lambda: beats(tmp_path) > 0), "a sign of life"
                [worker] = children(keeper)
                os.kill(worker, signal.SIGKILL)
            assert until(lambda: beats(tmp_path) > 0), "another one's sign of life"
            family = [keeper, *children(keeper)]
        finally:
            up.kill()
    assert until(lambda: not any(map(is_running, family))), "nobody is left behind"


def test_a_worker_whose_server_is_gone_already_does_not_start(tmp_path: Path) -> None:
    env = {**os.environ, "DATABASE_URL": f"sqlite:///{tmp_path / 'none.sqlite3'}", "DATA_DIR": str(tmp_path)}
    gone = subprocess.Popen(["true"])
    gone.wait()
    command = [sys.executable, "manage.py", "run_worker", "--beside", str(gone.pid)]
    done = subprocess.run(command, check=True, cwd=ROOT, env=env, capture_output=True, timeout=60)
    assert done.stdout + done.stderr == b""


@pytest.mark.parametrize(
    ("who", "sign", "said"),
    [
        ("administrator", None, "ยังไม่เคยเริ่มทำงาน"),
        ("administrator", timedelta(0), ""),
        ("administrator", LATE - timedelta(minutes=1), ""),
        ("administrator", LATE + timedelta(minutes=1), "ไม่ได้ทำงานมาตั้งแต่"),
        ("coordinator", None, ""),
        ("officer", None, ""),
        ("overseer", None, ""),
    ],
)
def test_a_silent_worker_shows_to_who_looks_after_the_agency(
    office: Office, who: str, sign: timedelta | None, said: str
) -> None:
    now: datetime = timezone.now()
    if sign is not None:
        Pulse.objects.create(at=now - sign)
    request = RequestFactory().get("/")
    request.user = office.people[who]
    request.agency = office.plan.agency  # type: ignore[attr-defined]  # as accounts.access.requires does
    html = render_to_string("notices/_worker.html", {}, request)
    assert ("งานเบื้องหลังหยุดทำงาน" in html, said in html) == (bool(said), True)


def test_it_shows_on_the_coordinators_home_where_the_agency_has_no_administrator(office: Office) -> None:
    home = f"/a/{office.plan.agency.slug}/{office.plan.year}/"
    assert "งานเบื้องหลังหยุดทำงาน" not in office.client("coordinator").get(home).content.decode()
    office.plan.agency.memberships.filter(role="administrator").update(is_active=False)
    assert "งานเบื้องหลังหยุดทำงาน" in office.client("coordinator").get(home).content.decode()
    Pulse.objects.create(at=timezone.now())
    assert "งานเบื้องหลังหยุดทำงาน" not in office.client("coordinator").get(home).content.decode()
