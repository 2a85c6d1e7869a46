"""The head's one row, and triggers that let the chain grow by one true link at a time and refuse all else.

Who owns the database can drop them, and then audit.verify finds what was changed; they stop slips, not owners.
A later migration that rebuilds one of these tables on SQLite loses its triggers: it must set them again.
"""

from django.db import migrations

SQLITE = {
    "audit_event_is_never_updated": """
        BEFORE UPDATE ON audit_event BEGIN SELECT RAISE(ABORT, 'audit_event is append-only'); END""",
    "audit_event_is_never_deleted": """
        BEFORE DELETE ON audit_event BEGIN SELECT RAISE(ABORT, 'audit_event is append-only'); END""",
    # INSERT OR REPLACE deletes without firing delete triggers: no old row may be in the new one's way.
    "audit_event_follows_the_head": """
        BEFORE INSERT ON audit_event
        WHEN NOT EXISTS (SELECT 1 FROM audit_head WHERE NEW.seq = seq + 1 AND NEW.prev = hash)
          OR EXISTS (SELECT 1 FROM audit_event WHERE seq = NEW.seq OR prev = NEW.prev OR hash = NEW.hash)
        BEGIN SELECT RAISE(ABORT, 'audit_event follows the head'); END""",
    "audit_head_is_never_deleted": """
        BEFORE DELETE ON audit_head BEGIN SELECT RAISE(ABORT, 'audit_head stays'); END""",
    "audit_head_is_never_replaced": """
        BEFORE INSERT ON audit_head WHEN EXISTS (SELECT 1 FROM audit_head)
        BEGIN SELECT RAISE(ABORT, 'audit_head stays'); END""",
    "audit_head_names_the_next_event": """
        BEFORE UPDATE ON audit_head
        WHEN NEW.id IS NOT OLD.id
          OR NOT EXISTS (SELECT 1 FROM audit_event WHERE seq = NEW.seq AND hash = NEW.hash AND prev = OLD.hash)
        BEGIN SELECT RAISE(ABORT, 'audit_head names the next event'); END""",
}

POSTGRESQL = [
    """CREATE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        RAISE EXCEPTION '% on % is refused: the chain is append-only', TG_OP, TG_TABLE_NAME
            USING ERRCODE = 'integrity_constraint_violation';
    END $$""",
    """CREATE FUNCTION audit_event_follows() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        PERFORM 1 FROM audit_head WHERE NEW.seq = seq + 1 AND NEW.prev = hash;
        IF NOT FOUND THEN
            RAISE EXCEPTION 'audit_event follows the head' USING ERRCODE = 'integrity_constraint_violation';
        END IF;
        RETURN NEW;
    END $$""",
    """CREATE FUNCTION audit_head_moves_on() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        PERFORM 1 FROM audit_event WHERE seq = NEW.seq AND hash = NEW.hash AND prev = OLD.hash;
        IF NOT FOUND OR NEW.id <> OLD.id THEN
            RAISE EXCEPTION 'audit_head names the next event' USING ERRCODE = 'integrity_constraint_violation';
        END IF;
        RETURN NEW;
    END $$""",
    """CREATE TRIGGER audit_event_is_never_changed BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_event
    FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse()""",
    """CREATE TRIGGER audit_event_follows_the_head BEFORE INSERT ON audit_event
    FOR EACH ROW EXECUTE FUNCTION audit_event_follows()""",
    """CREATE TRIGGER audit_head_stays BEFORE DELETE OR TRUNCATE ON audit_head
    FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse()""",
    """CREATE TRIGGER audit_head_names_the_next_event BEFORE UPDATE ON audit_head
    FOR EACH ROW EXECUTE FUNCTION audit_head_moves_on()""",
]


def set_guards(apps, schema_editor):
    apps.get_model("audit", "AuditHead").objects.using(schema_editor.connection.alias).create(
        id=1, seq=0, hash="0" * 64
    )
    for statement in _statements(schema_editor.connection.vendor):
        schema_editor.execute(statement, params=None)


def _statements(vendor):
    if vendor == "sqlite":
        return [f"CREATE TRIGGER {name} {body}" for name, body in SQLITE.items()]
    if vendor == "postgresql":
        return POSTGRESQL
    raise NotImplementedError("the audit chain knows how to guard itself on SQLite and PostgreSQL only")


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial")]
    operations = [migrations.RunPython(set_guards)]
