"""Everything that one database holds is in the other afterwards, be it SQLite or PostgreSQL, or nothing is."""

from __future__ import annotations

import io
import threading
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.management.base import CommandError
from django.db import connection, connections, transaction
from django.db.models import Max
from django.utils import timezone

from accounts.models import Agency, Draft, User
from audit import chain
from audit.models import AuditCheck, AuditEvent, AuditHead
from audit.verify import verify as verify_chain
from backups.moving import move as moving
from backups.moving import rows
from files import store
from reports.models import Signing
from reports.verification import judge
from reports.verification.verdicts import Verdict
from tests.backups import portals
from tests.backups.portals import SQLITE, Portal
from tests.factories import an_agency

pytestmark = pytest.mark.django_db(transaction=True)
NOT_ROWS = {"audit_event", "audit_head"}  # the move itself is recorded


@pytest.fixture
def elsewhere(transactional_db: None, tmp_path: Path) -> Iterator[Portal]:
    """Tables and no rows, which is empty enough; tests/upgrades/ has a place without tables."""
    yield (place := portals.an_empty_portal(tmp_path / "elsewhere"))
    portals.drop(place)


def address(portal: Portal) -> str:
    told = portal.told
    if told["ENGINE"] == SQLITE:
        return f"sqlite:///{told['NAME']}"
    return f"postgres://{told['USER']}:{told['PASSWORD']}@{told['HOST']}:{told['PORT']}/{told['NAME']}"


def move(source: Portal, target: Portal, tmp_path: Path) -> str:
    file = tmp_path / "address"
    file.write_text(f"DATABASE_URL={address(target)}\n")
    return source.does("move_database", str(file))


def contents(portal: Portal) -> dict[str, rows.Content]:
    with portal.entered():
        found = {model._meta.db_table: rows.content(model, "default") for model in rows.models()}
    return {table: content for table, content in found.items() if table not in NOT_ROWS}


def event_hashes(portal: Portal) -> list[str]:
    with portal.entered():
        return list(AuditEvent.objects.order_by("seq").values_list("hash", flat=True))


def see_that_all_is_there(source: Portal, target: Portal, *, files: Portal | None = None) -> None:
    assert contents(target) == contents(source)
    assert event_hashes(target)[:-1] == event_hashes(source)
    with target.entered():
        assert AuditEvent.objects.order_by("-seq")[0].action == "backup.moved"
        assert verify_chain().whole
        [digest] = Signing.objects.exclude(pdf_digest="").values_list("pdf_digest", flat=True)
    with Portal((files or source).folder, target.told).entered():
        assert judge.judge(store.get(digest), now=timezone.now()).verdict is Verdict.ISSUED


def a_small_place(folder: Path) -> Portal:
    """On SQLite, without tables; with them on SQLite's run, where tests/upgrades/ moves to a place without.

    The migrations are most of what a move costs.
    """
    make = portals.an_empty_portal if connection.vendor == "sqlite" else portals.an_empty_place
    return make(folder, engine=SQLITE)


def test_from_this_run_s_engine_to_sqlite_and_back(portal: Portal, elsewhere: Portal, tmp_path: Path) -> None:
    small = a_small_place(tmp_path / "small")
    said = move(portal, small, tmp_path)
    assert "จำนวนและเนื้อหาตรงกันทุกตาราง" in said and str(portal.told.get("PASSWORD") or "no password") not in said
    see_that_all_is_there(portal, small)
    move(small, elsewhere, tmp_path)
    see_that_all_is_there(small, elsewhere, files=portal)


def test_the_guards_of_the_chain_stand_at_the_new_place(portal: Portal, elsewhere: Portal, tmp_path: Path) -> None:
    move(portal, elsewhere, tmp_path)
    with elsewhere.entered():
        for forge in ("UPDATE audit_event SET action = 'x'", "DELETE FROM audit_event", "DELETE FROM audit_head"):
            with pytest.raises(Exception, match=r"append-only|stays"), connection.cursor() as cursor:
                cursor.execute(forge)
        with transaction.atomic():
            chain.record("agency.added", actor=None, agency=None, subject="agency:1")
        assert verify_chain().whole


def test_no_number_is_given_again(portal: Portal, elsewhere: Portal, tmp_path: Path) -> None:
    with portal.entered():
        gone = an_agency("gone")
        Agency.objects.filter(pk=gone.pk).delete()
        draft = Draft.objects.aggregate(last=Max("pk"))["last"] or 0
    move(portal, elsewhere, tmp_path)
    with elsewhere.entered():
        assert an_agency("new").pk == gone.pk + 1
        user = User.objects.order_by("pk")[0]
        assert Draft.objects.create(user=user, page="/", data="", saved_at=timezone.now()).pk == draft + 1


