"""What the pages of scores cost in a small installation and in a large one: processor and queries.

    .venv/bin/python -m benchmarks.scores [LOOKS]        (40 looks unless told)

In a PostgreSQL of its own it loads 3, 16 and 800 agencies with five years of scores each, 88 items a year, looks at
each page in turns of one run, and prints a table; the status is 1 where a page misses its goal. Time is the
processor's, of the portal and of the database's process together, for the machine does other things too. A look is a
page while nobody saves; `after a save` is the first one after another agency saved; `with nothing kept` is the first
one of a process, for which no goal stands. `a save` is one of a figure, without the page. What an agency is compared
with is drawn from six agencies on: that page is measured from 16 to 800, for among three there is nothing to draw.
Queries are those of most looks: once a minute one writes that its session is in use, or asks again for the years.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
from pathlib import Path
from statistics import mode
from typing import TYPE_CHECKING

from benchmarks import own_postgresql
from benchmarks.every.apart import FILE, leave
from benchmarks.every.countries import loaded
from benchmarks.figures import Figure, table, told
from benchmarks.goals import SCORES_GROWTH
from benchmarks.public import DEPARTMENTS, Page, looked_at, measure, set_up, spread_of

if TYPE_CHECKING:
    from django.http import HttpResponse
    from django.test import Client

SIZES = (3, 16, 800)
LOOKS = 40
_YEARS, _MEASURES, _ITEMS = 5, 4, 88
_COMPARED = "own place"  # what begins the names of pages that need others
_AFTER = "after a save"
_COLD = "with nothing kept"
_NEAR = 8  # in one province at least: of fewer than six nothing would be drawn


def figures(looks: int = LOOKS) -> list[Figure]:
    """How each page grows from 3 agencies (16, where it compares) to 800."""
    with own_postgresql.server() as server, tempfile.TemporaryDirectory(prefix="scores-") as folder:
        for size in SIZES:
            loaded(server, size, Path(folder), _YEARS, _MEASURES, _ITEMS)
        urls = [server.url(f"country_{size}") for size in SIZES]
        spent = looked_at(urls, looks, "benchmarks.scores")
    found: list[Figure] = []
    for name in spent[urls[0]]:
        few = 1 if name.startswith(_COMPARED) else 0
        found += _of_page(name, SIZES[few], spent[urls[few]][name], spent[urls[-1]][name])
    return found


def _of_page(name: str, size: int, few: list[tuple[float, int]], many: list[tuple[float, int]]) -> list[Figure]:
    (p50, *_), (p50_many, *_) = spread_of(few), spread_of(many)
    queries, queries_many = (mode(number for _, number in looks) for looks in (few, many))
    where, seen = f"{name}, from {size} agencies to {SIZES[-1]}", f"{p50:.1f} to {p50_many:.1f} ms"
    same = Figure(f"queries of {where}", "no more", f"{queries} to {queries_many}", queries_many <= queries)
    if name.endswith(_COLD):
        return [same, told(f"CPU of {where}", seen)]
    growth = p50_many / p50
    goal = f"at most {SCORES_GROWTH:g}"
    return [same, Figure(f"CPU of {where}", goal, f"{growth:.2f} ({seen})", growth <= SCORES_GROWTH)]


def _pages() -> dict[str, Page]:
    from django.db.models import F  # noqa: PLC0415 - once Django is set up
    from django.test import Client  # noqa: PLC0415

    from accounts.models import Agency, User  # noqa: PLC0415
    from scores.models import ScoreSheet  # noqa: PLC0415
    from scores.services.comparing import kept  # noqa: PLC0415
    from tests.factories import an_overseer  # noqa: PLC0415

    def signed_in(user: User) -> Client:
        client = Client()
        client.force_login(user)
        return client

    def after_a_save(url: str) -> str:
        ScoreSheet.objects.filter(agency__slug="agency-2").update(revision=F("revision") + 1)
        return url

    def cold(url: str) -> str:
        kept.forget()
        return url

    country = User.objects.filter(username="country").first() or an_overseer("country", department="กรมที่ 1")
    for number in range(2, DEPARTMENTS + 1):
        country.reaches.get_or_create(department=f"กรมที่ {number}")
    near = [f"agency-{n}" for n in range(_NEAR)]
    Agency.objects.filter(slug__in=near).update(province="จังหวัดที่ 1")
    officer, overseer = signed_in(User.objects.get(username="officer0-1")), signed_in(country)
    own, every = "/a/agency-1/2565/scores/", "/overview/scores/?year=2565"
    return {
        "scores of a year": (officer, lambda n: own),
        "overseer's scores": (overseer, lambda n: f"{every}&page={n % 3 + 1}"),
        "overseer's scores, lowest first": (overseer, lambda n: f"{every}&sort=low"),
        "overseer's scores, of a level": (overseer, lambda n: f"/overview/scores/?year=2564&level=B&page={n % 3 + 1}"),
        f"overseer's scores, {_AFTER}": (overseer, lambda n: after_a_save(f"{every}&sort=low")),
        _COMPARED: (officer, lambda n: f"{own}compare/"),
        f"{_COMPARED} in the province": (officer, lambda n: f"{own}compare/?of=province"),
        f"{_COMPARED}, {_AFTER}": (officer, lambda n: after_a_save(f"{own}compare/")),
        f"{_COMPARED} in the province, {_AFTER}": (officer, lambda n: after_a_save(f"{own}compare/?of=province")),
        f"overseer's scores, {_COLD}": (overseer, lambda n: cold(every)),
        f"{_COMPARED}, {_COLD}": (officer, lambda n: cold(f"{own}compare/")),
        "a save": (_Saver("agency-1", "coordinator2-1"), lambda n: f"{60 + n % 40}.{n:02}"),
    }


class _Saver:
    """What is asked of it is saved as the figure of one item, as the form does it."""

    def __init__(self, slug: str, username: str) -> None:
        from accounts.models import Agency, User  # noqa: PLC0415 - once Django is set up
        from scores.services import outline  # noqa: PLC0415

        self.agency, self.by = Agency.objects.get(slug=slug), User.objects.get(username=username)
        self.outline = outline.of_year(self.agency, 2565)

    def get(self, figure: str, /) -> HttpResponse:
        from django.http import HttpResponse  # noqa: PLC0415 - once Django is set up
        from django.utils import timezone  # noqa: PLC0415

        from accounts.changed import digest  # noqa: PLC0415
        from scores.services import sheet  # noqa: PLC0415

        base = digest(sheet.facts_of(sheet.find(self.agency, 2565), ["E1"]))
        now = timezone.now()
        saved = sheet.save(
            outline=self.outline, agency=self.agency, facts={"E1": figure}, base=base, by=self.by, now=now
        )
        assert saved == ["E1"], saved
        return HttpResponse()


def main(words: list[str]) -> int:
    """What the command line asks for."""
    if words[:1] == ["--measure"]:
        set_up()
        print(json.dumps(measure(int(words[1]), _pages())))
        return 0
    looks = int(words[0]) if words else LOOKS
    if FILE in os.environ:
        leave(lambda: figures(looks))
        return 0
    found = figures(looks)
    print("\n" + "\n".join(table(found)))
    return int(any(each.holds is False for each in found))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
