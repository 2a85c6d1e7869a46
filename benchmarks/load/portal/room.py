"""How much room rows and files take, by agency and year."""

from __future__ import annotations

from django.db import connection

from benchmarks.country import Country
from benchmarks.load.portal.scene import World
from reports.models import Publication


def of_database(world: World) -> float:
    """Bytes an agency and year, indexes included."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT sum(pg_total_relation_size(relid)) FROM pg_stat_user_tables")
        rows = int(cursor.fetchone()[0])
    return rows / world.agencies / Country(1).years


def of_files(world: World) -> float:
    """Bytes of a published report with all that hangs on it, the mean of those whose files are there."""
    sizes = [
        sum(int(file["size"]) for file in publication.files.values())
        for publication in Publication.objects.filter(round__code__in=world.whole)
    ]
    return sum(sizes) / len(sizes)
