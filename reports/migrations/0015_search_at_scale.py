"""The public list at the size of a country: an index of runs of three letters, and the list's order as indexes.

PostgreSQL has the first from pg_trgm, which comes with it (in some distributions as a package of its own) and which the
database's owner may create; SQLite from FTS5, whose table follows this one by triggers. A later migration that rebuilds
reports_publication on SQLite loses them: it must call `index_words` again.
"""

import django.db.models.deletion
from django.core.management.base import CommandError
from django.db import DatabaseError, migrations, models, transaction

_WORDS = "reports_publication_words"
_COLUMNS = "search, near"
_OLD = f"INSERT INTO {_WORDS} ({_WORDS}, rowid, {_COLUMNS}) VALUES ('delete', OLD.id, OLD.search, OLD.near)"
_NEW = f"INSERT INTO {_WORDS} (rowid, {_COLUMNS}) VALUES (NEW.id, NEW.search, NEW.near)"
SQLITE = [
    f"""CREATE VIRTUAL TABLE {_WORDS} USING fts5(
        {_COLUMNS}, content='reports_publication', content_rowid='id', tokenize='trigram case_sensitive 1')""",
    f"INSERT INTO {_WORDS} ({_WORDS}) VALUES ('rebuild')",
    f"CREATE TRIGGER {_WORDS}_come AFTER INSERT ON reports_publication BEGIN {_NEW}; END",
    f"CREATE TRIGGER {_WORDS}_go AFTER DELETE ON reports_publication BEGIN {_OLD}; END",
    f"CREATE TRIGGER {_WORDS}_change AFTER UPDATE OF search, near ON reports_publication BEGIN {_OLD}; {_NEW}; END",
]
POSTGRESQL = [
    "CREATE EXTENSION IF NOT EXISTS pg_trgm",
    "CREATE INDEX publication_search ON reports_publication USING gin (search gin_trgm_ops)",
    "CREATE INDEX publication_near ON reports_publication USING gin (near gin_trgm_ops)",
]
SQLITE_BACK = [
    *(f"DROP TRIGGER IF EXISTS {_WORDS}_{name}" for name in ("come", "go", "change")),
    f"DROP TABLE IF EXISTS {_WORDS}",
]
POSTGRESQL_BACK = ["DROP INDEX IF EXISTS publication_search", "DROP INDEX IF EXISTS publication_near"]
_MISSING = {
    "postgresql": "The search of published reports needs PostgreSQL's extension pg_trgm. Install it beside the server "
    "(Debian: postgresql has it; others: postgresql-contrib), or let a superuser run CREATE EXTENSION pg_trgm in this "
    "database; then run migrate again.",
    "sqlite": "The search of published reports needs SQLite 3.34 or newer with FTS5 and its trigram tokenizer.",
}


def index_words(apps, schema_editor):
    """Makes the index. Raises CommandError, with what to do, where the database lacks what it is made of."""
    first, *more = POSTGRESQL if schema_editor.connection.vendor == "postgresql" else SQLITE
    try:
        with transaction.atomic(using=schema_editor.connection.alias):
            schema_editor.execute(first, params=None)
    except DatabaseError as error:
        raise CommandError(f"{_MISSING[schema_editor.connection.vendor]} It said: {error}") from error
    for statement in more:
        schema_editor.execute(statement, params=None)


def drop_words(apps, schema_editor):
    for statement in POSTGRESQL_BACK if schema_editor.connection.vendor == "postgresql" else SQLITE_BACK:
        schema_editor.execute(statement, params=None)


_REPORT = """(SELECT {} FROM reports_round r JOIN reports_edition e ON e.id = r.edition_id
    JOIN reports_report o ON o.id = e.report_id JOIN measures_plan p ON p.id = o.plan_id
    WHERE r.id = reports_publication.round_id)"""
_FILL = ", ".join(
    f"{column} = {_REPORT.format(source)}"
    for column, source in (("agency_id", "p.agency_id"), ("year", "p.year"), ("kind", "o.kind"))
)


def fill(apps, schema_editor):
    """What the report's own rows say."""
    schema_editor.execute(f"UPDATE reports_publication SET {_FILL}", params=None)
    if schema_editor.connection.vendor == "postgresql":  # else its tables can't be altered in this transaction
        schema_editor.execute("SET CONSTRAINTS ALL IMMEDIATE", params=None)


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0012_several_machines"),
        ("reports", "0014_signing_index"),
    ]

    operations = [
        migrations.AlterField("publication", "published_at", models.DateTimeField(verbose_name="เผยแพร่เมื่อ")),
        migrations.AddField(
            "publication",
            "agency",
            models.ForeignKey(
                db_index=False,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="accounts.agency",
            ),
        ),
        migrations.AddField("publication", "year", models.PositiveSmallIntegerField(editable=False, null=True)),
        migrations.AddField("publication", "kind", models.CharField(editable=False, max_length=10, null=True)),
        migrations.RunPython(fill, migrations.RunPython.noop),
        migrations.AlterField(
            "publication",
            "agency",
            models.ForeignKey(
                db_index=False,
                editable=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="accounts.agency",
            ),
        ),
        migrations.AlterField("publication", "year", models.PositiveSmallIntegerField(editable=False)),
        migrations.AlterField(
            "publication",
            "kind",
            models.CharField(
                choices=[
                    ("result", "รายงานผลการดำเนินการ"),
                    ("plan", "แผนมาตรการ"),
                    ("progress", "รายงานความก้าวหน้า"),
                ],
                editable=False,
                max_length=10,
            ),
        ),
        *(
            migrations.AddIndex("publication", models.Index(fields=[*first, "-published_at", "-id"], name=name))
            for first, name in (
                ((), "publication_newest"),
                (("agency",), "publication_of_agency"),
                (("year",), "publication_of_year"),
                (("kind",), "publication_of_kind"),
            )
        ),
        migrations.RunPython(index_words, drop_words),
    ]
