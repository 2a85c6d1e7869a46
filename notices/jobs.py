"""What the worker does behind the pages; each may run twice, and does what is still to be done."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from django.conf import settings
from django.db.models import Max
from django.utils import timezone

import clock
from accounts.authentication import credential_changes
from accounts.models import Agency
from audit import checks
from audit.models import AuditEvent
from backups import schedule
from evidence.services import links
from evidence.services import open_links as open_links_of_evidence
from evidence.services.uploads import piece_by_piece as uploads
from notices import queue
from notices.mail import digest, letters
from notices.models import Pulse
from notices.queue import Regular
from notices.write_notices import first_agency_of, write_due
from reports.importing import drafts
from reports.publication import sweeping
from reports.retention import nightly
from reports.signing import sign
from thai.dates import local_day
from thai.dates.showing import BANGKOK
from thai.fiscal import fiscal_year

_MORNING = time(7, 30)
_NIGHT = time(2, 0)
_LATER_AT_NIGHT = time(3, 0)


def regular(now: datetime) -> list[Regular]:
    """The jobs that come round: each minute a pulse and signatures, letters in the morning; at night the event log is
    looked over, reports and uploads that were left are removed, as is evidence whose time is over, and files that
    nothing names are swept. Links are opened, each minute those that wait, where the operator
    allows it; a backup is made each night, and tried again if it failed, where one is wanted.
    """
    of_links = [
        Regular("portal:links", "notices.jobs.open_links", now - timedelta(minutes=1), minutes=1),
        Regular("portal:new_links", "notices.jobs.note_links", now - timedelta(minutes=1)),
    ]
    of_backup = Regular("portal:backup", "notices.jobs.make_backup", now - timedelta(minutes=1), minutes=30)
    return [
        Regular("portal:pulse", "notices.jobs.beat", now - timedelta(minutes=1), minutes=1),
        Regular("portal:signing", "notices.jobs.sign_reports", now - timedelta(minutes=1), minutes=1),
        Regular("portal:digests", "notices.jobs.send_digests", _next(_MORNING, now)),
        Regular("portal:log", "notices.jobs.check_log", _next(_NIGHT, now)),
        Regular("portal:sweep", "notices.jobs.sweep_files", _next(_LATER_AT_NIGHT, now)),
        *([of_backup] if settings.BACKUP_DIR else []),
        *(of_links if settings.LINK_CHECKS else []),
    ]


def _next(clock: time, now: datetime) -> datetime:
    today = datetime.combine(local_day(now), clock, BANGKOK)
    return today if today > now else today + timedelta(days=1)


def begin() -> None:
    """What a worker does first: what comes round is written down, and that it lives."""
    queue.keep(regular(timezone.now()))
    beat()


def beat() -> None:
    """Shows that the worker lives, tells what happened since the last time, and sends what waits to be sent."""
    now = timezone.now()
    pulse, _ = Pulse.objects.get_or_create(id=1, defaults={"at": now})
    last = AuditEvent.objects.aggregate(last=Max("seq"))["last"] or 0
    news = AuditEvent.objects.filter(seq__gt=pulse.seq, seq__lte=last).order_by()
    heard = Agency.objects.filter(pk__in=news.values("agency").distinct())
    of_accounts = (
        news.filter(agency=None, action__in=credential_changes.ALL).values_list("subject", flat=True).distinct()
    )
    homes = [first_agency_of(int(subject.partition(":")[2])) for subject in of_accounts]
    for agency in {each.pk: each for each in [*heard.order_by("pk"), *homes] if each is not None}.values():
        write_due(agency, now=clock.now())
    # Only now: whoever is killed above hears of the same events once more.
    Pulse.objects.filter(id=1).update(at=now, seq=last)
    post_letters()


def post_letters() -> None:
    """Sends the letters that wait."""
    letters.post(clock.now())


def sign_reports() -> None:
    """Signs the reports that are approved and not signed yet."""
    sign.sign_all(timezone.now)


def send_digests() -> None:
    """The day's letter to each person who has something to hear."""
    now = clock.now()
    digest.make(local_day(now), now=now)
    letters.post(now)


def sweep_files() -> None:
    """Removes reports that were brought in and left for a month, uploads that were left for a week, and evidence whose
    agency keeps it no longer; then deletes the files that nothing names.
    """
    drafts.forget(clock.now())
    uploads.forget(timezone.now())
    nightly.run(clock.now())
    sweeping.sweep(timezone.now())


def make_backup() -> None:
    """Sees to it that a backup is made each night; in a process of its own, for it may take hours."""
    schedule.begin_if_due(timezone.now())


def open_links() -> None:
    """Opens the links of evidence that wait, as many as there is time for."""
    open_links_of_evidence.open_waiting(timezone.now, year=fiscal_year(clock.today()))


def note_links() -> None:
    """Notes the links that came before links were opened, or by another way than the form."""
    links.note_missing(timezone.now())


def check_log() -> None:
    """Looks the whole event log over, keeps what was found, and tells where something was, or no longer is."""
    before = checks.last()
    done = checks.check(timezone.now())
    if not done.whole or (before is not None and not before.whole):
        tell_of_log()


def tell_of_log() -> None:
    """Tells all agencies what the last check found, for the log is one for all."""
    now = clock.now()
    for agency in Agency.objects.order_by("pk").iterator():
        write_due(agency, now=now)
    post_letters()
