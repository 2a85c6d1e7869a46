"""For the machine that watches the server."""

from django.conf import settings
from django.db import Error, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone

from accounts.access import public
from backups import schedule
from backups.schedule import State
from files import disk
from files.disk import Disk
from ita_portal.frame.faults import disk_state, places
from notices.models import Pulse
from reports.signing import keys_told


@public
def health(request: HttpRequest) -> JsonResponse:
    """200 when the database answers and both it and the files can be written to, else 503; writes nothing itself.

    `writing` is `ok`, `full`, `read_only` or `unavailable`: whatever it is, what is published is served as long as
    `database` is `ok`. `backup` is there where backups are wanted: see backups/schedule.py. Nothing else is said.
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


@public
def live(request: HttpRequest) -> HttpResponse:
    """200 as long as this process answers at all; asks nothing, for whoever would start it anew."""
    return HttpResponse("ok\n", content_type="text/plain; charset=utf-8")


@public
def ready(request: HttpRequest) -> JsonResponse:
    """200 where this machine can serve, else 503, so that others get its visitors.

    `database`, `tables` (of this version) and `files` decide. `worker` and `signer` are told, and decide nothing: they
    are on another machine as a rule, and no visitor is helped by being sent away.
    """
    facts = {"database": "ok", "tables": "ok", "files": _files(), "worker": "ok", "signer": "ok"}
    now = timezone.now()
    try:
        facts["tables"] = "ok" if _tables_are_of_this_version() else "old"
        pulse = Pulse.objects.first()
        facts["worker"] = "ok" if pulse is not None and pulse.is_alive(now) else "late"
        facts["signer"] = "late" if keys_told.is_late(now) else "ok"
    except Error:
        facts |= {"database": "unavailable", "tables": "unknown", "worker": "unknown", "signer": "unknown"}
    serves = (facts["database"], facts["tables"], facts["files"]) == ("ok", "ok", "ok")
    return JsonResponse(facts, status=200 if serves else 503)


_up_to_date = False


def _tables_are_of_this_version() -> bool:
    """Looked for until they are: a process never becomes older than its tables."""
    global _up_to_date  # noqa: PLW0603 - once for the process: reading all migrations takes a moment
    if not _up_to_date:
        executor = MigrationExecutor(connection)
        _up_to_date = not executor.migration_plan(executor.loader.graph.leaf_nodes())
    return _up_to_date


def _files() -> str:
    """Whether the place of the files answers; that a disk is full keeps nobody from reading."""
    if not settings.FILES_URL:
        return "unavailable" if disk_state() is Disk.GONE else "ok"
    from files.shelves import objects  # noqa: PLC0415 - its library is installed only where it is wanted

    return "unavailable" if objects.trouble(settings.FILES_URL) else "ok"
