"""The page of figures: for who has its token or an allowed address, true, and counted over all processes."""

from __future__ import annotations

import os
import pickle
import re
import subprocess
import sys
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from django.test import Client
from django.utils import timezone
from django_q.models import OrmQ
from prometheus_client import generate_latest
from pytest_django import Settings

from audit.models import AuditCheck
from clock import measured
from forked.warm import Outcome
from ita_portal.watching import figures
from notices import queue
from notices.models import Pulse
from notices.queue import Line
from paper.press import press
from tests.house.tree import ROOT

TOKEN = "a token of the tests"
_as_the_portal_does = press._done  # before the tests' own takes its place
ALLOWED = {"Authorization": f"Bearer {TOKEN}"}


@pytest.fixture(autouse=True)
def gathered(settings: Settings) -> Iterator[None]:
    settings.METRICS_TOKEN = TOKEN
    figures.begin()
    yield
    measured.watchers.remove(figures.watch)


def read(client: Client) -> dict[str, float]:
    answer = client.get("/metrics", headers=ALLOWED)
    assert answer.status_code == 200
    lines = [line for line in answer.content.decode().splitlines() if not line.startswith("#")]
    return {name: float(value) for name, _, value in (line.rpartition(" ") for line in lines)}


@pytest.mark.django_db
def test_nobody_else_finds_the_page(client: Client, settings: Settings) -> None:
    for headers in ({}, {"Authorization": "Bearer another"}, {"Authorization": f"Bearer ๒{TOKEN}"}):
        assert client.get("/metrics", headers=headers).status_code == 404
    settings.METRICS_ADDRESSES = ["10.0.0.0/8"]
    assert client.get("/metrics").status_code == 404
    settings.METRICS_ADDRESSES = ["10.0.0.0/8", "127.0.0.1"]
    assert client.get("/metrics").status_code == 200
    settings.METRICS_TOKEN, settings.METRICS_ADDRESSES = "", []
    assert client.get("/metrics", headers={"Authorization": "Bearer "}).status_code == 404


@pytest.mark.django_db
def test_requests_are_counted_by_view_and_class_of_status(client: Client) -> None:
    def counts() -> tuple[float, float]:
        found = read(client)
        name = 'portal_request_seconds_count{status="%s",view="%s"}'
        return found.get(name % ("2xx", "help"), 0), found.get(name % ("4xx", "emblem"), 0)

    before = counts()
    client.get("/help/")
    client.get("/help/")
    client.get(f"/emblem/{'a' * 64}.png")
    after = counts()
    assert (after[0] - before[0], after[1] - before[1]) == (2, 1)


@pytest.mark.django_db
def test_no_figure_names_an_agency_a_person_or_an_address(client: Client) -> None:
    client.get("/first/secret-token/")
    text = client.get("/metrics", headers=ALLOWED).content.decode()
    assert 'view="first_agency"' in text
    assert "secret-token" not in text


@pytest.mark.django_db
def test_what_waits_and_what_is_late_is_told(client: Client) -> None:
    now = timezone.now()
    assert "portal_worker_age_seconds" not in read(client)
    queue.soon("notices.jobs.post_letters")
    queue.soon("notices.jobs.sign_reports", Line.SIGNING)
    queue.soon("notices.jobs.sign_reports", Line.SIGNING)
    OrmQ.objects.filter(key="portal").update(lock=now - timedelta(minutes=5))
    Pulse.objects.create(id=1, at=now - timedelta(minutes=3))
    AuditCheck.objects.create(at=now - timedelta(hours=2), events=7, faults=1)
    found = read(client)
    assert (found['portal_queue_jobs{line="portal"}'], found['portal_queue_jobs{line="signing"}']) == (1, 2)
    assert 300 <= found['portal_queue_age_seconds{line="portal"}'] < 360
    assert 180 <= found["portal_worker_age_seconds"] < 240
    assert (7200 <= found["portal_log_check_age_seconds"] < 7300, found["portal_log_faults"]) == (True, 1)
    assert found['portal_signings{state="waiting"}'] == found["portal_letters_waiting"] == 0


@pytest.mark.django_db
def test_the_figures_of_the_database_take_the_same_queries_whatever_there_is(
    client: Client, django_assert_num_queries: object
) -> None:
    for number in (1, 3):
        for _ in range(number):
            queue.soon("notices.jobs.post_letters")
        with django_assert_num_queries(6):  # type: ignore[operator]
            client.get("/metrics", headers=ALLOWED)


def test_pieces_of_work_are_counted_also_where_they_fail() -> None:
    def count() -> float:
        found = re.search(rb'portal_work_seconds_count\{work="test"\} ([0-9.]+)', generate_latest())
        return float(found[1]) if found else 0

    @measured.measured("test")
    def work(fails: bool) -> None:
        if fails:
            raise ZeroDivisionError

    before = count()
    work(False)
    with pytest.raises(ZeroDivisionError):
        work(True)
    assert count() - before == 2


COUNT = """
import django; django.setup()
from ita_portal.watching import figures
figures.watch("pdf", 1.5)
figures.watch("request help 2xx", 0.1)
if __import__("sys").argv[1:]:
    figures._of_database = figures.CollectorRegistry
    print(figures.text().decode())
"""


def test_the_processes_of_a_machine_add_up(tmp_path: Path) -> None:
    env = os.environ | {"PROMETHEUS_MULTIPROC_DIR": str(tmp_path), "DJANGO_SETTINGS_MODULE": "ita_portal.settings"}
    env |= {"DATA_DIR": str(tmp_path / "data")}
    for last in ([], [], ["last"]):
        done = subprocess.run(
            [sys.executable, "-c", COUNT, *last], cwd=ROOT, env=env, check=True, capture_output=True, text=True
        )
    assert 'portal_work_seconds_count{work="pdf"} 3.0' in done.stdout
    assert 'portal_request_seconds_count{status="2xx",view="help"} 3.0' in done.stdout


def test_a_report_that_is_laid_out_is_counted_where_it_was_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    heard: list[str] = []
    monkeypatch.setattr(measured, "watchers", [*measured.watchers, lambda work, seconds: heard.append(work)])
    monkeypatch.setattr(press._warm, "work", lambda *_, **__: (Outcome.DONE, pickle.dumps(7)))
    assert _as_the_portal_does("count") == 7
    assert heard == ["paper_count"]
