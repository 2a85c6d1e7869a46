"""Two versions serve side by side: a person's consecutive requests go to the released version and to this one in turn.

On PostgreSQL, behind one proxy, as docs/operations.md tells of an upgrade without a pause.
"""

from __future__ import annotations

import os
import secrets
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from pytest_django import DjangoDbBlocker

from accounts.models import User
from audit.models import AuditEvent
from audit.verify import verify as verify_chain
from benchmarks.killing import PASSWORD, Browser
from measures.models import Action, Measure
from tests.backups import portals
from tests.backups.portals import Portal
from tests.backups.test_moving import address, move
from tests.files.shelves import free_port
from tests.house.tree import ROOT
from tests.machines.machines import PATIENCE, fetched
from tests.machines.proxy import Proxy, alternating
from tests.upgrades import unpacked
from tests.upgrades.conftest import Upgrade
from tests.upgrades.test_side_by_side import code_of

pytestmark = pytest.mark.django_db(transaction=True)
ACTIONS = 6
WORDS = "จัดอบรมครั้งที่ {}"


@dataclass(frozen=True)
class Beside:
    """Both versions at work; `expected` is what was true of the release."""

    portal: Portal
    proxy: Proxy
    expected: dict[str, Any]


@contextmanager
def serving(program: Path, told: dict[str, str], port: int, log: Path) -> Iterator[None]:
    """A version's web process, until the block ends."""
    command = [sys.executable, "-m", "gunicorn", "ita_portal.wsgi", "--bind", f"127.0.0.1:{port}", "--threads", "4"]
    with log.open("wb") as said:
        process = subprocess.Popen(command, cwd=program, env=told, stdout=said, stderr=said)
    try:
        end = time.monotonic() + PATIENCE
        while fetched(f"http://127.0.0.1:{port}/v/")[0] != 200:
            assert time.monotonic() < end and process.poll() is None, log.read_text()[-3000:]
            time.sleep(0.2)
        yield
    finally:
        process.terminate()
        process.wait(60)


@pytest.fixture(scope="module", params=unpacked.KEPT, ids=lambda path: path.name.removesuffix(".tar.xz"))
def beside(
    request: pytest.FixtureRequest,
    django_db_setup: None,
    django_db_blocker: DjangoDbBlocker,
    upgrade: Upgrade,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Beside]:
    """On a database of their own, which no test's end empties."""
    if connection.vendor != "postgresql":
        pytest.skip("only on PostgreSQL: an office on SQLite stops for an upgrade")
    with django_db_blocker.unblock():
        yield from at_work(request.param, upgrade, tmp_path_factory.mktemp("beside"))


def at_work(release: Path, upgrade: Upgrade, folder: Path) -> Iterator[Beside]:
    expected = unpacked.unpack(release, folder)
    programs = {"old": code_of(expected["commit"], folder / "program"), "new": ROOT}
    source, _ = upgrade(release, folder)
    target = portals.an_empty_portal(folder / "server")
    move(source, target, folder)
    ports = {name: free_port() for name in programs}
    with ExitStack() as ends:
        ends.callback(portals.drop, target)
        proxy = ends.enter_context(alternating(ports))
        told = {
            **os.environ,
            "PYTHONPATH": "",
            "DEBUG": "true",
            "SECRET_KEY": secrets.token_urlsafe(50),
            "PORTAL_URL": proxy.url,
            "MFA_REQUIRED": "false",
            "DATA_DIR": str(source.folder / "data"),
            "DATABASE_URL": address(target),
        }
        for name, program in programs.items():
            ends.enter_context(serving(program, told, ports[name], folder / f"{name}.log"))
        yield Beside(Portal(source.folder, target.told), proxy, expected)


def test_a_person_works_on_both_versions_in_turn(beside: Beside) -> None:
    with beside.portal.entered():
        mana = User.objects.get(username="mana")
        mana.set_password(PASSWORD)
        mana.save()
        [*measures] = Measure.objects.filter(plan__agency__slug="thung-sai-than", plan__year=2566, state="open")
        measure, before = measures[0], AuditEvent.objects.count()
        outcomes = {f"outcomes-{n}-text": each.text for n, each in enumerate(measure.outcomes.order_by("position"))}
    browser = Browser(beside.proxy, "mana")  # type: ignore[arg-type]  # its address is all
    browser.sign_in()
    place = f"/a/thung-sai-than/2566/measures/{measure.pk}/actions/new/"
    for number in range(ACTIONS):  # the form is drawn by one version and read by the other
        assert browser.send(browser.fill(place, **outcomes, **{"actions-0-text": WORDS.format(number)}))
    with beside.portal.entered():
        texts = Action.objects.filter(measure=measure, text__startswith=WORDS.format("")).order_by("pk")
        assert list(texts.values_list("text", flat=True)) == [WORDS.format(number) for number in range(ACTIONS)]
        assert AuditEvent.objects.count() >= before + ACTIONS
        assert verify_chain().whole
    assert min(beside.proxy.served[name] for name in ("old", "new")) > ACTIONS


def test_the_public_reads_the_same_on_both(beside: Beside) -> None:
    paths = ["/", "/r/", "/v/", *(f"/r/{code}/" for code in beside.expected["reports"])]
    found = {
        f"{name}{path}": fetched(f"http://127.0.0.1:{port}{path}")[0]
        for name, port in beside.proxy.ports.items()
        for path in paths
    }
    assert len(found) > 6 and {path: status for path, status in found.items() if status != 200} == {}
