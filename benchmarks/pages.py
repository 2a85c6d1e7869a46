"""What a page of an office costs, by who looks at it: queries, processor time and bytes, for 3, 50 and 500 measures.

    .venv/bin/python -m benchmarks.pages [--all] [MEASURES ...]        (3 50 500 unless told)

Works in a test database beside the configured one, made and dropped by the run; the measures are those of
benchmarks.render, and so need requirements-dev.txt. Time is the processor's, the least of several looks, and stands
beside that of the page of help without an agency in the same run. Bytes are those of the page as it leaves the portal,
and gzipped. With --all each line is printed, else those of the largest office, and whatever is over its goal. The
status is 1 where a goal is missed.
"""

from __future__ import annotations

import gzip
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from benchmarks import goals
from benchmarks.own_portal import database
from benchmarks.render import report_of, set_up

if TYPE_CHECKING:
    from accounts.models import User
    from measures.models import Plan

SIZES = [3, 50, 500]
LOOKS = 7  # the quickest counts: other programs only ever make it slower
COMPARED = "/help/contact/"
# The page, and who looks at it.
PAGES = {
    "agency_home": ("officer", "coordinator", "approver", "administrator", "overseer"),
    "measures:list": ("officer", "coordinator", "overseer"),
    "measures:measure": ("officer", "coordinator"),
    "measures:progress": ("officer", "coordinator"),
    "measures:change": ("coordinator",),
    "measures:officers": ("coordinator",),
    "measures:add": ("coordinator",),
    "measures:add_many": ("coordinator",),
    "measures:assign": ("coordinator",),
    "measures:hand_in_many": ("officer",),
    "measures:deadlines": ("coordinator",),
    "evidence:list": ("officer",),
    "reports:compile": ("officer", "coordinator", "approver", "overseer"),
    "reports:rounds": ("coordinator",),
    "log": ("coordinator",),
    "notices:inbox": ("coordinator",),
    "accounts:users": ("administrator",),
    "me": ("coordinator",),
}


@dataclass(frozen=True)
class Spent:
    """What a page took: queries, seconds of the processor, bytes as they are and gzipped."""

    queries: int
    cpu: float
    plain: int
    gzipped: int


def main(sizes: list[int], *, prints_all: bool) -> int:
    """Returns 1 where a page takes more than it may."""
    set_up()
    with tempfile.TemporaryDirectory() as folder:
        settings.DATA_DIR = Path(folder)
        with database("pages", settings.DATA_DIR):
            settings.ALLOWED_HOSTS = ["testserver"]
            over = [line for size in sizes for line in measured(size, prints=prints_all or size == max(sizes))]
    print(f"\n{len(over)} pages take more than they may" if over else "\nall pages keep to their goals")
    return int(bool(over))


def measured(size: int, *, prints: bool) -> Iterator[str]:
    """Prints what each page of an office takes, and yields those that take more than they may."""
    plan, people = office(size)
    bare = look(client_of(people["coordinator"]), COMPARED)
    print(f"\n{size} measures; beside a page of help, {bare.queries} queries, {1000 * bare.cpu:.1f} ms")
    for name, roles in PAGES.items():
        for role in roles:
            spent = look(client_of(people[role]), url_of(name, plan))
            wanted = goals.PAGES.get((name, size), (goals.QUERIES, None, None))
            wrong = _over(spent, *wanted)
            if prints or wrong:
                print(f"  {name:22}{role:14}{spent.queries:3} queries {1000 * spent.cpu:7.1f} ms ", end="")
                print(f"{spent.cpu / bare.cpu:6.1f} x, {spent.plain / 1000:7.1f} kB, ", end="")
                print(f"{spent.gzipped / 1000:6.1f} gzipped{'  OVER: ' if wrong else ''}{', '.join(wrong)}")
            if wrong:
                yield f"{name} {role}"


def _over(spent: Spent, queries: int, milliseconds: float | None, kilobytes: float | None) -> list[str]:
    wrong = [f"{queries} queries"] if spent.queries > queries else []
    if milliseconds is not None and 1000 * spent.cpu > milliseconds:
        wrong.append(f"{milliseconds} ms")
    if kilobytes is not None and spent.plain > 1000 * kilobytes:
        wrong.append(f"{kilobytes} kB")
    return wrong


def office(size: int) -> tuple[Plan, dict[str, User]]:
    """An agency of its own with that many measures, half with evidence, and one person of each role."""
    from accounts.permissions import Role  # noqa: PLC0415 - models can be imported once Django is set up
    from audit import chain  # noqa: PLC0415
    from notices.models import Pulse  # noqa: PLC0415
    from reports.compiling import stored_measures  # noqa: PLC0415
    from tests import factories as make  # noqa: PLC0415

    slug = f"office-{size}"
    agency = make.an_agency(slug, province=f"จังหวัด {size}")
    unit = make.a_unit(agency)
    people = {str(role): make.a_user(f"{role}@{slug}", role, unit=unit) for role in Role}
    people["overseer"] = make.an_overseer(f"overseer@{slug}", province=agency.province)
    plan = make.a_plan(agency)
    everyone = stored_measures.People(agency)
    for position, each in enumerate(report_of(size).measures):
        stored_measures.add(plan, position, each, everyone)
    duty = make.an_officer(agency, unit=unit, user=people["officer"])
    for measure in plan.measures.all()[:50]:
        measure.duties.create(officer=duty, position=99)
        make.evidence_of(measure, people["officer"])
    with transaction.atomic():  # as every write of the portal's own does
        chain.record("plan.begun", actor=None, agency=agency.pk, subject=f"plan:{plan.pk}")
    Pulse.objects.update_or_create(defaults={"at": timezone.now()})  # a worker lives
    return plan, people


def client_of(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def url_of(name: str, plan: Plan) -> str:
    rows: dict[str, object] = {"slug": plan.agency.slug, "year": plan.year, "pk": plan.measures.all()[0].pk}
    for wanted in (("slug", "year", "pk"), ("slug", "year"), ("slug",), ()):
        url = _reversed(name, {key: rows[key] for key in wanted})
        if url:
            return url
    raise LookupError(name)


def _reversed(name: str, kwargs: dict[str, object]) -> str:
    from django.urls import NoReverseMatch  # noqa: PLC0415 - beside its only use

    try:
        return reverse(name, kwargs=kwargs)
    except NoReverseMatch:
        return ""


def look(client: Client, url: str) -> Spent:
    """A page as it is looked at for the second time and later."""
    client.get(url)
    with CaptureQueriesContext(connection) as captured:
        response = client.get(url)
    queries = len(captured)
    assert response.status_code == 200, (url, response.status_code)
    times = []
    for _ in range(LOOKS):
        begun = time.process_time()
        client.get(url)
        times.append(time.process_time() - begun)
    body = response.content
    return Spent(queries, min(times), len(body), len(gzip.compress(body, 6)))


if __name__ == "__main__":
    told = [int(each) for each in sys.argv[1:] if each.isdigit()]
    sys.exit(main(told or SIZES, prints_all="--all" in sys.argv))
