"""The country on that day: who has what to do, as rows of the database and as what the people are told."""

from __future__ import annotations

import json
import secrets
from collections import defaultdict
from dataclasses import asdict, dataclass, field
from datetime import date
from pathlib import Path

_MOST_READY = 400  # agencies whose report can be submitted
_MOST_SAVING = 2000  # agencies whose officers save
_AT_ONCE = 2  # measures of one officer at their screen


@dataclass
class World:
    """All that the people know, in a form that another process reads."""

    hosts: list[str]
    year: int
    password: str
    duties: list[tuple[str, str, list[int]]] = field(default_factory=list)  # agency, officer, measures
    reports: list[tuple[str, str, str, int]] = field(default_factory=list)  # agency, coordinator, approver, plan
    agencies: int = 0
    codes: list[str] = field(default_factory=list)  # of published reports
    whole: list[str] = field(default_factory=list)  # of those whose files lie in the store
    processes: dict[str, list[int]] = field(default_factory=dict)  # see Machines.processes
    people: int = 0
    seconds: float = 0.0
    pace: float = 1.0
    seed: int = 0

    def write(self, path: Path) -> None:
        path.write_text(json.dumps(asdict(self)))

    @classmethod
    def read(cls, path: Path) -> World:
        return cls(**json.loads(path.read_text()))


def load(agencies: int) -> None:
    """Fills the configured database, which has tables and no agency."""
    from benchmarks.country import Country  # noqa: PLC0415 - models can be imported once Django is set up
    from benchmarks.country import load as load_country  # noqa: PLC0415

    day = _last_of_september()
    load_country(Country(agencies, last_year=day.year + 543, today=day))


def _last_of_september() -> date:
    """The latest: all that is loaded lies about that day."""
    today = date.today()
    return date(today.year - (today.month < 10), 9, 30)


def prepare() -> World:
    """Makes a loaded database ready for the day, and returns what the people are told, without the machines."""
    from django.contrib.auth.hashers import make_password  # noqa: PLC0415 - models can be imported once Django is set up
    from django.db import transaction  # noqa: PLC0415

    from accounts.models import Agency, User  # noqa: PLC0415
    from measures.models import Plan  # noqa: PLC0415
    from reports.models import Publication  # noqa: PLC0415

    agencies = list(Agency.objects.filter(slug__startswith="agency-").order_by("pk").values_list("pk", flat=True))
    year = Plan.objects.filter(agency__in=agencies).latest("year").year
    world = World([], year, secrets.token_urlsafe(12), agencies=len(agencies))
    world.codes = list(Publication.objects.order_by("-pk").values_list("round__code", flat=True)[:200])
    ready = min(max(1, len(agencies) // 2), _MOST_READY)
    with transaction.atomic():
        for agency in agencies[:ready]:
            _make_ready(world, agency)
        _hand_out(world, agencies[ready : ready + _MOST_SAVING])
        User.objects.update(password=make_password(world.password))
    world.whole = [_published()]
    _nothing_is_due()
    return world


def _make_ready(world: World, agency: int) -> None:
    """All is taken; the report has its words, and its coordinator reports to its approver."""
    from accounts.models import Membership  # noqa: PLC0415 - models can be imported once Django is set up
    from clock import today  # noqa: PLC0415
    from measures.models import Measure, Officer  # noqa: PLC0415
    from reports.models import Edition  # noqa: PLC0415
    from thai.dates.showing import format_date  # noqa: PLC0415

    edition = Edition.objects.in_full().get(report__plan__agency=agency, report__plan__year=world.year)
    members = {each.role: each for each in Membership.objects.filter(agency=agency).select_related("user")}
    coordinator, approver = members["coordinator"], members["approver"]
    reporter = Officer.objects.get(user=coordinator.user)
    edition.opening = "ตามที่ได้วิเคราะห์ผลการประเมิน และจัดทำมาตรการ นั้น หน่วยงานขอรายงานผลดังนี้"
    edition.problems = edition.suggestions = "ไม่มี"
    edition.reporter, edition.reporter_name, edition.reporter_post = reporter, reporter.name, reporter.post
    edition.reported_on, edition.reported_on_as_written = today(), format_date(today())
    edition.approver, edition.approver_name, edition.approver_post = approver, approver.user.name, approver.post
    edition.save()
    Measure.objects.filter(plan=edition.report.plan).update(state="taken")
    plan = edition.report.plan
    world.reports.append((plan.agency.slug, coordinator.user.username, approver.user.username, plan.pk))


def _hand_out(world: World, agencies: list[int]) -> None:
    """Each officer has some of their measures of the year before them; none is handed in yet."""
    from measures.models import Measure, MeasureOfficer  # noqa: PLC0415 - models can be imported once Django is set up

    measures = Measure.objects.filter(plan__agency__in=agencies, plan__year=world.year)
    measures.update(state="open")
    rows = MeasureOfficer.objects.filter(measure__in=measures).order_by("officer", "measure")
    found = defaultdict[tuple[str, str], list[int]](list)
    for slug, username, key in rows.values_list("measure__plan__agency__slug", "officer__user__username", "measure"):
        found[slug, username].append(key)
    most = max(map(len, found.values()), default=0)
    for at in range(0, most, _AT_ONCE):  # nobody signs in twice before everybody has once
        for (slug, username), keys in found.items():
            world.duties += [(slug, username, keys[at : at + _AT_ONCE])] if keys[at:] else []


def _nothing_is_due() -> None:
    """The night's work is done and all events were heard: it is about noon."""
    from django.utils import timezone  # noqa: PLC0415 - models can be imported once Django is set up

    from audit.models import AuditHead  # noqa: PLC0415
    from notices.models import Look, Nightly, Pulse  # noqa: PLC0415
    from notices.nights import every  # noqa: PLC0415
    from thai.dates import local_day  # noqa: PLC0415

    now = timezone.now()
    every.declare(now)
    Nightly.objects.update(done_for=local_day(now))
    Look.objects.all().delete()
    Pulse.objects.all().delete()
    Pulse.objects.create(at=now, seq=AuditHead.objects.get().seq)


def _published() -> str:
    """The code of one report that went the whole way, with all its files."""
    from django.utils import timezone  # noqa: PLC0415 - models can be imported once Django is set up

    from ita_portal.demo import agency, past_report  # noqa: PLC0415

    agency.seed()
    made = past_report.publish(now=timezone.now())
    if made is None:
        raise SystemExit("the portal has no key to sign with")
    return made.round.code
