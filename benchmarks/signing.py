"""Workers that are killed while they sign, and what must be true after each: signed once, or unsigned and said so."""

from __future__ import annotations

import random
import time
from collections import Counter
from datetime import datetime
from multiprocessing.connection import Connection

from django.utils import timezone

from audit.models import AuditEvent
from benchmarks.begun import Begun
from files import store
from notices import jobs
from pades.examination.examine import examine
from pades.examination.found import Roots
from pades.keys import agency_keys
from reports.models import Edition, Signing
from reports.signing import certificate

_LONGEST = 120
_LATER = 1.2


class Broken(SystemExit):
    """A report is signed twice, or half, or nobody can tell what became of it."""


class Worker:
    """A process of its own that waits to be told to sign, so that it can be killed while it signs and not before."""

    def __init__(self) -> None:
        self.process = Begun(_sign)
        if not self.process.is_ready():
            raise Broken("a worker did not start")

    def tell(self) -> None:
        self.process.way.send("sign")

    def kill(self) -> None:
        self.process.kill()

    def end(self) -> None:
        """Once it is done."""
        self.process.wait(_LONGEST)


def _sign(way: Connection) -> None:
    way.send("ready")
    way.recv()
    jobs.sign_reports()


class Signatures:
    """Signs what the soak approved, killing as it goes; `seconds` is how long it takes undisturbed."""

    def __init__(self, chance: random.Random, counted: Counter[str]) -> None:
        self.chance, self.counted = chance, counted
        self.seconds = 1.0

    def sign(self, edition: Edition, *, killing: bool) -> None:
        """One report: a worker that is killed, then one or two who find what it left."""
        if killing:
            self._kill_one()
            found = self._look(edition)
            self.counted[f"signing: {found}"] += 1
            # The next kill comes nearer to the moment at which the rows are written, however busy the machine is.
            self.seconds *= 1 / _LATER if found == "signed" else _LATER
            # As if the killed worker's lease had run out.
            Signing.objects.filter(state=Signing.State.WORKING).update(leased_until=timezone.now())
        workers = [Worker() for _ in range(self.chance.choice([1, 2]) if killing else 1)]
        start = time.monotonic()
        for worker in workers:
            worker.tell()
        for worker in workers:
            worker.end()
        if not killing:
            self.seconds = time.monotonic() - start
        if self._look(edition) != "signed":
            raise Broken(f"edition {edition.pk}: the next worker did not sign it")

    def _kill_one(self) -> None:
        worker = Worker()
        worker.tell()
        time.sleep(self.chance.uniform(0, 1.1) * self.seconds)
        worker.kill()

    def _look(self, edition: Edition) -> str:
        """Whether it is signed; raises Broken for anything between signed and not."""
        now, state = timezone.now(), Edition.objects.get(pk=edition.pk).state
        row = Signing.objects.filter(round__edition=edition).first()
        events = AuditEvent.objects.filter(subject=f"edition:{edition.pk}", action="edition.sign").count()
        if state == "signed":
            if row is None or row.state != Signing.State.DONE or events != 1:
                raise Broken(f"edition {edition.pk}: signed, with {events} events and {row and row.state}")
            hold(row, now)
            return "signed"
        if state != "approved" or events or (row is not None and (row.pdf_digest or not row.get_state_display())):
            raise Broken(f"edition {edition.pk}: {state}, with {events} events and {row and row.state}")
        return f"unsigned, {row.state if row else 'not begun'}"


def hold(row: Signing, now: datetime) -> None:
    """Raises Broken unless a stranger would find both signatures in order."""
    roots = Roots(tuple(each.dump() for each in agency_keys.roots()), now)
    found = examine(store.get(row.pdf_digest), roots=roots)
    if not found.holds or found.level != certificate.level_wanted():
        raise Broken(f"round {row.round_id}: {found.result}, {found.problems}")
