"""All that one database holds goes into another, empty one, in one transaction: it is all there, or nothing is."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.core.management import call_command
from django.db import DEFAULT_DB_ALIAS, Error, connection, connections, transaction
from django_q.models import OrmQ

from audit import chain
from audit.heads import Head
from audit.models import AuditHead
from audit.verify import verify
from backups.database import engines
from backups.errors import NotDone
from backups.moving import rows, tables
from backups.moving.rows import Content

SOURCE = "moved_from"


def move(told: dict[str, Any], tell: Callable[[str, int], None]) -> dict[str, int]:
    """Moves everything into the database that `told` describes as DATABASES would; returns the rows of each table.

    Nobody may write meanwhile: that is seen, and then nothing was moved. Counts, digests, references and the chain are
    compared before it counts. The source stays as it was. Raises NotDone.
    """
    migrations = engines.applied()
    if migrations != sorted(engines.known()):
        raise NotDone("ฐานข้อมูลต้นทางยังไม่เป็นรุ่นของโปรแกรมนี้ โปรดสั่ง manage.py migrate ก่อน")
    usual = dict(connection.settings_dict)
    try:
        with engines.instead(told):
            _make_tables()
        with _source(usual), engines.instead(told):
            moved = _move(tell)
    except Error as error:
        raise NotDone(f"ย้ายไม่ได้ ปลายทางยังว่างอยู่: {' '.join(str(error).split())}") from error
    return moved


def _make_tables() -> None:
    if engines.is_in_use():
        raise NotDone("ฐานข้อมูลปลายทางมีข้อมูลอยู่แล้ว จึงไม่ย้ายทับ โปรดใช้ฐานข้อมูลที่ว่าง")
    call_command("migrate", verbosity=0, interactive=False)


@contextmanager
def _source(told: dict[str, Any]) -> Iterator[None]:
    """The source under a name of its own, at one moment: what is written there later is not seen."""
    connections[SOURCE] = source = engines.opened(told, SOURCE)
    source.ensure_connection()
    try:
        if source.vendor == "sqlite":
            raw: sqlite3.Connection = source.connection
            raw.execute("BEGIN DEFERRED")
            yield
            raw.execute("ROLLBACK")
        else:
            with transaction.atomic(using=SOURCE):
                source.cursor().execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
                yield
    finally:
        source.close()
        del connections[SOURCE]


def _move(tell: Callable[[str, int], None]) -> dict[str, int]:
    models = rows.models()
    with transaction.atomic(durable=True):
        with tables.guards_lifted():
            for model in reversed(models):  # what the migrations wrote comes along from the source
                model._base_manager.all()._raw_delete(using=DEFAULT_DB_ALIAS)
            moved = {}
            for model in models:
                table = model._meta.db_table
                rows.copy(model, SOURCE)
                moved[table] = _compared(model, table).rows
                tell(table, moved[table])
            tables.go_on_after(tables.last_numbers(models, connections[SOURCE]))
            connection.check_constraints()
        head = Head(*AuditHead.objects.using(SOURCE).values_list("seq", "hash").get())
        verdict = verify(against=head)
        if not verdict.whole:
            raise NotDone(f"บันทึกเหตุการณ์ที่ย้ายไปไม่ครบถ้วน จึงไม่ย้าย: {verdict.findings[0]}")
        _see_that_nobody_wrote(head)
        chain.record("backup.moved", actor=None, agency=None, subject="backup", data={"seq": head.seq})
    return moved


def _compared(model: Any, table: str) -> Content:  # noqa: ANN401 - any model
    there, here = rows.content(model, SOURCE), rows.content(model, DEFAULT_DB_ALIAS)
    if there != here:
        raise NotDone(f"ตาราง {table} ที่ย้ายไปไม่ตรงกับต้นทาง ({there.rows:,} และ {here.rows:,} แถว) จึงไม่ย้าย")
    return here


def _see_that_nobody_wrote(head: Head) -> None:
    """Every write of a person has its event; work that waits is in its own table."""
    now = engines.opened(connections[SOURCE].settings_dict, SOURCE)
    try:
        with now.cursor() as cursor:
            cursor.execute("SELECT seq, (SELECT count(*) FROM django_q_ormq) FROM audit_head")
            found = cursor.fetchone()
    finally:
        now.close()
    if found != (head.seq, OrmQ.objects.count()):
        raise NotDone("มีผู้ใช้ระบบระหว่างย้าย จึงไม่ย้าย โปรดหยุดเซิร์ฟเวอร์และงานเบื้องหลังก่อน แล้วสั่งใหม่")
