"""A backup that is made while people write holds all that was acknowledged before it began, and nothing half."""

from __future__ import annotations

import secrets
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from django.core.management.base import CommandError
from django.db import connections, transaction
from pytest_django import Settings

from accounts.models import Agency
from audit import chain
from audit.models import AuditEvent
from audit.verify import verify as verify_chain
from backups import archives, manifest
from backups.make import make
from files import store
from reports.publication import sweeping
from tests.backups.portals import Portal
from tests.factories import NOON, an_agency

pytestmark = pytest.mark.django_db(transaction=True)
WRITERS = 3


def write_one() -> str:
    """An office with its emblem, recorded: what it returns is acknowledged."""
    slug = f"office-{secrets.token_hex(6)}"
    with transaction.atomic():
        agency = an_agency(slug)
        agency.emblem = store.put(slug.encode())
        agency.save()
        chain.record("agency.added", actor=None, agency=agency.pk, subject=f"agency:{agency.pk}")
    return slug


@dataclass
class Writers:
    """They write until they are told to stop."""

    acknowledged: list[str] = field(default_factory=list)
    faults: list[BaseException] = field(default_factory=list)
    stop: threading.Event = field(default_factory=threading.Event)

    def wait_for(self, more: int) -> None:
        wanted = len(self.acknowledged) + more
        while len(self.acknowledged) < wanted and not self.faults:
            self.stop.wait(0.01)
        assert self.faults == []

    def _write(self) -> None:
        try:
            while not self.stop.is_set():
                self.acknowledged.append(write_one())
        except BaseException as error:  # noqa: BLE001 - told by whoever waits
            self.faults.append(error)
        finally:
            connections.close_all()

    @contextmanager
    def at_work(self) -> Iterator[None]:
        threads = [threading.Thread(target=self._write) for _ in range(WRITERS)]
        for each in threads:
            each.start()
        try:
            yield
        finally:
            self.stop.set()
            for each in threads:
                each.join()


def test_what_was_acknowledged_before_is_in_it_and_all_that_is_in_it_is_whole(
    tmp_path: Path, settings: Settings, elsewhere: Portal, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.DATA_DIR = tmp_path / "data"
    writers = Writers()
    get, waited = store.get, list[int]()

    def get_slowly(digest: str) -> bytes:
        if not waited:
            writers.wait_for(3 * WRITERS)  # nobody is kept from writing by the backup
            waited.append(len(writers.acknowledged))
        return get(digest)

    with writers.at_work():
        writers.wait_for(2 * WRITERS)
        monkeypatch.setattr(store, "get", get_slowly)
        before = set(writers.acknowledged)
        archive, made = make(tmp_path / "archives", at=NOON)
        writers.wait_for(WRITERS)
    assert waited and made.damaged == made.let_go == ()
    elsewhere.does("restore", str(archive.path), "--verify")
    with elsewhere.entered():
        offices = dict(Agency.objects.values_list("slug", "emblem"))
        assert before <= set(offices) < set(writers.acknowledged)
        assert [slug for slug, digest in offices.items() if store.get(digest) != slug.encode()] == []
        assert AuditEvent.objects.filter(action="agency.added").count() == len(offices) == made.head.seq
        assert verify_chain(against=made.head).whole


def leaving(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, leave: Any) -> Path:
    """A backup during which something leaves the store after the database was copied."""
    slug = write_one()
    digest = Agency.objects.get(slug=slug).emblem
    copied = archives.link_or_none

    def late(old: Path, new: Path) -> bool:
        leave(slug)
        store.path_of(digest).unlink(missing_ok=True)
        return copied(old, new)

    (tmp_path / "archives" / archives.name_of(NOON.replace(year=2000))).mkdir(parents=True)
    monkeypatch.setattr(archives, "link_or_none", late)
    archive, _ = make(tmp_path / "archives", at=NOON)
    return archive.path


def test_what_is_let_go_meanwhile_is_told_from_what_is_damaged(
    tmp_path: Path, settings: Settings, elsewhere: Portal, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.DATA_DIR = tmp_path / "data"
    archive = leaving(tmp_path, monkeypatch, lambda slug: Agency.objects.filter(slug=slug).update(emblem=""))
    found = manifest.read(archive)
    assert (len(found.let_go), found.damaged) == (1, ())
    assert "ครบกำหนดเก็บรักษาแล้ว 1" in elsewhere.does("restore", str(archive), "--verify")


def test_what_is_gone_and_still_named_is_damage(
    tmp_path: Path, settings: Settings, elsewhere: Portal, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.DATA_DIR = tmp_path / "data"
    archive = leaving(tmp_path, monkeypatch, lambda slug: None)
    found = manifest.read(archive)
    assert (found.let_go, len(found.damaged)) == ((), 1)
    assert set(found.damaged) == sweeping.named()
    with pytest.raises(CommandError, match=found.damaged[0]):
        elsewhere.does("restore", str(archive), "--verify")
