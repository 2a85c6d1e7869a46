"""What the worker does behind the pages; each may run twice, and does what is still to be done.

What there may be much of is done in turns of a few seconds, which ask for the next one: signatures wait no longer.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta
from functools import partial

from django.conf import settings
from django.db import transaction
from django.db.models import Max, Min, Q, QuerySet
from django.utils import timezone

import clock
from accounts.authentication import credential_changes
from accounts.models import Agency, Membership
from audit.models import AuditEvent
from backups import schedule
from evidence.models import Evidence
from evidence.services import links
from measures.moves import OPENING
from notices import queue
from notices.mail import posting
from notices.models import Pulse
from notices.nights import every, looks
from notices.nights.every import SECONDS
from notices.queue import Line, Regular
from reports.models import Edition
from reports.signing import keys_told, waiting
from thai.fiscal import fiscal_year

_OF_REPORTS = ("report.compiled", "edition.submit")  # whoever makes a report, and whoever judges it


def regular(now: datetime) -> list[Regular]:
    """The jobs that come round: each minute a pulse, signatures, a look at the keys, and whether something of the night
    is to be done. Links are opened, each minute those that wait, where the operator allows it. Any worker is asked
    whether a backup is due; one whose machine has no place for it does nothing.
    """
    first = now - timedelta(minutes=1)
    of_links = [
        Regular("portal:links", "notices.jobs.open_links", first, minutes=1, line=Line.LINKS),
        Regular("portal:new_links", "notices.jobs.note_links", first, line=Line.LINKS),
    ]
    return [
        Regular("portal:pulse", "notices.jobs.beat", first, minutes=1),
        Regular("portal:signing", "notices.jobs.sign_reports", first, minutes=1, line=Line.SIGNING),
        Regular("portal:keys", "notices.jobs.tell_keys", first, minutes=1, line=Line.SIGNING),
        Regular("portal:nights", "notices.jobs.nights", first, minutes=1, line=Line.NIGHTS),
        Regular("portal:backup", "notices.jobs.make_backup", first, minutes=10),
        *(of_links if settings.LINK_CHECKS else []),
    ]


def declare() -> None:
    """Writes down what comes round, each minute and each night."""
    now = timezone.now()
    queue.keep(regular(now))
    every.declare(now)


def begin(own: Collection[Line]) -> None:
    """What a worker of these lines does first: what comes round is written down, and that it lives."""
    declare()
    if Line.PORTAL in own:
        beat()
    if Line.SIGNING in own:
        tell_keys()


def work(own: Collection[Line] | None = None, *, beside: int) -> None:
    """Works these lines off, or all that this machine can, until told to end or until `beside` is no parent of it."""
    served = queue.lines() if own is None else own
    queue.work(partial(begin, served), served, beside=beside)


def beat() -> None:
    """Shows that the worker lives, tells what happened since the last time, and sends what can't wait."""
    _hear(timezone.now())
    look()
    post_letters()
    if posting.are_waiting(clock.now(), daily=True):
        queue.again("notices.jobs.post_daily_letters", Line.LETTERS)


@transaction.atomic
def _hear(now: datetime) -> None:
    """Where something happened somebody is to look: asked for in the transaction that notes what was heard of."""
    Pulse.objects.get_or_create(id=1, defaults={"at": now})
    pulse = Pulse.objects.select_for_update().get(id=1)
    last = AuditEvent.objects.aggregate(last=Max("seq"))["last"] or 0
    if last != pulse.seq:
        news = AuditEvent.objects.filter(seq__gt=pulse.seq, seq__lte=last).order_by()
        agencies = Agency.objects.filter(pk__in=news.values("agency").distinct())
        looks.ask({*agencies.values_list("pk", flat=True), *_homes(news)}, now)
        if settings.LINK_CHECKS:
            links.ask_anew(_of_what_went_on(news), now)
    Pulse.objects.filter(id=1).update(at=now, seq=last)


