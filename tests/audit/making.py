"""Events made for a test, and several writers at once."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from django.db import connection, transaction

from audit.chain import record
from audit.models import AuditEvent


def recorded(count: int, *, agency: int = 1) -> list[AuditEvent]:
    """Events about measures 1 to `count`, each in a transaction of its own."""
    return [one(number, agency=agency) for number in range(1, count + 1)]


def one(number: int = 1, *, agency: int = 1) -> AuditEvent:
    with transaction.atomic():
        return record("measure.change", actor=7, agency=agency, subject=f"measure:{number}", data={"step": number})


def at_once(writers: int, write: Callable[[int], None]) -> None:
    """Calls `write` with 0, 1, 2 ... in threads with connections of their own; raises what any of them raised."""

    def run(number: int) -> None:
        try:
            write(number)
        finally:
            connection.close()

    with ThreadPoolExecutor(writers) as pool:
        list(pool.map(run, range(writers)))