def test_words_dates_switches_and_lists_are_what_they_were(portal: Portal, elsewhere: Portal, tmp_path: Path) -> None:
    words = "ที่ทำการ 🖋 \\ ' \" %s \u200b\n\ttab"
    moment = timezone.now().replace(microsecond=123456) - timedelta(days=400)
    facts: Any = [{"name": words, "value": None, "deep": {"b": [1, 2.5, True], "a": {}}}]
    with portal.entered():
        user = User.objects.order_by("pk")[0]
        Draft.objects.create(user=user, page="/words/", title=words, data="", saved_at=moment)
        AuditCheck.objects.create(at=moment, events=1, faults=0, findings=facts)
        User.objects.filter(pk=user.pk).update(is_active=False, last_login=None)
    move(portal, elsewhere, tmp_path)
    with elsewhere.entered():
        draft = Draft.objects.get(page="/words/")
        assert (draft.title, draft.data, draft.saved_at) == (words, "", moment)
        assert AuditCheck.objects.get().findings == facts
        kept = User.objects.get(pk=user.pk)
        assert (kept.is_active, kept.last_login, kept.password) == (False, None, user.password)


def test_a_database_in_use_takes_nothing(portal: Portal, demonstration: Portal, tmp_path: Path) -> None:
    other = portals.a_copy_of(demonstration, tmp_path / "other")
    before = other.stored()
    with pytest.raises(CommandError, match="มีข้อมูลอยู่แล้ว"):
        move(portal, other, tmp_path)
    assert other.stored() == before
    portals.drop(other)


def nothing_is_there(target: Portal) -> None:
    with target.entered():
        assert not User.objects.exists() and not AuditEvent.objects.exists()
        assert AuditHead.objects.get().seq == 0


def test_a_move_that_breaks_off_leaves_an_empty_place_and_is_made_again(
    portal: Portal, elsewhere: Portal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy, copied = rows.copy, list[Any]()

    def until_the_tenth(model: Any, source: str) -> None:
        if len(copied) == 10:
            raise KeyboardInterrupt
        copied.append(model)
        copy(model, source)

    with monkeypatch.context() as patch:
        patch.setattr(rows, "copy", until_the_tenth)
        with pytest.raises(KeyboardInterrupt):
            move(portal, elsewhere, tmp_path)
    nothing_is_there(elsewhere)
    move(portal, elsewhere, tmp_path)
    see_that_all_is_there(portal, elsewhere)


def test_a_row_that_arrives_otherwise_stops_it(
    portal: Portal, elsewhere: Portal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy = rows.copy

    def badly(model: Any, source: str) -> None:
        copy(model, source)
        if model is Agency:
            Agency.objects.filter(pk=Agency.objects.order_by("pk")[0].pk).update(province="ที่อื่น")

    monkeypatch.setattr(rows, "copy", badly)
    with pytest.raises(CommandError, match="accounts_agency"):
        move(portal, elsewhere, tmp_path)
    nothing_is_there(elsewhere)


def test_who_writes_meanwhile_is_noticed(
    portal: Portal, elsewhere: Portal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    verified = verify_chain

    def write() -> None:
        with portal.entered(), transaction.atomic():
            chain.record("agency.added", actor=None, agency=None, subject="agency:1")
        connections.close_all()

    def late(**more: Any) -> Any:
        writer = threading.Thread(target=write)
        writer.start()
        writer.join()
        return verified(**more)

    monkeypatch.setattr(moving, "verify", late)
    with pytest.raises(CommandError, match="หยุดเซิร์ฟเวอร์"):
        move(portal, elsewhere, tmp_path)
    nothing_is_there(elsewhere)


@pytest.mark.parametrize(
    "text", ["", "nonsense", "mysql://a:b@localhost/x", "postgres://", "sqlite://", "postgres://[", "\n"]
)
def test_an_address_that_is_none_is_said(text: str, portal: Portal, tmp_path: Path) -> None:
    (tmp_path / "address").write_text(text)
    with pytest.raises(CommandError, match="ที่อยู่ของปลายทาง"):
        portal.does("move_database", str(tmp_path / "address"))
    with pytest.raises(CommandError, match="อ่านแฟ้ม"):
        portal.does("move_database", str(tmp_path / "nowhere"))


def test_the_address_is_read_from_the_input_too(
    portal: Portal, elsewhere: Portal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(address(elsewhere)))
    portal.does("move_database", "-")
    see_that_all_is_there(portal, elsewhere)