def _of_what_went_on(news: QuerySet[AuditEvent]) -> QuerySet[Evidence]:
    """The evidence of measures that were handed in or completed, and of years whose report is being made: whoever looks
    at it next is to read what has become of its links.
    """
    moves = {f"measure.{move}" for move in OPENING}
    measures, editions = (
        [int(subject.partition(":")[2]) for subject in found.values_list("subject", flat=True).distinct()]
        for found in (news.filter(action__in=moves), news.filter(action__in=_OF_REPORTS))
    )
    plans = Edition.objects.filter(pk__in=editions).values("report__plan")
    return Evidence.objects.kept().filter(Q(measure__in=measures) | Q(measure__plan__in=plans))


def _homes(news: QuerySet[AuditEvent]) -> list[int]:
    """The first agency of each person to the way into whose account something was done that belongs to no agency."""
    changed = news.filter(agency=None, action__in=credential_changes.ALL)
    users = {int(subject.partition(":")[2]) for subject in changed.values_list("subject", flat=True).distinct()}
    members = Membership.objects.filter(user__in=users, is_active=True).order_by()
    return list(members.values("user").annotate(first=Min("agency")).values_list("first", flat=True))


def look() -> None:
    """Takes a turn at the agencies that are to be looked at, and asks for the next one where more are."""
    if not looks.are_waiting(timezone.now()):
        return
    looks.look(seconds=SECONDS, at=timezone.now())
    if looks.are_waiting(timezone.now()):
        queue.again("notices.jobs.look", Line.LOOKS)


def post_letters() -> None:
    """Takes a turn at the letters that can't wait for the day's, and asks for the next one where more wait."""
    if not posting.are_waiting(clock.now(), daily=False):
        return
    posting.post(clock.now(), seconds=SECONDS, daily=False)
    if posting.are_waiting(clock.now(), daily=False):
        queue.again("notices.jobs.post_letters", Line.PORTAL)


def post_daily_letters() -> None:
    """Takes a turn at all letters, urgent ones first, and asks for the next one where more wait."""
    posting.post(clock.now(), seconds=SECONDS)
    if posting.are_waiting(clock.now(), daily=True):
        queue.again("notices.jobs.post_daily_letters", Line.LETTERS)


def sign_reports() -> None:
    """Signs the reports that are approved and not signed yet."""
    if waiting.due_rounds(timezone.now()).exists():
        from reports.signing import sign  # noqa: PLC0415 - loaded where somebody signs

        sign.sign_all(timezone.now)


def nights() -> None:
    """Takes a turn at what is done once a night, and asks for the next one where more is to be done."""
    if every.do_some(timezone.now()):
        queue.again("notices.jobs.nights", Line.NIGHTS)
    if posting.are_waiting(clock.now(), daily=True):
        queue.again("notices.jobs.post_daily_letters", Line.LETTERS)


def tell_keys() -> None:
    """Tells machines without keys what certificates there are, and that the machine with the keys lives."""
    keys_told.tell(timezone.now())


def sweep_files() -> None:
    """Removes what was left, deletes evidence whose time is over, and the files that nothing names."""
    every.sweep_files()


def make_backup() -> None:
    """Sees to it that a backup is made each night; in a process of its own, for it may take hours."""
    schedule.begin_if_due(timezone.now())


def open_links() -> None:
    """Opens the links of evidence that wait, as many as there is time for."""
    from evidence.services import open_links as open_links_of_evidence  # noqa: PLC0415 - loaded where links are opened

    open_links_of_evidence.open_waiting(timezone.now, year=fiscal_year(clock.today()))


def note_links() -> None:
    """Notes the links that came before links were opened, or by another way than the form."""
    links.note_missing(timezone.now())


def check_log(after: int = 0) -> None:
    """Takes a turn at looking the event log over, as somebody asked for, and asks for the next one; what was found is
    kept and told at its end.
    """
    came = every.check_log(after)
    if came is not None:
        queue.soon("notices.jobs.check_log", Line.NIGHTS, after=came)
        return
    look()
    post_letters()


def tell_of_log() -> None:
    """Tells all agencies what the last check found, for the log is one for all."""
    looks.ask_all(timezone.now())
    look()
    post_letters()
