"""For the machine that watches the server."""

from django.db import Error, connection
from django.http import HttpRequest, JsonResponse
from django.utils import timezone

from accounts.access import public
from backups import schedule
from backups.schedule import State
from files import disk
from files.disk import Disk
from ita_portal.frame.faults import disk_state, places


@public
def health(request: HttpRequest) -> JsonResponse:
    """200 when the database answers and both it and the files can be written to, else 503; writes nothing itself.

    `writing` is `ok`, `full`, `read_only` or `unavailable`: whatever it is, what is published is served as long as
    `database` is `ok`. `backup` is there where backups are wanted: see
    backups/schedule.py. Nothing else is said about the installation.
    """
    database, writing = "ok", disk_state()
    try:
        if _only_reads() and writing is Disk.OK:
            writing = Disk.READ_ONLY
    except Error:
        database = "unavailable"
    facts = {"database": database, "writing": writing, "free_mb": min(map(disk.free_megabytes, places()))}
    backup = schedule.state(timezone.now())
    if backup is not None:
        facts["backup"] = backup
    is_well = (database, writing) == ("ok", Disk.OK) and backup in (None, State.OK)
    return JsonResponse(facts, status=200 if is_well else 503)


def _only_reads() -> bool:
    """Asks the database, and whether it takes nothing: a replica, or one that was closed for writing."""
    is_sqlite = connection.vendor == "sqlite"
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1" if is_sqlite else "SHOW transaction_read_only")
        [answer] = cursor.fetchone()
    return not is_sqlite and answer == "on"
