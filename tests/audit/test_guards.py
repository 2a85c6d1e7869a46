"""The database itself refuses to change what was recorded."""

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from audit.link import GENESIS, Link
from audit.models import AuditEvent, AuditHead
from audit.verify import verify
from tests.audit.making import recorded

pytestmark = pytest.mark.django_db

COLUMNS = "seq, at, agency, actor, action, subject, data, prev, hash"
COPY = "SELECT {seq}, at, agency, actor, action, subject, data, {prev}, {hash} FROM audit_event WHERE seq = 2"
INSERT = f"INSERT INTO audit_event ({COLUMNS}) {COPY}"
NEW = f"'{64 * 'a'}'"

REFUSED = {
    "an edit": "UPDATE audit_event SET actor = 8 WHERE seq = 2",
    "an edit of all": "UPDATE audit_event SET agency = NULL",
    "a renumbering": "UPDATE audit_event SET seq = 9 WHERE seq = 3",
    "a deletion": "DELETE FROM audit_event WHERE seq = 2",
    "a cut tail": "DELETE FROM audit_event WHERE seq = 3",
    "a deletion of all": "DELETE FROM audit_event",
    "a gap": INSERT.format(seq=5, prev="(SELECT hash FROM audit_head)", hash=NEW),
    "a stranger's link": INSERT.format(seq=4, prev=NEW, hash=NEW),
    "a second successor": INSERT.format(seq=4, prev="prev", hash=NEW),
    "a number before the first": INSERT.format(seq=0, prev="(SELECT hash FROM audit_head)", hash=NEW),
    "a head going backwards": "UPDATE audit_head SET seq = 2, hash = (SELECT hash FROM audit_event WHERE seq = 2)",
    "a head without its event": "UPDATE audit_head SET seq = seq + 1",
    "a head with another hash": f"UPDATE audit_head SET hash = {NEW}",
    "a head under another key": "UPDATE audit_head SET id = 2",
    "no head": "DELETE FROM audit_head",
    "a second head": f"INSERT INTO audit_head (id, seq, hash) VALUES (2, 0, '{GENESIS}')",
}
SQLITE = {
    "a replaced event": INSERT.replace("INSERT", "INSERT OR REPLACE").format(seq=2, prev="prev", hash=NEW),
    "an event replaced through its hash": INSERT.replace("INSERT", "INSERT OR REPLACE").format(
        seq=4, prev="(SELECT hash FROM audit_head)", hash="hash"
    ),
    "an update that replaces": "UPDATE OR REPLACE audit_event SET seq = 2 WHERE seq = 3",
    "a replaced head": f"INSERT OR REPLACE INTO audit_head (id, seq, hash) VALUES (1, 0, '{GENESIS}')",
    "an edit that is to be ignored": "UPDATE OR IGNORE audit_event SET actor = 8",
}
POSTGRESQL = {
    "emptying": "TRUNCATE audit_event",
    "emptying the head": "TRUNCATE audit_head",
    "emptying both": "TRUNCATE audit_event, audit_head CASCADE",
    "an upsert of an event": INSERT.format(seq=4, prev="(SELECT hash FROM audit_head)", hash="hash")
    + " ON CONFLICT (hash) DO UPDATE SET actor = 8",
    "an upsert of the head": f"INSERT INTO audit_head VALUES (1, 0, '{GENESIS}') "
    "ON CONFLICT (id) DO UPDATE SET seq = 0, hash = excluded.hash",
}
ON_THIS_DATABASE = REFUSED | (SQLITE if connection.vendor == "sqlite" else POSTGRESQL)


@pytest.mark.parametrize("statement", ON_THIS_DATABASE.values(), ids=ON_THIS_DATABASE.keys())
def test_the_database_refuses(statement: str) -> None:
    recorded(3)
    before = _everything()
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert _everything() == before
    assert verify().whole


def test_the_orm_is_refused_like_anyone() -> None:
    event = recorded(2)[0]
    for change in (event.delete, event.save, AuditEvent.objects.all().delete, AuditHead.objects.all().delete):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()
    assert verify().events == 2


def test_a_true_link_at_the_end_is_taken() -> None:
    last = recorded(2)[-1]
    link = Link(3, last.at, None, None, "plan.change", "plan:1", "{}", last.hash)
    AuditEvent.objects.create(**link._asdict(), hash=link.hash())
    AuditHead.objects.update(seq=3, hash=link.hash())
    assert verify().events == 3


def _everything() -> list[tuple[object, ...]]:
    return [*AuditEvent.objects.values_list(), *AuditHead.objects.values_list()]
